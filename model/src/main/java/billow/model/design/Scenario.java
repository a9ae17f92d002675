package billow.model.design;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A situation to run a design in: how long, and what is different from the drawing.
///
/// @param name          unique in its design
/// @param note          what it shows, and the question it raises
/// @param durationNanos simulated time that is measured, or null for the usual hour
/// @param warmupNanos   simulated time before measuring, or null for automatic
/// @param changes       parameter values that replace the drawing's, in order
/// @param faults        what breaks in it, each as `kill orders at 10m for 2m`; kept as written
/// @param extra         fields of the file this version does not know
public record Scenario(
        String name,
        String note,
        @Nullable Long durationNanos,
        @Nullable Long warmupNanos,
        List<Change> changes,
        List<String> faults,
        Map<String, JsonNode> extra) {
    public Scenario {
        changes = List.copyOf(changes);
        faults = List.copyOf(faults);
        extra = Map.copyOf(extra);
    }

    /// A scenario in which nothing breaks.
    public Scenario(
            String name,
            String note,
            @Nullable Long durationNanos,
            @Nullable Long warmupNanos,
            List<Change> changes,
            Map<String, JsonNode> extra) {
        this(name, note, durationNanos, warmupNanos, changes, List.of(), extra);
    }

    /// @param target `node.parameter`, as with `--set`
    /// @param value  as written in a design file
    public record Change(String target, JsonNode value) {}
}
