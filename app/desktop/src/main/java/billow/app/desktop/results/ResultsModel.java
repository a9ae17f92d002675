package billow.app.desktop.results;

import billow.app.desktop.document.ValueText;
import billow.app.desktop.run.Outcome;
import billow.model.value.Estimate;
import billow.pricing.Money;
import billow.simulator.flow.Cause;
import billow.simulator.flow.Measure;
import billow.simulator.run.NodeResult;
import billow.simulator.run.Outcomes;
import billow.simulator.run.RunResult;
import billow.simulator.run.Snapshot;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Results in the words and numbers of the screen. Pure functions of a snapshot or an outcome.
public final class ResultsModel {
    private ResultsModel() {}

    /// Cards before anything was run.
    public static List<Headline> empty() {
        return List.of(
                blank("p99", "p99 latency"),
                blank("bill", "Monthly bill"),
                blank("throughput", "Throughput"),
                blank("throttled", "Throttled"),
                blank("p50", "p50 latency"),
                blank("p95", "p95 latency"),
                blank("cold", "Cold starts"),
                blank("errors", "Errors"));
    }

    private static Headline blank(String id, String title) {
        return new Headline(
                id, title, "–", 0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, "", "", "tone-plain");
    }

    /// Cards while a run is watched: values so far, without intervals.
    public static List<Headline> of(Snapshot now) {
        double measured = Math.max(1e-9, (now.nowNanos() - now.warmupNanos()) / 1e9);
        boolean warming = now.nowNanos() < now.warmupNanos();
        var requests = now.requests();
        var note = warming ? "still warming up" : shortly(requests.offered() - requests.inFlight()) + " so far";
        long cold = now.nodes().stream()
                .mapToLong(n -> shareHits(n.measures(), true))
                .sum();
        long invoked = now.nodes().stream()
                .mapToLong(n -> shareHits(n.measures(), false))
                .sum();
        long ended = requests.offered() - requests.inFlight();
        return List.of(
                soFar("p99", "p99 latency", millis(now.p99Ms()), note),
                soFar("bill", "Monthly bill", "–", "at the end of the run"),
                soFar("throughput", "Throughput", rate(warming ? 0 : requests.succeeded() / measured), note),
                soFar("throttled", "Throttled", part(requests.throttled(), ended), note),
                soFar("p50", "p50 latency", millis(now.p50Ms()), note),
                soFar("p95", "p95 latency", millis(now.p95Ms()), note),
                soFar("cold", "Cold starts", part(cold, invoked), note),
                soFar("errors", "Errors", part(requests.failed() + requests.timedOut(), ended), note));
    }

    private static long shareHits(Map<String, Measure> measures, boolean hits) {
        if (!(measures.get("coldStartRate") instanceof Measure.Share(long cold, long trials))) return 0;
        return hits ? cold : trials;
    }

    private static Headline soFar(String id, String title, String value, String note) {
        return new Headline(
                id, title, value, 0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, "", note, "tone-plain");
    }

    /// Cards of a finished run.
    public static List<Headline> of(Outcome outcome) {
        var result = outcome.result();
        var latency = result.latency();
        var requests = result.requests();
        double seconds = result.simulatedSeconds() * result.replications().size();
        long ended = requests.offered() - requests.inFlight();
        var samples = count(latency.count());
        return List.of(
                latency("p99", latency.p99(), samples),
                bill(outcome),
                share(
                        "throughput",
                        "Throughput",
                        rate(requests.succeeded() / seconds),
                        perRun(result, r -> r.succeeded() / result.simulatedSeconds()),
                        ResultsModel::rate,
                        samples,
                        "tone-plain"),
                troubled(result, "throttled", "Throttled", requests.throttled(), ended),
                latency("p50", latency.p50(), samples),
                latency("p95", latency.p95(), samples),
                cold(result),
                troubled(result, "errors", "Errors", requests.failed() + requests.timedOut(), ended));
    }

    private static Headline latency(String id, Estimate value, String samples) {
        return new Headline(
                id,
                id + " latency",
                millis(value.value()),
                value.value(),
                value.low(),
                value.high(),
                between(value, ResultsModel::millis),
                samples,
                "tone-plain");
    }

    private static Headline bill(Outcome outcome) {
        var around = outcome.bill().total();
        return new Headline(
                "bill",
                "Monthly bill",
                money(BigDecimal.valueOf(around.value())),
                around.value(),
                around.low(),
                around.high(),
                between(around, v -> money(BigDecimal.valueOf(v))),
                outcome.bill().bill().region(),
                "tone-plain");
    }

    private static Headline troubled(RunResult result, String id, String title, long part, long ended) {
        Estimate estimate = perRun(result, r -> {
            long bad = id.equals("throttled") ? r.throttled() : r.failed() + r.timedOut();
            long all = r.offered() - r.inFlight();
            return all == 0 ? 0.0 : (double) bad / all;
        });
        var note = ended == 0 ? "" : count(part, "of", ended);
        double share = ended == 0 ? 0 : (double) part / ended;
        var tone = part == 0 ? "tone-good" : share < 0.001 ? "tone-caution" : "tone-bad";
        return new Headline(
                id,
                title,
                part(part, ended),
                share,
                estimate.low(),
                estimate.high(),
                between(estimate, ResultsModel::percent),
                note,
                tone);
    }

    private static Headline cold(RunResult result) {
        long cold = 0;
        long invoked = 0;
        Estimate only = null;
        int functions = 0;
        for (var node : result.nodes()) {
            var rate = node.metrics().get("coldStartRate");
            if (!(rate instanceof NodeResult.Figure(Estimate estimate))) continue;
            functions++;
            only = estimate;
            if (node.metrics().get("coldStarts") instanceof NodeResult.Count c) cold += c.sum();
            if (node.metrics().get("invocations") instanceof NodeResult.Count c) invoked += c.sum();
        }
        double low = functions == 1 && only != null ? only.low() : Double.NEGATIVE_INFINITY;
        double high = functions == 1 && only != null ? only.high() : Double.POSITIVE_INFINITY;
        double share = invoked == 0 ? 0 : (double) cold / invoked;
        return new Headline(
                "cold",
                "Cold starts",
                part(cold, invoked),
                share,
                low,
                high,
                functions == 1 && only != null ? between(only, ResultsModel::percent) : "",
                functions == 0 ? "no functions" : count(cold, "of", invoked),
                share > 0.05 ? "tone-caution" : "tone-plain");
    }

    private static Headline share(
            String id,
            String title,
            String value,
            Estimate estimate,
            java.util.function.DoubleFunction<String> text,
            String samples,
            String tone) {
        return new Headline(
                id,
                title,
                value,
                estimate.value(),
                estimate.low(),
                estimate.high(),
                between(estimate, text),
                samples,
                tone);
    }

    /// A figure of each replication with the interval of their mean.
    private static Estimate perRun(RunResult result, java.util.function.ToDoubleFunction<Outcomes> figure) {
        double[] values = result.replications().stream()
                .map(r -> new RunResult(result.design(), result.settings(), List.of(r), true).requests())
                .mapToDouble(figure)
                .toArray();
        return billow.simulator.statistics.Interval.mean(values, 0.95);
    }

    private static String between(Estimate e, java.util.function.DoubleFunction<String> text) {
        if (!Double.isFinite(e.low()) || !Double.isFinite(e.high())) return "";
        if (e.low() == e.high()) return "";
        return range(text.apply(e.low()), text.apply(e.high()));
    }

    /// `395–431 ms` from `395 ms` and `431 ms`.
    private static String range(String low, String high) {
        int space = low.lastIndexOf(' ');
        if (space > 0 && high.endsWith(low.substring(space))) return low.substring(0, space) + "–" + high;
        return low.equals(high) ? low : low + "–" + high;
    }

    /// Causes of the latency at and beyond the 99th percentile, the largest first.
    public static List<Map.Entry<Cause, Double>> causes(Outcome outcome) {
        return new TreeMap<>(outcome.result().causes(99))
                .entrySet().stream()
                        .filter(e -> e.getValue() > 0.0005)
                        .sorted(Map.Entry.<Cause, Double>comparingByValue().reversed())
                        .toList();
    }

    public static String title(Cause cause) {
        return switch (cause) {
            case COLD_START -> "Cold start";
            case RETRY -> "Throttle and retry";
            case QUEUEING -> "Queueing";
            case WORK -> "Work";
            case NETWORK -> "Network";
        };
    }

    /// What the slowest requests wait for, in a sentence.
    public static String sentence(Outcome outcome) {
        var causes = causes(outcome);
        if (causes.isEmpty()) return "The slowest requests take hardly longer than the others.";
        var first = causes.getFirst();
        var where = suspect(outcome, first.getKey());
        var share = Math.round(first.getValue() * 100) + " % of the time above the median ";
        return switch (first.getKey()) {
            case COLD_START ->
                share + "is spent starting environments" + at(where)
                        + ". Provisioned concurrency, more memory or a smaller package make starts rarer or shorter.";
            case RETRY ->
                share + "is spent on attempts without success and the pauses before the next" + at(where)
                        + (where.filter(n -> n.requests().throttled()
                                                < n.requests().failed())
                                        .isPresent()
                                ? ". They failed there; capacity would not help."
                                : ". More capacity there removes them.");
            case QUEUEING -> share + "is spent waiting for something to become free" + at(where) + ".";
            case WORK -> share + "is work: the slow end of what handlers and services take" + at(where) + ".";
            case NETWORK -> share + "is spent on the way between client and region.";
        };
    }

    private static String at(Optional<NodeResult> node) {
        return node.map(n -> ", most of all at " + n.node().label()).orElse("");
    }

    private static Optional<NodeResult> suspect(Outcome outcome, Cause cause) {
        return outcome.result().nodes().stream()
                .max(java.util.Comparator.comparingDouble(n -> switch (cause) {
                    case COLD_START -> n.metrics().get("coldStarts") instanceof NodeResult.Count c ? c.sum() : -1;
                    case RETRY -> n.requests().throttled() + n.requests().failed();
                    case QUEUEING, NETWORK -> -1;
                    case WORK ->
                        n.node().kind().outlets().isEmpty()
                                        || n.node().kind().inlets().isEmpty()
                                ? -1
                                : n.latency().mean().value();
                }))
                .filter(n -> switch (cause) {
                    case COLD_START -> n.metrics().get("coldStarts") instanceof NodeResult.Count c && c.sum() > 0;
                    case RETRY -> n.requests().throttled() + n.requests().failed() > 0;
                    case QUEUEING, NETWORK, WORK -> false;
                });
    }

    static String millis(double ms) {
        if (Double.isNaN(ms)) return "–";
        if (ms >= 10_000) return few(ms / 1000) + " s";
        return few(ms) + " ms";
    }

    static String rate(double perSecond) {
        if (perSecond >= 1 || perSecond == 0) return few(perSecond) + " /s";
        return perSecond * 60 >= 1 ? few(perSecond * 60) + " /min" : few(perSecond * 3600) + " /h";
    }

    static String percent(double share) {
        if (share == 0) return "0 %";
        return share < 0.0001 ? "< 0.01 %" : few(share * 100) + " %";
    }

    static String part(long part, long whole) {
        return whole == 0 ? "–" : percent((double) part / whole);
    }

    /// Three digits that count.
    static String few(double value) {
        if (!Double.isFinite(value)) return "–";
        if (value >= 1000) return ValueText.grouped(Math.rint(value));
        if (value >= 100 || value == 0) return String.format(Locale.ROOT, "%.0f", value);
        return String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
    }

    private static String money(BigDecimal amount) {
        return amount.abs().compareTo(new BigDecimal("1000")) >= 0
                ? Money.text(amount.setScale(0, java.math.RoundingMode.HALF_UP)).replaceFirst("\\.00$", "")
                : Money.text(amount);
    }

    private static String count(long number) {
        return shortly(number) + (number == 1 ? " request" : " requests");
    }

    private static String count(long part, String word, long whole) {
        return shortly(part) + " " + word + " " + shortly(whole);
    }

    private static String shortly(long number) {
        if (number >= 10_000_000) return few(number / 1e6) + " M";
        return number >= 1_000_000 ? String.format(Locale.ROOT, "%.2f M", number / 1e6) : ValueText.grouped(number);
    }
}
