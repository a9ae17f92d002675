package billow.simulator.workflow;

import billow.model.asl.State;
import billow.model.asl.WorkflowType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What an execution asks of whoever drives it. Tokens name what is under way; each is reported back at most once, and
/// never after it was cancelled. Calls back into the execution from inside these methods are allowed.
public interface Effects {
    /// A state is entered, or tried again. Counted for billing in Standard workflows.
    ///
    /// @param attempt 0 on entry, then the number of the retry
    /// @param type the kind of the execution the state runs in; a distributed Map's children may differ from their
    /// parent
    /// @return nanoseconds until the state's work may begin, 0 for at once
    long transition(State state, int attempt, WorkflowType type);

    /// Work is to be done: a Task's, the reading of a Map's items, or the writing of its results.
    ///
    /// @param token for [Execution#taskSucceeded], [Execution#taskFailed], [Execution#taskHeartbeat]
    void task(int token, State state, String resource, JsonNode input);

    /// [Execution#timerFired] is to be called after a delay.
    void timer(int token, long delayNanos);

    /// A task or timer is no longer of interest. Work under way may go on and is billed, but its outcome is dropped.
    void cancel(int token);

    /// A state is left.
    default void exited(State state, JsonNode output) {}

    /// A distributed Map starts a child execution.
    ///
    /// @return nanoseconds until it may start, 0 for at once
    default long childStarted(WorkflowType type) {
        return 0;
    }

    /// A child execution has ended.
    default void childEnded(WorkflowType type, boolean succeeded, long durationNanos) {}

    /// The execution has ended well. Nothing follows.
    void succeeded(JsonNode output);

    /// The execution has failed; `States.Timeout` when it ran too long. Nothing follows.
    void failed(@Nullable String error, @Nullable String cause);
}
