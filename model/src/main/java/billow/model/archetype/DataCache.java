package billow.model.archetype;

import billow.model.value.Distribution;

/// Items and results of queries kept in memory before a table: reads that find them there never reach the table,
/// writes go through to it.
///
/// @param itemLifeNanos  how long an item is kept; 0 for until room is needed
/// @param queryLifeNanos how long the result of a query or scan is kept; 0 for not at all
/// @param memoryBytes    of items and results together; what was used least recently goes first
/// @param nodes          that share the reads; the first alone does the writes
/// @param unitsPerSecond what one node can do in a second, in hits; 0 for no limit
/// @param missUnits      what a read costs that isn't there
/// @param writeUnits     what a write costs
/// @param latency        time it adds to an answer
public record DataCache(
        long itemLifeNanos,
        long queryLifeNanos,
        long memoryBytes,
        int nodes,
        double unitsPerSecond,
        double missUnits,
        double writeUnits,
        Distribution latency)
        implements Archetype {}
