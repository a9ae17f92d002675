package billow.app.desktop.canvas;

import java.util.List;
import java.util.Map;

/// What a run shows on the drawing at one moment.
///
/// @param nodes by node id
/// @param links by link id
public record Live(Map<String, OfNode> nodes, Map<String, OfLink> links) {
    public static final Live NONE = new Live(Map.of(), Map.of());

    public Live {
        nodes = Map.copyOf(nodes);
        links = Map.copyOf(links);
    }

    /// Meaning of a colour; never the only sign of it.
    public enum Tone {
        PLAIN,
        ASSUMED,
        GOOD,
        CAUTION,
        BAD;

        /// Style class of the tone.
        public String styleClass() {
            return "tone-" + name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// @param text    a few characters, for example `412/s`
    /// @param meaning what it says, in words
    public record Badge(String text, Tone tone, String meaning) {}

    /// @param utilisation from 0 to 1, negative when there is none
    /// @param alarming    whether the card itself is to catch the eye
    public record OfNode(List<Badge> badges, double utilisation, boolean alarming) {
        public OfNode {
            badges = List.copyOf(badges);
        }

        public OfNode(List<Badge> badges, double utilisation) {
            this(badges, utilisation, false);
        }

        public Tone utilisationTone() {
            return utilisation >= 0.9 ? Tone.BAD : utilisation >= 0.7 ? Tone.CAUTION : Tone.GOOD;
        }
    }

    /// @param perSecond   requests or messages a second of simulated time
    /// @param failedShare share of them that failed or was throttled, 0 to 1
    public record OfLink(double perSecond, double failedShare) {}
}
