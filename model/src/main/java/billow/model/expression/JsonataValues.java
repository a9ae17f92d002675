package billow.model.expression;

import com.dashjoin.jsonata.Jsonata;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Between JSON trees and the maps, lists and numbers JSONata works on. JSON null is kept apart from "nothing".
final class JsonataValues {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /// The largest magnitude up to which every whole number is a double.
    private static final double EXACT = 9_007_199_254_740_992.0;

    private JsonataValues() {}

    static Object fromJson(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> map = LinkedHashMap.newLinkedHashMap(node.size());
            node.properties().forEach(member -> map.put(member.getKey(), fromJson(member.getValue())));
            return map;
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>(node.size());
            node.values().forEach(element -> list.add(fromJson(element)));
            return list;
        }
        if (node.isNumber()) {
            return node.isIntegralNumber() && node.canConvertToLong()
                    ? node.numberValue()
                    : (Number) node.doubleValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isNull() || node.isMissingNode() ? Jsonata.NULL_VALUE : node.asString();
    }

    /// The JSON for a value, or null for "nothing" (also where a function is part of it, which JSON cannot hold).
    static @Nullable JsonNode toJson(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> NODES.stringNode(text);
            case Boolean truth -> NODES.booleanNode(truth);
            case Number number -> number(number);
            case Map<?, ?> map -> object(map);
            case List<?> list -> array(list);
            default -> value == Jsonata.NULL_VALUE ? NODES.nullNode() : null;
        };
    }

    private static @Nullable JsonNode object(Map<?, ?> map) {
        ObjectNode object = NODES.objectNode();
        for (Map.Entry<?, ?> member : map.entrySet()) {
            JsonNode node = toJson(member.getValue());
            if (node != null) {
                object.set(String.valueOf(member.getKey()), node);
            } else if (member.getValue() != null) {
                return null;
            }
        }
        return object;
    }

    private static @Nullable JsonNode array(List<?> list) {
        ArrayNode array = NODES.arrayNode(list.size());
        for (Object element : list) {
            JsonNode node = toJson(element);
            if (node == null && element != null) {
                return null;
            }
            array.add(node == null ? NODES.nullNode() : node);
        }
        return array;
    }

    /// Numbers JSON has no literal for become texts, as with the service: `Infinity`, `-Infinity`, `NaN`.
    private static JsonNode number(Number number) {
        return switch (number) {
            case Integer i -> NODES.numberNode(i);
            case Long l -> JsonNumbers.whole(l);
            case BigInteger b -> NODES.numberNode(b);
            case BigDecimal d -> NODES.numberNode(d);
            default -> {
                double d = number.doubleValue();
                if (!Double.isFinite(d)) {
                    yield NODES.stringNode(String.valueOf(d));
                }
                yield d == Math.rint(d) && Math.abs(d) < EXACT ? JsonNumbers.whole((long) d) : NODES.numberNode(d);
            }
        };
    }
}
