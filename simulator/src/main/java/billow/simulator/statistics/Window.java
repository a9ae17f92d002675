package billow.simulator.statistics;

/// The part of a run that counts: from the end of the warm-up to the end of the run, in nanoseconds.
public record Window(long from, long to) {
    /// The whole run.
    public static final Window ALL = new Window(0, Long.MAX_VALUE);

    public Window {
        if (from < 0 || to < from)
            throw new IllegalArgumentException(
                    "Window — Expected 0 ≤ from ≤ to, received %d and %d.".formatted(from, to));
    }

    public long length() {
        return to - from;
    }

    /// Whether an event at `time` counts. The end does not belong to the window.
    public boolean contains(long time) {
        return time >= from && time < to;
    }

    /// How much of the span `enter` to `leave` lies in the window.
    public long overlap(long enter, long leave) {
        return Math.max(0, Math.min(leave, to) - Math.max(enter, from));
    }
}
