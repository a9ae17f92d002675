package billow.simulator.queue;

import billow.model.archetype.MessageGroups;
import billow.model.archetype.TrafficSource.Popularity;
import billow.model.quota.Limits;
import billow.simulator.flow.World;
import billow.simulator.node.Ranks;
import billow.simulator.random.Key;
import java.util.Arrays;

/// Which group each message of a queue belongs to, and the order that follows from it.
///
/// A group is noisy while it has a good part of all that is in the queue; the time messages of the others wait is
/// reported by itself. Source of the bounds: Amazon SQS developer guide, how fair queues work, 2026, which applies them
/// to messages in flight.
final class Grouping {
    private static final int GROUP = 308;

    private final MessageGroups.Source source;
    private final Ranks ranks;
    private final GroupOrder order;
    private final int noisyMessages = (int) Limits.limit("sqs.noisyMessages").standard();
    private final double noisyShare = Limits.limit("sqs.noisyShare").standard();
    private boolean[] quiet = new boolean[16];

    Grouping(MessageGroups spec, World world) {
        source = spec.source();
        ranks = Ranks.of(new Popularity(spec.count(), spec.exponent()));
        boolean ordered = spec.fifo() != null;
        order = new GroupOrder(ordered, ordered && world.checking() ? new OrderProof() : null, world.window());
    }

    GroupOrder order() {
        return order;
    }

    /// @param rank of what the message is about
    /// @param key  of the message
    int group(int rank, long key) {
        return switch (source) {
            case ONE -> 1;
            case KEY -> rank;
            case DRAWN -> ranks.draw(Key.mix(key, GROUP));
        };
    }

    /// A message has come.
    ///
    /// @param all messages in the queue, this one included
    void enters(int message, int rank, long key, int all) {
        order.enters(message, group(rank, key));
        if (message >= quiet.length) quiet = Arrays.copyOf(quiet, Math.max(message + 1, 2 * quiet.length));
        int inside = order.inside(message);
        quiet[message] = inside < noisyMessages || inside <= noisyShare * all;
    }

    /// Whether its group was not noisy when a message came.
    boolean quiet(int message) {
        return quiet[message];
    }
}
