package billow.app.study;

import billow.model.check.Finding;
import billow.model.file.JsonLayout;
import billow.model.value.Estimate;
import billow.pricing.BillLine;
import billow.simulator.flow.Cause;
import billow.simulator.run.Latencies;
import billow.simulator.run.NodeResult;
import billow.simulator.run.Outcomes;
import billow.simulator.run.RunResult;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The result of a study as scripts read it. The order is fixed and numbers have a fixed precision, so that the same
/// seed gives the same bytes. An interval that is not known has `null` for its bounds.
public final class ResultJson {
    /// Format number of the result.
    public static final int FORMAT = 1;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final MathContext DIGITS = new MathContext(6);
    private static final MathContext QUANTITY_DIGITS = new MathContext(9);
    private static final Map<String, Double> CAUSES =
            new TreeMap<>(Map.of("p50", 50.0, "p90", 90.0, "p95", 95.0, "p99", 99.0));

    private ResultJson() {}

    public static String text(Study.Result result) {
        return text(result, bill -> {});
    }

    /// @param more adds to the bill
    public static String text(Study.Result result, Consumer<ObjectNode> more) {
        var json = of(result);
        more.accept((ObjectNode) json.get("bill"));
        return JsonLayout.of(json);
    }

    static ObjectNode of(Study.Result result) {
        var run = result.run();
        var json = JSON.objectNode();
        json.put("billow-result", FORMAT);
        json.put("design", run.design().name());
        json.put("seed", run.settings().seed());
        json.put("replications", run.replications().size());
        json.set("simulatedSeconds", number(run.simulatedSeconds()));
        json.set("warmupSeconds", number(run.warmupSeconds()));
        if (!result.faults().isEmpty()) {
            var faults = json.putArray("faults");
            FaultEffect.of(run, result.faults()).forEach(f -> faults.add(fault(f)));
        }
        json.set("requests", outcomes(run.requests()));
        json.set("latencyMs", latencies(run.latency()));
        var routes = json.putObject("routes");
        for (var route : run.routes()) {
            var each = routes.putObject(route);
            each.set("requests", outcomes(run.routeRequests(route)));
            each.set("latencyMs", latencies(run.routeLatency(route)));
        }
        json.set("causes", causes(run));
        var nodes = json.putObject("nodes");
        run.nodes().forEach(n -> nodes.set(n.node().id(), node(n)));
        json.set("bill", bill(result.bill()));
        Amplification.of(run).ifPresent(a -> {
            var entry = json.putObject("retryAmplification");
            entry.put("chain", a.chain());
            entry.set("bound", number(a.bound()));
            entry.set("measured", number(a.measured()));
        });
        var goals = json.putArray("goals");
        for (var verdict : result.goals())
            goals.addObject()
                    .put("goal", verdict.goal().text())
                    .put("met", verdict.met())
                    .set("value", number(verdict.value()));
        var findings = json.putArray("findings");
        result.findings().forEach(f -> findings.add(finding(f)));
        var usage = json.putArray("usage");
        for (var line : result.bill().usage().lines()) {
            var entry = usage.addObject().put("meter", line.meter());
            if (line.node() != null) entry.put("node", line.node());
            entry.set("quantity", quantity(line.quantity()));
            if (line.causedByFailure()) entry.put("failure", true);
        }
        return json;
    }

    public static ObjectNode finding(Finding finding) {
        var json = JSON.objectNode()
                .put("code", finding.code())
                .put("severity", finding.severity().name().toLowerCase(Locale.ROOT))
                .put("path", finding.path())
                .put("message", finding.message());
        var mend = finding.mend();
        if (mend != null) json.put("mend", mend.label());
        return json;
    }

    private static ObjectNode fault(FaultEffect effect) {
        var json = JSON.objectNode()
                .put("fault", effect.fault().text())
                .put("target", effect.fault().target());
        json.set("fromSeconds", number(effect.fromSeconds()));
        json.set("toSeconds", number(effect.toSeconds()));
        json.set("before", phase(effect.before()));
        json.set("during", phase(effect.during()));
        json.set("after", phase(effect.after()));
        return json;
    }

    private static ObjectNode phase(FaultEffect.Phase phase) {
        var json = JSON.objectNode();
        json.set("succeeded", number(phase.succeeded()));
        json.set("worstP99Ms", number(phase.worstP99Ms()));
        return json;
    }

    private static ObjectNode outcomes(Outcomes o) {
        return JSON.objectNode()
                .put("offered", o.offered())
                .put("succeeded", o.succeeded())
                .put("throttled", o.throttled())
                .put("failed", o.failed())
                .put("timedOut", o.timedOut())
                .put("deadLettered", o.deadLettered())
                .put("dropped", o.dropped())
                .put("inFlight", o.inFlight());
    }

    private static ObjectNode latencies(Latencies l) {
        var json = JSON.objectNode();
        json.set("mean", estimate(l.mean()));
        json.set("p50", estimate(l.p50()));
        json.set("p90", estimate(l.p90()));
        json.set("p95", estimate(l.p95()));
        json.set("p99", estimate(l.p99()));
        json.set("p999", estimate(l.p999()));
        json.set("max", estimate(l.max()));
        return json;
    }

    private static ObjectNode causes(RunResult run) {
        var json = JSON.objectNode();
        CAUSES.forEach((name, percent) -> {
            var shares = run.causes(percent);
            if (shares.values().stream().mapToDouble(Double::doubleValue).sum() > 0) {
                var entry = json.putObject(name);
                shares.forEach((cause, share) -> entry.set(word(cause), number(share)));
            }
        });
        return json;
    }

    static String word(Cause cause) {
        return switch (cause) {
            case COLD_START -> "coldStart";
            case RETRY -> "throttleAndRetry";
            case QUEUEING -> "queueing";
            case WORK -> "work";
            case NETWORK -> "network";
        };
    }

    private static ObjectNode node(NodeResult node) {
        var json = JSON.objectNode().put("kind", node.node().kind().id());
        json.set("requests", outcomes(node.requests()));
        node.messages().ifPresent(m -> json.set("messages", outcomes(m)));
        json.set("latencyMs", latencies(node.latency()));
        var metrics = json.putObject("metrics");
        node.metrics()
                .forEach((name, value) -> metrics.set(
                        name,
                        switch (value) {
                            case NodeResult.Count count -> JSON.numberNode(count.sum());
                            case NodeResult.Figure figure -> estimate(figure.estimate());
                            case NodeResult.Times times -> latencies(times.latencies());
                            case NodeResult.Level level -> {
                                var entry = JSON.objectNode();
                                entry.set("mean", number(level.mean().value()));
                                entry.set("max", number(level.max()));
                                yield entry;
                            }
                        }));
        return json;
    }

    private static ObjectNode bill(MonthlyBill monthly) {
        var bill = monthly.bill();
        var json = JSON.objectNode()
                .put("region", bill.region())
                .put("currency", "USD")
                .put("priceDate", bill.priceDate().toString())
                .put("month", bill.month().id());
        json.set("total", estimate(monthly.total()));
        var lines = json.putArray("lines");
        bill.lines().forEach(l -> lines.add(line(l)));
        json.put("freeTier", bill.freeTier().id());
        return json;
    }

    private static ObjectNode line(BillLine line) {
        var json = JSON.objectNode();
        if (line.node() != null) json.put("node", line.node());
        json.put("meter", line.meter());
        json.set("quantity", quantity(line.quantity()));
        json.put("unit", line.unit());
        json.set("amount", quantity(line.amount()));
        json.put("formula", line.formula());
        json.put("source", line.evidence().source() + ", " + line.evidence().date());
        var tags = json.putObject("tags");
        new TreeMap<>(line.tags()).forEach(tags::put);
        if (line.causedByFailure()) json.put("failure", true);
        return json;
    }

    private static ObjectNode estimate(Estimate estimate) {
        var json = JSON.objectNode();
        json.set("value", number(estimate.value()));
        json.set("low", number(estimate.low()));
        json.set("high", number(estimate.high()));
        return json;
    }

    private static JsonNode number(double value) {
        if (!Double.isFinite(value)) return JSON.nullNode();
        if (value == Math.rint(value) && Math.abs(value) < 1e15) return JSON.numberNode((long) value);
        return plain(new BigDecimal(value, DIGITS));
    }

    private static JsonNode quantity(BigDecimal value) {
        return plain(value.round(QUANTITY_DIGITS));
    }

    /// Without exponent where that is short.
    private static JsonNode plain(BigDecimal value) {
        var stripped = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        return JSON.numberNode(stripped.scale() < 0 && stripped.scale() > -18 ? stripped.setScale(0) : stripped);
    }
}
