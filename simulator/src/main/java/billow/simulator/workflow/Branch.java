package billow.simulator.workflow;

import billow.model.asl.Flow;
import billow.model.asl.State;
import billow.model.asl.WorkflowType;
import billow.model.expression.Variables;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One thread of states: the execution itself, a branch of a Parallel, or the work on one item of a Map. Mutable; owned
/// by
/// its [Execution].
final class Branch {
    static final int NONE = -1;

    final Flow flow;
    final @Nullable Join join;
    final int index;
    final int key;
    final History history;
    final WorkflowType type;
    final @Nullable JsonNode mapItem;

    Variables variables;

    @Nullable
    State state;

    JsonNode input;
    int attempt;
    int enteredEvent;
    long enteredNanos;
    long startedNanos;
    int taskToken = NONE;
    int timerToken = NONE;
    int heartbeatToken = NONE;
    int childToken = NONE;
    long heartbeatNanos;
    boolean stopped;

    @Nullable
    Join running;

    private int @Nullable [] retries;
    private int @Nullable [] visits;

    /// @param key mixes into the stage of every draw of this branch
    /// @param mapItem the context object's `Map`, or null outside of a Map
    Branch(
            Flow flow,
            @Nullable Join join,
            int index,
            int key,
            History history,
            WorkflowType type,
            Variables variables,
            JsonNode input,
            @Nullable JsonNode mapItem) {
        this.flow = flow;
        this.join = join;
        this.index = index;
        this.key = key;
        this.history = history;
        this.type = type;
        this.variables = variables;
        this.input = input;
        this.mapItem = mapItem;
    }

    /// The state it is in.
    State current() {
        if (state == null) {
            throw new IllegalStateException("Expected a branch that was entered.");
        }
        return state;
    }

    /// Counts one more retry under a retrier and returns how many there were.
    int countRetry(int retrier, int retrierCount) {
        if (retries == null) {
            retries = new int[retrierCount];
        }
        return ++retries[retrier];
    }

    int retries(int retrier) {
        return retries == null ? 0 : retries[retrier];
    }

    void forgetRetries() {
        retries = null;
        attempt = 0;
    }

    /// How often a state drew before in this branch.
    int visit(int ordinal, int stateCount) {
        if (visits == null) {
            visits = new int[stateCount];
        }
        return visits[ordinal]++;
    }
}
