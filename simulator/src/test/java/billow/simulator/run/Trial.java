package billow.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.archetype.Counter;
import billow.model.design.Design;
import billow.model.kind.Meter;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.kernel.Checks;
import billow.simulator.statistics.Interval;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/// A design run under full self-checks, and figures taken from it.
public final class Trial {
    public static final long SECOND = 1_000_000_000L;
    public static final long MILLISECOND = 1_000_000L;

    private final RunResult result;

    private Trial(RunResult result) {
        this.result = result;
    }

    public static Trial of(Designs design, double seconds) {
        return of(design.done(), 0, seconds, 1);
    }

    public static Trial of(Design design, double warmup, double seconds, int runs) {
        var settings = RunSettings.DEFAULT
                .lasting((long) (seconds * SECOND))
                .warmingUp((long) (warmup * SECOND))
                .replicated(runs)
                .checked(Checks.FULL);
        return new Trial(Simulation.run(Blueprint.of(design, TraceSource.NONE), settings, Progress.SILENT)
                .orElseThrow());
    }

    public RunResult result() {
        return result;
    }

    public static NodeRun node(Replication run, String id) {
        return run.nodes().stream()
                .filter(n -> n.node().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    public NodeRun node(String id) {
        return node(result.replications().getFirst(), id);
    }

    public long offered(String id) {
        return node(id).offered();
    }

    public long outcome(String id, Outcome outcome) {
        return node(id).outcome(outcome);
    }

    public long counter(String id, Counter counter) {
        return (long) node(id).get(counter);
    }

    public long count(String id, String metric) {
        if (node(id).measures().get(metric) instanceof Measure.Count(long value)) return value;
        throw new AssertionError("There is no count " + metric + ".");
    }

    public double level(String id, String metric) {
        if (node(id).measures().get(metric) instanceof Measure.Level level) return level.mean();
        throw new AssertionError("There is no level " + metric + ".");
    }

    /// Quantity of a meter for the time that was measured, in the first replication.
    public double quantity(String id, String meter) {
        var node = result.nodes().stream()
                .filter(n -> n.node().id().equals(id))
                .findFirst()
                .orElseThrow();
        Meter found = node.node().kind().meters().stream()
                .filter(m -> m.id().equals(meter))
                .findFirst()
                .orElseThrow();
        return node.quantities(found)[0];
    }

    public static double share(Replication run, String id, String metric) {
        var share = (Measure.Share) node(run, id).measures().get(metric);
        return (double) share.hits() / share.trials();
    }

    public static double part(Replication run, String id, Outcome outcome) {
        return (double) node(run, id).outcome(outcome) / node(run, id).offered();
    }

    /// The known figure lies in the 99.9 % interval of the replications, and that is narrow enough to mean something.
    public void holds(double expected, ToDoubleFunction<Replication> figure) {
        double[] samples = result.replications().stream().mapToDouble(figure).toArray();
        var interval = Interval.mean(samples, 0.999);
        assertThat(expected)
                .as("%s in %s", expected, Arrays.toString(samples))
                .isBetween(interval.low(), interval.high());
        assertThat(interval.high() - interval.low()).isLessThan(0.2 * Math.abs(expected));
    }
}
