package billow.simulator.run;

import billow.model.value.Estimate;
import billow.simulator.statistics.Interval;
import billow.simulator.statistics.LatencyHistogram;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// Latencies in milliseconds: figures of the pooled requests, with 95 % intervals from the replications.
///
/// @param count requests they are taken from
public record Latencies(
        long count,
        Estimate mean,
        Estimate p50,
        Estimate p90,
        Estimate p95,
        Estimate p99,
        Estimate p999,
        Estimate max) {
    private static final double LEVEL = 0.95;

    /// Empty when nothing ended; then all figures are 0.
    static Latencies of(List<LatencyHistogram> runs) {
        var pooled = pooled(runs);
        var used = runs.stream().filter(r -> r.count() > 0).toList();
        return new Latencies(
                pooled.count(),
                estimate(pooled, used, LatencyHistogram::meanMs),
                percentile(pooled, used, 50),
                percentile(pooled, used, 90),
                percentile(pooled, used, 95),
                percentile(pooled, used, 99),
                percentile(pooled, used, 99.9),
                estimate(pooled, used, LatencyHistogram::maxMs));
    }

    static LatencyHistogram pooled(List<LatencyHistogram> runs) {
        var pooled = new LatencyHistogram();
        for (var run : runs) pooled.merge(run);
        return pooled;
    }

    private static Estimate percentile(LatencyHistogram pooled, List<LatencyHistogram> runs, double percent) {
        return estimate(pooled, runs, h -> h.percentileMs(percent));
    }

    private static Estimate estimate(
            LatencyHistogram pooled, List<LatencyHistogram> runs, ToDoubleFunction<LatencyHistogram> figure) {
        return Optional.of(runs)
                .filter(r -> !r.isEmpty())
                .map(r -> Interval.around(
                        figure.applyAsDouble(pooled),
                        r.stream().mapToDouble(figure).toArray(),
                        LEVEL))
                .orElse(Estimate.exactly(0));
    }
}
