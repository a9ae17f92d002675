package billow.simulator.workflow;

import billow.model.archetype.Counter;
import billow.model.archetype.Interaction;
import billow.model.archetype.Workflow;
import billow.model.asl.AslParser;
import billow.model.asl.Parsed;
import billow.model.asl.State;
import billow.model.asl.StateMachine;
import billow.model.asl.WorkflowType;
import billow.model.quota.Limits;
import billow.simulator.flow.Actor;
import billow.simulator.flow.Calls;
import billow.simulator.flow.Cause;
import billow.simulator.flow.Deadlines;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Pacer;
import billow.simulator.flow.Recorder;
import billow.simulator.flow.Slices;
import billow.simulator.flow.TokenBucket;
import billow.simulator.flow.Wire;
import billow.simulator.flow.World;
import billow.simulator.node.Stage;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A state machine: executions start within a rate, run their states ([Execution]), call other nodes for their tasks,
/// and are billed by transition (Standard) or by request and time (Express). What an execution does is in
/// [WorkflowRun].
///
/// The caller of an asynchronous start is answered when the execution has begun; that of a synchronous one at its end.
public final class WorkflowActor implements Actor {
    private static final int BEGIN = 0;
    private static final int MOMENT = 1;
    private static final int OVERDUE = 2;

    private static final int EXECUTION = 303;
    private static final int START = 304;
    private static final int CHANCE = 305;

    private static final long BILLED_STEP = 100_000_000L;
    private static final double BILLED_MEGABYTES = 64;

    private final World world;
    private final Calls calls;
    private final int node;
    private final String id;
    private final WorkflowType type;
    private final @Nullable StateMachine machine;
    private final @Nullable TaskWires links;
    private final Setting.Limits limits;
    private final Setting.Names names;
    private final TokenBucket starts;
    private final @Nullable Pacer transitions;
    private final HttpTasks http;
    private final TaskTokens tokens;
    private final Pacer standardChildren;
    private final Pacer expressChildren;
    private final long memorySteps;
    private final long logBytes;
    private final Sampler startLatency;
    private final Sampler taskOverhead;
    private final Sampler transitionLatency;
    private final Moments moments = new Moments();
    private final WorkflowBook book;
    private @Nullable WorkflowRun[] runs = new @Nullable WorkflowRun[256];
    private @Nullable Deadlines deadlines;
    private Recorder recorder;

    /// @param id id of the node, also the name of the state machine
    public WorkflowActor(World world, int node, String id, Workflow spec, List<Wire> outgoing) {
        this.world = world;
        this.calls = world.calls();
        this.node = node;
        this.id = id;
        type = type(spec);
        machine = machine(spec);
        links = machine == null ? null : new TaskWires(machine, outgoing);
        var usual = Setting.Limits.DEFAULT;
        limits = new Setting.Limits(
                spec.maxHistoryEvents(),
                usual.payloadBytes(),
                usual.inlineConcurrency(),
                usual.distributedConcurrency(),
                spec.express() ? spec.maxNanos() : usual.expressNanos());
        names = Setting.Names.of(id, "execution");
        var account = world.account();
        starts = account.bucket(
                "stepfunctions.start." + type,
                spec.starts().perSecond(),
                spec.starts().burst());
        transitions = spec.express()
                ? null
                : account.pacer(
                        "stepfunctions.transition",
                        spec.transitions().perSecond(),
                        spec.transitions().burst());
        http = new HttpTasks(account);
        tokens = new TaskTokens(world, node, links);
        standardChildren = children("stepfunctions.map.standardChildRate");
        expressChildren = children("stepfunctions.map.expressChildRate");
        memorySteps = Math.max(1, (long) Math.ceil(spec.memoryMegabytes() / BILLED_MEGABYTES));
        logBytes = spec.logBytes();
        startLatency = Sampler.of(spec.startLatency());
        taskOverhead = Sampler.of(spec.taskOverhead());
        transitionLatency = Sampler.of(spec.transitionLatency());
        book = new WorkflowBook(world.window());
        recorder = new Recorder(world.window());
    }

    private static WorkflowType type(Workflow spec) {
        return spec.express() ? WorkflowType.EXPRESS : WorkflowType.STANDARD;
    }

    /// The state machine of a workflow, or null when AWS would not take its definition.
    public static @Nullable StateMachine machine(Workflow spec) {
        Parsed parsed = AslParser.parse(spec.definition(), type(spec));
        return parsed.isRunnable() ? parsed.machine() : null;
    }

    private static Pacer children(String limit) {
        return new Pacer(Limits.limit(limit).standard(), 1);
    }

    @Override
    public void begin() {
        recorder = world.recorder(node);
    }

    @Override
    public boolean foldsAnswers() {
        return true;
    }

    /// What a fan-out delivers starts an execution like any other that nobody waits for.
    private static Interaction.Start start(Interaction asked) {
        return switch (asked) {
            case Interaction.Start start -> start;
            case Interaction.Deliver d -> new Interaction.Start(false, null);
            case Interaction.Request r -> throw misplaced();
            case Interaction.Invoke i -> throw misplaced();
            case Interaction.Call c -> throw misplaced();
            case Interaction.Operate o -> throw misplaced();
            case Interaction.Store s -> throw misplaced();
            case Interaction.Identify i -> throw misplaced();
            case Interaction.FileAccess f -> throw misplaced();
            case Interaction.Send s -> throw misplaced();
            case Interaction.Put p -> throw misplaced();
            case Interaction.Read r -> throw misplaced();
            case Interaction.Publish p -> throw misplaced();
            case Interaction.Poll p -> throw misplaced();
            case Interaction.DeadLetter d -> throw misplaced();
            case Interaction.Report r -> throw misplaced();
        };
    }

    private static IllegalStateException misplaced() {
        return new IllegalStateException("A state machine takes starts of executions only.");
    }

    @Override
    public void arrive(int call, long time) {
        var start = start(world.wires().get(calls.wire(call)).interaction());
        if (machine == null) {
            world.reply(call, Outcome.CLIENT_ERROR, time); // AWS would not have taken the definition
            return;
        }
        if (!starts.take(1, time)) {
            book.refused(time);
            world.reply(call, Outcome.THROTTLED, time);
            return;
        }
        long key = Key.mix(calls.key(call), EXECUTION);
        long latency = startLatency.nanos(Key.mix(key, START));
        int row = call;
        if (!start.synchronous()) {
            row = world.note(node, key, time);
            calls.inherit(row, call);
            calls.token(row, calls.token(call));
        }
        remember(row, prepare(machine, row, start, calls.data(call), key));
        world.wakeAt(Math.addExact(time, latency), node, BEGIN, row);
        calls.spend(call, Cause.NETWORK, latency);
        if (!start.synchronous()) world.reply(call, Outcome.OK, Math.addExact(time, latency));
    }

    private WorkflowRun prepare(
            StateMachine machine, int row, Interaction.Start start, @Nullable JsonNode data, long key) {
        JsonNode input = data != null ? data : start.input();
        boolean dataless = machine.dataless() || input == null;
        var named = dataless ? names : Setting.Names.of(id, Long.toHexString(key));
        long luck = Key.mix(key, CHANCE);
        var setting =
                new Setting(type, named, World.epochMillis(0), stage -> Key.uniform(Key.mix(luck, stage)), limits);
        var execution = new Execution(machine, input, setting);
        return new WorkflowRun(this, calls, row, start.synchronous(), machine, dataless, execution);
    }

    private void remember(int row, WorkflowRun run) {
        if (row >= runs.length) runs = Arrays.copyOf(runs, Math.max(row + 1, 2 * runs.length));
        runs[row] = run;
    }

    private WorkflowRun run(int row) {
        var run = runs[row];
        if (run == null) throw new IllegalStateException("No execution has row %d.".formatted(row));
        return run;
    }

    @Override
    public void answered(int row, int child, long time) {
        run(row).answered(child, world.wires().get(calls.wire(child)), time);
    }

    @Override
    public void calledBack(int row, int site, Outcome outcome, @Nullable JsonNode answer, long time) {
        run(row).calledBack(site, outcome, answer, time);
    }

    @Override
    public void beats(int row, int site, long time) {
        run(row).beats(site, time);
    }

    @Override
    public void wake(int event, int subject, long time) {
        switch (event) {
            case BEGIN -> {
                book.started(time);
                recorder.count(Counter.EXECUTIONS, 1, time, calls.afterFailure(subject));
                count(type, calls.afterFailure(subject), time);
                run(subject).begin(time);
            }
            case MOMENT -> {
                var run = moments.take(subject);
                if (run != null) run.due(moments.token(subject), time);
            }
            case OVERDUE -> {
                if (deadlines == null) return;
                for (int row = deadlines.due(time); row >= 0; row = deadlines.due(time)) run(row).limitReached(time);
            }
            default -> throw new IllegalStateException("Unknown event " + event + ".");
        }
    }

    // ---- what executions ask for

    /// The link a state's work goes over, or null.
    @Nullable
    Wire link(State state, String resource) {
        return links == null ? null : links.of(state, resource);
    }

    /// Counts a transition.
    ///
    /// @param again whether it would not have been made had nothing failed
    /// @return nanoseconds it has to wait because there are too many
    long transition(WorkflowType type, boolean again, long time) {
        if (type == WorkflowType.EXPRESS) return 0;
        recorder.count(Counter.TRANSITIONS, 1, time, again);
        long delay = transitions == null ? 0 : transitions.delay(time);
        if (delay > 0) book.throttled(time);
        return delay;
    }

    long transitionNanos(long key) {
        return transitionLatency.nanos(key);
    }

    long overheadNanos(long key) {
        return taskOverhead.nanos(Key.mix(key, Stage.OVERHEAD));
    }

    TaskTokens tokens() {
        return tokens;
    }

    HttpTasks http() {
        return http;
    }

    /// Makes a task's call, which knows its token as its site.
    ///
    /// @param payload what the state sends; null when the execution works without data
    int call(Wire wire, int row, int token, @Nullable JsonNode payload, long key, long time) {
        int call = world.prepare(wire, row, token, Key.mix(key, wire.key()), time);
        if (payload != null) calls.data(call, payload);
        return call;
    }

    void dispatch(int call, long time) {
        world.dispatch(call, time);
    }

    /// @return the row to cancel it by
    int at(long time, WorkflowRun run, int token) {
        int moment = moments.add(run, token);
        world.wakeAt(time, node, MOMENT, moment);
        return moment;
    }

    void cancel(int moment) {
        moments.cancel(moment);
    }

    /// The execution may take so long, as all of this machine may.
    void limit(int row, long nanos, long time) {
        if (deadlines == null) deadlines = new Deadlines(world, node, OVERDUE, nanos);
        deadlines.set(row, time);
    }

    /// Stops the execution a call waits for, as StopExecution does. One whose start is on its way is not there yet.
    void stop(int call, long time) {
        if (world.actor(calls.node(call)) instanceof WorkflowActor other && other.isWaited(call))
            other.stopped(call, time);
    }

    private boolean isWaited(int call) {
        return call < runs.length && runs[call] instanceof WorkflowRun run && run.isSynchronous() && run.hasBegun();
    }

    private void stopped(int row, long time) {
        var run = run(row);
        runs[row] = null;
        run.stop(time);
        long nanos = time - run.begun();
        book.stopped(nanos, time);
        if (type == WorkflowType.EXPRESS) bill(nanos, calls.afterFailure(row), time);
        run.account(row);
        calls.cut(row, time - calls.start(row), Cause.QUEUEING);
        world.reply(row, Outcome.TIMEOUT, time);
    }

    /// What the start of an execution costs by itself.
    private void count(WorkflowType type, boolean afterFailure, long time) {
        if (type == WorkflowType.EXPRESS) recorder.count(Counter.EXPRESS_EXECUTIONS, 1, time, afterFailure);
        recorder.count(Counter.LOG_BYTES, logBytes, time, afterFailure);
    }

    long childStarted(WorkflowType type, long time) {
        count(type, false, time);
        return (type == WorkflowType.EXPRESS ? expressChildren : standardChildren).delay(time);
    }

    void childEnded(WorkflowType type, long nanos, long time) {
        if (type == WorkflowType.EXPRESS) bill(nanos, false, time);
    }

    /// @param task that has failed because no link leads to what it calls, or because its token has expired
    void countUnlinked(State.Task task, long time) {
        if (!task.integration().action().startsWith("sendTask")) book.unlinked(time);
    }

    /// @param answer what came of it, or why not
    void ended(WorkflowRun run, Outcome outcome, @Nullable JsonNode answer, long time) {
        int row = run.row();
        runs[row] = null;
        long nanos = time - run.begun();
        book.ended(outcome, nanos, time);
        tokens.ended(row, outcome, answer, time);
        if (type == WorkflowType.EXPRESS) bill(nanos, outcome == Outcome.TIMEOUT || calls.afterFailure(row), time);
        if (run.isSynchronous()) {
            run.account(row);
            world.reply(row, outcome, time);
        } else {
            world.close(row);
        }
    }

    private void bill(long nanos, boolean afterFailure, long time) {
        recorder.count(
                Counter.EXPRESS_STEPS, Math.max(1, Math.ceilDiv(nanos, BILLED_STEP)) * memorySteps, time, afterFailure);
    }

    @Override
    public void end(long time) {
        book.close(time);
    }

    @Override
    public Map<String, Slices> slices() {
        return book.slices();
    }

    @Override
    public Map<String, Measure> measures() {
        return book.measures();
    }
}
