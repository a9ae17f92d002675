package billow.model.expression;

import java.util.Comparator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Numbers in JSON trees, where 3, 3.0 and a 3 held in 64 bits are one number.
final class JsonNumbers {
    private static final Comparator<JsonNode> BY_SIZE =
            (a, b) -> isFinite(a) && isFinite(b) ? a.decimalValue().compareTo(b.decimalValue()) : a.equals(b) ? 0 : 1;

    private JsonNumbers() {}

    /// A whole number in the form a parser would give it.
    static JsonNode whole(long value) {
        return value == (int) value
                ? JsonNodeFactory.instance.numberNode((int) value)
                : JsonNodeFactory.instance.numberNode(value);
    }

    /// Whether it is a number a decimal can hold: a literal such as 1e400 is read as infinite.
    static boolean isFinite(JsonNode value) {
        return value.isNumber() && !(value.isDouble() && !Double.isFinite(value.doubleValue()));
    }

    /// Whether two values are the same JSON.
    static boolean same(JsonNode a, JsonNode b) {
        return a.equals(BY_SIZE, b);
    }
}
