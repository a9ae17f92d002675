package billow.test.golden;

import billow.app.study.Study;
import billow.model.file.JsonLayout;
import billow.simulator.run.Latencies;
import billow.simulator.run.NodeResult;
import billow.simulator.run.Outcomes;
import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What a golden file keeps of a study: requests, the figures of the nodes of one kind, usage, and the bill. Numbers
/// are
/// written with all their digits, so two texts are equal only when the results are, to the bit.
final class Fingerprint {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Fingerprint() {}

    /// @param kind id of the kind whose nodes are shown
    static String text(Study.Result result, String kind) {
        var run = result.run();
        var json = JSON.objectNode();
        json.set("requests", outcomes(run.requests()));
        json.set("latencyMs", times(run.latency()));
        var nodes = json.putObject("nodes");
        for (var node : run.nodes())
            if (node.node().kind().id().equals(kind)) nodes.set(node.node().id(), node(node));
        var usage = json.putArray("usage");
        for (var line : result.bill().usage().lines())
            usage.add(JSON.objectNode()
                    .put("node", line.node())
                    .put("meter", line.meter())
                    .put("failure", line.causedByFailure())
                    .set("quantity", exact(line.quantity())));
        var bill = json.putObject("bill");
        bill.set("total", exact(result.bill().bill().total()));
        var lines = bill.putArray("lines");
        for (var line : result.bill().bill().lines())
            lines.add(JSON.objectNode()
                    .put("node", line.node())
                    .put("meter", line.meter())
                    .put("unit", line.unit())
                    .set("amount", exact(line.amount())));
        return JsonLayout.of(json);
    }

    private static ObjectNode outcomes(Outcomes o) {
        var json = JSON.objectNode().put("offered", o.offered());
        some(json, "succeeded", o.succeeded());
        some(json, "throttled", o.throttled());
        some(json, "failed", o.failed());
        some(json, "timedOut", o.timedOut());
        some(json, "deadLettered", o.deadLettered());
        some(json, "dropped", o.dropped());
        some(json, "inFlight", o.inFlight());
        return json;
    }

    private static void some(ObjectNode json, String name, long count) {
        if (count != 0) json.put(name, count);
    }

    private static ObjectNode times(Latencies latencies) {
        var json = JSON.objectNode();
        json.set("mean", exact(latencies.mean().value()));
        json.set("p50", exact(latencies.p50().value()));
        json.set("p99", exact(latencies.p99().value()));
        return json;
    }

    private static ObjectNode node(NodeResult node) {
        var json = outcomes(node.requests());
        node.messages().ifPresent(m -> json.set("messages", outcomes(m)));
        json.set("meanMs", exact(node.latency().mean().value()));
        var metrics = json.putObject("metrics");
        node.metrics()
                .forEach((name, value) -> metrics.set(
                        name,
                        switch (value) {
                            case NodeResult.Count count -> JSON.numberNode(count.sum());
                            case NodeResult.Figure figure ->
                                exact(figure.estimate().value());
                            case NodeResult.Times times -> times(times.latencies());
                            case NodeResult.Level level -> {
                                var entry = JSON.objectNode();
                                entry.set("mean", exact(level.mean().value()));
                                entry.set("max", exact(level.max()));
                                yield entry;
                            }
                        }));
        return json;
    }

    private static JsonNode exact(double value) {
        return Double.isFinite(value) ? JSON.numberNode(value) : JSON.nullNode();
    }

    private static JsonNode exact(BigDecimal value) {
        return JSON.stringNode(value.toPlainString());
    }
}
