package billow.model.expression;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// An intrinsic function with its arguments, such as `States.Format('{} of {}', $.done, $.total)`. Calls nest to ten
/// levels.
///
/// @param text as written
/// @param arguments in order
public record IntrinsicCall(String text, IntrinsicFunction function, List<Argument> arguments) implements Expression {
    /// The number of levels calls may nest. Source: Step Functions Developer Guide, "Intrinsics".
    public static final int DEEPEST = 10;

    /// One argument.
    public sealed interface Argument {
        /// A text, number, truth value or null written out. Texts keep their escapes for `States.Format`.
        record Literal(JsonNode value) implements Argument {}

        /// A path or another call.
        record Nested(Expression expression) implements Argument {}
    }

    public IntrinsicCall {
        arguments = List.copyOf(arguments);
    }

    /// Compiles a call.
    ///
    /// @throws InvalidExpression when the text is none
    public static IntrinsicCall parse(String text) {
        return new IntrinsicParser(text).parse();
    }

    @Override
    public JsonNode evaluate(Scope scope, String field) {
        try {
            return apply(scope);
        } catch (IllegalArgumentException e) {
            throw new EvaluationFailure(
                    "States.Runtime", "The function '" + text + "' had the following error: " + e.getMessage());
        }
    }

    /// The value; a failure in a nested call passes through, as the service blames the whole expression.
    private JsonNode apply(Scope scope) {
        List<JsonNode> values = new ArrayList<>(arguments.size());
        for (Argument argument : arguments) {
            values.add(
                    switch (argument) {
                        case Argument.Literal literal -> literal.value();
                        case Argument.Nested nested -> value(nested.expression(), scope);
                    });
        }
        return function.apply(values, scope);
    }

    private static JsonNode value(Expression expression, Scope scope) {
        return switch (expression) {
            case IntrinsicCall call -> call.apply(scope);
            case Path path -> {
                JsonNode found = path.find(scope);
                if (found == null) {
                    throw new IllegalArgumentException("The JsonPath argument for the field '" + path.text()
                            + "' could not be found in the input '" + path.rootText(scope) + "'");
                }
                yield found;
            }
            case JsonataExpression jsonata ->
                throw new IllegalArgumentException("Expected a path or a function, received JSONata.");
        };
    }
}
