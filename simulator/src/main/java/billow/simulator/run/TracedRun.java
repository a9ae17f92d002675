package billow.simulator.run;

import billow.simulator.flow.Tracer;
import billow.simulator.statistics.Window;
import java.util.List;
import java.util.Optional;

/// Runs replication 0 once more and follows some of its requests hop by hop.
public final class TracedRun {
    private TracedRun() {}

    /// @param settings as in the result, with duration and warm-up decided
    /// @param limit    most requests to follow, spread over the run
    public static List<Tracer.Span> of(Blueprint blueprint, RunSettings settings, int limit) {
        long warmup = Optional.ofNullable(settings.warmupNanos()).orElse(0L);
        long duration = Optional.ofNullable(settings.durationNanos()).orElse(1L);
        var window = new Window(warmup, Math.addExact(warmup, duration));
        var built = blueprint.build(settings.seed(), 0, window, settings.folding(), settings.checks());
        double expected = Math.max(1, blueprint.expectedRequests(duration));
        var tracer = new Tracer(limit, Math.min(1, 1.1 * limit / expected));
        built.world().follow(tracer);
        built.world().run();
        return tracer.spans();
    }
}
