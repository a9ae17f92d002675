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
    private final @Nullable String topic;
    private final @Nullable JsonNode[] sent;
    private double[] last;
    private @Nullable JsonNode lastData;

    /// @param targets links the fan-out delivers by
    Filters(List<Wire> targets) {
        this(targets, null);
    }

    /// @param topic messages come by, or null
    Filters(List<Wire> targets, @Nullable String topic) {
        this.topic = topic;
        sent = new @Nullable JsonNode[targets.size()];
        var all = new ArrayList<MessageFilter>();
        for (var target : targets) all.add(delivery(target).messageFilter());
        filters = List.copyOf(all);
        without = shares(null, false);
        last = without;
    }

    /// By place of the link. Messages that share their data are looked at once.
    double[] shares(@Nullable JsonNode data) {
        if (data == null) return without;
        if (data != lastData) {
            last = shares(data, true);
            lastData = data;
        }
        return last;
    }

    private double[] shares(@Nullable JsonNode data, boolean sending) {
        var shares = new double[filters.size()];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = filters.get(i).shareOf(data, topic);
            if (sending) sent[i] = shares[i] > 0 ? filters.get(i).sent(data, topic) : null;
        }
        return shares;
    }

    /// What a link hands on of the message that was looked at last.
    @Nullable
    JsonNode sent(int target, @Nullable JsonNode data) {
        return data == null ? null : sent[target];
    }

    static Delivery delivery(Wire wire) {
        var delivery = wire.plan().delivery();
        if (delivery == null) throw new IllegalStateException("Link %s says nothing of delivery.".formatted(wire.id()));
        return delivery;
    }
}
