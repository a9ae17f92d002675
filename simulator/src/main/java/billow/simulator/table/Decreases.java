package billow.simulator.table;

/// Four decreases of capacity a day are free, further ones need an hour without a decrease before them.
/// Source: DynamoDB developer guide, service quotas, 2023-02.
final class Decreases {
    private static final long HOUR = 3_600_000_000_000L;
    private static final long DAY = 24 * HOUR;
    private static final int FREE = 4;

    private long day;
    private int decreases;
    private long last = -HOUR;

    /// Whether capacity may fall now. If so, that counts.
    boolean take(long time) {
        if (time / DAY != day) {
            day = time / DAY;
            decreases = 0;
        }
        if (decreases >= FREE && time - last < HOUR) return false;
        decreases++;
        last = time;
        return true;
    }
}
