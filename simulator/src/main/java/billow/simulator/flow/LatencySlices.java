package billow.simulator.flow;

/// Latencies over the time of a run: one coarse histogram a slice, good for a line in a chart (steps of 4.4 %).
public final class LatencySlices {
    /// Sixteen steps an octave from 1 µs (2^10 ns) to about 73 min (2^42 ns).
    private static final int STEPS = 16;

    private static final int LOWEST = 10;
    private static final int ROWS = 32 * STEPS;

    private final long width;
    private final int[] counts = new int[Slices.COUNT * ROWS];

    /// @param end end of the run in nanoseconds
    public LatencySlices(long end) {
        width = Math.max(1, Math.ceilDiv(end, Slices.COUNT));
    }

    public void record(long time, long nanos) {
        int slice = (int) (time / width);
        if (slice < Slices.COUNT) counts[slice * ROWS + row(nanos)]++;
    }

    public void merge(LatencySlices other) {
        for (int i = 0; i < counts.length; i++) counts[i] += other.counts[i];
    }

    public long widthNanos() {
        return width;
    }

    /// Milliseconds that `percent` of the latencies of a slice do not exceed; NaN when it has none.
    public double percentileMs(int slice, double percent) {
        long total = 0;
        for (int i = 0; i < ROWS; i++) total += counts[slice * ROWS + i];
        if (total == 0) return Double.NaN;
        long wanted = Math.max(1, (long) Math.ceil(total * percent / 100));
        long seen = 0;
        int row = 0;
        for (; row < ROWS - 1; row++) {
            seen += counts[slice * ROWS + row];
            if (seen >= wanted) break;
        }
        return middleNanos(row) / 1e6;
    }

    /// Row of a latency: octave and the leading bits below it, so steps are linear within an octave.
    static int row(long nanos) {
        if (nanos < 1L << LOWEST) return 0;
        int octave = 63 - Long.numberOfLeadingZeros(nanos);
        int step = (int) (nanos >>> octave - 4) & STEPS - 1;
        return Math.min((octave - LOWEST) * STEPS + step, ROWS - 1);
    }

    static double middleNanos(int row) {
        return (1L << row / STEPS + LOWEST) * (1 + (row % STEPS + 0.5) / STEPS);
    }

    static int rows() {
        return ROWS;
    }
}
