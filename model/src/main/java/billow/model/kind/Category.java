package billow.model.kind;

/// Service families: palette groups, hue and glyph shape.
public enum Category {
    TRAFFIC("Traffic"),
    ENTRY("Entry"),
    COMPUTE("Compute"),
    WORKFLOW("Workflow"),
    DATA("Data"),
    MESSAGING("Messaging"),
    OPERATIONS("Network and operations");

    private final String title;

    Category(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
