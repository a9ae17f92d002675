package billow.simulator.gateway;

import billow.model.archetype.LoadBalancer;
import billow.model.archetype.LoadBalancer.Algorithm;
import billow.model.archetype.Position;
import billow.simulator.flow.Wire;
import billow.simulator.node.Stage;
import billow.simulator.random.Choice;
import billow.simulator.random.Key;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The targets of a load balancer, in groups by the route of their rule, and which of them gets a request.
final class Targets {
    static final int NONE = -1;

    private final LoadBalancer spec;
    private final List<Wire> wires;
    private final List<Group> groups = new ArrayList<>();
    private final @Nullable Choice choice;
    private final int[] outstanding;
    private final long[] registered;
    private final long settled;

    Targets(LoadBalancer spec, List<Wire> wires) {
        this.spec = spec;
        this.wires = wires;
        outstanding = new int[wires.size()];
        registered = wires.stream().mapToLong(w -> since(w.plan().position())).toArray();
        long last = 0;
        for (long time : registered) last = Math.max(last, time);
        settled = last == 0 && spec.slowStartNanos() == 0 ? 0 : last + spec.slowStartNanos();
        var byRoute = new LinkedHashMap<String, List<Integer>>();
        for (int i = 0; i < wires.size(); i++)
            byRoute.computeIfAbsent(
                            Objects.requireNonNullElse(wires.get(i).plan().route(), ""), r -> new ArrayList<>())
                    .add(i);
        byRoute.forEach((route, members) -> groups.add(new Group(route, members)));
        double[] shares = groups.stream().mapToDouble(g -> g.share).toArray();
        boolean any = false;
        for (double share : shares) any |= share > 0;
        choice = any ? Choice.of(shares) : null;
    }

    private static long since(@Nullable Position position) {
        return position == null ? 0 : position.registeredNanos();
    }

    Wire wire(int target) {
        return wires.get(target);
    }

    int indexOf(Wire wire) {
        return wires.indexOf(wire);
    }

    /// Whether the order of answers matters.
    boolean counts() {
        return spec.algorithm() == Algorithm.LEAST_OUTSTANDING_REQUESTS;
    }

    void begun(int target) {
        outstanding[target]++;
    }

    void ended(int target) {
        outstanding[target]--;
    }

    /// @param wanted route that was asked for, or null
    /// @param key    key of the call
    int pick(@Nullable String wanted, long key, long time) {
        if (choice == null) return NONE;
        Group group = null;
        if (wanted != null) for (var g : groups) if (g.route.equals(wanted)) group = g;
        if (group == null) group = groups.get(groups.size() == 1 ? 0 : choice.sample(Key.mix(key, Stage.ROUTE)));
        return group.pick(Key.mix(key, Stage.TARGET), time);
    }

    private final class Group {
        private final String route;
        private final int[] members;
        private final double share;
        private final @Nullable Choice weights;
        private int turn;

        private Group(String route, List<Integer> members) {
            this.route = route;
            this.members = members.stream().mapToInt(Integer::intValue).toArray();
            double[] shares = members.stream()
                    .mapToDouble(i -> wires.get(i).plan().share())
                    .toArray();
            double sum = 0;
            for (double s : shares) sum += s;
            share = sum;
            weights = sum > 0 ? Choice.of(shares) : null;
        }

        private int pick(long key, long time) {
            if (spec.algorithm() == Algorithm.LEAST_OUTSTANDING_REQUESTS) return leastBusy(time);
            if (time < settled) return settling(key, time);
            if (spec.algorithm() == Algorithm.WEIGHTED_RANDOM && weights != null) return members[weights.sample(key)];
            turn = turn + 1 == members.length ? 0 : turn + 1;
            return members[turn];
        }

        private int leastBusy(long time) {
            int best = NONE;
            for (int i = 1; i <= members.length; i++) {
                int member = members[(turn + i) % members.length];
                if (registered[member] <= time && (best == NONE || outstanding[member] < outstanding[best]))
                    best = member;
            }
            turn = turn + 1 == members.length ? 0 : turn + 1;
            return best;
        }

        /// By chance while targets are still being registered or start slowly.
        private int settling(long key, long time) {
            double all = 0;
            for (int member : members) all += weight(member, time);
            if (all <= 0) return NONE;
            double left = Key.uniform(key) * all;
            int last = NONE;
            for (int member : members) {
                double weight = weight(member, time);
                if (weight <= 0) continue;
                last = member;
                left -= weight;
                if (left < 0) return member;
            }
            return last;
        }

        private double weight(int member, long time) {
            long age = time - registered[member];
            if (age < 0) return 0;
            double own = spec.algorithm() == Algorithm.WEIGHTED_RANDOM
                    ? wires.get(member).plan().share()
                    : 1;
            boolean starting = registered[member] > 0 && age < spec.slowStartNanos();
            return starting ? own * Math.max(0.01, age / (double) spec.slowStartNanos()) : own;
        }
    }
}
