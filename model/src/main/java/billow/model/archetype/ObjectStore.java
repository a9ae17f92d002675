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
/// @param leastBytes       size by which smaller objects are billed in a class for rare access
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
        long leastBytes,
        int notificationBytes,
        FanOut.Outflow outflow)
        implements Archetype {}
