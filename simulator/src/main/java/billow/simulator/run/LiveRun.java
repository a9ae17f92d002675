package billow.simulator.run;

import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.RequestBook;
import billow.simulator.flow.World;
import billow.simulator.statistics.Window;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// One replication in steps, to be watched while it runs: replication 0 of a simulation with the same settings, bit
/// for bit. Belongs to one thread; snapshots may be handed to others.
public final class LiveRun {
    private final Blueprint blueprint;
    private final World world;
    private final RequestBook requests;
    private final Window window;
    private boolean ended;

    /// @param settings with duration and warm-up decided, see [Simulation#settled]
    public LiveRun(Blueprint blueprint, RunSettings settings) {
        this.blueprint = blueprint;
        long warmup = Optional.ofNullable(settings.warmupNanos()).orElse(0L);
        long duration = Optional.ofNullable(settings.durationNanos())
                .orElseThrow(() -> new IllegalArgumentException("Expected a duration, received none."));
        window = new Window(warmup, Math.addExact(warmup, duration));
        var built = blueprint.build(settings.seed(), 0, window, settings.folding(), settings.checks());
        world = built.world();
        requests = built.requests();
        world.begin();
    }

    public long nowNanos() {
        return world.now();
    }

    public long endNanos() {
        return window.to();
    }

    public boolean isFinished() {
        return world.now() >= window.to();
    }

    /// Runs everything up to a time; past the end it runs to the end.
    public void advanceTo(long nanos) {
        world.kernel().runUntil(Math.min(nanos, window.to()));
    }

    /// Without what goes on changing, which must not be seen by another thread.
    private static Map<String, Measure> settled(Map<String, Measure> measures) {
        return measures.entrySet().stream()
                .filter(m -> !(m.getValue() instanceof Measure.Times))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    public Snapshot snapshot() {
        var all = requests.all();
        var latency = all.latency();
        var nodes = new ArrayList<Snapshot.NodeNow>();
        long offered = 0;
        for (int i = 0; i < blueprint.nodes().size(); i++) {
            var node = blueprint.nodes().get(i);
            var recorder = world.recorder(i);
            if (node.kind().inlets().isEmpty()) offered += recorder.offered();
            nodes.add(new Snapshot.NodeNow(
                    node.id(),
                    Outcomes.of(recorder.offered(), recorder::outcome),
                    settled(world.actor(i).measures())));
        }
        var sent = new ArrayList<Long>();
        for (int i = 0; i < blueprint.design().links().size(); i++) sent.add(world.sent(i));
        return new Snapshot(
                world.now(),
                window.to(),
                window.from(),
                Outcomes.of(offered, (Outcome o) -> all.outcome(o)),
                latency.percentileMs(50),
                latency.percentileMs(95),
                latency.percentileMs(99),
                nodes,
                sent);
    }

    /// Ends the run where it stands and says what it counted.
    public Replication finish() {
        if (!ended) world.end(Math.min(world.now(), window.to()));
        ended = true;
        return Replication.of(blueprint, world, requests, world.now());
    }
}
