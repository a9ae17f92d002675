package billow.model.sql;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Functions that a rule's SQL may use, by their lower-case name.
enum Function {
    ABS(1, 1),
    CEIL(1, 1),
    FLOOR(1, 1),
    ROUND(1, 1),
    SQRT(1, 1),
    MOD(2, 2),
    POWER(2, 2),
    LOWER(1, 1),
    UPPER(1, 1),
    LENGTH(1, 1),
    CONCAT(1, 100),
    STARTSWITH(2, 2),
    ENDSWITH(2, 2),
    ISNULL(1, 1),
    ISUNDEFINED(1, 1),
    TOPIC(0, 1);

    private final int least;
    private final int most;

    Function(int least, int most) {
        this.least = least;
        this.most = most;
    }

    /// @throws InvalidRuleSql when there is none of that name, or not with so many arguments
    static Function of(String name, int arguments) {
        for (var each : values()) {
            if (!each.name().equalsIgnoreCase(name)) continue;
            if (arguments >= each.least && arguments <= each.most) return each;
            throw new InvalidRuleSql(
                    "Expected %d to %d arguments of %s, found %d.".formatted(each.least, each.most, name, arguments));
        }
        throw new InvalidRuleSql("Expected a function Billow knows, found %s.".formatted(name));
    }

    JsonNode value(List<JsonNode> given, @Nullable String topic) {
        return switch (this) {
            case ISUNDEFINED -> Expression.NODES.booleanNode(given.getFirst().isMissingNode());
            case ISNULL -> Expression.NODES.booleanNode(given.getFirst().isNull());
            case TOPIC -> topic(given, topic);
            case ABS, CEIL, FLOOR, ROUND, SQRT -> number(given.getFirst());
            case MOD, POWER -> numbers(given.get(0), given.get(1));
            case LOWER, UPPER, LENGTH -> text(given.getFirst());
            case STARTSWITH, ENDSWITH -> texts(given.get(0), given.get(1));
            case CONCAT -> concat(given);
        };
    }

    private static JsonNode topic(List<JsonNode> given, @Nullable String topic) {
        if (topic == null) return MissingNode.getInstance();
        if (given.isEmpty()) return Expression.NODES.stringNode(topic);
        var levels = topic.split("/", -1);
        int level = given.getFirst().asInt(0);
        return level < 1 || level > levels.length
                ? MissingNode.getInstance()
                : Expression.NODES.stringNode(levels[level - 1]);
    }

    private JsonNode number(JsonNode of) {
        if (!of.isNumber()) return MissingNode.getInstance();
        double x = of.doubleValue();
        return Expression.number(
                switch (this) {
                    case CEIL -> StrictMath.ceil(x);
                    case FLOOR -> StrictMath.floor(x);
                    case ROUND -> StrictMath.floor(x + 0.5);
                    case SQRT -> StrictMath.sqrt(x);
                    default -> Math.abs(x);
                });
    }

    private JsonNode numbers(JsonNode a, JsonNode b) {
        if (!a.isNumber() || !b.isNumber()) return MissingNode.getInstance();
        return Expression.number(
                this == MOD ? a.doubleValue() % b.doubleValue() : StrictMath.pow(a.doubleValue(), b.doubleValue()));
    }

    private JsonNode text(JsonNode of) {
        if (!of.isString()) return MissingNode.getInstance();
        var text = of.stringValue();
        return switch (this) {
            case LOWER -> Expression.NODES.stringNode(text.toLowerCase(Locale.ROOT));
            case UPPER -> Expression.NODES.stringNode(text.toUpperCase(Locale.ROOT));
            default -> Expression.NODES.numberNode(text.length());
        };
    }

    private JsonNode texts(JsonNode a, JsonNode b) {
        if (!a.isString() || !b.isString()) return MissingNode.getInstance();
        return Expression.NODES.booleanNode(
                this == STARTSWITH
                        ? a.stringValue().startsWith(b.stringValue())
                        : a.stringValue().endsWith(b.stringValue()));
    }

    private static JsonNode concat(List<JsonNode> given) {
        var text = new StringBuilder();
        for (var each : given) {
            if (!each.isValueNode() || each.isMissingNode()) return MissingNode.getInstance();
            text.append(each.asString());
        }
        return Expression.NODES.stringNode(text.toString());
    }
}
