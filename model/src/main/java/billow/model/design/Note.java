package billow.model.design;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Text pinned to the canvas.
///
/// @param extra fields of the file this version does not know
public record Note(String text, Point at, Map<String, JsonNode> extra) {
    public Note {
        extra = Map.copyOf(extra);
    }
}
