package billow.app.study.report;

import billow.app.study.ColdStarts;
import billow.app.study.Figures;
import billow.app.study.Study;
import billow.diagrams.picture.DesignSvg;
import billow.model.value.Estimate;
import billow.simulator.flow.Cause;
import billow.simulator.run.NodeResult;
import billow.simulator.run.Outcomes;
import billow.simulator.run.RunResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;

/// The first screen: what was run, the answer in sentences, the picture, the headline numbers.
final class HeadSections {
    private static final double WORTH_SAYING = 0.001;

    private final Study.Result result;
    private final Html html;

    HeadSections(Study.Result result, Html html) {
        this.result = result;
        this.html = html;
    }

    void title() {
        var run = result.run();
        html.add(
                "<header><p class=\"eyebrow\">%s</p><h1>%s</h1>",
                eyebrow(run), run.design().name());
        html.add("<p class=\"lead\">%s</p>", String.join(" ", sentences()));
        run.design().scenarios().stream()
                .filter(s -> s.name().equals(result.scenario()) && !s.note().isEmpty())
                .forEach(s -> html.add("<p class=\"question\">%s</p>", s.note()));
        html.add("</header>");
    }

    private String eyebrow(RunResult run) {
        var scenario = result.scenario().isEmpty() ? "" : result.scenario() + " · ";
        return scenario + run.design().region() + " · " + Figures.seconds(run.simulatedSeconds()) + " simulated × "
                + run.replications().size();
    }

    private List<String> sentences() {
        var run = result.run();
        var o = run.requests();
        var sentences = new ArrayList<String>();
        if (o.offered() == 0) return List.of("No request arrived in the time that was measured.");
        sentences.add("Half of the requests are answered within %s, 99 of 100 within %s."
                .formatted(
                        Figures.millis(run.latency().p50().value()),
                        Figures.millis(run.latency().p99().value())));
        worstCause(run).ifPresent(sentences::add);
        trouble(o).forEach(sentences::add);
        sentences.add("A month like this costs %s."
                .formatted(Figures.dollars(result.bill().total().value())));
        return sentences;
    }

    private static java.util.Optional<String> worstCause(RunResult run) {
        return run.causes(99).entrySet().stream()
                .filter(e -> e.getValue() > 0)
                .max(Map.Entry.comparingByValue())
                .map(e -> "What the slowest one in a hundred wait for is mostly %s (%s of their delay)."
                        .formatted(words(e.getKey()), Figures.percent(e.getValue())));
    }

    static String words(Cause cause) {
        return switch (cause) {
            case COLD_START -> "cold starts";
            case RETRY -> "throttling and retries";
            case QUEUEING -> "queueing";
            case WORK -> "slow work";
            case NETWORK -> "network and service overhead";
        };
    }

    private static List<String> trouble(Outcomes o) {
        var all = new ArrayList<String>();
        share(all, o.throttled(), o, "are refused (429)");
        share(all, o.failed(), o, "fail");
        share(all, o.timedOut(), o, "time out");
        if (all.isEmpty()) return List.of();
        return List.of(String.join(", ", all) + ".");
    }

    private static void share(List<String> all, long count, Outcomes o, String verb) {
        double share = count / (double) o.offered();
        if (share >= WORTH_SAYING) all.add(Figures.percent(share) + " " + verb);
    }

    void picture() {
        var badges = new HashMap<String, List<String>>();
        double seconds =
                result.run().simulatedSeconds() * result.run().replications().size();
        for (var node : result.run().nodes()) badges.put(node.node().id(), badges(node, seconds));
        html.add("<section class=\"picture\">")
                .add(DesignSvg.of(result.run().design(), badges))
                .add("</section>");
    }

    private static List<String> badges(NodeResult node, double seconds) {
        var o = node.requests();
        var badges = new ArrayList<String>();
        badges.add(Figures.digits(o.offered() / seconds) + " /s");
        if (node.node().kind().inlets().isEmpty() || o.offered() == 0) return badges;
        if (o.throttled() > 0) badges.add(Figures.percent(o.throttled() / (double) o.offered()) + " throttled");
        else badges.add("p99 " + Figures.millis(node.latency().p99().value()));
        return badges;
    }

    void cards() {
        var run = result.run();
        var latency = run.latency();
        var o = run.requests();
        html.add("<section class=\"cards\">");
        card("Median latency", latency.p50(), Figures::millis, "");
        card("p95", latency.p95(), Figures::millis, "");
        card("p99", latency.p99(), Figures::millis, "");
        double good = o.offered() == 0 ? 0 : o.succeeded() / (double) (o.offered() - o.inFlight());
        plain(
                "Succeeded",
                Figures.percent(good),
                "%s of %s requests".formatted(Figures.count(o.succeeded()), Figures.count(o.offered() - o.inFlight())),
                good < 0.99 ? "bad" : good < 0.999 ? "caution" : "good");
        coldStarts(run);
        card("Bill per month", result.bill().total(), Figures::dollars, "accent");
        html.add("</section>");
    }

    private void coldStarts(RunResult run) {
        var starts = ColdStarts.of(run);
        if (starts.invocations() > 0)
            plain(
                    "Cold starts",
                    Figures.percent(starts.rate()),
                    "%s of %s invocations".formatted(Figures.count(starts.cold()), Figures.count(starts.invocations())),
                    "");
    }

    private void card(String name, Estimate estimate, DoubleFunction<String> text, String style) {
        html.add(
                "<div class=\"metric %s\"><h3>%s</h3><p class=\"value\">%s</p>",
                style, name, text.apply(estimate.value()));
        html.add("%s", new Html.Raw(interval(estimate, text))).add("</div>");
    }

    /// A bar from low to high within 10 % around the value (more when it is wider), and the bounds in words.
    static String interval(Estimate estimate, DoubleFunction<String> text) {
        if (!Double.isFinite(estimate.low()) || estimate.high() <= estimate.low())
            return "<p class=\"bounds\">%s</p>"
                    .formatted(Double.isFinite(estimate.low()) ? "exact" : "one replication: spread unknown");
        double reach = Math.max(0.1 * Math.abs(estimate.value()), 0.75 * (estimate.high() - estimate.low()));
        double from = estimate.value() - reach;
        double low = (estimate.low() - from) / (2 * reach) * 100;
        double high = (estimate.high() - from) / (2 * reach) * 100;
        double value = 50;
        return "<div class=\"interval\"><span style=\"left:%.2f%%;width:%.2f%%\"></span><b style=\"left:%.2f%%\"></b></div><p class=\"bounds\">%s – %s</p>"
                .formatted(
                        low,
                        Math.max(0.8, high - low),
                        value,
                        Html.escape(text.apply(Math.max(0, estimate.low()))),
                        Html.escape(text.apply(estimate.high())));
    }

    private void plain(String name, String value, String note, String style) {
        html.add(
                "<div class=\"metric %s\"><h3>%s</h3><p class=\"value\">%s</p><p class=\"bounds\">%s</p></div>",
                style, name, value, note);
    }
}
