package billow.model.design;

import billow.model.kind.NodeKind;
import billow.model.param.Params;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// One service of the drawing.
///
/// @param id    unique in its design: a letter, then letters, digits, `-` or `_`
/// @param kind  which service it is
/// @param label name on screen; the id when nobody gave one
/// @param at    place on the canvas
/// @param params values that differ from the kind's defaults
/// @param tags  cost allocation tags
/// @param extra fields of the file this version does not know
public record Node(
        String id,
        NodeKind kind,
        String label,
        Point at,
        Params params,
        Map<String, String> tags,
        Map<String, JsonNode> extra) {
    public Node {
        tags = Map.copyOf(tags);
        extra = Map.copyOf(extra);
    }

    public static Node of(String id, NodeKind kind, Point at) {
        return new Node(id, kind, id, at, Params.DEFAULTS, Map.of(), Map.of());
    }

    public Node movedTo(Point at) {
        return at.equals(this.at) ? this : new Node(id, kind, label, at, params, tags, extra);
    }

    public Node with(Params params) {
        return params == this.params ? this : new Node(id, kind, label, at, params, tags, extra);
    }

    public Node labelled(String label) {
        return label.equals(this.label) ? this : new Node(id, kind, label, at, params, tags, extra);
    }

    public Node tagged(Map<String, String> tags) {
        return tags.equals(this.tags) ? this : new Node(id, kind, label, at, params, tags, extra);
    }
}
