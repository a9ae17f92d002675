package billow.model.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;

/// An expression of a rule, and its value for a message. What has none is undefined ([MissingNode]), and so is what is
/// computed from it.
/// Source: AWS IoT Core Developer Guide, "AWS IoT SQL reference".
sealed interface Expression {
    JsonNodeFactory NODES = JsonNodeFactory.instance;

    /// @param topic the message came by; null when nobody says
    JsonNode value(JsonNode message, @Nullable String topic);

    record Literal(JsonNode value) implements Expression {
        @Override
        public JsonNode value(JsonNode message, @Nullable String topic) {
            return value;
        }
    }

    /// A part of the message; with no steps all of it.
    ///
    /// @param steps names and positions
    record Path(List<Object> steps) implements Expression {
        public Path {
            steps = List.copyOf(steps);
        }

        @Override
        public JsonNode value(JsonNode message, @Nullable String topic) {
            JsonNode at = message;
            for (var step : steps) at = step instanceof Integer i ? at.path(i) : at.path((String) step);
            return at;
        }

        /// Under which a projection puts it when it has no name of its own.
        String name() {
            for (int i = steps.size() - 1; i >= 0; i--) if (steps.get(i) instanceof String name) return name;
            return "";
        }
    }

    record Not(Expression of) implements Expression {
        @Override
        public JsonNode value(JsonNode message, @Nullable String topic) {
            var value = of.value(message, topic);
            return value.isBoolean() ? NODES.booleanNode(!value.booleanValue()) : MissingNode.getInstance();
        }
    }

    record Both(Expression left, Expression right, boolean all) implements Expression {
        @Override
        public JsonNode value(JsonNode message, @Nullable String topic) {
            boolean first = isTrue(left.value(message, topic));
            if (first != all) return NODES.booleanNode(first);
            return NODES.booleanNode(isTrue(right.value(message, topic)));
        }
    }

    record Compare(String sign, Expression left, Expression right) implements Expression {
        @Override
        public JsonNode value(JsonNode message, @Nullable String topic) {
            var a = left.value(message, topic);
            var b = right.value(message, topic);
            if (a.isMissingNode() || b.isMissingNode()) return MissingNode.getInstance();
            boolean numbers = a.isNumber() && b.isNumber();
            if (sign.equals("=")) return NODES.booleanNode(same(a, b, numbers));
            if (sign.equals("<>")) return NODES.booleanNode(!same(a, b, numbers));
            if (!numbers && !(a.isString() && b.isString())) return MissingNode.getInstance();
            int order = numbers
                    ? Double.compare(a.doubleValue(), b.doubleValue())
                    : a.stringValue().compareTo(b.stringValue());
            return NODES.booleanNode(
                    switch (sign) {
                        case "<" -> order < 0;
                        case "<=" -> order <= 0;
                        case ">" -> order > 0;
                        default -> order >= 0;
                    });
        }

        private static boolean same(JsonNode a, JsonNode b, boolean numbers) {
            return numbers ? a.doubleValue() == b.doubleValue() : a.equals(b);
        }
    }

    record Arithmetic(char sign, Expression left, Expression right) implements Expression {
        @Override
        public JsonNode value(JsonNode message, @Nullable String topic) {
            var a = left.value(message, topic);
            var b = right.value(message, topic);
            if (sign == '+' && a.isString() && b.isString()) return NODES.stringNode(a.stringValue() + b.stringValue());
            if (!a.isNumber() || !b.isNumber()) return MissingNode.getInstance();
            double x = a.doubleValue();
            double y = b.doubleValue();
            double value = switch (sign) {
                case '+' -> x + y;
                case '-' -> x - y;
                case '*' -> x * y;
                case '/' -> x / y;
                default -> x % y;
            };
            return number(value);
        }
    }

    record Call(Function function, List<Expression> arguments) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public JsonNode value(JsonNode message, @Nullable String topic) {
            return function.value(
                    arguments.stream().map(a -> a.value(message, topic)).toList(), topic);
        }
    }

    /// A number as JSON writes it: whole where it is whole; none that is no number.
    static JsonNode number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) return MissingNode.getInstance();
        return value == StrictMath.rint(value) && Math.abs(value) < 1e15
                ? NODES.numberNode((long) value)
                : NODES.numberNode(value);
    }

    static boolean isTrue(JsonNode value) {
        return value.isBoolean() && value.booleanValue();
    }
}
