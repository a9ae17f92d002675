package billow.app.study;

import billow.simulator.run.Latencies;
import billow.simulator.run.NodeResult;
import billow.simulator.run.Outcomes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The figures of a result by name, for goals. Times are in milliseconds, counts are sums over replications.
final class Measures {
    private final Study.Result result;

    Measures(Study.Result result) {
        this.result = result;
    }

    List<String> scopes() {
        var scopes = new ArrayList<>(result.run().routes());
        scopes.addAll(result.run().design().nodes().keySet());
        return scopes;
    }

    /// Figures of the whole design (empty scope), a node, or else a route; empty when there is no such scope.
    Optional<Map<String, Double>> of(String scope) {
        var run = result.run();
        if (scope.isEmpty()) {
            var figures = figures(run.requests(), run.latency());
            figures.put("bill", result.bill().total().value());
            return Optional.of(figures);
        }
        var node = run.nodes().stream().filter(n -> n.node().id().equals(scope)).findFirst();
        if (node.isPresent()) return node.map(this::node);
        if (!run.routes().contains(scope)) return Optional.empty();
        return Optional.of(figures(run.routeRequests(scope), run.routeLatency(scope)));
    }

    /// How many nodes a `kind=…` scope selects; all with an empty one.
    double count(String scope) {
        var kind = scope.startsWith("kind=") ? scope.substring("kind=".length()).strip() : "";
        return result.run().design().nodes().values().stream()
                .filter(n -> kind.isEmpty() || n.kind().id().equals(kind))
                .count();
    }

    private Map<String, Double> node(NodeResult node) {
        var figures = figures(node.requests(), node.latency());
        node.metrics()
                .forEach((name, value) -> figures.put(
                        name,
                        switch (value) {
                            case NodeResult.Times times -> {
                                figures.put(
                                        name + "P99", times.latencies().p99().value());
                                yield times.latencies().mean().value();
                            }
                            case NodeResult.Count count -> (double) count.sum();
                            case NodeResult.Figure figure -> figure.estimate().value();
                            case NodeResult.Level level -> level.mean().value();
                        }));
        var bill = result.bill().bill().byNode().get(node.node().id());
        figures.put("bill", bill == null ? 0 : bill.doubleValue());
        return figures;
    }

    private static Map<String, Double> figures(Outcomes requests, Latencies latency) {
        var figures = new LinkedHashMap<String, Double>();
        figures.put("mean", latency.mean().value());
        figures.put("p50", latency.p50().value());
        figures.put("p90", latency.p90().value());
        figures.put("p95", latency.p95().value());
        figures.put("p99", latency.p99().value());
        figures.put("p999", latency.p999().value());
        figures.put("max", latency.max().value());
        figures.put("offered", (double) requests.offered());
        figures.put("succeeded", (double) requests.succeeded());
        figures.put("throttled", (double) requests.throttled());
        figures.put("failed", (double) requests.failed());
        figures.put("timedOut", (double) requests.timedOut());
        figures.put("deadLettered", (double) requests.deadLettered());
        figures.put("dropped", (double) requests.dropped());
        figures.put("inFlight", (double) requests.inFlight());
        return figures;
    }
}
