package billow.simulator.workflow;

import billow.model.asl.State;
import billow.model.asl.StateMachine;
import billow.model.asl.WorkflowType;
import billow.simulator.flow.Callbacks;
import billow.simulator.flow.Calls;
import billow.simulator.flow.Cause;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Wire;
import billow.simulator.random.Key;
import billow.simulator.workflow.Slots.Kind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// One execution under way: turns what it asks for into calls and moments, and accounts for its time.
final class WorkflowRun implements Effects {
    private static final int VISIT = 301;
    private static final int TRANSITION = 302;

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
    private final Slots slots = new Slots();
    private long begun;
    private long now;
    private long queueing;
    private int limitToken = Slots.NOTHING;
    private boolean entered;
    private boolean overdue;
    private boolean timingOut;

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
        if (slots.kind(slot) == Kind.CALL) {
            unanswered(token, slot, time);
            return;
        }
        slots.pending(slot, Slots.NOTHING);
        slots.follow(slot);
        switch (slots.kind(slot)) {
            case DELAY -> {
                timingOut = slots.timesOut(slot);
                execution.timerFired(token, time);
                timingOut = false;
            }
            case SUCCESS -> execution.taskSucceeded(token, slots.take(slot), time);
            case FAILURE -> execution.taskFailed(token, slots.error(slot), slots.cause(slot), time);
            case CALL, CALLBACK -> throw new IllegalStateException("A task in progress has no moment.");
        }
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
        TaskCall task = slots.task(slot);
        if (task.limit != TaskCall.NEVER) {
            slots.pending(slot, Slots.NOTHING);
            if (time > task.limit) return; // its limit comes first
            actor.cancel(task.limitMoment);
        }
        Outcome outcome = calls.outcome(child);
        if (task.isWell(outcome)) {
            slots.output(slot, task.result(outcome, calls.data(child), time));
            slots.absorb(slot, calls, child);
            task.answered = time;
            proceed(token, slot, time);
            return;
        }
        actor.tokens().close(task.token);
        task.token = Callbacks.NONE;
        long end = back(task, time);
        String cause = task.cause(outcome, calls.data(child), time);
        slots.fail(slot, TaskErrors.of(wire, outcome, calls.data(child)), cause, end);
        slots.pending(slot, actor.at(end, this, token));
    }

    /// The service has done what was asked of it: the task ends, or waits for its token.
    private void proceed(int token, int slot, long time) {
        TaskCall task = slots.task(slot);
        if (task.token != Callbacks.NONE) {
            slots.kind(slot, Kind.CALLBACK);
            slots.pending(slot, Slots.NOTHING);
        } else if (task.returned != TaskCall.NEVER) {
            resume(token, slot);
        } else {
            long wait = task.waitNanos(actor.tokens());
            slots.spend(slot, Cause.WORK, wait);
            slots.kind(slot, Kind.SUCCESS);
            slots.pending(slot, actor.at(back(task, time + wait), this, token));
        }
    }

    /// The token of a task has come back, perhaps before its service has answered.
    ///
    /// @param time the present or later
    void calledBack(int token, Outcome outcome, @Nullable JsonNode answer, long time) {
        int slot = Execution.slot(token);
        slots.task(slot).comesBack(outcome, answer, time);
        if (slots.kind(slot) == Kind.CALLBACK) resume(token, slot);
    }

    private void resume(int token, int slot) {
        TaskCall task = slots.task(slot);
        long time = Math.max(task.answered, task.returned);
        long end = back(task, time);
        if (task.outcome == Outcome.OK) {
            slots.spend(slot, Cause.WORK, time - task.answered);
            slots.kind(slot, Kind.SUCCESS);
            slots.output(slot, task.broughtBack());
        } else {
            slots.fail(slot, task.error(), task.cause(), end);
        }
        slots.pending(slot, actor.at(end, this, token));
    }

    /// The work of a task has given a sign of life.
    void beats(int token, long time) {
        execution.taskHeartbeat(token, time);
    }

    /// A call has not been answered within the limit of its integration. It goes on.
    private void unanswered(int token, int slot, long time) {
        TaskCall task = slots.task(slot);
        if (slots.pending(slot) != Slots.NOTHING) calls.abandon(slots.pending(slot));
        slots.fail(slot, TaskErrors.HTTP_TIMEOUT, "", back(task, time));
        slots.pending(slot, actor.at(back(task, time), this, token));
    }

    private static long back(TaskCall task, long time) {
        return time + task.overhead - task.overhead / 2;
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
        int slot = slots.open(token, now);
        slots.kind(slot, Kind.DELAY);
        Delay delay = execution.delay(token);
        slots.timesOut(slot, delay == Delay.TIMEOUT && entered);
        switch (delay) {
            case TRANSITION -> {
                slots.spend(slot, Cause.QUEUEING, queueing);
                slots.spend(slot, Cause.NETWORK, delayNanos - queueing);
            }
            case CHILD_START -> slots.spend(slot, Cause.QUEUEING, delayNanos);
            case WAIT -> slots.spend(slot, Cause.WORK, delayNanos);
            case RETRY, TIMEOUT -> slots.spend(slot, Cause.RETRY, delayNanos);
        }
        if (delay == Delay.TIMEOUT && !entered) {
            limitToken = token;
            actor.limit(row, delayNanos, now);
        } else {
            slots.pending(slot, actor.at(now + delayNanos, this, token));
        }
    }

    @Override
    public void task(int token, State state, String resource, JsonNode input) {
        int slot = slots.open(token, now);
        int ordinal = state.header().ordinal();
        long key = Key.mix(Key.mix(calls.key(row), VISIT), ordinal, visits[ordinal]++);
        long both = actor.overheadNanos(key);
        Wire wire = actor.link(state, resource);
        if (wire == null) {
            unlinked(token, slot, state, input, now + both);
            return;
        }
        slots.kind(slot, Kind.CALL);
        TaskCall task = slots.task(slot);
        task.begin(state, wire, dataless ? null : input, both);
        slots.spend(slot, Cause.NETWORK, both);
        long wait = actor.http().waitNanos(state, now);
        slots.spend(slot, Cause.QUEUEING, wait);
        long there = now + both / 2 + wait;
        int child = actor.call(wire, row, token, task.payload(), key, there);
        task.called(calls.key(child), there);
        task.token = actor.tokens().handOut(state, wire, row, token);
        calls.token(child, task.token);
        if (retries[ordinal] > 0) {
            retries[ordinal]--;
            calls.afterFailure(child, true);
        }
        slots.pending(slot, child);
        long limit = actor.http().limitNanos(state);
        if (limit > 0) {
            task.limit = there + limit;
            task.limitMoment = actor.at(task.limit, this, token);
        }
        actor.dispatch(child, there); // may be answered at once, ahead of time
    }

    /// @return the name of its error, or empty
    private String unlinked(State.Task task, JsonNode input) {
        String error = actor.tokens().work(task, row, input, now);
        if (!error.isEmpty()) actor.countUnlinked(task, now);
        return error;
    }

    /// Nothing in the design does the work of this state. Items are taken to be at hand, a token is returned, any other
    /// task fails.
    private void unlinked(int token, int slot, State state, JsonNode input, long end) {
        String error = state instanceof State.Task task ? unlinked(task, input) : "";
        if (error.isEmpty()) {
            slots.kind(slot, Kind.SUCCESS);
            slots.spend(slot, Cause.NETWORK, end - now);
        } else slots.fail(slot, error, "", end);
        slots.pending(slot, actor.at(end, this, token));
    }

    @Override
    public void cancel(int token) {
        int slot = Execution.slot(token);
        if (slots.pending(slot) != Slots.NOTHING) {
            if (slots.kind(slot) == Kind.CALL) giveUp(slots.pending(slot));
            else actor.cancel(slots.pending(slot));
        }
        if (slots.kind(slot) == Kind.CALL || slots.kind(slot) == Kind.CALLBACK)
            drop(slots.task(slot), slots.kind(slot) == Kind.CALL);
        slots.pending(slot, Slots.NOTHING);
        slots.output(slot, null);
    }

    /// Nobody waits for a call any longer. It goes on; an execution that was waited for is stopped with the branch that
    /// waited, unless the task took too long.
    private void giveUp(int call) {
        calls.abandon(call);
        if (!timingOut) actor.stop(call, now);
    }

    /// Stops the execution from outside.
    void stop(long time) {
        now = time;
        execution.abort();
    }

    /// Whether its first state has been entered.
    boolean hasBegun() {
        return entered;
    }

    private void drop(TaskCall task, boolean called) {
        actor.tokens().close(task.token);
        task.token = Callbacks.NONE;
        if (called && task.limit != TaskCall.NEVER) actor.cancel(task.limitMoment);
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
        actor.ended(this, Outcome.OK, dataless ? null : output, now);
    }

    @Override
    public void failed(@Nullable String error, @Nullable String cause) {
        Outcome outcome = overdue ? Outcome.TIMEOUT : Outcome.FUNCTION_ERROR;
        JsonNode why = JsonNodeFactory.instance
                .objectNode()
                .put("Error", error == null ? "" : error)
                .put("Cause", cause == null ? "" : cause);
        if (synchronous && !dataless) calls.data(row, why);
        actor.ended(this, outcome, why, now);
    }

    /// Adds what the execution spent its time on to the call that waited for it.
    void account(int call) {
        slots.account(calls, call);
    }
}
