package billow.model.archetype;

import billow.model.value.Distribution;

/// Keeps objects. Each partition of its key space serves so many requests a second; while requests are refused the
/// partitions are split, up to one for each prefix.
///
/// @param prefixes         parts of the key space that can be served by a partition of their own
/// @param readsPerSecond   reads a partition serves
/// @param writesPerSecond  changes a partition serves
/// @param splitNanos       from the first refusal to the split of the partitions, and from split to split
/// @param readLatency      time to the first byte
/// @param writeLatency     time of a change of a small object
/// @param bytesPerSecond   of the body of an object, over one connection
/// @param connections      parts of an object that are sent at once
/// @param objectBytes      size of an object in the store
/// @param keeping          what becomes of objects, and what of it is billed
/// @param limits           what is refused
/// @param restores         time of a restore, by class and speed
/// @param notificationBytes size of a notification
/// @param outflow          what happens to a notification on its way to a target
public record ObjectStore(
        int prefixes,
        double readsPerSecond,
        double writesPerSecond,
        long splitNanos,
        Distribution readLatency,
        Distribution writeLatency,
        double bytesPerSecond,
        int connections,
        Distribution objectBytes,
        Keeping keeping,
        Limits limits,
        Restores restores,
        int notificationBytes,
        FanOut.Outflow outflow)
        implements Archetype {

    /// @param requestBytes largest object sent by one request
    /// @param objectBytes  largest object
    /// @param parts        most parts of an object
    public record Limits(long requestBytes, long objectBytes, int parts) {
        /// Whether an object of this size can't be stored in this way.
        public boolean refuses(ObjectOperation operation, double bytes, long partBytes) {
            return switch (operation) {
                case PUT, POST, COPY -> bytes > requestBytes;
                case MULTIPART -> bytes > objectBytes || Math.ceil(bytes / partBytes) > parts;
                case GET, HEAD, LIST, DELETE, RESTORE -> false;
            };
        }
    }

    /// @param expedited    from Glacier Flexible Retrieval
    /// @param standard     from Glacier Flexible Retrieval
    /// @param bulk         from Glacier Flexible Retrieval
    /// @param deepStandard from Glacier Deep Archive
    /// @param deepBulk     from Glacier Deep Archive
    public record Restores(
            Distribution expedited,
            Distribution standard,
            Distribution bulk,
            Distribution deepStandard,
            Distribution deepBulk) {}
}
