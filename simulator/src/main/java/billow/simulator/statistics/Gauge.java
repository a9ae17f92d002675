package billow.simulator.statistics;

/// A level that changes over time, such as environments in use: its mean over time and its maximum.
///
/// Changes are told in order of time. Only what lies in the window counts; the level that holds when the window opens
/// counts towards the maximum.
public final class Gauge {
    private final WideSum area = new WideSum();
    private final WideSum duration = new WideSum();
    private Window window;
    private long level;
    private long since;
    private long max;

    public Gauge() {
        this(Window.ALL);
    }

    public Gauge(Window window) {
        this.window = window;
    }

    public long level() {
        return level;
    }

    /// @param time not before the last change
    public void add(long time, long change) {
        set(time, level + change);
    }

    /// @param time not before the last change
    public void set(long time, long level) {
        pass(time);
        this.level = level;
    }

    /// Forgets what was before `time`; the level remains. For the end of a warm-up that was not known before.
    public void reset(long time) {
        pass(time);
        window = new Window(Math.max(time, window.from()), Math.max(time, window.to()));
        area.clear();
        duration.clear();
        max = 0;
    }

    /// Accounts for the time up to `end`. To be called before reading and merging.
    public void close(long end) {
        pass(end);
    }

    /// Mean over the time in the window up to [#close]; NaN when there was none.
    public double mean() {
        return area.toDouble() / duration.toDouble();
    }

    /// Integral of the level, in level times nanoseconds.
    public double area() {
        return area.toDouble();
    }

    /// Greatest level that lasted within the window; 0 when there was none. Levels are not negative.
    public long max() {
        return max;
    }

    /// Takes in another closed gauge, as if its time had followed this one's.
    public void merge(Gauge other) {
        area.add(other.area);
        duration.add(other.duration);
        max = Math.max(max, other.max);
    }

    private void pass(long time) {
        if (time < since) throw new IllegalStateException("Gauge: %d ns comes after %d ns.".formatted(time, since));
        long passed = window.overlap(since, time);
        if (passed > 0) {
            area.addProduct(level, passed);
            duration.add(passed);
            max = Math.max(max, level);
        }
        since = time;
    }
}
