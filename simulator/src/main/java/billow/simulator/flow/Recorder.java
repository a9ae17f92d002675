package billow.simulator.flow;

import billow.model.archetype.Counter;
import billow.simulator.statistics.Area;
import billow.simulator.statistics.LatencyHistogram;
import billow.simulator.statistics.Window;

/// Counts what happens at one node. A call belongs to the window when it arrived within it; what it came to counts
/// when it ended within it, otherwise the call is in flight.
public final class Recorder {
    private final Window window;
    private final long[] outcomes = new long[Outcome.values().length];
    private final long[] counters = new long[Counter.values().length];
    private final long[] failures = new long[Counter.values().length];
    private final LatencyHistogram latency = new LatencyHistogram();
    private final Area presence;
    private long offered;

    public Recorder(Window window) {
        this.window = window;
        presence = new Area(window);
    }

    void entered(long time) {
        if (window.contains(time)) offered++;
    }

    void left(long start, long end, Outcome outcome) {
        presence.add(start, end);
        if (start < window.from() || end >= window.to()) return;
        outcomes[outcome.ordinal()]++;
        latency.record(end - start);
    }

    /// Counts something billed or reported, when it happens within the window.
    public void count(Counter counter, long amount, long time) {
        if (window.contains(time)) counters[counter.ordinal()] += amount;
    }

    /// The same, saying whether it would not have happened had nothing failed.
    public void count(Counter counter, long amount, long time, boolean afterFailure) {
        if (!window.contains(time)) return;
        counters[counter.ordinal()] += amount;
        if (afterFailure) failures[counter.ordinal()] += amount;
    }

    /// Whether what happens at `time` counts.
    public boolean counts(long time) {
        return window.contains(time);
    }

    public Window window() {
        return window;
    }

    public long counter(Counter counter) {
        return counters[counter.ordinal()];
    }

    /// The part of a counter that failures have caused.
    public long counterOfFailures(Counter counter) {
        return failures[counter.ordinal()];
    }

    public long offered() {
        return offered;
    }

    public long outcome(Outcome outcome) {
        return outcomes[outcome.ordinal()];
    }

    public LatencyHistogram latency() {
        return latency;
    }

    /// Mean number of calls at the node.
    public double meanPresent() {
        return presence.mean();
    }
}
