package billow.simulator.run;

import billow.model.design.Node;
import billow.model.kind.Meter;
import billow.model.value.Estimate;
import billow.simulator.flow.Measure;
import billow.simulator.statistics.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What all replications say of one node.
///
/// @param node the node of the design
/// @param runs one for each replication
public record NodeResult(Node node, List<NodeRun> runs) {
    private static final double LEVEL = 0.95;

    public NodeResult {
        runs = List.copyOf(runs);
    }

    /// A reported figure.
    public sealed interface Value {}

    /// Something that happened so many times in all replications.
    public record Count(long sum, Estimate perReplication) implements Value {}

    /// An average or a share, with its interval.
    public record Figure(Estimate estimate) implements Value {}

    /// A level over time: its mean with interval, and the greatest it reached; NaN when that is not known.
    public record Level(Estimate mean, double max) implements Value {}

    /// How long things took, with percentiles.
    public record Times(Latencies latencies) implements Value {}

    /// Attempts that arrived here and what they came to.
    public Outcomes requests() {
        return Outcomes.sum(
                runs.stream().map(r -> Outcomes.of(r.offered(), r::outcome)).toList());
    }

    /// What asynchronous work here came to: messages of a queue, events of a function. Empty when there was none.
    public Optional<Outcomes> messages() {
        long offered = sum("messagesOffered") + sum("asyncEventsReceived");
        if (offered == 0) return Optional.empty();
        long done = sum("messagesDone") + sum("asyncEventsSucceeded");
        long deadLettered = sum("messagesDeadLettered") + sum("asyncEventsDeadLettered");
        long dropped = sum("messagesExpired") + sum("asyncEventsDropped");
        return Optional.of(
                new Outcomes(offered, done, 0, 0, 0, deadLettered, dropped, offered - done - deadLettered - dropped));
    }

    private long sum(String metric) {
        long sum = 0;
        for (var run : runs) if (run.measures().get(metric) instanceof Measure.Count(long value)) sum += value;
        return sum;
    }

    public Latencies latency() {
        return Latencies.of(runs.stream().map(NodeRun::latency).toList());
    }

    /// Reported figures by metric name, in the order the kind reports them. What only some replications have to say,
    /// such as when an alarm went off, is told of those.
    public Map<String, Value> metrics() {
        var names = new LinkedHashSet<String>();
        for (var run : runs) names.addAll(run.measures().keySet());
        var values = new LinkedHashMap<String, Value>();
        for (var name : names) {
            var parts = new ArrayList<Measure>();
            for (var run : runs) {
                var part = run.measures().get(name);
                if (part != null) parts.add(part);
            }
            values.put(name, join(parts));
        }
        return values;
    }

    /// Quantity of a meter in each replication, for the time that was measured.
    public double[] quantities(Meter meter) {
        return runs.stream()
                .mapToDouble(r -> meter.formula().quantity(node.params(), r))
                .toArray();
    }

    /// The part of [#quantities] that would not have been used had nothing failed: retries, what timed out, dead
    /// letters, and what was done on their account.
    public double[] quantitiesOfFailures(Meter meter) {
        return runs.stream()
                .mapToDouble(r -> meter.formula().quantity(node.params(), r)
                        - meter.formula().quantity(node.params(), r.withoutFailures()))
                .toArray();
    }

    private static Value join(List<Measure> parts) {
        return switch (parts.getFirst()) {
            case Measure.Count c -> {
                double[] counts = parts.stream()
                        .mapToDouble(p -> ((Measure.Count) p).value())
                        .toArray();
                long sum = parts.stream()
                        .mapToLong(p -> ((Measure.Count) p).value())
                        .sum();
                yield new Count(sum, Interval.mean(counts, LEVEL));
            }
            case Measure.Share s -> new Figure(share(parts));
            case Measure.Mean m -> new Figure(mean(parts));
            case Measure.Level l -> level(parts);
            case Measure.Times t ->
                new Times(Latencies.of(
                        parts.stream().map(p -> ((Measure.Times) p).times()).toList()));
        };
    }

    private static Estimate share(List<Measure> parts) {
        double[] hits =
                parts.stream().mapToDouble(p -> ((Measure.Share) p).hits()).toArray();
        double[] trials =
                parts.stream().mapToDouble(p -> ((Measure.Share) p).trials()).toArray();
        for (double t : trials) if (t > 0) return Interval.share(hits, trials, LEVEL);
        return Estimate.exactly(0);
    }

    private static Estimate mean(List<Measure> parts) {
        double[] sums =
                parts.stream().mapToDouble(p -> ((Measure.Mean) p).sum()).toArray();
        double[] counts =
                parts.stream().mapToDouble(p -> ((Measure.Mean) p).count()).toArray();
        for (double c : counts) if (c > 0) return Interval.ratio(sums, counts, LEVEL);
        return Estimate.exactly(0);
    }

    private static Level level(List<Measure> parts) {
        double[] means = parts.stream()
                .mapToDouble(p -> ((Measure.Level) p).mean())
                .filter(m -> !Double.isNaN(m))
                .toArray();
        double max =
                parts.stream().mapToDouble(p -> ((Measure.Level) p).max()).max().orElse(Double.NaN);
        return new Level(means.length == 0 ? Estimate.exactly(0) : Interval.mean(means, LEVEL), max);
    }
}
