package billow.simulator.run;

import static billow.simulator.run.Designs.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.design.Design;
import billow.model.value.Distribution;
import billow.model.value.Distribution.Constant;
import billow.model.value.Distribution.Exponential;
import billow.model.value.Distribution.LogNormal;
import billow.simulator.flow.Measure;
import billow.simulator.kernel.Checks;
import billow.simulator.statistics.Interval;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/// Closed forms of queueing theory lie within the 99.9 % interval of twenty replications. Seeds are fixed: a failure is
/// a change of behaviour, not bad luck.
class ClosedFormsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int RUNS = 20;

    private static void holds(Design design, long seconds, double truth, ToDoubleFunction<Replication> figure) {
        holds(design, 100, seconds, truth, figure);
    }

    private static void holds(
            Design design, long warmup, long seconds, double truth, ToDoubleFunction<Replication> figure) {
        double[] samples = run(design, warmup, seconds).replications().stream()
                .mapToDouble(figure)
                .toArray();
        var estimate = Interval.mean(samples, 0.999);
        assertThat(truth).as("in %s", estimate).isBetween(estimate.low(), estimate.high());
        assertThat(estimate.relativePrecision())
                .as("sharp enough to mean something")
                .isLessThan(0.1);
    }

    private static RunResult run(Design design, long warmup, long seconds) {
        var settings = RunSettings.DEFAULT
                .lasting(seconds * SECOND)
                .warmingUp(warmup * SECOND)
                .replicated(RUNS)
                .checked(Checks.FULL);
        return Simulation.run(Blueprint.of(design, TraceSource.NONE), settings, Progress.SILENT)
                .orElseThrow();
    }

    private static Designs clients(double rate, Object... more) {
        Object[] set = new Object[more.length + 6];
        System.arraycopy(new Object[] {"rate", rate, "network", NOTHING, "timeout", 3_600 * SECOND}, 0, set, 0, 6);
        System.arraycopy(more, 0, set, 6, more.length);
        return Designs.draw().node("clients", "traffic.clients", set);
    }

    private static Design function(
            double rate, Distribution warm, Distribution cold, double keepAliveSeconds, Object... more) {
        Object[] set = new Object[more.length + 12];
        Object[] base = {
            "duration",
            warm,
            "coldDuration",
            cold,
            "keepAlive",
            new Constant(keepAliveSeconds * 1e9),
            "maxLife",
            0L,
            "timeout",
            900 * SECOND,
            "invokeOverhead",
            NOTHING
        };
        System.arraycopy(base, 0, set, 0, 12);
        System.arraycopy(more, 0, set, 12, more.length);
        return clients(rate)
                .node("f", "aws.lambda.function", set)
                .link("clients", "f")
                .done();
    }

    private static NodeRun last(Replication replication) {
        return replication.nodes().getLast();
    }

    private static double throttledShare(Replication replication) {
        var node = last(replication);
        return (double) node.outcome(billow.simulator.flow.Outcome.THROTTLED) / node.offered();
    }

    private static double coldShare(Replication replication) {
        var share = (Measure.Share) last(replication).measures().get("coldStartRate");
        return (double) share.hits() / share.trials();
    }

    @Test
    void o1ReservedConcurrencyLosesWhatErlangSays() {
        var service = new Exponential(1e9);
        holds(
                function(8, service, service, 600, "reservedConcurrentExecutions", 10L),
                20_000,
                0.121661,
                ClosedFormsTest::throttledShare);
        var lognormal = LogNormal.ofMeanAndCv(1e9, 2);
        holds(
                function(2, lognormal, lognormal, 600, "reservedConcurrentExecutions", 5L),
                50_000,
                0.036697,
                ClosedFormsTest::throttledShare);
    }

    @Test
    void o3UnlimitedConcurrencyIsPoissonWhateverTheLaw() {
        for (var law :
                new Distribution[] {new Exponential(1.991e9), new Constant(1.991e9), LogNormal.ofMeanAndCv(1.991e9, 1.5)
                }) {
            holds(
                    function(0.9, law, law, 600),
                    40_000,
                    1.7919,
                    r -> ((Measure.Level) last(r).measures().get("concurrency")).mean());
        }
    }

    @Test
    void o3ConcurrencySeenAtRandomTimesFollowsThePoissonLaw() {
        var law = new Exponential(1.991e9);
        var blueprint = Blueprint.of(function(0.9, law, law, 600), TraceSource.NONE);
        double[] none = new double[RUNS];
        double[] fiveOrMore = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            var live = new LiveRun(
                    blueprint,
                    RunSettings.DEFAULT.lasting(40_000 * SECOND).warmingUp(0L).seeded(run));
            int seen = 0;
            for (long t = 100; t <= 40_000; t += 5, seen++) {
                live.advanceTo(t * SECOND);
                var level = (Measure.Level)
                        live.snapshot().nodes().getLast().measures().get("concurrency");
                if (level.now() == 0) none[run]++;
                if (level.now() >= 5) fiveOrMore[run]++;
            }
            none[run] /= seen;
            fiveOrMore[run] /= seen;
        }
        var zero = Interval.mean(none, 0.999);
        var five = Interval.mean(fiveOrMore, 0.999);
        assertThat(0.166643).isBetween(zero.low(), zero.high());
        assertThat(0.035824).isBetween(five.low(), five.high());
    }

    @Test
    void o6TokenBucketLosesWhatAFiniteQueueWould() {
        tokens(95, 100, 20, 4_000, 0.0080686);
        tokens(90, 100, 10, 4_000, 0.0166317);
        tokens(110, 100, 20, 2_000, 0.0929038);
        tokens(150, 100, 50, 500, 1 / 3.0);
    }

    private static void tokens(double rate, double refill, long burst, long seconds, double loss) {
        var design = clients(rate)
                .node(
                        "api",
                        "aws.apigateway.rest",
                        "mock",
                        true,
                        "throttlingRateLimit",
                        refill,
                        "throttlingBurstLimit",
                        burst,
                        "overhead",
                        NOTHING)
                .link("clients", "api")
                .done();
        holds(design, seconds, loss, ClosedFormsTest::throttledShare);
    }

    @Test
    void o6TheFirst429OfAnOverloadedAccountComesWhenItsBurstIsUsedUp() {
        var design = clients(15_000, "arrivals", "constant")
                .node("api", "aws.apigateway.rest", "mock", true, "overhead", NOTHING)
                .link("clients", "api")
                .done();
        var live = new LiveRun(
                Blueprint.of(design, TraceSource.NONE),
                RunSettings.DEFAULT.lasting(30 * SECOND).warmingUp(0L));
        live.advanceTo(999_000_000L);
        assertThat(live.snapshot().requests().throttled()).isZero();
        live.advanceTo(1_002_000_000L);
        assertThat(live.snapshot().requests().throttled()).isPositive();
        live.advanceTo(30 * SECOND);
        double share = live.snapshot().requests().throttled() / (29.0 * 15_000);
        assertThat(share).isCloseTo(1 / 3.0, within(0.001));
    }

    @Test
    void o7OneEnvironmentIsColdAfterALongPauseAndRefusesWhileBusy() {
        var design = function(0.5, new Constant(1e9), new Constant(3e9), 2, "reservedConcurrentExecutions", 1L);
        holds(design, 50_000, 0.367879, ClosedFormsTest::coldShare);
        holds(design, 50_000, 0.464634, ClosedFormsTest::throttledShare);
        var instant = new Constant(1);
        holds(
                function(1 / 900.0, instant, instant, 600, "reservedConcurrentExecutions", 1L),
                2_000_000,
                0.513417,
                ClosedFormsTest::coldShare);
    }

    @Test
    void o9ACacheWithoutRenewalHitsLambdaTOverOnePlusLambdaT() {
        holds(cached(0.1, 300, 1, 0), 1_000, 400_000, 0.967742, ClosedFormsTest::hitRatio);
    }

    @Test
    void o11ACacheOfManyKeysHitsTheSumOverTheirPopularity() {
        holds(cached(10, 300, 1_000, 1), 1_000, 20_000, 0.832945, ClosedFormsTest::hitRatio);
        holds(cached(10, 10, 1_000, 1), 100, 20_000, 0.426575, ClosedFormsTest::hitRatio);
    }

    private static Design cached(double rate, long ttlSeconds, long keys, double skew) {
        return clients(rate, "keys", keys, "keySkew", skew)
                .node(
                        "api",
                        "aws.apigateway.rest",
                        "cacheClusterSize",
                        "0.5",
                        "cacheTtlInSeconds",
                        ttlSeconds * SECOND,
                        "overhead",
                        NOTHING)
                .node("origin", "external.service", "latency", NOTHING)
                .link("clients", "api")
                .link("api", "origin")
                .done();
    }

    private static double hitRatio(Replication replication) {
        var share = (Measure.Share) replication.nodes().get(1).measures().get("cacheHitRatio");
        return (double) share.hits() / share.trials();
    }

    @Test
    void o10KeepAliveRenewedByEachUseStaysWarmOneMinusExpMinusLambdaT() {
        var instant = new Constant(1);
        holds(
                function(1 / 600.0, instant, instant, 600, "reservedConcurrentExecutions", 1L),
                1_000_000,
                1 - 0.632121,
                ClosedFormsTest::coldShare);
    }

    @Test
    void o16RetriesSucceedWithTheComplementOfAllFailing() {
        var design = clients(50, "retries", "standard", "maxAttempts", 4L)
                .node("external", "external.service", "errorRate", 0.2, "latency", NOTHING)
                .link("clients", "external")
                .done();
        holds(
                design,
                2_000,
                0.9984,
                r -> (double) r.nodes().getFirst().outcome(billow.simulator.flow.Outcome.OK) / r.offered());
        holds(
                design,
                2_000,
                1.248,
                r -> (double) ((Measure.Count) r.nodes().getFirst().measures().get("attempts")).value() / r.offered());
    }
}
