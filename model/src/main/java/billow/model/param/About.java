package billow.model.param;

/// What every parameter says about itself, whatever its shape.
///
/// @param name       key in files and on the command line, lower camel case; CloudFormation's name where there is one
/// @param section    part of the inspector it is shown in
/// @param help       one or two sentences: what it is and what it changes
/// @param source     where default and limit come from
/// @param confidence how well the source supports them
public record About(String name, Section section, String help, String source, Confidence confidence) {
    /// Parts of the inspector, in the order they are shown.
    public enum Section {
        LOAD("Load"),
        CAPACITY("Capacity"),
        BEHAVIOUR("Behaviour"),
        RELIABILITY("When it fails"),
        DATA("Data"),
        COST("Cost");

        private final String title;

        Section(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    /// Support of a figure: HIGH official or re-analysed data, MEDIUM third party or one measurement,
    /// LOW an assumption that should be replaced by what is known of the system at hand.
    public enum Confidence {
        HIGH,
        MEDIUM,
        LOW
    }
}
