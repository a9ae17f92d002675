package billow.model.expression;

import tools.jackson.databind.JsonNode;

/// A compiled expression.
public sealed interface Expression permits Path, IntrinsicCall, JsonataExpression {
    /// The text it was compiled from, without delimiters.
    String text();

    /// Its value.
    ///
    /// @param field the field that carries it, for messages
    /// @throws EvaluationFailure when the data does not allow a value
    JsonNode evaluate(Scope scope, String field);

    /// Compiles what a JSONPath field may hold: a path or an intrinsic function.
    ///
    /// @throws InvalidExpression when the text is neither
    static Expression jsonPath(String text) {
        return text.startsWith("States.") ? IntrinsicCall.parse(text) : Path.parse(text);
    }
}
