package billow.simulator.workflow;

import billow.model.asl.Integration;
import billow.model.asl.State;
import billow.simulator.flow.Callbacks;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Wire;
import billow.simulator.flow.World;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// The call a task has made, or its waiting for its token. Mutable, and used for one task after the other.
final class TaskCall {
    static final long NEVER = -1;

    private State.@Nullable Task task;
    private @Nullable Wire wire;
    private @Nullable JsonNode input;
    private Handover form = Handover.NONE;
    private long key;
    private long begun;

    /// What the task adds to the time of its service, nanoseconds; half of it on the way there.
    long overhead;

    /// Its token, while it waits for that.
    long token;

    /// When the service has answered, or [#NEVER].
    long answered;

    /// When the token has come back, or [#NEVER].
    long returned;

    /// The latest moment for an answer, or [#NEVER], and the row to be woken by then.
    long limit;

    int limitMoment;
    Outcome outcome = Outcome.OK;
    private @Nullable JsonNode answer;

    /// @param input of the task; null when the execution works without data
    void begin(State state, Wire wire, @Nullable JsonNode input, long overhead) {
        task = state instanceof State.Task t ? t : null;
        form = input == null ? Handover.NONE : Handover.of(state);
        this.wire = wire;
        this.input = input;
        this.overhead = overhead;
        token = Callbacks.NONE;
        answered = NEVER;
        returned = NEVER;
        limit = NEVER;
        answer = null;
    }

    /// How long it waits for its token once its service has answered, where the link says so.
    long waitNanos(TaskTokens tokens) {
        return task == null || wire == null ? 0 : tokens.waitNanos(task, wire, key);
    }

    @Nullable
    JsonNode payload() {
        return input == null ? null : form.payload(input);
    }

    void called(long key, long time) {
        this.key = key;
        begun = time;
    }

    /// How it comes out that a call was answered: StartSyncExecution answers well even when the execution has failed.
    boolean isWell(Outcome outcome) {
        return outcome == Outcome.OK
                || task != null
                        && task.integration().action().equals("startSyncExecution")
                        && (outcome == Outcome.FUNCTION_ERROR || outcome == Outcome.TIMEOUT);
    }

    /// The result of the task, from what its service has answered.
    @Nullable
    JsonNode result(Outcome outcome, @Nullable JsonNode answer, long time) {
        if (task == null || input == null) return null;
        if (task.integration().completion() == Integration.Completion.CALLBACK) return form.worked(answer);
        return form.result(reply(task, input, outcome, answer, time));
    }

    /// Why the task has failed.
    String cause(Outcome outcome, @Nullable JsonNode answer, long time) {
        if (task == null || input == null || answer == null) return "";
        return outcome == Outcome.FUNCTION_ERROR || outcome == Outcome.TIMEOUT
                ? form.cause(reply(task, input, outcome, answer, time))
                : "";
    }

    private Handover.Reply reply(
            State.Task task, JsonNode input, Outcome outcome, @Nullable JsonNode answer, long time) {
        String target = wire == null ? "" : TaskWires.target(wire);
        String status = switch (outcome) {
            case OK -> "SUCCEEDED";
            case FUNCTION_ERROR -> "FAILED";
            case TIMEOUT -> "TIMED_OUT";
            case CLIENT_ERROR, THROTTLED, SERVICE_ERROR, DROPPED, DEAD_LETTERED -> "";
        };
        return new Handover.Reply(
                task, input, answer, key, target, World.epochMillis(begun), World.epochMillis(time), status);
    }

    /// The token has come back.
    void comesBack(Outcome outcome, @Nullable JsonNode answer, long time) {
        token = Callbacks.NONE;
        returned = time;
        this.outcome = outcome;
        this.answer = answer;
    }

    /// The result that came with the token.
    @Nullable
    JsonNode broughtBack() {
        if (form == Handover.NONE) return null;
        return answer == null ? JsonNodeFactory.instance.objectNode() : answer;
    }

    /// The name of the error that came with the token.
    String error() {
        return answer == null ? "" : answer.path("Error").asString("");
    }

    String cause() {
        return answer == null ? "" : answer.path("Cause").asString("");
    }
}
