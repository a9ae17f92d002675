package billow.simulator.flow;

/// A figure over the time of a run, in [#COUNT] equal slices from the beginning to the end of the window.
public final class Slices {
    public static final int COUNT = 120;

    private final long width;
    private final long[] values = new long[COUNT];

    /// @param end end of the run in nanoseconds
    public Slices(long end) {
        width = Math.max(1, Math.ceilDiv(end, COUNT));
    }

    /// Adds to the slice of `time`.
    public void add(long time, long amount) {
        int slice = (int) (time / width);
        if (slice < COUNT) values[slice] += amount;
    }

    /// Keeps the greatest level of the slice of `time`.
    public void peak(long time, long level) {
        int slice = (int) (time / width);
        if (slice < COUNT && level > values[slice]) values[slice] = level;
    }

    /// Keeps the greatest level of all slices from `from` to `to`, both included.
    public void hold(long from, long to, long level) {
        for (int slice = (int) (from / width); slice <= Math.min(COUNT - 1, to / width); slice++)
            values[slice] = Math.max(values[slice], level);
    }

    public long widthNanos() {
        return width;
    }

    public long[] values() {
        return values.clone();
    }
}
