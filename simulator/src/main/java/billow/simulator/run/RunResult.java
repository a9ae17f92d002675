package billow.simulator.run;

import billow.model.design.Design;
import billow.simulator.flow.Cause;
import billow.simulator.flow.CauseBook;
import billow.simulator.flow.LatencySlices;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/// What all replications say together.
///
/// @param design       the design that was run, overrides applied
/// @param settings     how; duration, warm-up and replications as they really were
/// @param replications what each run counted, in order; at least one
/// @param complete     whether all were run to their end
public record RunResult(Design design, RunSettings settings, List<Replication> replications, boolean complete) {
    public RunResult {
        replications = List.copyOf(replications);
        if (replications.isEmpty()) throw new IllegalArgumentException("Expected at least one replication.");
    }

    /// What whole client requests came to.
    public Outcomes requests() {
        return Outcomes.sum(replications.stream()
                .map(r -> Outcomes.of(r.offered(), o -> r.requests().all().outcome(o)))
                .toList());
    }

    /// Latency of whole client requests, in milliseconds.
    public Latencies latency() {
        return Latencies.of(
                replications.stream().map(r -> r.requests().all().latency()).toList());
    }

    /// Names of the routes requests took, in the order of the links.
    public List<String> routes() {
        return List.copyOf(replications.getFirst().requests().routes().keySet());
    }

    /// What requests of a route came to; requests still in flight are not known by route.
    public Outcomes routeRequests(String route) {
        return Outcomes.sum(routeRuns(route)
                .map(r -> {
                    long ended = 0;
                    for (var o : billow.simulator.flow.Outcome.values()) ended += r.outcome(o);
                    return Outcomes.of(ended, r::outcome);
                })
                .toList());
    }

    public Latencies routeLatency(String route) {
        return Latencies.of(routeRuns(route).map(r -> r.latency()).toList());
    }

    private Stream<billow.simulator.flow.RequestBook.Route> routeRuns(String route) {
        return replications.stream()
                .flatMap(r -> Stream.ofNullable(r.requests().routes().get(route)));
    }

    /// Shares of the latency above the warm, uncontended median, over the requests at or beyond a percentile.
    ///
    /// @param percent 0 to 100
    public Map<Cause, Double> causes(double percent) {
        var all = new CauseBook();
        for (var r : replications) all.merge(r.requests().causes());
        var pooled = Latencies.pooled(
                replications.stream().map(r -> r.requests().all().latency()).toList());
        return all.sharesFrom(pooled.percentileNanos(percent));
    }

    /// The nodes, each with its runs, in the order of the design.
    public List<NodeResult> nodes() {
        var first = replications.getFirst().nodes();
        Function<Integer, NodeResult> nodeOf = i -> new NodeResult(
                first.get(i).node(),
                replications.stream().map(r -> r.nodes().get(i)).toList());
        return Stream.iterate(0, i -> i + 1).limit(first.size()).map(nodeOf).toList();
    }

    /// Latency over time, all replications together.
    public LatencySlices latencySlices() {
        var first = replications.getFirst().requests().latencySlices();
        var all = new LatencySlices(first.widthNanos() * billow.simulator.flow.Slices.COUNT);
        for (var r : replications) all.merge(r.requests().latencySlices());
        return all;
    }

    public double warmupSeconds() {
        Long nanos = settings.warmupNanos();
        return nanos == null ? 0 : nanos / 1e9;
    }

    /// Measured time of each replication.
    public double simulatedSeconds() {
        return replications.getFirst().seconds();
    }

    public long events() {
        return replications.stream().mapToLong(Replication::events).sum();
    }
}
