package billow.model.archetype;

import billow.model.value.Distribution;

/// Gathers records and hands them on together, when there are enough of them or after a while.
///
/// @param bufferBytes      enough to hand on
/// @param intervalNanos    after the first record at the latest
/// @param bytesPerSecond   most that is taken directly
/// @param recordsPerSecond most that are taken directly
/// @param chunkBytes       records are billed by this size
/// @param recordBytes      largest record
/// @param giveUpNanos      how long a delivery is tried
/// @param putLatency       time of a put, seen by the producer
public record DeliveryBuffer(
        long bufferBytes,
        long intervalNanos,
        double bytesPerSecond,
        double recordsPerSecond,
        long chunkBytes,
        long recordBytes,
        long giveUpNanos,
        Distribution putLatency)
        implements Archetype {}
