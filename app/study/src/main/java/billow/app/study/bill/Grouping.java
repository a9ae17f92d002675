package billow.app.study.bill;

import billow.model.design.Design;
import billow.pricing.Bill;
import billow.pricing.BillLine;
import java.util.List;
import java.util.Optional;

/// What a bill is added up by.
public sealed interface Grouping {
    /// The forms [#parse] understands.
    List<String> FORMS = List.of("node", "service", "tag:KEY", "frame", "route");

    record ByNode() implements Grouping {}

    record ByService() implements Grouping {}

    /// By the value of a cost allocation tag.
    record ByTag(String key) implements Grouping {}

    /// By the innermost frame a node stands in.
    record ByFrame() implements Grouping {}

    /// By what clients asked for: routes, nodes they call directly, timetables.
    record ByRoute() implements Grouping {}

    /// `node`, `service`, `tag:team`, `frame` or `route`; empty when it is none of them.
    static Optional<Grouping> parse(String text) {
        return switch (text) {
            case "node" -> Optional.of(new ByNode());
            case "service" -> Optional.of(new ByService());
            case "frame" -> Optional.of(new ByFrame());
            case "route" -> Optional.of(new ByRoute());
            default ->
                text.startsWith("tag:") && text.length() > "tag:".length()
                        ? Optional.of(new ByTag(text.substring("tag:".length())))
                        : Optional.empty();
        };
    }

    /// What a line of a bill is added to; [Bill#NONE] when it belongs nowhere. Empty for routes, which share lines.
    default Optional<String> groupOf(BillLine line, Design design) {
        var node = line.node();
        return switch (this) {
            case ByNode n -> Optional.of(node == null ? Bill.NONE : node);
            case ByService s -> Optional.of(line.service());
            case ByTag t -> Optional.of(line.tags().getOrDefault(t.key(), Bill.NONE));
            case ByFrame f -> Optional.of(node == null ? Bill.NONE : Groups.frame(design, node));
            case ByRoute r -> Optional.empty();
        };
    }

    /// As [#parse] reads it.
    default String text() {
        return switch (this) {
            case ByNode n -> "node";
            case ByService s -> "service";
            case ByTag t -> "tag:" + t.key();
            case ByFrame f -> "frame";
            case ByRoute r -> "route";
        };
    }
}
