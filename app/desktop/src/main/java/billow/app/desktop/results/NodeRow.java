package billow.app.desktop.results;

import billow.app.desktop.document.ValueText;
import billow.app.desktop.run.Outcome;
import billow.model.value.Estimate;
import billow.simulator.run.NodeResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One row of the table of nodes, in words.
public record NodeRow(
        String id,
        String name,
        String kind,
        String requests,
        String throttled,
        String errors,
        String p50,
        String p99,
        String more) {

    public static List<NodeRow> rows(Outcome outcome) {
        var rows = new ArrayList<NodeRow>();
        double seconds = outcome.result().simulatedSeconds()
                * outcome.result().replications().size();
        for (var node : outcome.result().nodes()) {
            var requests = node.requests();
            var latency = node.latency();
            rows.add(new NodeRow(
                    node.node().id(),
                    node.node().label(),
                    node.node().kind().name(),
                    ResultsModel.rate(requests.offered() / seconds),
                    ResultsModel.part(requests.throttled(), requests.offered()),
                    ResultsModel.part(requests.failed() + requests.timedOut(), requests.offered()),
                    latency.count() == 0
                            ? "–"
                            : ResultsModel.millis(latency.p50().value()),
                    latency.count() == 0
                            ? "–"
                            : ResultsModel.millis(latency.p99().value()),
                    more(node)));
        }
        return rows;
    }

    private static String more(NodeResult node) {
        var words = new ArrayList<String>();
        node.metrics().forEach((name, value) -> {
            if (words.size() >= 4) return;
            switch (value) {
                case NodeResult.Level(var mean, var max) -> {
                    if (mean.value() > 0)
                        words.add("%s %s, at most %s"
                                .formatted(spaced(name), ResultsModel.few(mean.value()), ResultsModel.few(max)));
                }
                case NodeResult.Count(var sum, var each) -> {
                    if (sum > 0 && name.equals("coldStarts")) words.add(ValueText.grouped(sum) + " cold starts");
                    if (name.equals("alarms")) words.add(wentOff(sum, each));
                }
                case NodeResult.Times(var l) -> {
                    if (l.count() > 0)
                        words.add("%s p50 %s, p99 %s"
                                .formatted(
                                        spaced(name),
                                        ResultsModel.millis(l.p50().value()),
                                        ResultsModel.millis(l.p99().value())));
                }
                case NodeResult.Figure(var estimate) -> {
                    if (estimate.value() > 0 && (name.endsWith("Ratio") || name.equals("inAlarm")))
                        words.add(spaced(name) + " " + ResultsModel.percent(estimate.value()));
                }
            }
        });
        return String.join(" · ", words);
    }

    private static String spaced(String name) {
        return ValueText.title(name).toLowerCase(Locale.ROOT);
    }

    private static String wentOff(long sum, Estimate each) {
        if (sum == 0) return "never went off";
        var often = ResultsModel.few(each.value());
        return "went off " + often + (often.equals("1.00") ? " time" : " times") + " a run";
    }
}
