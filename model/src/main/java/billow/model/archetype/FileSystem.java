package billow.model.archetype;

import billow.model.value.Distribution;

/// Files that many callers read and write at once. What exceeds its throughput or its operations waits.
///
/// @param throughput      metered bytes per second
/// @param readsPerSecond  read operations
/// @param writesPerSecond write operations
/// @param readLatency     time of a read operation
/// @param writeLatency    time of a write operation
/// @param infrequent      share of the operations that are about files in infrequent access
/// @param infrequentLatency time of such an operation
/// @param clientBytesPerSecond what one caller can move
/// @param chunkBytes      operations count as at least so many bytes
/// @param readWeight      metered bytes of a byte read; a byte written is one
public record FileSystem(
        Throughput throughput,
        double readsPerSecond,
        double writesPerSecond,
        Distribution readLatency,
        Distribution writeLatency,
        double infrequent,
        Distribution infrequentLatency,
        double clientBytesPerSecond,
        long chunkBytes,
        double readWeight)
        implements Archetype {

    /// @param baseline bytes per second that are always there; credits grow by them
    /// @param burst    bytes per second while there are credits
    /// @param credits  bytes saved up at the beginning, and at most
    public record Throughput(double baseline, double burst, double credits) {}
}
