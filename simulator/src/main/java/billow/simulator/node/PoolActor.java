package billow.simulator.node;

import billow.model.archetype.Counter;
import billow.model.archetype.InstancePool;
import billow.model.archetype.Interaction;
import billow.simulator.flow.Actor;
import billow.simulator.flow.Backoff;
import billow.simulator.flow.Calls;
import billow.simulator.flow.Cause;
import billow.simulator.flow.Deadlines;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Recorder;
import billow.simulator.flow.Slices;
import billow.simulator.flow.Wire;
import billow.simulator.flow.World;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A function: environments that serve one request each, handlers that work and then call other nodes one after the
/// other, timeouts, and the bill by the millisecond.
public final class PoolActor implements Actor {
    static final int END = 0;
    static final int OVERDUE = 1;
    static final int LATE = 2;
    static final int CALL_OVERDUE = 3;
    static final int EVENT = 4;

    /*
     * Columns of an invocation: a its environment, b the call it waits for (-1 none, below that its end is settled
     * and -2 - b the outcome), mark the beginning of what is billed, deadline the end of the handler's time, attempt
     * the attempts of the step in hand.
     */
    private static final int WAITS_FOR_NOTHING = -1;
    private static final long MILLISECOND = 1_000_000;
    private static final long INIT_LIMIT = 10_000 * MILLISECOND;

    private final World world;
    private final Calls calls;
    private final int node;
    private final InstancePool spec;
    private final Steps steps;
    private final Environments environments;
    private final Admission admission;
    private final AsyncEvents events;
    private final PoolBook book;
    private final Deadlines deadlines;
    private final Answers answers;
    private final Sampler duration;
    private final Sampler cpuWork;
    private final @Nullable Sampler coldDuration;
    private final Sampler sandbox;
    private final Sampler init;
    private final Sampler penalty;
    private final Sampler overhead;
    private Recorder recorder;

    public PoolActor(World world, int node, String id, InstancePool spec, List<Wire> outgoing) {
        this.world = world;
        this.calls = world.calls();
        this.node = node;
        this.spec = spec;
        steps = new Steps(outgoing);
        environments = new Environments(
                world, spec.choice(), Sampler.of(spec.keepAlive()), spec.maxLifeNanos(), world.keyOf(id));
        admission = new Admission(spec, world.account(), environments);
        book = new PoolBook(world.window());
        events = new AsyncEvents(world, node, spec, outgoing, book);
        deadlines = new Deadlines(world, node, OVERDUE, spec.timeoutNanos());
        answers = new Answers(calls, spec.answer());
        duration = Sampler.of(spec.duration());
        cpuWork = Sampler.of(spec.cpuWork());
        var coldLaw = spec.coldDuration();
        coldDuration = coldLaw == null ? null : Sampler.of(coldLaw);
        sandbox = Sampler.of(spec.sandbox());
        init = Sampler.of(spec.init());
        penalty = Sampler.of(spec.firstRunPenalty());
        overhead = Sampler.of(spec.invokeOverhead());
        recorder = new Recorder(world.window());
    }

    @Override
    public void begin() {
        recorder = world.recorder(node);
    }

    /// After which a running handler is stopped.
    long timeoutNanos() {
        return spec.timeoutNanos();
    }

    @Override
    public boolean foldsAnswers() {
        return true;
    }

    @Override
    public void arrive(int call, long time) {
        boolean polled = false;
        boolean queued = false;
        switch (world.wires().get(calls.wire(call)).interaction()) {
            case Interaction.Invoke invoke -> queued = invoke.asynchronous();
            case Interaction.Report r -> queued = true;
            case Interaction.Deliver d -> queued = true;
            case Interaction.Poll p -> polled = true;
            case Interaction.Read r -> polled = true;
            case Interaction.Request r -> {}
            case Interaction.Call c -> {}
            case Interaction.Operate o -> throw misplaced();
            case Interaction.Store s -> throw misplaced();
            case Interaction.Identify i -> throw misplaced();
            case Interaction.FileAccess f -> throw misplaced();
            case Interaction.Send s -> throw misplaced();
            case Interaction.Put p -> throw misplaced();
            case Interaction.Publish p -> throw misplaced();
            case Interaction.Start s -> throw misplaced();
            case Interaction.DeadLetter d -> throw misplaced();
        }
        if (queued) {
            events.accept(call, time);
            reply(call, Outcome.OK, time);
        } else if (!invoke(call, !polled, time)) {
            reply(call, Outcome.THROTTLED, time);
        }
    }

    private static IllegalStateException misplaced() {
        return new IllegalStateException("A function takes invocations and batches only.");
    }

    /// @return false when it was throttled
    boolean invoke(int call, boolean limited, long time) {
        int env = admission.enter(limited, time);
        if (env == Admission.REFUSED) {
            book.throttled(time);
            return false;
        }
        boolean cold = admission.wasCold();
        book.started(time, cold, spec.provisioned() > 0 && env != Admission.PROVISIONED);
        long requests = calls.wire(call) < 0 ? events.requests(call) : 1;
        recorder.count(Counter.BILLED_REQUESTS, requests, time, calls.afterFailure(call));
        recorder.count(Counter.LOG_BYTES, spec.logBytes(), time, calls.afterFailure(call));
        calls.a(call, env);
        calls.b(call, WAITS_FOR_NOTHING);
        long worked = cold && coldDuration != null ? coldRun(call, coldDuration, time) : run(call, env, cold, time);
        if (worked > calls.deadline(call)) settleTimeout(call, worked);
        else if (steps.isEmpty()) settle(call, Outcome.OK, worked);
        else {
            deadlines.set(call, time);
            step(call, steps.first(calls.key(call)), worked);
        }
        return true;
    }

    /// Sandbox, init and handler. Returns when the handler has done its own work.
    private long run(int call, int env, boolean cold, long time) {
        long key = calls.key(call);
        long begin = time;
        long initNanos = 0;
        if (cold) {
            begin += sandbox.nanos(Key.mix(key, Stage.SANDBOX));
            initNanos = init.nanos(Key.mix(key, Stage.INIT));
        }
        calls.mark(call, begin);
        // An init phase that is too long is cut off and repeated within the handler's time.
        long inHandler = initNanos > INIT_LIMIT ? initNanos : 0;
        long handlerStart = begin + Math.min(initNanos, INIT_LIMIT);
        if (env >= 0 && environments.takeReset(env)) inHandler = init.nanos(Key.mix(key, Stage.INIT));
        if (cold) inHandler += penalty.nanos(Key.mix(key, Stage.PENALTY));
        calls.deadline(call, handlerStart + spec.timeoutNanos());
        long work = duration.nanos(Key.mix(key, Stage.DURATION))
                + (long) (cpuWork.sample(Key.mix(key, Stage.CPU_WORK)) / spec.cpuShare());
        calls.spend(call, Cause.COLD_START, handlerStart - time + inHandler);
        calls.spend(call, Cause.WORK, work);
        return handlerStart + inHandler + work;
    }

    private long coldRun(int call, Sampler law, long time) {
        long nanos = law.nanos(Key.mix(calls.key(call), Stage.COLD));
        long warm = Math.min(nanos, duration.nanos(Key.mix(calls.key(call), Stage.DURATION)));
        calls.mark(call, time);
        calls.deadline(call, time + spec.timeoutNanos());
        calls.spend(call, Cause.COLD_START, nanos - warm);
        calls.spend(call, Cause.WORK, warm);
        return time + nanos;
    }

    /// Makes the next call of the handler at `time`, or ends it.
    private void step(int call, int step, long time) {
        if (time > calls.deadline(call)) {
            settleTimeout(call, time);
            return;
        }
        if (step == Steps.NONE) {
            settle(call, Outcome.OK, time);
            return;
        }
        calls.attempt(call, 1);
        attempt(call, step, time);
    }

    private void attempt(int call, int step, long time) {
        var wire = steps.wire(step);
        int child = world.prepare(wire, call, step, Steps.key(calls.key(call), wire, step, calls.attempt(call)), time);
        calls.b(call, child);
        long patience = wire.plan().timeoutNanos();
        if (patience > 0) world.wakeFor(call, time + patience, CALL_OVERDUE);
        world.dispatch(child, time);
    }

    @Override
    public void answered(int call, int child, long time) {
        int step = calls.site(child);
        var wire = steps.wire(step);
        long patience = wire.plan().timeoutNanos();
        calls.b(call, WAITS_FOR_NOTHING);
        if (patience > 0) calls.forgetDue(call);
        if (patience > 0 && time - calls.start(child) > patience) {
            callFailed(call, step, Outcome.TIMEOUT, calls.start(child), calls.start(child) + patience);
            return;
        }
        var outcome = calls.outcome(child);
        if (outcome == Outcome.OK || outcome == Outcome.CLIENT_ERROR) {
            calls.absorb(call, child);
            step(call, steps.after(step, calls.key(call)), time);
        } else {
            callFailed(call, step, outcome, calls.start(child), time);
        }
    }

    /// The SDK tries again, or the handler fails with the call.
    private void callFailed(int call, int step, Outcome outcome, long began, long time) {
        calls.spend(call, Cause.RETRY, time - began);
        var wire = steps.wire(step);
        var policy = wire.plan().retry();
        int made = calls.attempt(call);
        boolean again = Steps.retryable(wire, outcome) && made < policy.maxAttempts();
        if (!again) {
            if (time > calls.deadline(call)) settleTimeout(call, time);
            else settle(call, Outcome.FUNCTION_ERROR, time);
            return;
        }
        boolean table = wire.interaction() instanceof Interaction.Operate;
        long key = Key.mix(Steps.key(calls.key(call), wire, step, made), Stage.BACKOFF);
        long next = time + Backoff.nanos(policy, outcome, made, table, key);
        calls.spend(call, Cause.RETRY, next - time);
        if (next > calls.deadline(call)) {
            settleTimeout(call, next);
            return;
        }
        calls.attempt(call, made + 1);
        calls.b(call, WAITS_FOR_NOTHING);
        attempt(call, step, next);
    }

    /// The handler will be stopped at its deadline, although it would have gone on until `until`.
    private void settleTimeout(int call, long until) {
        calls.spend(call, Cause.WORK, calls.deadline(call) - until);
        settle(call, Outcome.TIMEOUT, calls.deadline(call));
    }

    private void settle(int call, Outcome outcome, long time) {
        calls.b(call, -2 - outcome.ordinal());
        world.wakeAt(time, node, END, call);
    }

    @Override
    public void wake(int event, int subject, long time) {
        switch (event) {
            case END -> end(subject, time);
            case OVERDUE -> {
                for (int call = deadlines.due(time); call >= 0; call = deadlines.due(time)) overdue(call, time);
            }
            case LATE -> {
                if (calls.node(subject) == node && calls.deadline(subject) == time) overdue(subject, time);
            }
            case CALL_OVERDUE -> {
                if (calls.takeDue(subject, node, time)) callOverdue(subject, time);
            }
            case EVENT -> {
                if (calls.takeDue(subject, node, time)) attemptEvent(subject, time);
            }
            default -> throw new IllegalStateException("Unknown event " + event + ".");
        }
    }

    /// Stops a handler that waits for a call beyond its deadline.
    private void overdue(int call, long time) {
        int pending = calls.b(call);
        if (pending < WAITS_FOR_NOTHING) return; // its end is settled
        if (calls.deadline(call) == Long.MAX_VALUE) return; // an event that waits for its next attempt
        if (calls.deadline(call) > time) {
            world.wakeAt(calls.deadline(call), node, LATE, call);
            return;
        }
        if (pending >= 0) {
            calls.spend(call, Cause.RETRY, time - calls.start(pending));
            calls.abandon(pending);
        }
        settle(call, Outcome.TIMEOUT, time);
    }

    /// Gives up waiting for an answer that has not come in time.
    private void callOverdue(int call, long time) {
        int pending = calls.b(call);
        if (pending < 0) return;
        int step = calls.site(pending);
        long began = calls.start(pending);
        calls.abandon(pending);
        calls.b(call, WAITS_FOR_NOTHING);
        callFailed(call, step, Outcome.TIMEOUT, began, time);
    }

    private void end(int call, long time) {
        var outcome = Outcome.of(-2 - calls.b(call));
        int env = calls.a(call);
        int failed = 0;
        if (outcome == Outcome.OK && (spec.errorRate() > 0 || calls.flaw(call) > 0)) {
            if (partial(call)) failed = failures(call);
            else if (reads(call)) failed = firstFailure(call);
            else if (calls.flaw(call) > 0 || fails(calls.key(call), 0)) outcome = Outcome.FUNCTION_ERROR;
        }
        if (outcome == Outcome.OK) outcome = answers.succeed(call, time);
        else if (outcome == Outcome.FUNCTION_ERROR) answers.fail(call);
        long millis = Math.ceilDiv(Math.max(0, time - calls.mark(call)), MILLISECOND);
        recorder.count(
                env == Admission.PROVISIONED ? Counter.PROVISIONED_BILLED_MILLIS : Counter.BILLED_MILLIS,
                millis,
                time,
                outcome == Outcome.TIMEOUT || calls.afterFailure(call));
        book.ended(time, millis, outcome != Outcome.OK);
        admission.leave(env, outcome == Outcome.TIMEOUT, time);
        calls.b(call, failed);
        calls.deadline(call, Long.MAX_VALUE);
        if (calls.wire(call) < 0) events.attempted(call, outcome, time);
        else reply(call, outcome, time);
    }

    private boolean partial(int call) {
        int wire = calls.wire(call);
        return wire >= 0
                && world.wires().get(wire).interaction() instanceof Interaction.Poll poll
                && poll.partialFailures();
    }

    /// Whether it is a batch of a stream whose first failure is reported.
    private boolean reads(int call) {
        int wire = calls.wire(call);
        return wire >= 0
                && world.wires().get(wire).interaction() instanceof Interaction.Read read
                && read.partialFailures();
    }

    /// The first record that fails, from 1; 0 for none.
    private int firstFailure(int call) {
        for (int i = 0; i < calls.batch(call); i++)
            if (i + 1 == calls.flaw(call) || fails(calls.key(call), i)) return i + 1;
        return 0;
    }

    private int failures(int call) {
        int failed = 0;
        for (int i = 0; i < calls.batch(call); i++) if (fails(calls.key(call), i)) failed++;
        return failed;
    }

    private boolean fails(long key, int message) {
        return Key.uniform(Key.mix(key, message, Stage.ERROR)) < spec.errorRate();
    }

    private void attemptEvent(int event, long time) {
        if (admission.isOff()) events.giveUp(event, time);
        else if (!invoke(event, false, time)) events.throttled(event, time);
    }

    private void reply(int call, Outcome outcome, long time) {
        long both = overhead.nanos(Key.mix(calls.key(call), Stage.OVERHEAD));
        calls.spend(call, Cause.NETWORK, both);
        world.reply(call, outcome, time + both);
    }

    @Override
    public void end(long time) {
        environments.end(time);
        book.close(time);
        var window = world.window();
        recorder.count(
                Counter.PROVISIONED_ENVIRONMENT_MILLIS,
                spec.provisioned() * window.overlap(0, time) / MILLISECOND,
                window.from());
    }

    @Override
    public Map<String, Slices> slices() {
        return book.slices();
    }

    @Override
    public Map<String, Measure> measures() {
        return book.measures(environments);
    }
}
