package billow.simulator.function;

import billow.model.archetype.InstancePool;
import billow.model.expression.EvaluationFailure;
import billow.simulator.flow.Calls;
import billow.simulator.flow.Draws;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.World;
import billow.simulator.random.Key;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// What invocations of a function return: its result, or the name of its error. A function without a result returns
/// what it was given.
final class Answers {
    private static final int RESULT = 311;

    private final Calls calls;
    private final InstancePool.Answer spec;

    Answers(Calls calls, InstancePool.Answer spec) {
        this.calls = calls;
        this.spec = spec;
    }

    /// Lets an invocation that has gone well return its result.
    ///
    /// @return OK, or FUNCTION_ERROR when the result is that it raises an error
    Outcome succeed(int call, long time) {
        var template = spec.result();
        if (template == null) return Outcome.OK;
        try {
            var luck = Draws.of(Key.mix(calls.key(call), RESULT));
            calls.data(call, template.render(calls.data(call), calls.rank(call), luck, World.epochMillis(time)));
            return Outcome.OK;
        } catch (EvaluationFailure e) {
            fail(call, e.raised().orElse("Runtime.UserCodeError"));
            return Outcome.FUNCTION_ERROR;
        }
    }

    /// Lets an invocation return an error, where something is said at all. An event that may be tried again keeps what
    /// it says.
    void fail(int call) {
        if (calls.data(call) != null || spec.result() != null) fail(call, spec.errorType());
    }

    private void fail(int call, String errorType) {
        if (calls.wire(call) < 0) return;
        JsonNode error = JsonNodeFactory.instance
                .objectNode()
                .put("errorType", errorType)
                .put("errorMessage", "");
        calls.data(call, error);
    }
}
