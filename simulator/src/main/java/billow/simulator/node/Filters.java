package billow.simulator.node;

import billow.model.archetype.Delivery;
import billow.model.archetype.Interaction;
import billow.simulator.flow.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Which share of the messages that come by one link each link of a fan-out delivers.
final class Filters {
    private Filters() {}

    /// @param wires   all links
    /// @param node    the fan-out
    /// @param targets links it delivers by
    /// @return by index of the link messages come by, then by place in `targets`;
    /// empty for links that lead elsewhere
    static double[][] shares(List<Wire> wires, int node, List<Wire> targets) {
        var shares = new double[wires.size()][0];
        for (var wire : wires)
            if (wire.to() == node)
                shares[wire.index()] =
                        shares(wire.interaction() instanceof Interaction.Publish p ? p.sample() : null, targets);
        return shares;
    }

    private static double[] shares(@Nullable JsonNode sample, List<Wire> targets) {
        var shares = new double[targets.size()];
        for (int i = 0; i < shares.length; i++)
            shares[i] = delivery(targets.get(i)).shareOf(sample);
        return shares;
    }

    static Delivery delivery(Wire wire) {
        var delivery = wire.plan().delivery();
        if (delivery == null) throw new IllegalStateException("Link %s says nothing of delivery.".formatted(wire.id()));
        return delivery;
    }
}
