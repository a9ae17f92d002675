package billow.simulator.function;

import billow.model.archetype.InstancePool;
import billow.model.archetype.Interaction;
import billow.model.archetype.ScalingPolicy;
import billow.simulator.flow.Actor;
import billow.simulator.flow.Calls;
import billow.simulator.flow.Cause;
import billow.simulator.flow.Deadlines;
import billow.simulator.flow.Deployed;
import billow.simulator.flow.Disturbance;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Scalable;
import billow.simulator.flow.Slices;
import billow.simulator.flow.Wire;
import billow.simulator.flow.World;
import billow.simulator.node.Recursion;
import billow.simulator.node.Stage;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A function: environments that serve one request each, handlers that work and then call other nodes one after the
/// other, timeouts, and the bill by the millisecond.
public final class PoolActor implements Actor, Deployed, Scalable, HandlerCalls.Handler {
    static final int END = 0;
    static final int OVERDUE = 1;
    static final int LATE = 2;
    static final int CALL_OVERDUE = 3;
    static final int EVENT = 4;
    static final int ACTION_DUE = 5;
    static final int ALLOCATED = 6;
    static final int MINUTE_OVER = 7;
    static final int SHIFT = 8;
    static final int HEDGE = 9;

    /* Columns of an invocation: a its environment and version, mark the beginning of what is billed, attempt the attempts
     * of the step in hand; b and deadline as in [Endings]. */
    private final World world;
    private final Calls calls;
    private final int node;
    private final InstancePool spec;
    private final Steps steps;
    private final Versions versions;
    private final Shifting shifting;
    private final Provisioned provisioned;
    private final Admission admission;
    private final Responses responses;
    private final Handling handling;
    private final Verdict verdict;
    private final AsyncEvents events;
    private final PoolBook book;
    private final Deadlines deadlines;
    private final Endings endings;
    private final Answers answers;
    private final HandlerCalls sdk;
    private final Sampler overhead;
    private final Metering metering;
    private long downUntil;
    private @Nullable Recursion recursion;

    public PoolActor(World world, int node, String id, InstancePool spec, List<Wire> outgoing) {
        this.world = world;
        this.calls = world.calls();
        this.node = node;
        this.spec = spec;
        steps = new Steps(outgoing);
        versions = new Versions(world, spec, id);
        provisioned = new Provisioned(
                world,
                node,
                spec.ready(),
                spec.requestsPerEnvironment(),
                spec.reserved() == null ? world.account() : null);
        shifting = new Shifting(world, node, spec, versions.weights(), provisioned);
        admission = new Admission(spec, world.account(), versions, provisioned);
        responses = new Responses(spec.response());
        metering = new Metering(world, id, spec, responses);
        handling = new Handling(world, node, spec, versions, responses);
        book = new PoolBook(world.window());
        verdict = new Verdict(world, node, versions, responses, spec.memoryMegabytes());
        events = new AsyncEvents(world, node, spec, outgoing, book);
        deadlines = new Deadlines(world, node, OVERDUE, spec.timeoutNanos());
        endings = new Endings(world, node);
        answers = new Answers(calls, spec.answer());
        overhead = Sampler.of(spec.invokeOverhead());
        sdk = new HandlerCalls(world, steps, this);
    }

    @Override
    public void begin() {
        metering.begin(world.recorder(node));
        sdk.begin(world.recorder(node));
        provisioned.begin();
        shifting.begin();
        recursion = Recursion.of(world, node);
        if (recursion != null) book.watchesLoop();
    }

    @Override
    public void rollBack(long time) {
        shifting.rollBack(time);
    }

    @Override
    public boolean scale(ScalingPolicy policy, double beyond, long time) {
        return provisioned.scale(policy, beyond, time);
    }

    /// After which a running handler is stopped.
    public long timeoutNanos() {
        return spec.timeoutNanos();
    }

    @Override
    public boolean foldsAnswers() {
        return sdk.foldsAnswers();
    }

    @Override
    public boolean tellsRounds() {
        return true;
    }

    @Override
    public boolean countsRounds() {
        return true;
    }

    @Override
    public void arrive(int call, long time) {
        var manner = Manner.of(world.wires().get(calls.wire(call)).interaction());
        boolean polled = manner == Manner.POLLED;
        boolean queued = manner == Manner.QUEUED;
        long most = queued ? spec.asynchronous().payloadBytes() : spec.payloadBytes();
        if (!polled && calls.bytes(call) > most) {
            reply(call, Outcome.CLIENT_ERROR, time);
        } else if (recursion != null && !rounds(recursion, call)) {
            book.stopped(time);
            if (queued) events.refuse(call, time);
            reply(call, queued ? Outcome.OK : Outcome.CLIENT_ERROR, time);
        } else if (queued) {
            events.accept(call, time);
            reply(call, Outcome.OK, time);
        } else if (time < downUntil) {
            reply(call, Outcome.SERVICE_ERROR, time);
        } else if (!invoke(call, !polled, time)) {
            reply(call, Outcome.THROTTLED, time);
        }
    }

    private boolean rounds(Recursion loop, int call) {
        if (loop.stops(calls.rounds(call))) return false;
        calls.rounds(call, loop.next(calls.rounds(call)));
        return true;
    }

    /// Whether a message is not taken any more, because a loop has led it back here too often. If so, that counts.
    public boolean refuses(long rounds, long time) {
        if (rounds == 0 || recursion == null || !recursion.stops(rounds)) return false;
        book.stopped(time);
        return true;
    }

    /// @return false when it was throttled
    boolean invoke(int call, boolean limited, long time) {
        int version = versions.choose(calls.key(call), latest(call));
        int env = admission.enter(version, limited, time);
        if (env == Admission.REFUSED) {
            book.throttled(time);
            return false;
        }
        boolean cold = admission.wasCold();
        boolean spilled = env != Admission.PROVISIONED && provisioned.exists(version);
        book.started(time, cold, spilled);
        if (calls.wire(call) < 0) book.eventStarted(time - calls.start(call), time);
        metering.started(call, calls.wire(call) < 0 ? events.requests(call) : 1, cold, time);
        calls.a(call, Versions.pack(env, version));
        calls.b(call, Endings.WAITS_FOR_NOTHING);
        sdk.enter(call, env >= 0 ? calls.a(call) : env, cold);
        long worked = handling.begin(call, version, cold, admission.wasReset(env, version), time);
        for (int i = 0; i < handling.initFailures(); i++) book.initFailed(time);
        if (worked > calls.deadline(call)) endings.stop(call, worked);
        else if (handling.neverReady()) endings.settle(call, Outcome.FUNCTION_ERROR, Endings.GONE, worked);
        else if (handling.failed()) endings.settle(call, Outcome.FUNCTION_ERROR, Endings.RESET, worked);
        else if (steps.isEmpty()) endings.settle(call, Outcome.OK, Endings.USABLE, worked);
        else {
            deadlines.set(call, time);
            step(call, steps.first(calls.key(call)), worked);
        }
        return true;
    }

    /// Makes the next call of the handler at `time`, or ends it.
    private void step(int call, int step, long time) {
        if (time > calls.deadline(call)) endings.stop(call, time);
        else if (step == Steps.NONE) endings.settle(call, Outcome.OK, Endings.USABLE, time);
        else sdk.make(call, step, time);
    }

    @Override
    public void answered(int call, int child, long time) {
        if (AsyncEvents.isLetter(calls, call)) events.delivered(call, child, time);
        else sdk.answered(call, child, time);
    }

    @Override
    public void went(int call, int step, long time) {
        step(call, steps.after(step, calls.key(call)), time);
    }

    @Override
    public void failed(int call, long time) {
        endings.settle(call, Outcome.FUNCTION_ERROR, Endings.USABLE, time);
    }

    @Override
    public void late(int call, long until) {
        endings.stop(call, until);
    }

    @Override
    public void wake(int event, int subject, long time) {
        switch (event) {
            case END -> {
                if (endings.isDue(subject, time)) end(subject, time);
            }
            case OVERDUE -> {
                for (int call = deadlines.due(time); call >= 0; call = deadlines.due(time)) overdue(call, time);
            }
            case LATE -> {
                if (calls.node(subject) == node && calls.deadline(subject) == time) overdue(subject, time);
            }
            case CALL_OVERDUE -> {
                if (calls.takeDue(subject, node, time)) sdk.overdue(subject, time);
            }
            case EVENT -> {
                if (calls.takeDue(subject, node, time)) attemptEvent(subject, time);
            }
            case ACTION_DUE -> provisioned.act(subject, time);
            case ALLOCATED -> metering.allocated(provisioned.allocated(subject), handling, time);
            case SHIFT -> shifting.step(time);
            case MINUTE_OVER -> provisioned.minute(time);
            case HEDGE -> {
                if (calls.takeDue(subject, node, time)) sdk.hedge(subject, time);
            }
            default -> throw new IllegalStateException("Unknown event " + event + ".");
        }
    }

    /// Stops a handler that waits for a call beyond its deadline.
    private void overdue(int call, long time) {
        int pending = calls.b(call);
        if (Endings.isSettled(pending)) return;
        if (calls.deadline(call) == Long.MAX_VALUE) return; // an event that waits for its next attempt
        if (calls.deadline(call) > time) {
            world.wakeAt(calls.deadline(call), node, LATE, call);
            return;
        }
        if (pending >= 0) sdk.stopped(call, pending, time);
        endings.settle(call, Outcome.TIMEOUT, Endings.RESET, time);
    }

    private void end(int call, long time) {
        int settled = calls.b(call);
        boolean reset = Endings.isReset(settled);
        var outcome = Endings.outcome(settled);
        int env = Versions.env(calls.a(call));
        int version = Versions.version(calls.a(call));
        int failed = 0;
        if (outcome == Outcome.OK && verdict.crashes(call, version)) {
            outcome = Outcome.FUNCTION_ERROR;
            reset = true;
            book.crashed(time);
        } else if (outcome == Outcome.OK && verdict.mayFail(call, version)) {
            failed = verdict.failed(call, version, time);
            if (failed == Verdict.ALL) outcome = Outcome.FUNCTION_ERROR;
        }
        if (outcome == Outcome.OK) {
            metering.answered(call, time);
            outcome = answers.succeed(call, time);
        } else if (outcome == Outcome.FUNCTION_ERROR) answers.fail(call);
        long millis = metering.ended(call, outcome, time);
        book.ended(time, millis, outcome != Outcome.OK);
        if (version == Weights.ADDITIONAL) book.additional(time, outcome != Outcome.OK);
        if (Endings.isGone(settled)) admission.discard(env, version, time);
        else admission.leave(env, version, reset, time);
        sdk.leave(call, reset);
        calls.b(call, Math.max(0, failed));
        calls.deadline(call, Long.MAX_VALUE);
        if (calls.wire(call) < 0) events.attempted(call, outcome, time);
        else reply(call, outcome, time);
    }

    /// Whether it asks for the unpublished version. An event in the queue has forgotten; it was noted with it.
    private boolean latest(int call) {
        int wire = calls.wire(call);
        if (wire < 0) return events.latest(call);
        return world.wires().get(wire).interaction() instanceof Interaction.Invoke invoke && invoke.latest();
    }

    @Override
    public void struck(Disturbance.Strike strike, long time) {
        switch (strike) {
            case Disturbance.Loss(double share, long until) -> {
                downUntil = Math.max(downUntil, until);
                for (int call = 0; call < calls.rows(); call++)
                    if (calls.node(call) == node && calls.deadline(call) < Long.MAX_VALUE && isLost(call, share, time))
                        lose(call, time);
                versions.lose(share, time);
            }
            case Disturbance.Ceiling(int executions) -> admission.limit(executions);
            case Disturbance.CeilingShare(double share) ->
                admission.limit(share >= 1 ? Integer.MAX_VALUE : (int) (share * admission.executions()));
            case Disturbance.Flush f -> {}
        }
    }

    private boolean isLost(int call, double share, long time) {
        int env = Versions.env(calls.a(call));
        return env >= 0
                ? versions.environments(Versions.version(calls.a(call))).isLost(env, share, time)
                : Key.uniform(Key.mix(calls.key(call), time, Stage.LOSS)) < share;
    }

    /// An invocation ends with its environment.
    private void lose(int call, long time) {
        int pending = calls.b(call);
        if (pending >= 0) sdk.abandon(call, pending);
        calls.forgetDue(call);
        int env = Versions.env(calls.a(call));
        int version = Versions.version(calls.a(call));
        long millis = metering.ended(call, Outcome.SERVICE_ERROR, time);
        book.ended(time, millis, true);
        if (version == Weights.ADDITIONAL) book.additional(time, true);
        admission.leave(env, version, true, time);
        sdk.leave(call, true);
        calls.b(call, 0);
        calls.deadline(call, Long.MAX_VALUE);
        if (calls.wire(call) < 0) {
            events.throttled(call, time); // a system error: the event keeps its retries
            return;
        }
        calls.cut(call, time - calls.start(call), pending >= 0 ? Cause.RETRY : Cause.WORK);
        reply(call, Outcome.SERVICE_ERROR, time);
    }

    private void attemptEvent(int event, long time) {
        if (admission.isOff()) events.giveUp(event, time);
        else if (time < downUntil) events.throttled(event, time);
        else if (!invoke(event, false, time)) events.throttled(event, time);
    }

    private void reply(int call, Outcome outcome, long time) {
        long both = overhead.nanos(Key.mix(calls.key(call), Stage.OVERHEAD));
        calls.spend(call, Cause.NETWORK, both);
        world.reply(call, outcome, time + both);
    }

    @Override
    public void end(long time) {
        versions.end(time);
        book.close(time);
        metering.end(provisioned.end(time));
    }

    @Override
    public long samples(String metric) {
        return book.samples(metric);
    }

    @Override
    public Map<String, Slices> slices() {
        return provisioned.slices(book.slices());
    }

    @Override
    public Map<String, Measure> measures() {
        var measures = book.measures(versions.population(), provisioned, sdk);
        measures.put("unreservedConcurrentExecutions", world.account().unreserved(world.now()));
        measures.put("claimedAccountConcurrency", world.account().claimed(world.now()));
        shifting.report(measures);
        return measures;
    }
}
