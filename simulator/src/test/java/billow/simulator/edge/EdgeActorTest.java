package billow.simulator.edge;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.design.Design;
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
        var settings = RunSettings.DEFAULT
                .lasting((long) (seconds * SECOND))
                .warmingUp(0L)
                .replicated(1)
                .checked(Checks.FULL);
        return Simulation.run(Blueprint.of(design, TraceSource.NONE), settings, Progress.SILENT)
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
