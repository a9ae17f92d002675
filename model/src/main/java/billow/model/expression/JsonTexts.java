package billow.model.expression;

import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// JSON as text.
final class JsonTexts {
    private JsonTexts() {}

    /// With a blank after every colon and comma: `{"a": [1, 2]}`.
    static String spaced(JsonNode node) {
        if (node.isObject()) {
            return node.propertyStream()
                    .map(m -> JsonNodeFactory.instance.stringNode(m.getKey()) + ": " + spaced(m.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (node.isArray()) {
            return node.valueStream().map(JsonTexts::spaced).collect(Collectors.joining(", ", "[", "]"));
        }
        return node.toString();
    }
}
