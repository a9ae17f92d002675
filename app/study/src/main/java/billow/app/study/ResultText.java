package billow.app.study;

import billow.model.check.Finding;
import billow.model.value.Estimate;
import billow.pricing.BillLine;
import billow.pricing.Money;
import billow.simulator.run.Latencies;
import billow.simulator.run.NodeResult;
import billow.simulator.run.Outcomes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The result of a study for a terminal: headlines first, what to worry about last, numbers with unit and interval.
public final class ResultText {
    private static final int MOST_LINES = 12;

    private final Study.Result result;
    private final StringBuilder out = new StringBuilder();

    private ResultText(Study.Result result) {
        this.result = result;
    }

    public static String of(Study.Result result) {
        return of(result, "");
    }

    /// @param about what follows from the bill, to stand below it
    public static String of(Study.Result result, String about) {
        var text = new ResultText(result);
        text.heading();
        text.requests();
        text.latency();
        text.amplification();
        text.faults();
        text.nodes();
        text.bill();
        if (!about.isEmpty()) text.out.append(about.stripLeading()).append('\n');
        text.goals();
        text.out.append(findings(result.findings()));
        return text.out.toString();
    }

    private void heading() {
        var run = result.run();
        out.append(run.design().name());
        if (!result.scenario().isEmpty()) out.append(" · ").append(result.scenario());
        out.append(" · ").append(run.design().region()).append('\n');
        out.append(Figures.seconds(run.simulatedSeconds()))
                .append(" simulated × ")
                .append(run.replications().size());
        if (run.warmupSeconds() > 0)
            out.append(", after ").append(Figures.seconds(run.warmupSeconds())).append(" of warm-up");
        out.append(" · seed ").append(run.settings().seed());
        if (!run.complete()) out.append(" · stopped early");
        out.append("\n\n");
    }

    private void amplification() {
        Amplification.of(result.run())
                .ifPresent(a -> out.append("Retries multiply calls by up to %s, measured %s (%s)%n%n"
                        .formatted(Figures.digits(a.bound()), Figures.digits(a.measured()), a.chain())));
    }

    private void faults() {
        if (result.faults().isEmpty()) return;
        var table = new TextTable(true, true, true, true);
        table.row("Faults", "before", "during", "after");
        for (var effect : FaultEffect.of(result.run(), result.faults()))
            table.row(
                    "  " + effect.fault().text(),
                    words(effect.before()),
                    words(effect.during()),
                    words(effect.after()));
        out.append(table).append('\n');
    }

    private static String words(FaultEffect.Phase phase) {
        if (Double.isNaN(phase.succeeded())) return "–";
        var latency = Double.isNaN(phase.worstP99Ms()) ? "" : ", p99 " + Figures.millis(phase.worstP99Ms());
        return Figures.percent(phase.succeeded()) + " succeed" + latency;
    }

    private void requests() {
        var o = result.run().requests();
        double seconds =
                result.run().simulatedSeconds() * result.run().replications().size();
        var table = new TextTable(true, false, true);
        table.row("Requests", Figures.count(o.offered()), Figures.digits(o.offered() / seconds) + " /s");
        share(table, "succeeded", o.succeeded(), o);
        share(table, "throttled", o.throttled(), o);
        share(table, "failed", o.failed(), o);
        share(table, "timed out", o.timedOut(), o);
        share(table, "dead-lettered", o.deadLettered(), o);
        share(table, "dropped", o.dropped(), o);
        share(table, "in flight", o.inFlight(), o);
        var starts = ColdStarts.of(result.run());
        if (starts.invocations() > 0)
            table.row("Cold starts", Figures.count(starts.cold()), Figures.percent(starts.rate()) + " of invocations");
        out.append(table).append('\n');
    }

    private static void share(TextTable table, String name, long count, Outcomes all) {
        if (count == 0 && !name.equals("succeeded") && !name.equals("throttled")) return;
        table.row(
                "  " + name,
                Figures.count(count),
                all.offered() == 0 ? "" : Figures.percent(count / (double) all.offered()));
    }

    private void latency() {
        var run = result.run();
        var table = new TextTable(true, false, false, false, false, false, false);
        table.row("Latency", "mean", "p50", "p90", "p95", "p99", "max");
        row(table, "  all requests", run.latency());
        var bounds = run.latency();
        table.row(
                "",
                bound(bounds.mean()),
                bound(bounds.p50()),
                bound(bounds.p90()),
                bound(bounds.p95()),
                bound(bounds.p99()),
                "");
        if (run.routes().size() > 1) for (var route : run.routes()) row(table, "  " + route, run.routeLatency(route));
        out.append(table).append('\n');
    }

    private static void row(TextTable table, String name, Latencies l) {
        table.row(
                name,
                Figures.millis(l.mean().value()),
                Figures.millis(l.p50().value()),
                Figures.millis(l.p90().value()),
                Figures.millis(l.p95().value()),
                Figures.millis(l.p99().value()),
                Figures.millis(l.max().value()));
    }

    private static String bound(Estimate estimate) {
        return Figures.plusMinus(estimate, Figures::millis);
    }

    private void nodes() {
        var table = new TextTable(true, false, false, false, false, false, true);
        table.row("Nodes", "requests", "throttled", "failed", "p50", "p99", "");
        for (var node : result.run().nodes()) {
            if (node.node().kind().inlets().isEmpty()) continue;
            var o = node.requests();
            table.row(
                    "  " + node.node().id(),
                    Figures.count(o.offered()),
                    Figures.count(o.throttled()),
                    Figures.count(o.failed() + o.timedOut()),
                    node.latency().count() == 0
                            ? "–"
                            : Figures.millis(node.latency().p50().value()),
                    node.latency().count() == 0
                            ? "–"
                            : Figures.millis(node.latency().p99().value()),
                    String.join(", ", remarks(node)));
        }
        out.append(table).append('\n');
    }

    /// Metrics worth a word in a summary.
    public static List<String> remarks(NodeResult node) {
        var remarks = new ArrayList<String>();
        node.metrics().forEach((name, value) -> {
            switch (name) {
                case "coldStarts" -> {
                    if (value instanceof NodeResult.Count c && c.sum() > 0)
                        remarks.add(Figures.count(c.sum()) + (c.sum() == 1 ? " cold start" : " cold starts"));
                }
                case "environments" -> {
                    if (value instanceof NodeResult.Level l && l.max() > 0)
                        remarks.add(
                                Figures.digits(l.mean().value()) + " environments, at most " + Figures.digits(l.max()));
                }
                case "cacheHitRatio" -> {
                    if (value instanceof NodeResult.Figure f && f.estimate().value() > 0)
                        remarks.add(Figures.percent(f.estimate().value()) + " cache hits");
                }
                case "messagesDeadLettered" -> {
                    if (value instanceof NodeResult.Count c && c.sum() > 0)
                        remarks.add(Figures.count(c.sum()) + " dead-lettered");
                }
                case "executionsFailed" -> {
                    if (value instanceof NodeResult.Count c && c.sum() > 0)
                        remarks.add(Figures.count(c.sum()) + " executions failed");
                }
                default -> {}
            }
        });
        return remarks;
    }

    private void bill() {
        var monthly = result.bill();
        out.append(heading(monthly)).append('\n');
        var table = new TextTable(true, true, false, true, false);
        var lines = monthly.bill().lines().stream()
                .sorted(java.util.Comparator.comparing(BillLine::amount).reversed())
                .toList();
        lines.stream().limit(MOST_LINES).forEach(l -> row(table, l));
        out.append(table);
        if (lines.size() > MOST_LINES)
            out.append("  … and ").append(lines.size() - MOST_LINES).append(" smaller lines\n");
        if (monthly.bill().costOfFailures().signum() > 0)
            out.append("  Of it caused by failures: ")
                    .append(Money.text(monthly.bill().costOfFailures()))
                    .append('\n');
        if (!monthly.bill().reliability().complete())
            out.append("  ").append(monthly.bill().reliability().text()).append('\n');
        out.append('\n');
    }

    private static void row(TextTable table, BillLine line) {
        table.row(
                "  " + (line.node() == null ? "" : line.node()),
                line.name() + (line.causedByFailure() ? " (failures)" : ""),
                Figures.quantity(line.quantity()),
                line.unit(),
                Money.text(line.amount()));
    }

    static String heading(MonthlyBill monthly) {
        var bill = monthly.bill();
        var total = monthly.total();
        var spread = Double.isFinite(total.high()) && total.high() > total.low()
                ? " (%s to %s)".formatted(Figures.dollars(total.low()), Figures.dollars(total.high()))
                : "";
        return "Bill per month of %d h in %s, prices of %s: %s%s"
                .formatted(bill.month().hours(), bill.region(), bill.priceDate(), Money.text(bill.total()), spread);
    }

    private void goals() {
        if (result.goals().isEmpty()) return;
        var table = new TextTable(true, true, false);
        table.row("Goals", "", "");
        for (var verdict : result.goals())
            table.row(
                    "  " + (verdict.met() ? "met" : "missed"), verdict.goal().text(), Figures.digits(verdict.value()));
        out.append(table).append('\n');
    }

    /// The findings that are errors, one by line.
    public static String errors(List<Finding> findings) {
        return findings(findings.stream()
                .filter(f -> f.severity() == Finding.Severity.ERROR)
                .toList());
    }

    /// Findings one by line, each beginning with its severity.
    public static String findings(List<Finding> findings) {
        var out = new StringBuilder();
        for (var finding : findings)
            out.append(finding.severity().name().toLowerCase(Locale.ROOT))
                    .append("  ")
                    .append(finding.text().replace("\n", "\n         "))
                    .append("  [")
                    .append(finding.code())
                    .append("]\n");
        return out.toString();
    }
}
