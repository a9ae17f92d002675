package billow.test.money;

import billow.model.archetype.Counter;
import billow.model.value.Distribution;
import billow.simulator.flow.Measure;
import billow.simulator.kernel.Checks;
import billow.simulator.run.Blueprint;
import billow.simulator.run.Designs;
import billow.simulator.run.NodeRun;
import billow.simulator.run.Progress;
import billow.simulator.run.Replication;
import billow.simulator.run.RunSettings;
import billow.simulator.run.Simulation;
import billow.simulator.run.TraceSource;
import java.util.Map;
import java.util.TreeMap;

/// What a small design in which nothing is left to chance was metered for. Its clients send their requests at 1/rate,
/// 2/rate … seconds; a run that ends between two of them has sent a whole number.
final class Metered {
    static final long MILLISECOND = 1_000_000;
    static final long SECOND = 1_000 * MILLISECOND;
    static final double GIGABYTE = 1L << 30;

    private final Replication run;

    private Metered(Replication run) {
        this.run = run;
    }

    static Metered run(Designs design, double seconds) {
        var settings = RunSettings.DEFAULT
                .lasting(Math.round(seconds * SECOND))
                .warmingUp(0L)
                .replicated(1)
                .checked(Checks.FULL);
        return new Metered(Simulation.run(Blueprint.of(design.done(), TraceSource.NONE), settings, Progress.SILENT)
                .orElseThrow()
                .replications()
                .getFirst());
    }

    /// Clients that send at a constant rate over a network that takes no time.
    static Designs clients(double perSecond, Object... set) {
        return Designs.draw()
                .node(
                        "clients",
                        "traffic.clients",
                        joined(
                                new Object[] {
                                    "rate",
                                    perSecond,
                                    "arrivals",
                                    "constant",
                                    "network",
                                    Designs.NOTHING,
                                    "timeout",
                                    3_600 * SECOND
                                },
                                set));
    }

    /// Parameters of a function that takes so long, starts without delay and adds none.
    static Object[] function(double millis, Object... set) {
        return joined(
                new Object[] {
                    "duration",
                    millis(millis),
                    "initDuration",
                    Designs.NOTHING,
                    "sandboxTime",
                    Designs.NOTHING,
                    "firstRunPenalty",
                    Designs.NOTHING,
                    "invokeOverhead",
                    Designs.NOTHING
                },
                set);
    }

    static Distribution millis(double millis) {
        return new Distribution.Constant(millis * MILLISECOND);
    }

    static Distribution kilobytes(double kilobytes) {
        return new Distribution.Constant(kilobytes * 1024);
    }

    private static Object[] joined(Object[] first, Object[] second) {
        var all = new Object[first.length + second.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    NodeRun node(String id) {
        return run.nodes().stream()
                .filter(n -> n.node().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /// Quantity of a meter of a node over the whole run.
    double of(String node, String meter) {
        var counts = node(node);
        return counts.node().kind().meters().stream()
                .filter(m -> m.id().equals(meter))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("%s has no meter %s.".formatted(node, meter)))
                .formula()
                .quantity(counts.node().params(), counts);
    }

    /// Quantities above 0 of all nodes, by meter.
    Map<String, Double> all() {
        var all = new TreeMap<String, Double>();
        for (var counts : run.nodes())
            for (var meter : counts.node().kind().meters()) {
                double quantity = meter.formula().quantity(counts.node().params(), counts);
                if (quantity > 0) all.merge(meter.id(), quantity, Double::sum);
            }
        return all;
    }

    double counter(String node, Counter counter) {
        return node(node).get(counter);
    }

    /// A reported count.
    long count(String node, String metric) {
        if (node(node).measures().get(metric) instanceof Measure.Count(long value)) return value;
        throw new IllegalArgumentException("%s has no count %s.".formatted(node, metric));
    }
}
