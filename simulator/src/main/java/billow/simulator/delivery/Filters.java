package billow.simulator.delivery;

import billow.model.archetype.Delivery;
import billow.model.archetype.MessageFilter;
import billow.simulator.flow.Wire;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Which share of a message each link of a fan-out delivers: all or nothing of it where it has data a filter can look
/// at, otherwise what the link says.
final class Filters {
    private final List<MessageFilter> filters;
    private final double[] without;
    private double[] last;
    private @Nullable JsonNode lastData;

    /// @param targets links the fan-out delivers by
    Filters(List<Wire> targets) {
        var all = new ArrayList<MessageFilter>();
        for (var target : targets) all.add(delivery(target).messageFilter());
        filters = List.copyOf(all);
        without = shares(filters, null);
        last = without;
    }

    /// By place of the link. Messages that share their data are looked at once.
    double[] shares(@Nullable JsonNode data) {
        if (data == null) return without;
        if (data != lastData) {
            last = shares(filters, data);
            lastData = data;
        }
        return last;
    }

    private static double[] shares(List<MessageFilter> filters, @Nullable JsonNode data) {
        var shares = new double[filters.size()];
        for (int i = 0; i < shares.length; i++) shares[i] = filters.get(i).shareOf(data);
        return shares;
    }

    static Delivery delivery(Wire wire) {
        var delivery = wire.plan().delivery();
        if (delivery == null) throw new IllegalStateException("Link %s says nothing of delivery.".formatted(wire.id()));
        return delivery;
    }
}
