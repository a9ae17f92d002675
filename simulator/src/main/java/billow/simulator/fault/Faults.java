package billow.simulator.fault;

import billow.model.archetype.Interaction;
import billow.model.fault.Fault;
import billow.model.quota.Limits;
import billow.model.value.Unit;
import billow.simulator.flow.Calls;
import billow.simulator.flow.Cause;
import billow.simulator.flow.Disturbance;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.TokenBucket;
import billow.simulator.flow.World;
import billow.simulator.random.Key;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The faults of a run. Times count from the end of the warm-up. Whether a call is hit depends on the time at which it
/// arrives, and where chance decides on the call's own key, never on the order of events.
public final class Faults implements Disturbance {
    private static final long STAGE = 0xfa17;
    private static final int ACCOUNT = -1;
    /// How long a connection that gets no answer is waited for: connect and read timeout of the AWS SDK for Python.
    private static final long CONNECTION_NANOS = 60_000_000_000L;

    private static final long REROUTE_NANOS =
            (long) Unit.SECOND.toCanonical(Limits.limit("zones.reroute").standard());

    private final World world;
    private final Calls calls;
    private final List<Scheduled> all = new ArrayList<>();
    private final Scheduled[][] byNode;
    private final Scheduled[][] byWire;

    /// What a node sees to itself when it is disturbed.
    public enum Role {
        /// It knows what it means to be killed, to fail and to be slow.
        FUNCTION,
        /// It knows how long its work takes before it is done, hence what it means to be slow.
        WORKER,
        /// Lives in zones; a lost one is lost to what uses it for as long as that lasts.
        ZONAL,
        /// Lives in zones; callers are led away from a lost one after a while.
        REROUTED,
        /// Spans zones by itself.
        OTHER;

        private boolean livesInZones() {
            return this == FUNCTION || this == ZONAL || this == REROUTED;
        }

        private boolean seesToSlowness() {
            return this == FUNCTION || this == WORKER;
        }
    }

    /// A fault at its node or wire, in the time of the run.
    private static final class Scheduled {
        private final Fault fault;
        private final int node;
        private final Role role;
        private final long from;
        private final long to;
        private final @Nullable TokenBucket bucket;
        private int left;

        private Scheduled(Fault fault, int node, Role role, long start) {
            this.fault = fault;
            this.node = node;
            this.role = role;
            from = start + fault.atNanos();
            to = fault.forNanos() > Long.MAX_VALUE - from ? Long.MAX_VALUE : from + fault.forNanos();
            bucket = fault.action() instanceof Fault.Limit(double rate, int atOnce) && !Double.isNaN(rate)
                    ? new TokenBucket(rate, Math.max(1, rate))
                    : null;
            left = fault.action() instanceof Fault.Poison(int messages) ? messages : 0;
        }

        private boolean covers(long time) {
            return time >= from && time < to;
        }
    }

    /// @param faults  what breaks, targets known to exist
    /// @param nodes   numbers by id
    /// @param roles   by number of the node
    public Faults(World world, List<Fault> faults, Map<String, Integer> nodes, Role[] roles) {
        this.world = world;
        calls = world.calls();
        byNode = new Scheduled[roles.length][];
        byWire = new Scheduled[world.wires().size()][];
        Arrays.fill(byNode, new Scheduled[0]);
        Arrays.fill(byWire, new Scheduled[0]);
        for (var fault : faults) {
            int node = nodes.getOrDefault(fault.target(), ACCOUNT);
            if (node == ACCOUNT && fault.action() instanceof Fault.Lose) {
                loseZone(fault, roles);
                continue;
            }
            var scheduled = new Scheduled(
                    fault,
                    node,
                    node >= 0 ? roles[node] : Role.OTHER,
                    world.window().from());
            all.add(scheduled);
            if (node >= 0) byNode[node] = with(byNode[node], scheduled);
            else
                for (var wire : world.wires())
                    if (wire.id().equals(fault.target())) byWire[wire.index()] = with(byWire[wire.index()], scheduled);
        }
    }

    /// Everything that lives in zones loses its share.
    private void loseZone(Fault fault, Role[] roles) {
        for (int node = 0; node < roles.length; node++) {
            if (!roles[node].livesInZones()) continue;
            var scheduled =
                    new Scheduled(fault, node, roles[node], world.window().from());
            all.add(scheduled);
            byNode[node] = with(byNode[node], scheduled);
        }
    }

    private static Scheduled[] with(Scheduled[] some, Scheduled more) {
        var next = Arrays.copyOf(some, some.length + 1);
        next[some.length] = more;
        return next;
    }

    @Override
    public void begin() {
        for (int i = 0; i < all.size(); i++) {
            var each = all.get(i);
            if (!strikes(each.fault.action())) continue;
            if (each.from < world.window().to()) world.strikeAt(each.from, 2 * i);
            if (each.to < world.window().to() && each.to > each.from) world.strikeAt(each.to, 2 * i + 1);
        }
    }

    private static boolean strikes(Fault.Action action) {
        return switch (action) {
            case Fault.Kill k -> true;
            case Fault.Lose l -> true;
            case Fault.Flush f -> true;
            case Fault.Limit l -> Double.isNaN(l.perSecond());
            case Fault.Slow s -> false;
            case Fault.Fail f -> false;
            case Fault.Cut c -> false;
            case Fault.Poison p -> false;
        };
    }

    @Override
    public void strike(int subject, long time) {
        var each = all.get(subject >> 1);
        boolean begins = (subject & 1) == 0;
        switch (each.fault.action()) {
            case Fault.Kill k -> {
                if (begins) tell(each, new Loss(1, each.to), time);
            }
            case Fault.Lose lose -> {
                if (begins) tell(each, new Loss(lose.share(), time), time);
                tell(each, new CeilingShare(begins ? 1 - lose.share() : 1), time);
            }
            case Fault.Flush f -> tell(each, new Flush(), time);
            case Fault.Limit limit -> {
                int most = begins ? limit.atOnce() : Integer.MAX_VALUE;
                if (each.node == ACCOUNT) world.account().limit(most);
                else tell(each, new Ceiling(most), time);
            }
            case Fault.Slow s -> {}
            case Fault.Fail f -> {}
            case Fault.Cut c -> {}
            case Fault.Poison p -> {}
        }
    }

    private void tell(Scheduled each, Strike strike, long time) {
        world.actor(each.node).struck(strike, time);
    }

    @Override
    public boolean ordered(int node) {
        for (var each : byNode[node])
            if (strikes(each.fault.action()) || each.bucket != null || each.left > 0) return true;
        return false;
    }

    @Override
    public boolean stops(int call, long time) {
        int wire = calls.wire(call);
        if (wire >= 0)
            for (var each : byWire[wire]) if (each.covers(time) && stopsOnWire(each, call, time)) return true;
        for (var each : byNode[calls.node(call)]) {
            if (each.left > 0 && time >= each.from && bringsMessage(call)) {
                each.left--;
                calls.flaw(call, 1);
            }
            if (each.covers(time) && stopsAtNode(each, call, time)) return true;
        }
        return false;
    }

    /// Whether it brings something that is worked on later, which is what can be poison.
    private boolean bringsMessage(int call) {
        int wire = calls.wire(call);
        if (wire < 0) return false;
        return switch (world.wires().get(wire).interaction()) {
            case Interaction.Invoke invoke -> invoke.asynchronous();
            case Interaction.Operate operate -> !operate.operation().reads();
            case Interaction.Send s -> true;
            case Interaction.Put p -> true;
            case Interaction.Deliver d -> true;
            case Interaction.Report r -> true;
            case Interaction.DeadLetter d -> true;
            case Interaction.Publish p -> true;
            case Interaction.Poll p -> false;
            case Interaction.Read r -> false;
            case Interaction.Request r -> false;
            case Interaction.Call c -> false;
            case Interaction.Store s -> false;
            case Interaction.Identify i -> false;
            case Interaction.FileAccess f -> false;
            case Interaction.Start s -> false;
        };
    }

    private boolean stopsOnWire(Scheduled each, int call, long time) {
        return switch (each.fault.action()) {
            case Fault.Cut c -> {
                calls.spend(call, Cause.NETWORK, CONNECTION_NANOS);
                world.lost(call, Outcome.SERVICE_ERROR, time + CONNECTION_NANOS);
                yield true;
            }
            case Fault.Fail fail -> {
                boolean hit = hits(each, fail.share(), calls.key(call));
                if (hit) world.lost(call, Outcome.SERVICE_ERROR, time);
                yield hit;
            }
            case Fault.Slow s -> false;
            case Fault.Kill k -> false;
            case Fault.Limit l -> false;
            case Fault.Flush f -> false;
            case Fault.Poison p -> false;
            case Fault.Lose l -> false;
        };
    }

    /// A function does what kill and fail mean itself.
    private boolean stopsAtNode(Scheduled each, int call, long time) {
        return switch (each.fault.action()) {
            case Fault.Kill k -> each.role != Role.FUNCTION && refuse(call, Outcome.SERVICE_ERROR, time);
            case Fault.Fail fail ->
                each.role != Role.FUNCTION
                        && hits(each, fail.share(), calls.key(call))
                        && refuse(call, Outcome.SERVICE_ERROR, time);
            case Fault.Limit l ->
                each.bucket != null && !each.bucket.take(1, time) && refuse(call, Outcome.THROTTLED, time);
            case Fault.Slow s -> false;
            case Fault.Cut c -> false;
            case Fault.Flush f -> false;
            case Fault.Poison p -> false;
            case Fault.Lose lose -> stopsInZone(each, lose.share(), call, time);
        };
    }

    /// A call that is led to a lost zone gets no answer.
    private boolean stopsInZone(Scheduled each, double share, int call, long time) {
        boolean open = each.role == Role.ZONAL || each.role == Role.REROUTED && time - each.from < REROUTE_NANOS;
        if (!open || !hits(each, share, calls.key(call))) return false;
        calls.spend(call, Cause.NETWORK, CONNECTION_NANOS);
        world.lost(call, Outcome.SERVICE_ERROR, time + CONNECTION_NANOS);
        return true;
    }

    private boolean refuse(int call, Outcome outcome, long time) {
        world.refused(call, outcome, time);
        return true;
    }

    private static boolean hits(Scheduled each, double share, long key) {
        return Key.uniform(Key.mix(key, STAGE, each.from)) < share;
    }

    @Override
    public boolean cuts(int wire, long time) {
        for (var each : byWire[wire]) if (each.covers(time) && each.fault.action() instanceof Fault.Cut) return true;
        return false;
    }

    @Override
    public long delayed(int call, long time) {
        long end = time;
        int wire = calls.wire(call);
        long start = calls.start(call);
        if (wire >= 0)
            for (var each : byWire[wire])
                if (each.covers(start) && each.fault.action() instanceof Fault.Slow slow) {
                    calls.spend(call, Cause.NETWORK, slow.addNanos());
                    end += slow.addNanos();
                }
        for (var each : byNode[calls.node(call)])
            if (!each.role.seesToSlowness() && each.covers(start) && each.fault.action() instanceof Fault.Slow slow) {
                long more = slowed(slow, time - start) - (time - start);
                calls.spend(call, Cause.WORK, more);
                end += more;
            }
        return end;
    }

    @Override
    public long work(int node, long nanos, long time) {
        long slowed = nanos;
        for (var each : byNode[node])
            if (each.covers(time) && each.fault.action() instanceof Fault.Slow slow) slowed = slowed(slow, slowed);
        return slowed;
    }

    private static long slowed(Fault.Slow slow, long nanos) {
        return (long) Math.min(1e17, nanos * slow.factor()) + slow.addNanos();
    }

    @Override
    public boolean fails(int node, long key, long time) {
        for (var each : byNode[node])
            if (each.covers(time) && each.fault.action() instanceof Fault.Fail fail && hits(each, fail.share(), key))
                return true;
        return false;
    }
}
