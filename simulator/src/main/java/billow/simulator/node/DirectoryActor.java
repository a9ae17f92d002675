package billow.simulator.node;

import billow.model.archetype.Counter;
import billow.model.archetype.IdentityOperation;
import billow.model.archetype.Interaction;
import billow.model.archetype.UserDirectory;
import billow.simulator.flow.Actor;
import billow.simulator.flow.Calls;
import billow.simulator.flow.Cause;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Recorder;
import billow.simulator.flow.TokenBucket;
import billow.simulator.flow.Wire;
import billow.simulator.flow.World;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A user pool: the quota of the category, the call itself, then its triggers one after the other. A trigger that does
/// not answer in time, or is throttled, is tried again; when it fails the call fails.
public final class DirectoryActor implements Actor {
    private static final int OVERDUE = 0;

    private final World world;
    private final Calls calls;
    private final int node;
    private final UserDirectory spec;
    private final Map<IdentityOperation, TokenBucket> quotas = new EnumMap<>(IdentityOperation.class);
    private final Map<IdentityOperation, Wire[]> triggers = new EnumMap<>(IdentityOperation.class);
    private final Map<IdentityOperation, long[]> done = new EnumMap<>(IdentityOperation.class);
    private final Sampler latency;
    private final Ranks users;
    private final UserRates reads;
    private final UserRates writes;
    private Recorder book;
    private long throttled;
    private long userThrottled;
    private long triggerFailures;

    public DirectoryActor(World world, int node, UserDirectory spec, List<Wire> outgoing) {
        this.world = world;
        this.calls = world.calls();
        this.node = node;
        this.spec = spec;
        latency = Sampler.of(spec.latency());
        book = new Recorder(world.window());
        spec.quotas().forEach((o, quota) -> world.account().declare(category(o), quota.perSecond()));
        users = Ranks.of(spec.users());
        reads = new UserRates(spec.perUser());
        writes = new UserRates(spec.perUser());
        for (var operation : IdentityOperation.values()) {
            done.put(operation, new long[1]);
            triggers.put(
                    operation,
                    outgoing.stream()
                            .filter(w -> w.plan().route() instanceof String name && UserDirectory.runs(name, operation))
                            .toArray(Wire[]::new));
        }
    }

    @Override
    public void begin() {
        book = world.recorder(node);
        for (var operation : spec.quotas().keySet())
            quotas.put(operation, world.account().shared(category(operation)));
    }

    private static String category(IdentityOperation operation) {
        return "cognito." + operation;
    }

    private IdentityOperation operation(int call) {
        if (world.wires().get(calls.wire(call)).interaction() instanceof Interaction.Identify(var operation))
            return operation;
        throw new IllegalStateException("A user pool takes its own operations only.");
    }

    @Override
    public void arrive(int call, long time) {
        var operation = operation(call);
        var quota = quotas.get(operation);
        boolean tooOften = tooOften(call, operation, time);
        if (tooOften || quota != null && !quota.take(1, time)) {
            if (book.counts(time)) {
                throttled++;
                if (tooOften) userThrottled++;
            }
            world.reply(call, Outcome.THROTTLED, time);
            return;
        }
        long nanos = latency.nanos(Key.mix(calls.key(call), Stage.LATENCY));
        calls.spend(call, Cause.WORK, nanos);
        trigger(call, 0, time + nanos);
    }

    /// Whether the user has done too much in this second.
    private boolean tooOften(int call, IdentityOperation operation, long time) {
        return switch (operation.limited()) {
            case READ -> !reads.take(user(call), time);
            case WRITE -> !writes.take(user(call), time);
            case NO -> false;
        };
    }

    private int user(int call) {
        return users.draw(Key.mix(calls.key(call), Stage.IDENTITY));
    }

    /// Asks the next trigger at `at`, or ends the call.
    private void trigger(int call, int place, long at) {
        var wires = triggers.get(operation(call));
        if (wires == null || place >= wires.length) {
            finish(call, at);
            return;
        }
        calls.b(call, place);
        calls.attempt(call, 1);
        attempt(call, wires[place], at);
    }

    private void attempt(int call, Wire wire, long at) {
        long key = Key.mix(Key.mix(calls.key(call), wire.key()), calls.attempt(call));
        int child = world.prepare(wire, call, 0, key, at);
        calls.a(call, child);
        world.wakeFor(call, at + spec.triggerTimeoutNanos(), OVERDUE);
        world.dispatch(child, at);
    }

    @Override
    public void answered(int call, int child, long time) {
        calls.forgetDue(call);
        var outcome = calls.outcome(child);
        if (outcome == Outcome.OK) {
            calls.absorb(call, child);
            trigger(call, calls.b(call) + 1, time);
        } else {
            failed(call, outcome, calls.start(child), time);
        }
    }

    /// A function that failed has answered; one that was throttled or silent is tried again.
    private void failed(int call, Outcome outcome, long began, long time) {
        calls.spend(call, Cause.RETRY, time - began);
        var wires = triggers.get(operation(call));
        boolean again = outcome.retryable() && calls.attempt(call) < spec.triggerAttempts();
        if (again && wires != null) {
            calls.attempt(call, calls.attempt(call) + 1);
            attempt(call, wires[calls.b(call)], time);
            return;
        }
        if (book.counts(time)) triggerFailures++;
        world.reply(call, Outcome.CLIENT_ERROR, time);
    }

    @Override
    public void wake(int event, int subject, long time) {
        if (!calls.takeDue(subject, node, time)) return;
        int child = calls.a(subject);
        long began = calls.start(child);
        calls.abandon(child);
        failed(subject, Outcome.TIMEOUT, began, time);
    }

    private void finish(int call, long time) {
        var operation = operation(call);
        var count = done.get(operation);
        if (count != null && book.counts(time)) count[0]++;
        if (operation.activates()) book.count(Counter.USER_ACTIVITIES, 1, time);
        if (operation == IdentityOperation.CLIENT_AUTHENTICATION)
            book.count(Counter.MACHINE_TOKENS, 1, time, calls.afterFailure(call));
        world.reply(call, Outcome.OK, time);
    }

    private long finished(IdentityOperation operation) {
        var count = done.get(operation);
        return count == null ? 0 : count[0];
    }

    @Override
    public Map<String, Measure> measures() {
        var measures = new LinkedHashMap<String, Measure>();
        measures.put("calls", new Measure.Count(book.offered()));
        measures.put("throttleCount", new Measure.Count(throttled));
        measures.put("userThrottleCount", new Measure.Count(userThrottled));
        measures.put("tokenRefreshSuccesses", new Measure.Count(finished(IdentityOperation.USER_TOKEN)));
        measures.put(
                "signInSuccesses",
                new Measure.Count(
                        finished(IdentityOperation.USER_AUTHENTICATION) + finished(IdentityOperation.USER_FEDERATION)));
        measures.put("signUpSuccesses", new Measure.Count(finished(IdentityOperation.USER_CREATION)));
        measures.put("machineTokens", new Measure.Count(finished(IdentityOperation.CLIENT_AUTHENTICATION)));
        measures.put("triggerFailures", new Measure.Count(triggerFailures));
        return measures;
    }
}
