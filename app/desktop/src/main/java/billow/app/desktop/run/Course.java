package billow.app.desktop.run;

import billow.simulator.run.Snapshot;
import java.util.ArrayList;
import java.util.List;

/// How figures developed while a run was watched: points over simulated time, thinned out to a few hundred.
public final class Course {
    private static final int MOST = 240;

    /// @param seconds    simulated time
    /// @param p50        percentile of all requests so far, in milliseconds; NaN before any ended, as the following
    /// @param perSecond  finished requests a second since the point before
    /// @param throttled  throttled requests a second since the point before
    /// @param failed     failed ones, timeouts included
    /// @param busy       executions at work on average, over all functions
    /// @param coldPerSecond cold starts a second since the point before
    public record Point(
            double seconds,
            double p50,
            double p95,
            double p99,
            double perSecond,
            double throttled,
            double failed,
            double busy,
            double coldPerSecond) {}

    private record Totals(double seconds, long ended, long throttled, long failed, long cold) {}

    private final List<Point> points = new ArrayList<>();
    private Totals last = new Totals(0, 0, 0, 0, 0);
    private double width;

    public List<Point> points() {
        return points;
    }

    /// Takes a snapshot in when enough time has gone by since the last.
    ///
    /// @return whether there is a new point
    boolean add(Snapshot now) {
        double seconds = now.nowNanos() / 1e9;
        if (width == 0) width = now.endNanos() / 1e9 / MOST;
        boolean atEnd = now.nowNanos() >= now.endNanos();
        if (seconds - last.seconds() < width && !(atEnd && seconds > last.seconds())) return false;
        var totals = totals(now, seconds);
        double passed = seconds - last.seconds();
        points.add(new Point(
                seconds,
                now.p50Ms(),
                now.p95Ms(),
                now.p99Ms(),
                (totals.ended() - last.ended()) / passed,
                (totals.throttled() - last.throttled()) / passed,
                (totals.failed() - last.failed()) / passed,
                busy(now),
                (totals.cold() - last.cold()) / passed));
        last = totals;
        return true;
    }

    private static Totals totals(Snapshot now, double seconds) {
        var all = now.requests();
        return new Totals(
                seconds,
                all.offered() - all.inFlight(),
                all.throttled(),
                all.failed() + all.timedOut(),
                now.nodes().stream()
                        .mapToLong(n -> n.measures().get("coldStarts")
                                        instanceof billow.simulator.flow.Measure.Count(long value)
                                ? value
                                : 0)
                        .sum());
    }

    private static double busy(Snapshot now) {
        return now.nodes().stream()
                .filter(n -> n.measures().containsKey("coldStarts"))
                .mapToDouble(n -> n.measures().get("concurrency")
                                        instanceof
                                        billow.simulator.flow.Measure.Level(double mean, double max, double maxSeconds)
                                && !Double.isNaN(mean)
                        ? mean
                        : 0)
                .sum();
    }
}
