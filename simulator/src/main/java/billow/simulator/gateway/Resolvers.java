package billow.simulator.gateway;

import billow.model.archetype.GraphApi;
import billow.model.kind.LinkKind;
import billow.simulator.flow.Wire;
import billow.simulator.node.Stage;
import billow.simulator.random.Key;
import java.util.ArrayList;
import java.util.List;

/// The resolvers of a GraphQL API by operation and level.
final class Resolvers {
    private static final int MOST = 10_000;

    private final Wire[][] queries;
    private final Wire[][] mutations;

    Resolvers(List<Wire> outgoing) {
        queries = levels(outgoing, false);
        mutations = levels(outgoing, true);
    }

    /// Levels that nobody stands on are left out.
    private static Wire[][] levels(List<Wire> outgoing, boolean mutation) {
        var levels = new ArrayList<Wire[]>();
        var serving = outgoing.stream()
                .filter(w -> w.kind() != LinkKind.AUTHORISE && GraphApi.serves(w.plan(), mutation))
                .toList();
        serving.stream()
                .map(w -> GraphApi.level(w.plan()))
                .distinct()
                .sorted()
                .forEach(level -> levels.add(serving.stream()
                        .filter(w -> GraphApi.level(w.plan()) == level)
                        .toArray(Wire[]::new)));
        return levels.toArray(Wire[][]::new);
    }

    /// @param depth from 0
    /// @return the resolvers of a level; none when there is no such level
    Wire[] level(boolean mutation, int depth) {
        var levels = mutation ? mutations : queries;
        return depth < levels.length ? levels[depth] : NOTHING;
    }

    int depth(boolean mutation) {
        return (mutation ? mutations : queries).length;
    }

    private static final Wire[] NOTHING = {};

    /// How often a resolver is called for a request.
    static int times(Wire wire, long key) {
        double calls = Math.min(MOST, wire.plan().calls());
        int whole = (int) calls;
        double part = calls - whole;
        return part > 0 && Key.uniform(Key.mix(key, wire.key(), Stage.REPEAT)) < part ? whole + 1 : whole;
    }
}
