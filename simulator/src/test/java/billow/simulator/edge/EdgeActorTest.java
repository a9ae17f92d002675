package billow.simulator.edge;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.design.Design;
import billow.model.fault.Fault;
import billow.model.kind.LinkKind;
import billow.model.value.Distribution;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.kernel.Checks;
import billow.simulator.run.Blueprint;
import billow.simulator.run.Designs;
import billow.simulator.run.NodeRun;
import billow.simulator.run.Progress;
import billow.simulator.run.RunResult;
import billow.simulator.run.RunSettings;
import billow.simulator.run.Simulation;
import billow.simulator.run.TraceSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Distributions in designs small enough to follow by hand; every run accounts for all time.
class EdgeActorTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Distribution NOTHING = new Distribution.Constant(0);

    /// Clients who ask for one object at a constant rate, one edge location without latency, an external origin.
    private static Designs draw(double rate, Distribution origin, Object... more) {
        var set = new Object[more.length + 12];
        System.arraycopy(more, 0, set, 12, more.length);
        var base = new Object[] {
            "edgeLocations",
            1L,
            "regionalEdgeCaches",
            0L,
            "edgeLatency",
            NOTHING,
            "originLatency",
            NOTHING,
            "regionalLatency",
            NOTHING,
            "objectSize",
            new Distribution.Constant(1024)
        };
        System.arraycopy(base, 0, set, 0, 12);
        return Designs.draw()
                .node(
                        "clients",
                        "traffic.clients",
                        "arrivals",
                        "constant",
                        "rate",
                        rate,
                        "keys",
                        1L,
                        "network",
                        NOTHING,
                        "timeout",
                        3_600 * SECOND)
                .node("cdn", "aws.cloudfront.distribution", set)
                .node("origin", "external.service", "latency", origin)
                .link("clients", "cdn");
    }

    private static Design design(double rate, Distribution origin, Object... more) {
        return draw(rate, origin, more).link("cdn", "origin").done();
    }

    private static RunResult run(Design design, double seconds) {
        return run(design, seconds, List.of());
    }

    private static RunResult run(Design design, double seconds, List<Fault> faults) {
        var settings = RunSettings.DEFAULT
                .lasting((long) (seconds * SECOND))
                .warmingUp(0L)
                .replicated(1)
                .checked(Checks.FULL);
        return Simulation.run(Blueprint.of(design, TraceSource.NONE, faults), settings, Progress.SILENT)
                .orElseThrow();
    }

    private static NodeRun node(RunResult run, String id) {
        return run.replications().getFirst().nodes().stream()
                .filter(n -> n.node().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static long count(RunResult run, String id, String metric) {
        return ((Measure.Count) node(run, id).measures().get(metric)).value();
    }

    private static Distribution millis(double millis) {
        return new Distribution.Constant(millis * 1e6);
    }

    @Test
    void asksTheOriginOnceForAllWhoWantTheSameMeanwhile() {
        var run = run(design(10, millis(250)), 100);
        assertThat(count(run, "cdn", "originRequests")).isEqualTo(1);
        assertThat(count(run, "origin", "calls")).isEqualTo(1);
        // The first waits 250 ms, those 100 and 200 ms later wait 150 and 50 ms, all others nothing.
        assertThat(count(run, "cdn", "collapsed")).isEqualTo(2);
        assertThat(run.requests().succeeded()).isEqualTo(run.requests().offered());
        double mean = run.latency().mean().value();
        assertThat(mean * run.requests().offered()).isBetween(440.0, 460.0);
    }

    @Test
    void doesNotCollapseWhatMayNotBeCached() {
        var run = run(
                draw(10, millis(250)).link("cdn", "origin", "cacheable", 0.0).done(), 100);
        assertThat(count(run, "origin", "calls")).isEqualTo(count(run, "cdn", "requests"));
        assertThat(count(run, "cdn", "collapsed")).isZero();
    }

    @Test
    void keepsAnErrorForTenSeconds() {
        var design = draw(1, NOTHING)
                .node("broken", "external.service", "latency", NOTHING, "errorRate", 1.0)
                .link("cdn", "broken")
                .done();
        var run = run(design, 100);
        assertThat(run.requests().failed()).isEqualTo(run.requests().offered());
        assertThat(count(run, "cdn", "originRequests")).isEqualTo(10);
    }

    @Test
    void keepsAnObjectAsLongAsTheOriginSaysWithinTheBounds() {
        assertThat(asked("originMaxAge", 20 * SECOND)).isEqualTo(5);
        assertThat(asked("originMaxAge", 5 * SECOND, "minTTL", 10 * SECOND)).isEqualTo(10);
        assertThat(asked("originMaxAge", 50 * SECOND, "maxTTL", 25 * SECOND)).isEqualTo(4);
        assertThat(asked("defaultTTL", 50 * SECOND)).isEqualTo(2);
        assertThat(asked("originMaxAge", 0L)).isEqualTo(100);
    }

    private static long asked(Object... set) {
        return count(run(design(1, NOTHING, set), 100), "cdn", "originRequests");
    }

    /// An object lives from its answer on: every eleventh request is a miss. A broken first origin sends it on to the
    /// second.
    @Test
    void theSecondOriginOfAGroupStandsInForTheFirst() {
        var design = draw(1, NOTHING, "originMaxAge", 10 * SECOND)
                .node("broken", "external.service", "latency", millis(20), "errorRate", 1.0)
                .link("cdn", "broken")
                .link("cdn", "origin", "failover", "serverErrors")
                .done();
        var run = run(design, 98);
        assertThat(run.requests().failed()).isZero();
        assertThat(count(run, "cdn", "originFailovers")).isEqualTo(9);
        assertThat(count(run, "broken", "calls")).isEqualTo(9);
        assertThat(count(run, "origin", "calls")).isEqualTo(9);
        assertThat(run.latency().mean().value() * run.requests().offered()).isBetween(179.0, 181.0);
    }

    /// Three attempts of 30 s at the silent one, then the other.
    @Test
    void theSecondOriginIsAskedAfterSilence() {
        var design = draw(0.001, NOTHING)
                .node("silent", "external.service", "latency", millis(100_000))
                .link("cdn", "silent")
                .link("cdn", "origin", "failover", "serverErrors")
                .done();
        var run = run(design, 2_500);
        assertThat(run.requests().succeeded()).isPositive();
        assertThat(count(run, "silent", "calls")).isEqualTo(3);
        assertThat(count(run, "origin", "calls")).isEqualTo(1);
        assertThat(run.latency().max().value()).isBetween(90_000.0, 90_100.0);
    }

    @Test
    void whatMayNotBeAskedTwiceDoesNotFailOver() {
        var design = draw(1, NOTHING)
                .node("broken", "external.service", "latency", NOTHING, "errorRate", 1.0)
                .link("cdn", "broken", "cacheable", 0.0)
                .link("cdn", "origin", "failover", "serverErrors")
                .done();
        var run = run(design, 50);
        assertThat(run.requests().failed()).isEqualTo(run.requests().offered());
        assertThat(count(run, "origin", "calls")).isZero();
    }

    @Test
    void eachRouteHasAStandInOfItsOwn() {
        var design = draw(2, NOTHING, "originMaxAge", 0L, "minTTL", SECOND)
                .node("a", "external.service", "latency", NOTHING, "errorRate", 1.0)
                .node("b", "external.service", "latency", NOTHING, "errorRate", 1.0)
                .node("c", "external.service", "latency", NOTHING)
                .link("cdn", "a", "route", "GET /a")
                .link("cdn", "b", "route", "GET /b")
                .link("cdn", "c", "route", "GET /b", "failover", "allErrors")
                .done();
        var run = run(design, 200);
        long b = count(run, "b", "calls");
        assertThat(b).isPositive();
        assertThat(count(run, "c", "calls")).isEqualTo(b);
        assertThat(run.requests().failed()).isPositive();
    }

    /// Kept for 10 s and answered for 5 s more while it is fetched in 2 s: nobody waits but the first.
    @Test
    void anOldObjectIsAnsweredWhileItIsFetchedAnew() {
        var set = new Object[] {"originMaxAge", 10 * SECOND, "staleWhileRevalidate", 5 * SECOND};
        var run = run(design(1, millis(2_000), set), 100);
        long asked = count(run, "cdn", "originRequests");
        // 10 s from each answer, found out by the next request, answered 2 s later.
        assertThat(asked).isBetween(8L, 9L);
        assertThat(count(run, "cdn", "staleAnswers")).isBetween(2 * (asked - 1) - 1, 3 * (asked - 1));
        assertThat(count(run, "cdn", "collapsed")).isBetween(1L, 2L);
        assertThat(run.latency().mean().value() * run.requests().offered()).isBetween(2_900.0, 3_100.0);
        var without = run(design(1, millis(2_000), "originMaxAge", 10 * SECOND), 100);
        assertThat(without.latency().mean().value())
                .isGreaterThan(5 * run.latency().mean().value());
    }

    @Test
    void anObjectThatIsTooOldIsNotAnsweredFirst() {
        var set = new Object[] {"originMaxAge", 10 * SECOND, "staleWhileRevalidate", 5 * SECOND};
        var run = run(design(0.05, millis(200), set), 1_000);
        assertThat(count(run, "cdn", "staleAnswers")).isZero();
        assertThat(count(run, "cdn", "originRequests")).isEqualTo(count(run, "cdn", "requests"));
    }

    /// The origin works for 15 s and fails for the rest: the object of 10 s is answered for 40 s more.
    @Test
    void anOldObjectIsAnsweredWhileTheOriginFails() {
        var design = design(1, NOTHING, "originMaxAge", 10 * SECOND, "staleIfError", 40 * SECOND);
        var broken = new Fault("", new Fault.Fail(1), "origin", 15 * SECOND, Long.MAX_VALUE);
        var run = run(design, 100, List.of(broken));
        // Fetched at 0 and 10 s, old at 20 s, answered until 60 s, asked for anew every ten seconds.
        assertThat(run.requests().failed()).isBetween(38L, 40L);
        assertThat(count(run, "cdn", "staleAnswers")).isBetween(3L, 5L);
    }

    /// 100 objects of 1 GB a second are 800 Gbps; 150 may pass, and a second's worth at once.
    @Test
    void aDistributionSendsNoMoreThanItsBandwidth() {
        var run = run(design(100, NOTHING, "objectSize", new Distribution.Constant(1e9)), 20);
        long refused = node(run, "cdn").outcome(Outcome.THROTTLED);
        assertThat(refused).isBetween(2_000 - 395L, 2_000 - 390L);
        assertThat(node(run(design(18, NOTHING, "objectSize", new Distribution.Constant(1e9)), 20), "cdn")
                        .outcome(Outcome.THROTTLED))
                .isZero();
    }

    @Test
    void asksASilentOriginThreeTimesAndAnswers504() {
        var run = run(design(0.01, millis(100_000), "errorCachingMinTTL", SECOND), 400);
        assertThat(node(run, "cdn").outcome(Outcome.TIMEOUT)).isPositive();
        assertThat(count(run, "cdn", "originTimeouts"))
                .isGreaterThanOrEqualTo(3 * node(run, "cdn").outcome(Outcome.TIMEOUT));
        assertThat(run.latency().mean().value()).isBetween(89_990.0, 90_010.0);
        var once = run(
                draw(0.01, millis(100_000))
                        .link("cdn", "origin", "cacheable", 0.0)
                        .done(),
                400);
        assertThat(once.latency().mean().value()).isBetween(29_990.0, 30_010.0);
    }

    @Test
    void givesUpConnectingAfterThreeTimesTenSeconds() {
        var run = run(design(0.01, NOTHING, "unansweredConnections", 1.0), 400);
        assertThat(count(run, "origin", "calls")).isZero();
        assertThat(run.latency().mean().value()).isBetween(29_990.0, 30_010.0);
        assertThat(run.requests().timedOut()).isPositive();
    }

    @Test
    void runsViewerFunctionsForEveryRequestAndOriginFunctionsForMisses() {
        var design = draw(10, NOTHING, "cloudFrontFunctions", 2L)
                .link("cdn", "origin")
                .node("viewer", "aws.lambda.edge")
                .node("miss", "aws.lambda.edge")
                .link("cdn", "viewer", LinkKind.INVOKE, "eventType", "viewer-request")
                .link("cdn", "miss", LinkKind.INVOKE, "eventType", "origin-request")
                .done();
        var run = run(design, 100);
        assertThat(count(run, "viewer", "invocations")).isEqualTo(count(run, "cdn", "requests"));
        assertThat(count(run, "miss", "invocations")).isEqualTo(1);
        assertThat(run.requests().failed()).isZero();
    }

    @Test
    void aFunctionThatFailsIsTheViewersError() {
        var design = draw(10, NOTHING)
                .link("cdn", "origin")
                .node("viewer", "aws.lambda.edge", "errorRate", 1.0)
                .link("cdn", "viewer", LinkKind.INVOKE, "eventType", "viewer-response")
                .done();
        var run = run(design, 20);
        assertThat(run.requests().succeeded()).isZero();
        assertThat(run.requests().failed()).isPositive();
    }

    @Test
    void aRegionalCacheSparesTheOrigin() {
        var alone = run(design(20, millis(10), "edgeLocations", 50L), 200);
        var shared = run(design(20, millis(10), "edgeLocations", 50L, "regionalEdgeCaches", 1L), 200);
        assertThat(count(alone, "cdn", "originRequests")).isEqualTo(50);
        assertThat(count(shared, "cdn", "originRequests")).isEqualTo(1);
        assertThat(count(shared, "cdn", "regionalHits")).isEqualTo(49);
    }

    @Test
    void viewersFarFromTheOriginWaitLongerForMisses() {
        var near = run(
                draw(1, NOTHING, "farLatency", millis(200), "viewersNorthAmerica", 1.0)
                        .link("cdn", "origin", "cacheable", 0.0)
                        .done(),
                100);
        var far = run(
                draw(1, NOTHING, "farLatency", millis(200), "viewersJapan", 1.0)
                        .link("cdn", "origin", "cacheable", 0.0)
                        .done(),
                100);
        assertThat(near.latency().mean().value()).isZero();
        assertThat(far.latency().mean().value()).isBetween(199.9, 200.1);
    }
}
