package billow.simulator.watch;

import billow.model.archetype.Alarm;
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
    private long lastSamples;
    private long lastOffered;

    /// @param node   number of the watched node
    /// @param metric as the node reports it, or [Alarm#LATENCY]
    Readings(World world, int node, String metric, Statistic statistic) {
        this.world = world;
        this.node = node;
        this.metric = metric;
        this.statistic = statistic;
    }

    /// The value of the period that ends now; NaN when there is no data.
    double next() {
        var measure = world.actor(node).measures().get(metric);
        return switch (statistic) {
            case P50 -> percentile(measure, 50);
            case P90 -> percentile(measure, 90);
            case P95 -> percentile(measure, 95);
            case P99 -> percentile(measure, 99);
            case SUM, AVERAGE, SAMPLE_COUNT -> ofMeasure(measure);
        };
    }

    /// Of a time that is reported one by one, otherwise of the node's latency.
    private double percentile(@Nullable Measure measure, double percent) {
        var now = measure instanceof Measure.Times(LatencyHistogram times)
                ? times
                : world.recorder(node).latency();
        double value = now.percentileMsSince(before, percent);
        before.reset();
        before.merge(now);
        return value;
    }

    private double ofMeasure(@Nullable Measure measure) {
        return switch (measure) {
            case null ->
                metric.equals(Alarm.LATENCY) ? timed(world.recorder(node).latency()) : Double.NaN;
            case Measure.Level level -> statistic == Statistic.SAMPLE_COUNT ? 1 : standing(level);
            case Measure.Count count -> counted(count.value());
            case Measure.Share share -> averaged(share.hits(), share.trials());
            case Measure.Mean mean -> averaged(mean.sum(), mean.count());
            case Measure.Times(LatencyHistogram times) -> timed(times);
        };
    }

    private static double standing(Measure.Level level) {
        return Double.isNaN(level.now()) ? level.mean() : level.now();
    }

    private double timed(LatencyHistogram times) {
        long count = times.count();
        return averaged(count == 0 ? 0 : times.meanMs() * count, count);
    }

    /// What a service counts it reports as 0 or more for each of the things it counts among.
    private double counted(long count) {
        long offered = world.recorder(node).offered();
        long told = world.actor(node).samples(metric);
        long samples = told < 0 ? offered : told;
        long more = count - lastCount;
        long moreSamples = samples - lastSamples;
        boolean busy = offered > lastOffered;
        lastCount = count;
        lastSamples = samples;
        lastOffered = offered;
        return switch (statistic) {
            case SAMPLE_COUNT -> moreSamples == 0 ? Double.NaN : moreSamples;
            case AVERAGE -> more == 0 && moreSamples == 0 ? Double.NaN : (double) more / Math.max(1, moreSamples);
            case SUM, P50, P90, P95, P99 -> more == 0 && !busy ? Double.NaN : more;
        };
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
