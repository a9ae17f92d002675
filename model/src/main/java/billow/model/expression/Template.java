package billow.model.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// JSON with expressions in it, compiled: a payload template of the JSONPath language (member names ending in `.$`) or
/// a
/// value of the JSONata language (texts between `{%` and `%}`).
public sealed interface Template {
    /// The value against a scope.
    ///
    /// @throws EvaluationFailure when an expression in it has none
    JsonNode evaluate(Scope scope);

    /// JSON without expressions.
    record Constant(JsonNode value) implements Template {
        @Override
        public JsonNode evaluate(Scope scope) {
            return value;
        }
    }

    /// One expression.
    ///
    /// @param field where it stands, as messages name it
    record Computed(Expression expression, String field) implements Template {
        @Override
        public JsonNode evaluate(Scope scope) {
            return expression instanceof Path path && field.endsWith(".$")
                    ? path.evaluateInTemplate(scope, field)
                    : expression.evaluate(scope, field);
        }

        @Override
        public EvaluationFailure wrongType(JsonNode value, String expected) {
            if (expression instanceof JsonataExpression) {
                return new EvaluationFailure(
                        "States.QueryEvaluationError",
                        "The JSONata expression '" + expression.text() + "' specified for the field '" + field
                                + "' returned an unexpected result type. Expected '" + expected + "', but was '"
                                + typeOf(value) + "' for value: " + value);
            }
            return new EvaluationFailure(
                    "States.Runtime",
                    "The " + field + " parameter does not reference a value of type " + expected + ": "
                            + expression.text() + " == " + value);
        }
    }

    /// An object with an expression somewhere inside.
    record Members(Map<String, Template> members) implements Template {
        @Override
        public JsonNode evaluate(Scope scope) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            members.forEach((name, template) -> object.set(name, template.evaluate(scope)));
            return object;
        }
    }

    /// An array with an expression somewhere inside.
    record Elements(List<Template> elements) implements Template {
        @Override
        public JsonNode evaluate(Scope scope) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode(elements.size());
            elements.forEach(template -> array.add(template.evaluate(scope)));
            return array;
        }
    }

    /// Why a value that came of it cannot be used.
    ///
    /// @param expected the type wanted, in JSON's words: `number`, `string`, `boolean`, `array`, `object`
    default EvaluationFailure wrongType(JsonNode value, String expected) {
        return new EvaluationFailure("States.Runtime", "Expected a " + expected + ", received " + value + ".");
    }

    private static String typeOf(JsonNode value) {
        if (value.isNumber()) {
            return "number";
        }
        if (value.isString()) {
            return "string";
        }
        if (value.isBoolean()) {
            return "boolean";
        }
        if (value.isNull()) {
            return "null";
        }
        return value.isArray() ? "array" : "object";
    }

    /// Whether its value is the same against every scope.
    default boolean isConstant() {
        return this instanceof Constant;
    }

    /// Compiles a payload template of the JSONPath language.
    ///
    /// @param wrong told of each expression that does not compile, which then stands as null
    static Template jsonPath(JsonNode node, Consumer<String> wrong) {
        if (node.isArray()) {
            return elements(node.valueStream().map(n -> jsonPath(n, wrong)).toList(), node);
        }
        if (!node.isObject()) {
            return new Constant(node);
        }
        Map<String, Template> members = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            String name = member.getKey();
            if (name.endsWith(".$")) {
                members.put(name.substring(0, name.length() - 2), dynamic(name, member.getValue(), wrong));
            } else {
                members.put(name, jsonPath(member.getValue(), wrong));
            }
        }
        boolean renamed =
                node.propertyStream().anyMatch(member -> member.getKey().endsWith(".$"));
        return !renamed && members.values().stream().allMatch(Template::isConstant)
                ? new Constant(node)
                : new Members(members);
    }

    private static Template dynamic(String name, JsonNode value, Consumer<String> wrong) {
        if (!value.isString()) {
            wrong.accept("Expected a path or an intrinsic function for " + name + ", received " + value + ".");
            return new Constant(JsonNodeFactory.instance.nullNode());
        }
        try {
            return new Computed(Expression.jsonPath(value.stringValue()), name);
        } catch (InvalidExpression e) {
            wrong.accept(e.reason());
            return new Constant(JsonNodeFactory.instance.nullNode());
        }
    }

    /// Compiles a value of the JSONata language.
    ///
    /// @param field where it stands, for messages: `Output`, then `Output/member`, `Output[0]`
    /// @param wrong told of each expression that does not compile, which then stands as null
    static Template jsonata(JsonNode node, String field, Consumer<String> wrong) {
        if (node.isString()) {
            String text = node.stringValue();
            return JsonataExpression.isDelimited(text) ? delimited(text, field, wrong) : new Constant(node);
        }
        if (node.isArray()) {
            List<Template> elements = new ArrayList<>();
            for (int i = 0; i < node.size(); i++) {
                elements.add(jsonata(node.get(i), field + "[" + i + "]", wrong));
            }
            return elements(elements, node);
        }
        if (!node.isObject()) {
            return new Constant(node);
        }
        Map<String, Template> members = new LinkedHashMap<>();
        node.properties().forEach(m -> members.put(m.getKey(), jsonata(m.getValue(), field + "/" + m.getKey(), wrong)));
        return members.values().stream().allMatch(Template::isConstant) ? new Constant(node) : new Members(members);
    }

    private static Template delimited(String text, String field, Consumer<String> wrong) {
        try {
            return new Computed(JsonataExpression.parse(text), field);
        } catch (InvalidExpression e) {
            wrong.accept(e.reason());
            return new Constant(JsonNodeFactory.instance.nullNode());
        }
    }

    private static Template elements(List<Template> elements, JsonNode node) {
        return elements.stream().allMatch(Template::isConstant) ? new Constant(node) : new Elements(elements);
    }
}
