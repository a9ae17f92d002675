package billow.app.study;

import billow.simulator.flow.Outcome;
import billow.simulator.flow.Slices;
import billow.simulator.run.NodeRun;
import billow.simulator.run.Replication;
import billow.simulator.run.RunResult;
import java.util.function.Function;

/// Figures over the time of a run, warm-up included, averaged over replications.
public final class OverTime {
    private final RunResult run;
    private final double widthSeconds;

    public OverTime(RunResult run) {
        this.run = run;
        widthSeconds = run.replications().getFirst().requests().offeredSlices().widthNanos() / 1e9;
    }

    public int size() {
        return Slices.COUNT;
    }

    /// Middle of a slice, seconds since the beginning of the run.
    public double seconds(int slice) {
        return (slice + 0.5) * widthSeconds;
    }

    /// Client requests per second.
    public double[] offered() {
        return perSecond(r -> r.requests().offeredSlices());
    }

    /// Ended client requests per second.
    public double[] outcome(Outcome outcome) {
        return perSecond(r -> r.requests().outcomeSlices(outcome));
    }

    /// Client requests per second that ended in an error of any sort.
    public double[] failed() {
        var sum = outcome(Outcome.FUNCTION_ERROR);
        for (var other : java.util.List.of(Outcome.SERVICE_ERROR, Outcome.CLIENT_ERROR)) {
            var part = outcome(other);
            for (int i = 0; i < sum.length; i++) sum[i] += part[i];
        }
        return sum;
    }

    /// Milliseconds, NaN where nothing ended.
    public double[] latency(double percent) {
        var slices = run.latencySlices();
        var values = new double[size()];
        for (int i = 0; i < values.length; i++) values[i] = slices.percentileMs(i, percent);
        return values;
    }

    /// A node's counts per second; empty when it has none of that name.
    public double[] node(int node, String metric) {
        if (slices(run.replications().getFirst(), node, metric) == null) return new double[0];
        return perSecond(r -> slices(r, node, metric));
    }

    /// A node's level, mean over the replications; empty when it has none of that name.
    public double[] level(int node, String metric) {
        var values = node(node, metric);
        for (int i = 0; i < values.length; i++) values[i] *= widthSeconds;
        return values;
    }

    private static @org.jspecify.annotations.Nullable Slices slices(Replication run, int node, String metric) {
        NodeRun of = run.nodes().get(node);
        return of.slices().get(metric);
    }

    private double[] perSecond(Function<Replication, @org.jspecify.annotations.Nullable Slices> slices) {
        var sums = new double[size()];
        for (var replication : run.replications()) {
            var part = slices.apply(replication);
            if (part == null) continue;
            var values = part.values();
            for (int i = 0; i < sums.length; i++) sums[i] += values[i];
        }
        for (int i = 0; i < sums.length; i++)
            sums[i] /= widthSeconds * run.replications().size();
        return sums;
    }
}
