package billow.app.study.report;

import billow.app.study.Amplification;
import billow.app.study.FaultEffect;
import billow.app.study.Figures;
import billow.app.study.OverTime;
import billow.app.study.ResultText;
import billow.app.study.Study;
import billow.model.value.Estimate;
import billow.simulator.flow.Cause;
import billow.simulator.flow.Outcome;
import billow.simulator.run.Latencies;
import billow.simulator.run.NodeResult;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How long requests take, why, and how it goes over time and by node.
final class LatencySections {
    private static final List<Double> BANDS = List.of(50.0, 90.0, 95.0, 99.0);

    private final Study.Result result;
    private final Html html;
    private final List<FaultEffect> effects;

    LatencySections(Study.Result result, Html html) {
        this.result = result;
        this.html = html;
        effects = FaultEffect.of(result.run(), result.faults());
    }

    void percentiles() {
        var run = result.run();
        html.add(
                "<section><h2>Latency</h2><div class=\"scroll\"><table><thead><tr><th>Route</th><th>Requests</th><th>Mean</th><th>p50</th><th>p90</th><th>p95</th><th>p99</th><th>p99.9</th><th>Max</th></tr></thead><tbody>");
        row("All requests", run.requests().offered(), run.latency(), true);
        if (run.routes().size() > 1)
            for (var route : run.routes())
                row(route, run.routeRequests(route).offered(), run.routeLatency(route), false);
        html.add("</tbody></table></div>");
        causes();
        html.add("</section>");
    }

    private void row(String name, long requests, Latencies l, boolean bounds) {
        html.add("<tr><th scope=\"row\">%s</th><td>%s</td>", name, Figures.count(requests));
        for (var e : List.of(l.mean(), l.p50(), l.p90(), l.p95(), l.p99(), l.p999(), l.max()))
            html.add("<td>%s<small>%s</small></td>", Figures.millis(e.value()), bounds ? spread(e, e == l.max()) : "");
        html.add("</tr>");
    }

    private static String spread(Estimate estimate, boolean max) {
        return max ? "" : Figures.plusMinus(estimate, Figures::millis);
    }

    private void causes() {
        var run = result.run();
        if (BANDS.stream().allMatch(p -> total(run.causes(p)) == 0)) return;
        html.add(
                "<h3>Where the time goes</h3><p class=\"muted\">Delay above the warm, uncontended median, of the requests at or beyond each percentile.</p><div class=\"causes\">");
        for (double percent : BANDS) {
            var shares = run.causes(percent);
            if (total(shares) == 0) continue;
            html.add("<span>p%s</span><div class=\"stack\">", Figures.digits(percent));
            shares.forEach((cause, share) -> {
                if (share > 0.0005)
                    html.add(
                            "<i class=\"cause-%s\" style=\"width:%s%%\" title=\"%s %s\">%s</i>",
                            word(cause),
                            String.format(Locale.ROOT, "%.2f", share * 100),
                            HeadSections.words(cause),
                            Figures.percent(share),
                            share > 0.08 ? Figures.percent(share) : "");
            });
            html.add("</div>");
        }
        html.add("</div><p class=\"legend\">");
        for (var cause : Cause.values())
            html.add("<i class=\"cause-%s\"></i>%s ", word(cause), HeadSections.words(cause));
        html.add("</p>");
    }

    private static double total(Map<Cause, Double> shares) {
        return shares.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private static String word(Cause cause) {
        return cause.name().toLowerCase(Locale.ROOT);
    }

    void overTime() {
        var run = result.run();
        var series = new OverTime(run);
        double width = 2 * series.seconds(0);
        double warmup = run.warmupSeconds();
        html.add("<section><h2>Over time</h2><div class=\"charts\">");
        chart(new LineChart("Latency", Figures::millis, width, warmup)
                .line("p99", "bad", series.latency(99))
                .line("p95", "b", series.latency(95))
                .line("median", "a", series.latency(50)));
        chart(new LineChart("Requests per second", Figures::digits, width, warmup)
                .line("offered", "d", series.offered())
                .line("succeeded", "good", series.outcome(Outcome.OK))
                .line("throttled", "bad", series.outcome(Outcome.THROTTLED))
                .line("failed", "b", series.failed())
                .line("timed out", "c", series.outcome(Outcome.TIMEOUT)));
        byNode(series, "Concurrency", "concurrency", false, width, warmup);
        byNode(series, "Cold starts per second", "coldStarts", true, width, warmup);
        byNode(series, "Throttles per second", "throttles", true, width, warmup);
        byNode(series, "Provisioned concurrency", "provisionedConcurrentExecutions", false, width, warmup);
        byNode(series, "Provisioned reads", "provisionedReadCapacityUnits", false, width, warmup);
        byNode(series, "Provisioned writes", "provisionedWriteCapacityUnits", false, width, warmup);
        byNode(series, "Shards", "shards", false, width, warmup);
        byNode(series, "Messages waiting", "approximateNumberOfMessagesVisible", false, width, warmup);
        html.add("</div></section>");
        faults();
    }

    private void amplification() {
        Amplification.of(result.run())
                .ifPresent(a -> html.add(
                        "<p class=\"muted\">Retries multiply calls by up to %s when everything fails, by %s in this run: %s.</p>",
                        Figures.digits(a.bound()), Figures.digits(a.measured()), a.chain()));
    }

    private void faults() {
        if (effects.isEmpty()) return;
        html.add(
                "<section><h2>Faults</h2><p class=\"muted\">Share of the requests that succeeded, and the worst p99 of a slice of time.</p><div class=\"scroll\"><table><thead><tr><th>Fault</th><th>Before</th><th>During</th><th>After</th></tr></thead><tbody>");
        for (var effect : effects) {
            html.add("<tr><th scope=\"row\">%s</th>", effect.fault().text());
            for (var phase : List.of(effect.before(), effect.during(), effect.after()))
                html.add(
                        "<td>%s<small>%s</small></td>",
                        Double.isNaN(phase.succeeded()) ? "–" : Figures.percent(phase.succeeded()),
                        Double.isNaN(phase.worstP99Ms()) ? "" : Figures.millis(phase.worstP99Ms()));
            html.add("</tr>");
        }
        html.add("</tbody></table></div></section>");
    }

    private void byNode(OverTime series, String title, String metric, boolean rate, double width, double warmup) {
        var chart = new LineChart(title, Figures::digits, width, warmup);
        var styles = List.of("a", "b", "c", "d", "good", "bad");
        var nodes = result.run().nodes();
        int used = 0;
        for (int i = 0; i < nodes.size() && used < styles.size(); i++) {
            var values = rate ? series.node(i, metric) : series.level(i, metric);
            if (values.length == 0) continue;
            chart.line(nodes.get(i).node().label(), styles.get(used++), values);
        }
        chart(chart);
    }

    private void chart(LineChart chart) {
        if (!chart.isEmpty()) html.add(chart.faults(effects).svg());
    }

    void nodes() {
        html.add(
                "<section><h2>Nodes</h2><div class=\"scroll\"><table><thead><tr><th>Node</th><th>Requests</th><th>Throttled</th><th>Failed</th><th>Timed out</th><th>p50</th><th>p99</th><th class=\"left\">Remarks</th></tr></thead><tbody>");
        for (var node : result.run().nodes()) if (!node.node().kind().inlets().isEmpty()) row(node);
        html.add("</tbody></table></div>");
        amplification();
        html.add("</section>");
    }

    private void row(NodeResult node) {
        var o = node.requests();
        html.add(
                "<tr><th scope=\"row\">%s<small>%s</small></th><td>%s</td>",
                node.node().label(), node.node().kind().name(), Figures.count(o.offered()));
        html.add("<td class=\"%s\">%s</td>", o.throttled() > 0 ? "warn" : "zero", Figures.count(o.throttled()));
        html.add("<td class=\"%s\">%s</td>", o.failed() > 0 ? "warn" : "zero", Figures.count(o.failed()));
        html.add("<td class=\"%s\">%s</td>", o.timedOut() > 0 ? "warn" : "zero", Figures.count(o.timedOut()));
        html.add(
                "<td>%s</td><td>%s</td><td class=\"left muted\">%s</td></tr>",
                latency(node, node.latency().p50()),
                latency(node, node.latency().p99()),
                String.join(", ", ResultText.remarks(node)));
    }

    private static String latency(NodeResult node, Estimate percentile) {
        return node.latency().count() == 0 ? "–" : Figures.millis(percentile.value());
    }
}
