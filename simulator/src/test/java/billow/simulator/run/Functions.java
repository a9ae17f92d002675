package billow.simulator.run;

import static billow.simulator.run.Designs.NOTHING;

import billow.model.design.Design;
import billow.model.value.Distribution.Constant;
import billow.simulator.flow.Measure;
import billow.simulator.kernel.Checks;

/// Functions whose times can be worked out by hand, and what came of their runs.
final class Functions {
    static final long MILLI = 1_000_000L;
    static final long SECOND = 1_000 * MILLI;

    private Functions() {}

    /// A handler of 100 ms and nothing else, with further parameters set.
    static Object[] plain(Object... more) {
        return joined(
                more,
                "duration",
                new Constant(100 * MILLI),
                "initDuration",
                NOTHING,
                "sandboxTime",
                NOTHING,
                "firstRunPenalty",
                NOTHING,
                "invokeOverhead",
                NOTHING);
    }

    /// Clients with constant gaps between their requests.
    static Designs steady(double rate, Object... more) {
        return Designs.draw()
                .node(
                        "clients",
                        "traffic.clients",
                        joined(more, "rate", rate, "network", NOTHING, "arrivals", "constant"));
    }

    private static Object[] joined(Object[] more, Object... base) {
        Object[] all = new Object[base.length + more.length];
        System.arraycopy(base, 0, all, 0, base.length);
        System.arraycopy(more, 0, all, base.length, more.length);
        return all;
    }

    static Replication run(Design design, double seconds, long seed) {
        var settings = RunSettings.DEFAULT
                .lasting((long) (seconds * SECOND))
                .warmingUp(0L)
                .replicated(1)
                .seeded(seed)
                .checked(Checks.FULL);
        return Simulation.run(Blueprint.of(design, TraceSource.NONE), settings, Progress.SILENT)
                .orElseThrow()
                .replications()
                .getFirst();
    }

    static Replication run(Design design, double seconds) {
        return run(design, seconds, 1);
    }

    static NodeRun node(Replication run, String id) {
        return run.nodes().stream()
                .filter(n -> n.node().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    static long count(Replication run, String metric) {
        return ((Measure.Count) node(run, "f").measures().get(metric)).value();
    }

    static Measure.Level level(Replication run, String metric) {
        return (Measure.Level) node(run, "f").measures().get(metric);
    }
}
