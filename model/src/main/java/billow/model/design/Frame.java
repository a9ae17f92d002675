package billow.model.design;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/// A rectangle drawn around nodes that belong together, for example a domain or a VPC.
///
/// @param extra fields of the file this version does not know
public record Frame(String label, Point at, double width, double height, Map<String, JsonNode> extra) {
    public Frame {
        extra = Map.copyOf(extra);
    }
}
