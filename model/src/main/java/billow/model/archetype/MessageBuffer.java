package billow.model.archetype;

import billow.model.value.Distribution;
import org.jspecify.annotations.Nullable;

/// Holds messages until a consumer takes and deletes them; one that is not deleted within the visibility timeout is
/// seen again.
///
/// @param visibilityNanos  how long a received message is hidden
/// @param retentionNanos   life of a message, from its first enqueueing
/// @param delayNanos       before a sent message can be received
/// @param maxInFlight      most messages received and not yet deleted
/// @param chunkBytes       requests are billed by this size
/// @param sendLatency      time of a send, seen by the sender
/// @param deliveryLatency  time from being visible to the start of the consumer
/// @param groups           which messages belong together, or null for no groups
/// @param duplicates       share of messages that are there twice, 0 to 1
public record MessageBuffer(
        long visibilityNanos,
        long retentionNanos,
        long delayNanos,
        int maxInFlight,
        long chunkBytes,
        Distribution sendLatency,
        Distribution deliveryLatency,
        @Nullable MessageGroups groups,
        double duplicates)
        implements Archetype {
    /// Every message is there once.
    public MessageBuffer(
            long visibilityNanos,
            long retentionNanos,
            long delayNanos,
            int maxInFlight,
            long chunkBytes,
            Distribution sendLatency,
            Distribution deliveryLatency,
            @Nullable MessageGroups groups) {
        this(
                visibilityNanos,
                retentionNanos,
                delayNanos,
                maxInFlight,
                chunkBytes,
                sendLatency,
                deliveryLatency,
                groups,
                0);
    }

    /// Whether messages of one group are received in the order in which they were sent.
    public boolean ordered() {
        return groups != null && groups.fifo() != null;
    }
}
