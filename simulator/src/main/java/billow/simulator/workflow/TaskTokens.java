package billow.simulator.workflow;

import billow.model.archetype.Interaction;
import billow.model.asl.ErrorNames;
import billow.model.asl.Integration;
import billow.model.asl.State;
import billow.simulator.flow.Callbacks;
import billow.simulator.flow.Calls;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Wire;
import billow.simulator.flow.World;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Tokens of tasks that wait for what they handed out (`.waitForTaskToken`). A token travels with the message, event or
/// start, and whoever ends the work returns it: a function that has handled it, an execution that has ended, something
/// outside that has taken it. Where the link says after which time it comes back, none travels. What is answered only
/// when it is done, a function that is waited for or a call of something outside, brings it with the answer.
final class TaskTokens {
    private static final int WAIT = 306;
    private static final String GONE = "Sfn.TaskTimedOutException";

    private final World world;
    private final Calls calls;
    private final int node;
    private final @Nullable Sampler[] waits;
    private final boolean returnedByTasks;

    /// @param wires null when the machine has an invalid definition
    TaskTokens(World world, int node, @Nullable TaskWires wires) {
        this.world = world;
        calls = world.calls();
        this.node = node;
        waits = new @Nullable Sampler[world.wires().size()];
        for (Wire wire : world.wires()) {
            var law = wire.plan().callback();
            if (wire.from() == node && law != null) waits[wire.index()] = Sampler.of(law);
        }
        returnedByTasks = wires != null && wires.tasks().stream().anyMatch(t -> returns(t.integration()));
    }

    private static boolean returns(Integration integration) {
        return integration.service().equals("sfn") && integration.action().startsWith("sendTask");
    }

    private static boolean isCallback(State state) {
        return state instanceof State.Task task && task.integration().completion() == Integration.Completion.CALLBACK;
    }

    /// A token for a task, or none when its call brings none.
    ///
    /// @param row  of the execution
    /// @param site what the execution knows the task by
    long handOut(State state, Wire wire, int row, int site) {
        boolean travels = isCallback(state)
                && waits[wire.index()] == null
                && !(wire.interaction() instanceof Interaction.Call)
                && !(wire.interaction() instanceof Interaction.Request)
                && !(wire.interaction() instanceof Interaction.Invoke invoke && !invoke.asynchronous());
        return travels ? world.callbacks().open(node, row, site) : Callbacks.NONE;
    }

    /// How long a task waits for its token once its service has answered, as its link says.
    long waitNanos(State state, Wire wire, long key) {
        Sampler law = waits[wire.index()];
        return law == null || !isCallback(state) ? 0 : law.nanos(Key.mix(key, WAIT));
    }

    void close(long token) {
        world.callbacks().close(token);
    }

    /// The execution of a row has ended, and with it the work for the task that waits for it.
    void ended(int row, Outcome outcome, @Nullable JsonNode answer, long time) {
        if (!returnedByTasks) world.callBack(calls.token(row), outcome, answer, time);
    }

    /// Does the work of a task that no link serves: returns the token the execution was begun with, or fails.
    ///
    /// @return the name of its error, empty when it went well
    String work(State.Task task, int row, JsonNode input, long time) {
        if (!returns(task.integration())) return ErrorNames.TASK_FAILED;
        long token = calls.token(row);
        if (!world.callbacks().isOpen(token)) return GONE;
        switch (task.integration().action()) {
            case "sendTaskSuccess" -> world.callBack(token, Outcome.OK, Handover.said(input.get("Output")), time);
            case "sendTaskFailure" -> world.callBack(token, Outcome.FUNCTION_ERROR, failure(input), time);
            default -> world.beat(token, time);
        }
        return "";
    }

    private static JsonNode failure(JsonNode input) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("Error", input.path("Error").asString(""))
                .put("Cause", input.path("Cause").asString(""));
    }
}
