package billow.model.archetype;

import org.jspecify.annotations.Nullable;

/// How the messages of a buffer belong together. Messages of one group are received in order when the buffer keeps one
/// ([Fifo]); otherwise groups take turns, so that none delays the others.
///
/// @param source   where the group of a message comes from
/// @param count    groups there are, when they are drawn; at least 1
/// @param exponent how unevenly messages are spread over drawn groups (Zipf), 0 for evenly
/// @param fifo     what a buffer that keeps the order does besides; null for one that only deals fairly
public record MessageGroups(
        Source source, int count, double exponent, @Nullable Fifo fifo) {

    public enum Source {
        /// All messages are of one group.
        ONE,
        /// Messages about one key are of one group.
        KEY,
        /// Each message belongs to one of so many groups by chance.
        DRAWN
    }

    /// @param sendsPerSecond     API calls that send
    /// @param partitions         parts of the queue that keep groups; a group is in one of them
    /// @param partitionSends     API calls per second that send to one part
    /// @param deduplicationNanos within which a message that repeats another is accepted and not kept
    public record Fifo(double sendsPerSecond, int partitions, double partitionSends, long deduplicationNanos) {}
}
