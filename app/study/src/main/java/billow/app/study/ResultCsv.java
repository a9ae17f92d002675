package billow.app.study;

import billow.simulator.flow.Outcome;
import billow.simulator.run.Latencies;
import billow.simulator.run.NodeResult;
import billow.simulator.run.Outcomes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The result of a study as tables for spreadsheets, one file each: requests, nodes, metrics, time, bill.
public final class ResultCsv {
    private static final List<String> OUTCOMES =
            List.of("offered", "succeeded", "throttled", "failed", "timedOut", "deadLettered", "dropped", "inFlight");
    private static final List<String> LATENCIES = List.of("mean", "p50", "p90", "p95", "p99", "p999", "max");

    private ResultCsv() {}

    /// Writes the tables into `folder`, which is made when it is not there.
    public static void write(Study.Result result, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("requests.csv"), requests(result));
        Files.writeString(folder.resolve("nodes.csv"), nodes(result));
        Files.writeString(folder.resolve("metrics.csv"), metrics(result));
        Files.writeString(folder.resolve("time.csv"), time(result));
        Files.writeString(folder.resolve("bill.csv"), bill(result));
    }

    private static String requests(Study.Result result) {
        var run = result.run();
        var out = new StringBuilder(header("route"));
        out.append(line("", run.requests(), run.latency()));
        for (var route : run.routes()) out.append(line(route, run.routeRequests(route), run.routeLatency(route)));
        return out.toString();
    }

    private static String nodes(Study.Result result) {
        var out = new StringBuilder(header("node"));
        for (var node : result.run().nodes()) out.append(line(node.node().id(), node.requests(), node.latency()));
        return out.toString();
    }

    private static String header(String first) {
        return Stream.of(
                                List.of(first),
                                OUTCOMES,
                                LATENCIES.stream().map(l -> l + "Ms").toList())
                        .flatMap(List::stream)
                        .collect(Collectors.joining(","))
                + "\n";
    }

    private static String line(String name, Outcomes o, Latencies l) {
        return "%s,%d,%d,%d,%d,%d,%d,%d,%d,%s,%s,%s,%s,%s,%s,%s%n"
                .formatted(
                        quoted(name),
                        o.offered(),
                        o.succeeded(),
                        o.throttled(),
                        o.failed(),
                        o.timedOut(),
                        o.deadLettered(),
                        o.dropped(),
                        o.inFlight(),
                        l.mean().value(),
                        l.p50().value(),
                        l.p90().value(),
                        l.p95().value(),
                        l.p99().value(),
                        l.p999().value(),
                        l.max().value());
    }

    private static String metrics(Study.Result result) {
        var out = new StringBuilder("node,metric,value,low,high,max\n");
        for (var node : result.run().nodes())
            node.metrics()
                    .forEach((name, value) -> out.append(quoted(node.node().id()))
                            .append(',')
                            .append(name)
                            .append(',')
                            .append(metric(value))
                            .append('\n'));
        return out.toString();
    }

    private static String metric(NodeResult.Value value) {
        return switch (value) {
            case NodeResult.Count count -> count.sum() + ",,,";
            case NodeResult.Figure figure ->
                figure.estimate().value() + "," + figure.estimate().low() + ","
                        + figure.estimate().high() + ",";
            case NodeResult.Times(var l) ->
                l.mean().value() + "," + l.mean().low() + "," + l.mean().high() + ","
                        + l.max().value();
            case NodeResult.Level level ->
                level.mean().value() + "," + level.mean().low() + ","
                        + level.mean().high() + "," + level.max();
        };
    }

    private static String time(Study.Result result) {
        var series = new OverTime(result.run());
        var out =
                new StringBuilder("seconds,offeredPerSecond,succeededPerSecond,throttledPerSecond,p50Ms,p95Ms,p99Ms\n");
        var offered = series.offered();
        var succeeded = series.outcome(Outcome.OK);
        var throttled = series.outcome(Outcome.THROTTLED);
        for (int i = 0; i < offered.length; i++)
            out.append(series.seconds(i))
                    .append(',')
                    .append(offered[i])
                    .append(',')
                    .append(succeeded[i])
                    .append(',')
                    .append(throttled[i])
                    .append(',')
                    .append(series.latency(50)[i])
                    .append(',')
                    .append(series.latency(95)[i])
                    .append(',')
                    .append(series.latency(99)[i])
                    .append('\n');
        return out.toString();
    }

    private static String bill(Study.Result result) {
        var out = new StringBuilder("node,meter,quantity,unit,amountUsd,formula,source\n");
        for (var line : result.bill().bill().lines())
            out.append(quoted(line.node() == null ? "" : line.node()))
                    .append(',')
                    .append(line.meter())
                    .append(',')
                    .append(line.quantity().toPlainString())
                    .append(',')
                    .append(quoted(line.unit()))
                    .append(',')
                    .append(line.amount().toPlainString())
                    .append(',')
                    .append(quoted(line.formula()))
                    .append(',')
                    .append(quoted(line.evidence().source()))
                    .append('\n');
        return out.toString();
    }

    /// Quoted where needed; a text a spreadsheet would take for a formula is kept a text.
    private static String quoted(String text) {
        var safe = text.matches("^[=+@\\-].*") ? "'" + text : text;
        return safe.matches("(?s).*[,\"\n\r].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
