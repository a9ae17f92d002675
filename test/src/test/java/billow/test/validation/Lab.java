package billow.test.validation;

import billow.model.design.Design;
import billow.model.value.Distribution;
import billow.model.value.Estimate;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.run.Blueprint;
import billow.simulator.run.Designs;
import billow.simulator.run.NodeRun;
import billow.simulator.run.Progress;
import billow.simulator.run.Replication;
import billow.simulator.run.RunResult;
import billow.simulator.run.RunSettings;
import billow.simulator.run.Simulation;
import billow.simulator.run.TraceSource;
import billow.simulator.statistics.Interval;
import java.util.function.ToDoubleFunction;

/// Designs without anything that would blur a comparison, and figures taken from their runs. Seeds are fixed: a
/// comparison that fails tells of a change, not of bad luck.
final class Lab {
    static final long SECOND = 1_000_000_000L;
    static final Distribution NOTHING = new Distribution.Constant(0);
    private static final int RUNS = 20;

    private Lab() {}

    static Designs clients(double rate, Object... more) {
        return Designs.draw()
                .node(
                        "clients",
                        "traffic.clients",
                        joined(more, "rate", rate, "network", NOTHING, "timeout", 3_600 * SECOND));
    }

    /// Clients before one function whose times are given outright.
    static Design pool(double rate, Distribution warm, Distribution cold, double keepAliveSeconds, Object... more) {
        Object[] set = joined(
                more,
                "duration",
                warm,
                "coldDuration",
                cold,
                "keepAlive",
                new Distribution.Constant(keepAliveSeconds * 1e9),
                "maxLife",
                0L,
                "timeout",
                900 * SECOND,
                "invokeOverhead",
                NOTHING);
        return clients(rate)
                .node("f", "aws.lambda.function", set)
                .link("clients", "f")
                .done();
    }

    private static Object[] joined(Object[] more, Object... base) {
        Object[] all = new Object[base.length + more.length];
        System.arraycopy(base, 0, all, 0, base.length);
        System.arraycopy(more, 0, all, base.length, more.length);
        return all;
    }

    static RunResult run(Design design, double warmupSeconds, double seconds, int runs) {
        var settings = RunSettings.DEFAULT
                .lasting((long) (seconds * SECOND))
                .warmingUp((long) (warmupSeconds * SECOND))
                .replicated(runs)
                .onThreads(2);
        return Simulation.run(Blueprint.of(design, TraceSource.NONE), settings, Progress.SILENT)
                .orElseThrow();
    }

    /// Mean over twenty replications with its 99.9 % interval.
    static Estimate estimate(
            Design design, double warmupSeconds, double seconds, ToDoubleFunction<Replication> figure) {
        double[] samples = run(design, warmupSeconds, seconds, RUNS).replications().stream()
                .mapToDouble(figure)
                .toArray();
        return Interval.mean(samples, 0.999);
    }

    static NodeRun node(Replication run, String id) {
        return run.nodes().stream()
                .filter(n -> n.node().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    static double count(Replication run, String id, String metric) {
        return ((Measure.Count) node(run, id).measures().get(metric)).value();
    }

    static double share(Replication run, String id, String metric) {
        var share = (Measure.Share) node(run, id).measures().get(metric);
        return (double) share.hits() / share.trials();
    }

    static double level(Replication run, String id, String metric) {
        return ((Measure.Level) node(run, id).measures().get(metric)).mean();
    }

    static double outcome(Replication run, String id, Outcome outcome) {
        return (double) node(run, id).outcome(outcome) / node(run, id).offered();
    }
}
