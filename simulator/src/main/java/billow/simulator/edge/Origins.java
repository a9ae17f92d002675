package billow.simulator.edge;

import billow.model.archetype.EdgeUse;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Wire;
import billow.simulator.random.Choice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The links of a distribution to origins: which of them a request takes, and which other one of its origin group is
/// asked when that fails.
final class Origins {
    static final int NONE = -1;

    private final List<Wire> first = new ArrayList<>();
    private final List<Wire> second = new ArrayList<>();
    private final @Nullable Choice choice;

    Origins(List<Wire> outgoing) {
        for (var wire : outgoing) {
            var use = wire.plan().edge();
            if (use == null || use.event() != null) continue;
            (use.failover() == EdgeUse.Failover.NONE ? first : second).add(wire);
        }
        double[] shares = first.stream().mapToDouble(w -> w.plan().share()).toArray();
        choice = first.stream().anyMatch(w -> w.plan().share() > 0) ? Choice.of(shares) : null;
    }

    Wire wire(int origin) {
        return first.get(origin);
    }

    /// @param wanted name of the route that was asked for, or null
    /// @param key    for the choice among those that are not asked for by name
    int pick(@Nullable String wanted, long key) {
        if (choice == null) return NONE;
        if (wanted != null)
            for (int i = 0; i < first.size(); i++)
                if (wanted.equals(first.get(i).plan().route())) return i;
        return first.size() == 1 ? 0 : choice.sample(key);
    }

    /// The origin that stands in for another: the one of its route, else one of no route.
    ///
    /// @return null when there is none
    @Nullable
    Wire standIn(Wire primary) {
        var route = primary.plan().route();
        for (var wire : second) {
            var own = wire.plan().route();
            if (own == null || own.equals(route)) return wire;
        }
        return null;
    }

    /// Whether an answer of the first origin makes a distribution ask the other one.
    static boolean failsOver(Wire standIn, Outcome outcome) {
        var use = standIn.plan().edge();
        if (use == null) return false;
        return switch (outcome) {
            case OK -> false;
            case CLIENT_ERROR, THROTTLED -> use.failover() == EdgeUse.Failover.ALL_ERRORS;
            case FUNCTION_ERROR, SERVICE_ERROR, TIMEOUT, DROPPED, DEAD_LETTERED -> true;
        };
    }
}
