package billow.simulator.workflow;

import billow.model.asl.ErrorNames;
import billow.model.asl.Integration;
import billow.model.asl.State;
import billow.model.asl.StateMachine;
import billow.model.asl.WorkflowType;
import billow.simulator.flow.Calls;
import billow.simulator.flow.Cause;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Wire;
import billow.simulator.random.Key;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// One execution under way: turns what it asks for into calls and moments, and accounts for its time.
///
/// How time is accounted for: whatever is under way has a slot that holds how the time from the beginning of the
/// execution was spent on what led to it, and on itself. When it ends it becomes the path to the present, which is what
/// everything begun at that instant inherits. So the path to the end is that of the branch that ended last, and it adds
/// up to the time of the execution.
final class WorkflowRun implements Effects {
    private static final Cause[] CAUSES = Cause.values();
    private static final int NOTHING = -1;
    private static final int VISIT = 301;
    private static final int TRANSITION = 302;

    /// What a slot holds: a delay, a call in progress, a call that was answered well or badly.
    private enum Kind {
        DELAY,
        CALL,
        SUCCESS,
        FAILURE
    }

    /// In which form an integration takes a payload and hands over what came of it: not at all (items are read, or the
    /// execution has no data), as it is, or in the envelope of an invocation.
    private enum Answer {
        NONE,
        PLAIN,
        ENVELOPED
    }

    private final WorkflowActor actor;
    private final Calls calls;
    private final int row;
    private final boolean synchronous;
    private final boolean dataless;
    private final Execution execution;
    private final int[] visits;
    /// Times a state is tried again whose call has not been made yet.
    private final int[] retries;
    private final int[] entries;
    private final long[] path = new long[CAUSES.length];
    private int[] pending = new int[4];
    private Kind[] kinds = new Kind[4];
    private long[] since = new long[4];
    private long[] overheads = new long[4];
    private long[] spent = new long[4 * CAUSES.length];
    private Answer[] answers = new Answer[4];
    private @Nullable JsonNode[] outputs = new @Nullable JsonNode[4];
    private String[] errors = new String[4];
    private long begun;
    private long now;
    private long queueing;
    private int limitToken = NOTHING;
    private boolean entered;
    private boolean overdue;

    /// @param row         the call that waits for it, or its own row
    /// @param synchronous whether `row` is a call that waits
    WorkflowRun(
            WorkflowActor actor,
            Calls calls,
            int row,
            boolean synchronous,
            StateMachine machine,
            boolean dataless,
            Execution execution) {
        this.actor = actor;
        this.calls = calls;
        this.row = row;
        this.synchronous = synchronous;
        this.dataless = dataless;
        this.execution = execution;
        visits = new int[machine.stateCount()];
        retries = new int[machine.stateCount()];
        entries = new int[machine.stateCount()];
        Arrays.fill(errors, "");
    }

    int row() {
        return row;
    }

    boolean isSynchronous() {
        return synchronous;
    }

    /// When its first state was entered.
    long begun() {
        return begun;
    }

    /// Enters the first state.
    void begin(long time) {
        begun = time;
        now = time;
        execution.start(time, this);
    }

    /// The moment of a token has come.
    void due(int token, long time) {
        int slot = Execution.slot(token);
        now = time;
        pending[slot] = NOTHING;
        System.arraycopy(spent, slot * CAUSES.length, path, 0, CAUSES.length);
        switch (kinds[slot]) {
            case DELAY -> execution.timerFired(token, time);
            case SUCCESS -> execution.taskSucceeded(token, take(slot), time);
            case FAILURE -> execution.taskFailed(token, errors[slot], "", time);
            case CALL -> throw new IllegalStateException("A call in progress has no moment.");
        }
    }

    private @Nullable JsonNode take(int slot) {
        JsonNode output = outputs[slot];
        outputs[slot] = null;
        return output;
    }

    /// The execution has taken as long as it may.
    void limitReached(long time) {
        overdue = true;
        due(limitToken, time);
    }

    /// A call made for a task has been answered.
    ///
    /// @param time the present or later
    void answered(int child, Wire wire, long time) {
        int token = calls.site(child);
        int slot = Execution.slot(token);
        long end = time + overheads[slot] - overheads[slot] / 2;
        Outcome outcome = calls.outcome(child);
        if (outcome == Outcome.OK) {
            kinds[slot] = Kind.SUCCESS;
            outputs[slot] = output(answers[slot], calls.data(child));
            for (Cause cause : CAUSES) spend(slot, cause, calls.spent(child, cause));
        } else {
            spend(slot, Cause.NETWORK, -overheads[slot]);
            fail(slot, TaskErrors.of(wire.kind(), outcome, calls.data(child)), end);
        }
        pending[slot] = actor.at(end, this, token);
    }

    /// All time since the slot was opened was in vain.
    private void fail(int slot, String error, long end) {
        kinds[slot] = Kind.FAILURE;
        errors[slot] = error;
        outputs[slot] = null;
        spend(slot, Cause.RETRY, end - since[slot]);
    }

    @Override
    public long transition(State state, int attempt, WorkflowType type) {
        int ordinal = state.header().ordinal();
        if (attempt > 0) retries[ordinal]++;
        queueing = actor.transition(type, attempt > 0 || calls.afterFailure(row), now);
        long key = Key.mix(Key.mix(calls.key(row), TRANSITION), ordinal, entries[ordinal]++);
        long latency = entered ? actor.transitionNanos(key) : 0;
        entered = true;
        return queueing + latency;
    }

    @Override
    public void timer(int token, long delayNanos) {
        int slot = open(token);
        kinds[slot] = Kind.DELAY;
        Delay delay = execution.delay(token);
        switch (delay) {
            case TRANSITION -> {
                spend(slot, Cause.QUEUEING, queueing);
                spend(slot, Cause.NETWORK, delayNanos - queueing);
            }
            case CHILD_START -> spend(slot, Cause.QUEUEING, delayNanos);
            case WAIT -> spend(slot, Cause.WORK, delayNanos);
            case RETRY, TIMEOUT -> spend(slot, Cause.RETRY, delayNanos);
        }
        if (delay == Delay.TIMEOUT && !entered) {
            limitToken = token;
            actor.limit(row, delayNanos, now);
        } else {
            pending[slot] = actor.at(now + delayNanos, this, token);
        }
    }

    @Override
    public void task(int token, State state, String resource, JsonNode input) {
        int slot = open(token);
        int ordinal = state.header().ordinal();
        long key = Key.mix(Key.mix(calls.key(row), VISIT), ordinal, visits[ordinal]++);
        long both = actor.overheadNanos(key);
        Wire wire = actor.link(state, resource);
        if (wire == null) {
            unlinked(token, slot, state, now + both);
            return;
        }
        kinds[slot] = Kind.CALL;
        answers[slot] = dataless ? Answer.NONE : answer(state);
        overheads[slot] = both;
        spend(slot, Cause.NETWORK, both);
        long there = now + both / 2;
        JsonNode payload = switch (answers[slot]) {
            case NONE -> null;
            case PLAIN -> input;
            case ENVELOPED -> payload(input);
        };
        int child = actor.call(wire, row, token, payload, key, there);
        if (retries[ordinal] > 0) {
            retries[ordinal]--;
            calls.afterFailure(child, true);
        }
        pending[slot] = child;
        actor.dispatch(child, there); // may be answered at once, ahead of time
    }

    /// Nothing in the design does the work of this state. Items are taken to be at hand, a task fails.
    private void unlinked(int token, int slot, State state, long end) {
        if (state instanceof State.Task) {
            actor.countUnlinked(now);
            fail(slot, ErrorNames.TASK_FAILED, end);
        } else {
            kinds[slot] = Kind.SUCCESS;
            spend(slot, Cause.NETWORK, end - now);
        }
        pending[slot] = actor.at(end, this, token);
    }

    private static Answer answer(State state) {
        if (!(state instanceof State.Task task)) return Answer.NONE;
        Integration integration = task.integration();
        boolean enveloped = integration.kind() == Integration.Kind.OPTIMIZED
                && integration.service().equals("lambda")
                && integration.completion() == Integration.Completion.REQUEST_RESPONSE;
        return enveloped ? Answer.ENVELOPED : Answer.PLAIN;
    }

    private static JsonNode payload(JsonNode input) {
        JsonNode payload = input.get("Payload");
        return payload == null ? JsonNodeFactory.instance.objectNode() : payload;
    }

    /// What a task comes to in the form of its integration.
    private static @Nullable JsonNode output(Answer form, @Nullable JsonNode answer) {
        if (form == Answer.NONE || answer == null) return null;
        if (form == Answer.PLAIN) return answer;
        return JsonNodeFactory.instance
                .objectNode()
                .put("ExecutedVersion", "$LATEST")
                .put("StatusCode", 200)
                .set("Payload", answer);
    }

    @Override
    public void cancel(int token) {
        int slot = Execution.slot(token);
        if (pending[slot] != NOTHING) {
            if (kinds[slot] == Kind.CALL) calls.abandon(pending[slot]);
            else actor.cancel(pending[slot]);
        }
        pending[slot] = NOTHING;
        outputs[slot] = null;
    }

    @Override
    public long childStarted(WorkflowType type) {
        return actor.childStarted(type, now);
    }

    @Override
    public void childEnded(WorkflowType type, boolean succeeded, long durationNanos) {
        actor.childEnded(type, durationNanos, now);
    }

    @Override
    public void succeeded(JsonNode output) {
        if (synchronous && !dataless) calls.data(row, output);
        actor.ended(this, Outcome.OK, now);
    }

    @Override
    public void failed(@Nullable String error, @Nullable String cause) {
        actor.ended(this, overdue ? Outcome.TIMEOUT : Outcome.FUNCTION_ERROR, now);
    }

    /// Adds what the execution spent its time on to the call that waited for it.
    void account(int call) {
        for (Cause cause : CAUSES) calls.spend(call, cause, path[cause.ordinal()]);
    }

    private int open(int token) {
        int slot = Execution.slot(token);
        if (slot >= pending.length) grow(slot);
        pending[slot] = NOTHING;
        since[slot] = now;
        System.arraycopy(path, 0, spent, slot * CAUSES.length, CAUSES.length);
        return slot;
    }

    private void spend(int slot, Cause cause, long nanos) {
        spent[slot * CAUSES.length + cause.ordinal()] += nanos;
    }

    private void grow(int slot) {
        int size = Math.max(slot + 1, 2 * pending.length);
        int old = pending.length;
        pending = Arrays.copyOf(pending, size);
        kinds = Arrays.copyOf(kinds, size);
        since = Arrays.copyOf(since, size);
        overheads = Arrays.copyOf(overheads, size);
        spent = Arrays.copyOf(spent, size * CAUSES.length);
        answers = Arrays.copyOf(answers, size);
        outputs = Arrays.copyOf(outputs, size);
        errors = Arrays.copyOf(errors, size);
        Arrays.fill(errors, old, size, "");
    }
}
