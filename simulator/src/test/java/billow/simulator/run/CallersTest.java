package billow.simulator.run;

import static billow.simulator.run.Designs.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.design.Design;
import billow.model.value.Distribution.Constant;
import billow.model.value.Distribution.Exponential;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.kernel.Checks;
import billow.simulator.statistics.Interval;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/// Hedges, breakers and retry quotas of clients and handlers in whole designs.
class CallersTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;

    private static RunResult run(Design design, double seconds, int runs) {
        var settings = RunSettings.DEFAULT
                .lasting((long) (seconds * SECOND))
                .warmingUp(0L)
                .replicated(runs)
                .checked(Checks.FULL);
        return Simulation.run(Blueprint.of(design, TraceSource.NONE), settings, Progress.SILENT)
                .orElseThrow();
    }

    private static NodeRun node(Replication run, String id) {
        return run.nodes().stream()
                .filter(n -> n.node().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static long count(Replication run, String id, String metric) {
        return ((Measure.Count) node(run, id).measures().get(metric)).value();
    }

    private static void assertMean(RunResult result, double expected, ToDoubleFunction<Replication> figure) {
        var interval =
                Interval.mean(result.replications().stream().mapToDouble(figure).toArray(), 0.999);
        assertThat(expected).isBetween(interval.low(), interval.high());
        assertThat(interval.relativePrecision()).isLessThan(0.05);
    }

    private static Design hedged(long afterMillis) {
        return Designs.draw()
                .node("clients", "traffic.clients", "rate", 50.0, "network", NOTHING, "hedgeAfter", afterMillis * MILLI)
                .node("outside", "external.service", "latency", new Exponential(100 * MILLI))
                .link("clients", "outside")
                .done();
    }

    /// min(X, d + Y) with X and Y exponential of mean m: m (1 − e^(−d/m)) + e^(−d/m) m/2; a share e^(−d/m) is sent
    /// twice.
    @Test
    void aHedgedRequestTakesTheLesserOfTwoTimes() {
        for (long after : new long[] {20, 100}) {
            double twice = Math.exp(-after / 100.0);
            var result = run(hedged(after), 200, 20);
            assertMean(
                    result,
                    100 * (1 - twice) + 50 * twice,
                    r -> r.requests().all().latency().meanMs());
            assertMean(
                    result,
                    1 + twice,
                    r -> (double) node(r, "outside").offered()
                            / node(r, "clients").offered());
        }
    }

    @Test
    void aHandlerHedgesAsClientsDo() {
        double twice = Math.exp(-0.5);
        var design = Designs.draw()
                .node("clients", "traffic.clients", "rate", 50.0, "network", NOTHING)
                .node(
                        "f",
                        "aws.lambda.function",
                        "duration",
                        NOTHING,
                        "initDuration",
                        NOTHING,
                        "sandboxTime",
                        NOTHING,
                        "firstRunPenalty",
                        NOTHING,
                        "invokeOverhead",
                        NOTHING,
                        "timeout",
                        60 * SECOND)
                .node("outside", "external.service", "latency", new Exponential(100 * MILLI))
                .link("clients", "f")
                .link("f", "outside", "hedgeAfter", 50 * MILLI)
                .done();
        var result = run(design, 200, 20);
        assertMean(
                result,
                100 * (1 - twice) + 50 * twice,
                r -> r.requests().all().latency().meanMs());
        assertMean(
                result,
                1 + twice,
                r -> (double) node(r, "outside").offered() / node(r, "f").offered());
    }

    @Test
    void aPercentileHedgesTheSlowestFew() {
        var design = Designs.draw()
                .node("clients", "traffic.clients", "rate", 100.0, "network", NOTHING, "hedgePercentile", 95.0)
                .node("outside", "external.service", "latency", new Exponential(100 * MILLI))
                .link("clients", "outside")
                .done();
        var run = run(design, 600, 1).replications().getFirst();
        // What is hedged is answered sooner, so the percentile of answers lies a little below that of attempts.
        assertThat((double) count(run, "clients", "hedges")
                        / node(run, "clients").offered())
                .isBetween(0.04, 0.09);
    }

    @Test
    void aBreakerSparesACalleeThatIsDownAndFindsItUpAgain() {
        var design = Designs.draw()
                .node(
                        "clients",
                        "traffic.clients",
                        "rate",
                        10.0,
                        "arrivals",
                        "constant",
                        "network",
                        NOTHING,
                        "breakerFailureShare",
                        0.5,
                        "breakerWindow",
                        10L,
                        "breakerMinimumCalls",
                        10L,
                        "breakerOpenTime",
                        5 * SECOND,
                        "breakerProbes",
                        2L)
                .node("outside", "external.service", "latency", NOTHING)
                .link("clients", "outside")
                .done();
        var settings = RunSettings.DEFAULT
                .lasting(40 * SECOND)
                .warmingUp(0L)
                .replicated(1)
                .checked(Checks.FULL);
        var faults = java.util.List.of(parsed("kill outside at 10s for 12s"));
        var run = Simulation.run(Blueprint.of(design, TraceSource.NONE, faults), settings, Progress.SILENT)
                .orElseThrow()
                .replications()
                .getFirst();
        // Five of ten fail, it opens for 5 s; two probes fail, again for 5 s, and once more; then it is up.
        assertThat(node(run, "outside").outcome(Outcome.SERVICE_ERROR)).isEqualTo(5 + 2 + 2);
        assertThat(count(run, "clients", "refusedByBreaker")).isBetween(145L, 150L);
        assertThat(node(run, "clients").outcome(Outcome.OK))
                .isEqualTo(node(run, "clients").offered()
                        - 9
                        - count(run, "clients", "refusedByBreaker")
                        - (node(run, "clients").offered() - ended(run)));
    }

    private static long ended(Replication run) {
        long sum = 0;
        for (var outcome : Outcome.values()) sum += node(run, "clients").outcome(outcome);
        return sum;
    }

    private static billow.model.fault.Fault parsed(String text) {
        try {
            return billow.model.fault.FaultText.parse(text);
        } catch (billow.model.fault.FaultText.BadFault e) {
            throw new AssertionError(e.message(), e);
        }
    }

    /// A callee that refuses everything: without quota each request makes three attempts; with it the bucket pays for
    /// 100 retries and then none, for nothing is ever given back.
    @Test
    void theRetryQuotaEndsAStormOfRetries() {
        var design = Designs.draw()
                .node("clients", "traffic.clients", "rate", 20.0, "network", NOTHING, "retries", "standard")
                .node("outside", "external.service", "latency", new Constant(MILLI), "errorRate", 1.0)
                .link("clients", "outside")
                .done();
        var run = run(design, 100, 1).replications().getFirst();
        assertThat(count(run, "clients", "retries")).isEqualTo(100);
        assertThat(count(run, "clients", "retriesForgone"))
                .isCloseTo(node(run, "clients").offered() - 50, within(60L));
    }

    /// An environment has a client of its own: its quota does not suffer from the others.
    @Test
    void everyEnvironmentHasAQuotaOfItsOwn() {
        var design = Designs.draw()
                .node("clients", "traffic.clients", "rate", 5.0, "arrivals", "constant", "network", NOTHING)
                .node("f", "aws.lambda.function", "duration", NOTHING, "timeout", 60 * SECOND)
                .node("outside", "external.service", "latency", NOTHING, "errorRate", 1.0)
                .link("clients", "f")
                .link("f", "outside")
                .done();
        var run = run(design, 300, 1).replications().getFirst();
        long environments = count(run, "f", "coldStarts");
        assertThat(environments).isGreaterThan(3);
        long retries = node(run, "outside").offered() - node(run, "f").offered();
        assertThat(retries).isBetween(100L * environments / 2, 100L * environments);
    }
}
