package billow.simulator.run;

import billow.simulator.flow.Slices;
import billow.simulator.kernel.Checks;
import billow.simulator.statistics.Warmup;
import billow.simulator.statistics.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLongArray;

/// Runs a design: a pilot to find the warm-up, then independent replications. The same seed gives the same result, on
/// any number of threads.
public final class Simulation {
    private static final long HOUR = 3_600_000_000_000L;
    private static final double REQUESTS_AT_EASE = 20e6;
    private static final double PILOT_REQUESTS = 1e6;
    private static final int MOST_REPLICATIONS = 10;

    private final Blueprint blueprint;
    private final RunSettings settings;
    private final Progress progress;

    private Simulation(Blueprint blueprint, RunSettings settings, Progress progress) {
        this.blueprint = blueprint;
        this.settings = settings;
        this.progress = progress;
    }

    /// @return empty when the run was ended before any replication was finished
    public static Optional<RunResult> run(Blueprint blueprint, RunSettings wanted, Progress progress) {
        var settings = settled(blueprint, wanted);
        return new Simulation(blueprint, settings, progress).run();
    }

    /// The settings with everything that was left open decided, the same way each time.
    public static RunSettings settled(Blueprint blueprint, RunSettings wanted) {
        Long duration = wanted.durationNanos();
        if (duration == null) duration = blueprint.traceNanos();
        if (duration == null) duration = HOUR;
        var settings = wanted.lasting(duration);
        Long warmup = wanted.warmupNanos();
        settings = settings.warmingUp(warmup != null ? warmup : Long.valueOf(warmup(blueprint, settings, duration)));
        if (wanted.replications() > 0) return settings;
        double each = Math.max(1, blueprint.expectedRequests(duration));
        return settings.replicated((int) Math.clamp(REQUESTS_AT_EASE / each, 2, MOST_REPLICATIONS));
    }

    /// How long the empty start shows, by MSER-5 on the latency of a pilot run and the first burst of its cold
    /// starts. Under a load that changes with time the start is part of the story and nothing is cut.
    private static long warmup(Blueprint blueprint, RunSettings settings, long duration) {
        if (!blueprint.isSteady()) return 0;
        double perNano = Math.max(1e-30, blueprint.expectedRequests(HOUR) / HOUR);
        long length = (long) Math.min(duration, Math.max(PILOT_REQUESTS / perNano, Slices.COUNT));
        var built = blueprint.build(settings.seed(), -1, new Window(0, length), settings.folding(), Checks.CHEAP);
        built.world().run();
        var pilot = Replication.of(blueprint, built.world(), built.requests(), length);
        long width = Math.max(1, Math.ceilDiv(length, Slices.COUNT));
        long cut = cut(means(pilot), width);
        for (var node : pilot.nodes()) {
            var cold = node.slices().get("coldStarts");
            if (cold != null) cut = Math.max(cut, Warmup.burst(counts(cold)) * width);
        }
        return cut;
    }

    private static long cut(double[] observations, long width) {
        int slices = Warmup.truncation(observations).orElse(observations.length / 2);
        return slices * width;
    }

    private static double[] counts(Slices slices) {
        var values = slices.values();
        double[] counts = new double[values.length];
        for (int i = 0; i < counts.length; i++) counts[i] = values[i];
        return counts;
    }

    private static double[] means(Replication pilot) {
        var latencies = pilot.requests().latencySlices();
        double[] medians = new double[Slices.COUNT];
        double last = 0;
        for (int i = 0; i < medians.length; i++) {
            double p = latencies.percentileMs(i, 90);
            if (!Double.isNaN(p)) last = p;
            medians[i] = last;
        }
        return medians;
    }

    private Optional<RunResult> run() {
        int wanted = settings.replications();
        var parts = new AtomicLongArray(wanted);
        var done = new ArrayList<Optional<Replication>>();
        if (settings.threads() == 1 || wanted == 1) {
            for (int i = 0; i < wanted; i++) done.add(replication(i, parts));
        } else {
            inParallel(wanted, parts, done);
        }
        var finished = done.stream().flatMap(Optional::stream).toList();
        if (finished.isEmpty()) return Optional.empty();
        return Optional.of(new RunResult(
                blueprint.design(), settings.replicated(finished.size()), finished, finished.size() == wanted));
    }

    private void inParallel(int wanted, AtomicLongArray parts, List<Optional<Replication>> done) {
        try (var pool = Executors.newFixedThreadPool(Math.min(settings.threads(), wanted))) {
            var futures = new ArrayList<Future<Optional<Replication>>>();
            for (int i = 0; i < wanted; i++) {
                int number = i;
                futures.add(pool.submit(() -> replication(number, parts)));
            }
            for (var future : futures) done.add(future.get());
        } catch (ExecutionException e) {
            throw new IllegalStateException("A replication failed.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Replication> replication(int number, AtomicLongArray parts) {
        var window = window();
        var built = blueprint.build(settings.seed(), number, window, settings.folding(), settings.checks());
        built.world().kernel().watch((now, executed) -> {
            parts.set(number, now);
            return progress.at(share(parts, window.to()));
        });
        if (!progress.at(share(parts, window.to())) || !built.world().run()) return Optional.empty();
        parts.set(number, window.to());
        progress.at(share(parts, window.to()));
        return Optional.of(Replication.of(blueprint, built.world(), built.requests(), window.to()));
    }

    private Window window() {
        long warmup = Optional.ofNullable(settings.warmupNanos()).orElse(0L);
        long duration = Optional.ofNullable(settings.durationNanos()).orElse(HOUR);
        return new Window(warmup, Math.addExact(warmup, duration));
    }

    private static double share(AtomicLongArray parts, long end) {
        double sum = 0;
        for (int i = 0; i < parts.length(); i++) sum += (double) parts.get(i) / end;
        return sum / parts.length();
    }
}
