package billow.model.expression;

import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What an expression may read.
///
/// @param input what `$` and `$states.input` mean
/// @param context the context object, `$$` and `$states.context`; built only when read
/// @param variables workflow variables in sight
/// @param result `$states.result`, or null where a state has none yet
/// @param errorOutput `$states.errorOutput`, or null outside of a Catch
/// @param luck the next uniform number in [0, 1) for functions that draw
/// @param epochMillis the time `$now` and `$millis` report, milliseconds since 1970-01-01T00:00Z
public record Scope(
        JsonNode input,
        Supplier<JsonNode> context,
        Variables variables,
        @Nullable JsonNode result,
        @Nullable JsonNode errorOutput,
        DoubleSupplier luck,
        long epochMillis) {

    /// The same scope with another meaning of `$`.
    public Scope withInput(JsonNode other) {
        return new Scope(other, context, variables, result, errorOutput, luck, epochMillis);
    }

    /// The same scope after the state's work returned.
    public Scope withResult(JsonNode value) {
        return new Scope(input, context, variables, value, errorOutput, luck, epochMillis);
    }

    /// The same scope inside a Catch.
    public Scope withErrorOutput(JsonNode value) {
        return new Scope(input, context, variables, result, value, luck, epochMillis);
    }
}
