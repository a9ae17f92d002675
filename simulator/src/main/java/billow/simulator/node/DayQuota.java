package billow.simulator.node;

/// So many of any 24 hours. Counts in quarters of an hour, so what is a day old is forgotten up to a quarter late.
final class DayQuota {
    private static final long QUARTER = 900_000_000_000L;
    private static final int QUARTERS = 96;

    private final long most;
    private final long[] counts = new long[QUARTERS];
    private long quarter;
    private long sum;

    /// @param most 0 for no quota
    DayQuota(long most) {
        this.most = most;
    }

    boolean full(long time) {
        if (most == 0) return false;
        long now = time / QUARTER;
        for (long q = quarter + 1; q <= Math.min(now, quarter + QUARTERS); q++) {
            int slot = (int) (q % QUARTERS);
            sum -= counts[slot];
            counts[slot] = 0;
        }
        quarter = Math.max(quarter, now);
        return sum >= most;
    }

    /// To be asked for room before.
    void add(long time) {
        if (most == 0) return;
        counts[(int) (time / QUARTER % QUARTERS)]++;
        sum++;
    }
}
