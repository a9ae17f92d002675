package billow.simulator.gateway;

import billow.model.archetype.Gateway;
import billow.model.archetype.Position;
import billow.model.kind.LinkKind;
import billow.simulator.flow.Wire;
import billow.simulator.node.Stage;
import billow.simulator.random.Choice;
import billow.simulator.random.Key;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The links of an API that serve requests in its stage, and which of them serves one: by the name of its route, else
/// by share; a canary's share of the requests goes to the canary's links where there are some.
final class Routes {
    static final int NONE = -1;

    private final List<Wire> wires = new ArrayList<>();
    private final Group stable;
    private final @Nullable Group canary;
    private final double canaryShare;

    Routes(Gateway spec, List<Wire> outgoing) {
        canaryShare = spec.release().canary();
        for (var wire : outgoing)
            if (wire.kind() != LinkKind.AUTHORISE && spec.serves(wire.plan().position())) wires.add(wire);
        stable = new Group(false);
        var other = new Group(true);
        canary = canaryShare > 0 && other.choice != null ? other : null;
    }

    int size() {
        return wires.size();
    }

    Wire wire(int route) {
        return wires.get(route);
    }

    int indexOf(Wire wire) {
        return wires.indexOf(wire);
    }

    boolean isCanary(int route) {
        return route >= 0 && canary(wires.get(route));
    }

    /// The route whose throttle and cache a route shares: a canary those of the route it stands in for.
    int settings(int route) {
        var name =
                route < 0 || !isCanary(route) ? null : wires.get(route).plan().route();
        if (name == null) return Math.max(0, route);
        int same = stable.named(name);
        return same == NONE ? route : same;
    }

    /// @param wanted name of the route that was asked for, or null
    /// @param key    key of the call
    int pick(@Nullable String wanted, long key) {
        if (canary != null && Key.uniform(Key.mix(key, Stage.CANARY)) < canaryShare) {
            int route = wanted == null ? NONE : canary.named(wanted);
            if (route != NONE) return route;
            if (wanted == null || stable.named(wanted) == NONE) return canary.any(key);
        }
        if (stable.choice == null) return NONE;
        int route = wanted == null ? NONE : stable.named(wanted);
        return route != NONE ? route : stable.any(key);
    }

    private static boolean canary(Wire wire) {
        Position position = wire.plan().position();
        return position != null && position.canary();
    }

    /// The links of one release, as places in the list of all.
    private final class Group {
        private final int[] members;
        private final @Nullable Choice choice;

        private Group(boolean ofCanary) {
            var chosen = new ArrayList<Integer>();
            for (int i = 0; i < wires.size(); i++) if (canary(wires.get(i)) == ofCanary) chosen.add(i);
            members = chosen.stream().mapToInt(Integer::intValue).toArray();
            double[] shares = new double[members.length];
            boolean any = false;
            for (int i = 0; i < shares.length; i++) {
                shares[i] = wires.get(members[i]).plan().share();
                any |= shares[i] > 0;
            }
            choice = any ? Choice.of(shares) : null;
        }

        private int named(String name) {
            for (int member : members) if (name.equals(wires.get(member).plan().route())) return member;
            return NONE;
        }

        private int any(long key) {
            if (members.length == 1 || choice == null) return members[0];
            return members[choice.sample(Key.mix(key, Stage.ROUTE))];
        }
    }
}
