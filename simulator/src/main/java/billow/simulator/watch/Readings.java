package billow.simulator.watch;

import billow.model.archetype.Alarm.Statistic;
import billow.simulator.flow.Measure;
import billow.simulator.flow.World;
import billow.simulator.statistics.LatencyHistogram;
import org.jspecify.annotations.Nullable;

/// One metric of a node by period, as a service publishes it: a period in which nothing happened has no data, except
/// for levels, which always stand somewhere.
final class Readings {
    private final World world;
    private final int node;
    private final String metric;
    private final Statistic statistic;
    private final LatencyHistogram before = new LatencyHistogram();
    private double lastSum;
    private long lastCount;
    private long lastOffered;

    /// @param node   number of the watched node
    /// @param metric as the node reports it; percentiles are of its latency
    Readings(World world, int node, String metric, Statistic statistic) {
        this.world = world;
        this.node = node;
        this.metric = metric;
        this.statistic = statistic;
    }

    /// The value of the period that ends now; NaN when there is no data.
    double next() {
        return switch (statistic) {
            case P50 -> percentile(50);
            case P90 -> percentile(90);
            case P95 -> percentile(95);
            case P99 -> percentile(99);
            case SUM, AVERAGE, SAMPLE_COUNT ->
                ofMeasure(world.actor(node).measures().get(metric));
        };
    }

    private double percentile(double percent) {
        var now = world.recorder(node).latency();
        double value = now.percentileMsSince(before, percent);
        before.reset();
        before.merge(now);
        return value;
    }

    private double ofMeasure(@Nullable Measure measure) {
        long offered = world.recorder(node).offered();
        boolean busy = offered > lastOffered;
        lastOffered = offered;
        return switch (measure) {
            case null -> Double.NaN;
            case Measure.Level level -> Double.isNaN(level.now()) ? level.mean() : level.now();
            case Measure.Count count -> counted(count.value(), busy);
            case Measure.Share share -> averaged(share.hits(), share.trials());
            case Measure.Mean mean -> averaged(mean.sum(), mean.count());
            case Measure.Times t -> {
                long count = t.times().count();
                yield averaged(count == 0 ? 0 : t.times().meanMs() * count, count);
            }
        };
    }

    private double counted(long count, boolean busy) {
        long more = count - lastCount;
        lastCount = count;
        return more == 0 && !busy ? Double.NaN : more;
    }

    private double averaged(double sum, long count) {
        double moreSum = sum - lastSum;
        long more = count - lastCount;
        lastSum = sum;
        lastCount = count;
        if (more == 0) return Double.NaN;
        return switch (statistic) {
            case SUM -> moreSum;
            case SAMPLE_COUNT -> more;
            case AVERAGE, P50, P90, P95, P99 -> moreSum / more;
        };
    }
}
