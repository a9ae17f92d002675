package billow.simulator.workflow;

import billow.model.asl.ErrorNames;
import billow.model.asl.Flow;
import billow.model.asl.State;
import billow.model.asl.StateMachine;
import billow.model.asl.WorkflowType;
import billow.model.expression.Scope;
import billow.model.expression.Variables;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// One execution of a state machine. Owns no clock: every call brings the virtual time, in nanoseconds and never going
/// back, and everything that takes time is asked of the [Effects]. Not thread-safe.
///
/// How it works: branches that can go on stand in a queue; each call from outside takes up the branch its token belongs
/// to and runs the queue until every branch waits. A chain of states without waiting is a loop, not a recursion. A step
/// costs the same however many states the machine has and however many branches are under way.
///
/// Without data (no input, or a machine so marked) no template is evaluated: choices are drawn by their
/// probabilities and a Map runs its `ItemCount`.
public final class Execution {
    /// States entered without time passing, after which an Express execution is taken to loop for ever.
    private static final int MOST_STEPS_AT_AN_INSTANT = 1_000_000;

    private static final double NANOS_PER_SECOND = 1e9;

    /// What stands for all data where there is none. Never changed.
    static final ObjectNode EMPTY = JsonNodeFactory.instance.objectNode();

    private final StateMachine machine;
    private final Setting setting;
    private final boolean dataless;
    private final JsonNode input;
    private final Surroundings surroundings;
    private final Tokens tokens = new Tokens();
    private final ArrayDeque<Branch> ready = new ArrayDeque<>();
    private final StateWork work = new StateWork(this);
    private final Departure departure = new Departure(this);
    private final Branch root;
    private @Nullable Effects effects;
    private long now;
    private int stepsAtInstant;
    private boolean running;
    private boolean ended;

    /// @param input the execution's input, or null to run without data
    public Execution(StateMachine machine, @Nullable JsonNode input, Setting setting) {
        this.machine = machine;
        this.setting = setting;
        this.dataless = machine.dataless() || input == null;
        this.input = input == null || dataless ? EMPTY : input;
        this.surroundings = new Surroundings(machine, setting, this.input);
        this.root = new Branch(
                machine.flow(),
                null,
                0,
                0,
                newHistory(setting.type()),
                setting.type(),
                Variables.NONE,
                this.input,
                null);
    }

    /// Begins. Called once.
    public void start(long nowNanos, Effects driver) {
        effects = driver;
        surroundings.startedAt(nowNanos);
        now = nowNanos;
        root.history.add(1);
        long limit = longestNanos();
        if (limit > 0) {
            root.childToken = tokens.open(root, Tokens.Kind.EXECUTION_TIMEOUT);
            driver.timer(root.childToken, limit);
        }
        goTo(root, machine.flow().startAt(), input);
        run();
    }

    /// Work has been done. A token that is closed is ignored.
    ///
    /// @param output what the integration returns, or null where there is no data
    public void taskSucceeded(int token, @Nullable JsonNode output, long nowNanos) {
        Branch branch = tokens.branch(token);
        if (branch == null) {
            return;
        }
        advanceTo(nowNanos);
        Tokens.Kind kind = workKind(token);
        JsonNode result = output == null ? JsonNodeFactory.instance.nullNode() : output;
        tokens.close(token);
        closeTokens(branch);
        Join join = branch.running;
        if (kind == Tokens.Kind.TASK) {
            branch.history.add(1);
            departure.complete(branch, result);
        } else if (join != null) {
            departure.guarded(branch, () -> join.answered(kind, result));
        }
        run();
    }

    /// Work has failed. A token that is closed is ignored.
    public void taskFailed(int token, String error, String cause, long nowNanos) {
        Branch branch = tokens.branch(token);
        if (branch == null) {
            return;
        }
        advanceTo(nowNanos);
        Tokens.Kind kind = workKind(token);
        tokens.close(token);
        branch.history.add(1);
        switch (kind) {
            case READ_ITEMS -> departure.error(branch, ErrorNames.ITEM_READER_FAILED, error + ": " + cause);
            case WRITE_RESULTS -> departure.error(branch, ErrorNames.RESULT_WRITER_FAILED, error + ": " + cause);
            default -> departure.error(branch, error, cause);
        }
        run();
    }

    private Tokens.Kind workKind(int token) {
        Tokens.Kind kind = tokens.kind(token);
        return switch (kind) {
            case TASK, READ_ITEMS, WRITE_RESULTS -> kind;
            case TRANSITION, WAIT, RETRY, TASK_TIMEOUT, HEARTBEAT, CHILD_START, EXECUTION_TIMEOUT ->
                throw new IllegalArgumentException("Expected the token of a task, received that of a timer.");
        };
    }

    /// Work has given a sign of life; its heartbeat begins anew.
    public void taskHeartbeat(int token, long nowNanos) {
        Branch branch = tokens.branch(token);
        if (branch == null || branch.heartbeatNanos == 0 || token != branch.taskToken) {
            return;
        }
        advanceTo(nowNanos);
        closeToken(branch.heartbeatToken);
        branch.heartbeatToken = timer(branch, Tokens.Kind.HEARTBEAT, branch.heartbeatNanos);
    }

    /// A delay asked for has passed. A token that is closed is ignored.
    public void timerFired(int token, long nowNanos) {
        Branch branch = tokens.branch(token);
        if (branch == null) {
            return;
        }
        advanceTo(nowNanos);
        Tokens.Kind kind = tokens.kind(token);
        tokens.close(token);
        switch (kind) {
            case TRANSITION -> begin(branch);
            case WAIT -> work.waited(branch);
            case RETRY -> transition(branch);
            case TASK_TIMEOUT -> timedOut(branch, ErrorNames.TIMEOUT);
            case HEARTBEAT -> timedOut(branch, ErrorNames.HEARTBEAT_TIMEOUT);
            case CHILD_START -> goTo(branch, branch.flow.startAt(), branch.input);
            case EXECUTION_TIMEOUT -> departure.failFlow(branch, ErrorNames.TIMEOUT, null);
            case TASK, READ_ITEMS, WRITE_RESULTS ->
                throw new IllegalArgumentException("Expected the token of a timer, received that of a task.");
        }
        run();
    }

    /// Stops the execution from outside: everything under way is cancelled, nothing is reported.
    public void abort() {
        finish();
    }

    /// Whether it has ended, in whatever way.
    public boolean isEnded() {
        return ended;
    }

    /// What an open token of [Effects#timer] waits for.
    public Delay delay(int token) {
        return switch (tokens.kind(token)) {
            case TRANSITION -> Delay.TRANSITION;
            case CHILD_START -> Delay.CHILD_START;
            case WAIT -> Delay.WAIT;
            case RETRY -> Delay.RETRY;
            case TASK_TIMEOUT, HEARTBEAT, EXECUTION_TIMEOUT -> Delay.TIMEOUT;
            case TASK, READ_ITEMS, WRITE_RESULTS ->
                throw new IllegalArgumentException("Expected the token of a timer, received that of a task.");
        };
    }

    /// A number no other open token of the same execution has. Numbers are used again, so that they stay below the
    /// greatest number of tokens open at once.
    public static int slot(int token) {
        return Tokens.slot(token);
    }

    /// Events in its history so far, those of child executions not included.
    public int historyEvents() {
        return root.history.events();
    }

    // ---- what the states' work needs

    Effects effects() {
        if (effects == null) {
            throw new IllegalStateException("Expected start() first.");
        }
        return effects;
    }

    Setting setting() {
        return setting;
    }

    StateMachine machine() {
        return machine;
    }

    boolean dataless() {
        return dataless;
    }

    long now() {
        return now;
    }

    Tokens tokens() {
        return tokens;
    }

    Branch root() {
        return root;
    }

    History newHistory(WorkflowType type) {
        return new History(type == WorkflowType.STANDARD ? setting.limits().historyEvents() : Integer.MAX_VALUE);
    }

    Departure departure() {
        return departure;
    }

    Scope scope(Branch branch) {
        return surroundings.scope(branch, branch.mapItem, now);
    }

    /// @param mapItem the context object's `Map`, or null
    Scope scope(Branch branch, @Nullable JsonNode mapItem) {
        return surroundings.scope(branch, mapItem, now);
    }

    /// The next draw of the state a branch is in.
    double uniform(Branch branch) {
        return surroundings.uniform(branch);
    }

    int timer(Branch branch, Tokens.Kind kind, long delayNanos) {
        int token = tokens.open(branch, kind);
        effects().timer(token, delayNanos);
        return token;
    }

    void goTo(Branch branch, String name, JsonNode data) {
        State next = branch.flow.state(name);
        branch.input = data;
        if (next == null) {
            departure.failFlow(branch, ErrorNames.RUNTIME, "The state '" + name + "' does not exist.");
            return;
        }
        branch.state = next;
        branch.forgetRetries();
        ready.add(branch);
    }

    static long nanos(double seconds) {
        return (long) Math.min(Long.MAX_VALUE / 4.0, Math.rint(Math.max(0, seconds) * NANOS_PER_SECOND));
    }

    // ---- the loop

    private void run() {
        if (running) {
            return;
        }
        running = true;
        try {
            while (!ended && !ready.isEmpty()) {
                Branch branch = ready.poll();
                if (!branch.stopped) {
                    enter(branch);
                }
            }
        } finally {
            running = false;
        }
    }

    private void enter(Branch branch) {
        branch.enteredEvent = branch.history.add(1);
        branch.enteredNanos = now;
        if (branch.history.isFull()) {
            departure.failFlow(
                    top(branch),
                    ErrorNames.RUNTIME,
                    "The execution reached the maximum number of history events ("
                            + setting.limits().historyEvents() + ").");
            return;
        }
        if (++stepsAtInstant > MOST_STEPS_AT_AN_INSTANT) {
            departure.failFlow(
                    root,
                    ErrorNames.RUNTIME,
                    "The execution entered " + MOST_STEPS_AT_AN_INSTANT + " states without time passing.");
            return;
        }
        transition(branch);
    }

    private void transition(Branch branch) {
        long delay = effects().transition(branch.current(), branch.attempt, branch.type);
        if (delay > 0) {
            branch.timerToken = timer(branch, Tokens.Kind.TRANSITION, delay);
        } else {
            begin(branch);
        }
    }

    private void begin(Branch branch) {
        departure.guarded(branch, () -> work.begin(branch));
    }

    private void timedOut(Branch branch, String error) {
        branch.history.add(1);
        departure.error(branch, error, null);
    }

    /// The branch that stands for the whole of the execution, or child execution, a branch runs in.
    private static Branch top(Branch branch) {
        Branch top = branch;
        while (top.join != null && top.join.owner().history == top.history) {
            top = top.join.owner();
        }
        return top;
    }

    private long longestNanos() {
        long express = setting.type() == WorkflowType.EXPRESS ? setting.limits().expressNanos() : 0;
        Long seconds = machine.timeoutSeconds();
        if (seconds == null) {
            return express;
        }
        return express == 0 ? nanos(seconds) : Math.min(express, nanos(seconds));
    }

    private void advanceTo(long nowNanos) {
        if (nowNanos < now) {
            throw new IllegalArgumentException("Expected time not before " + now + " ns, received " + nowNanos + ".");
        }
        if (nowNanos > now) {
            stepsAtInstant = 0;
            now = nowNanos;
        }
    }

    /// Nothing a branch waits for is of interest any longer.
    void closeTokens(Branch branch) {
        closeToken(branch.taskToken);
        closeToken(branch.timerToken);
        closeToken(branch.heartbeatToken);
        branch.taskToken = Branch.NONE;
        branch.timerToken = Branch.NONE;
        branch.heartbeatToken = Branch.NONE;
    }

    void closeToken(int token) {
        if (token != Branch.NONE && tokens.close(token)) {
            effects().cancel(token);
        }
    }

    /// Ends the execution: nothing goes on, nothing is waited for.
    void finish() {
        if (!ended) {
            ended = true;
            ready.clear();
            for (int token : tokens.open()) {
                closeToken(token);
            }
        }
    }

    /// A flow's first state, begun in a new branch.
    void launch(Branch branch, Flow flow) {
        branch.startedNanos = now;
        goTo(branch, flow.startAt(), branch.input);
    }
}
