package billow.simulator.run;

import static billow.simulator.run.Trial.MILLISECOND;
import static billow.simulator.run.Trial.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.archetype.Counter;
import billow.model.kind.LinkKind;
import billow.model.value.Distribution;
import billow.model.value.Distribution.Constant;
import billow.model.value.Distribution.Exponential;
import billow.simulator.flow.Outcome;
import org.junit.jupiter.api.Test;

/// GraphQL APIs: resolvers of a level together, levels in turn, subscribers, cache, quota.
class AppSyncTest {
    private static final Distribution NOTHING = Designs.NOTHING;

    private static Designs api(double rate, String arrivals, Object... set) {
        Object[] all = new Object[set.length + 2];
        System.arraycopy(set, 0, all, 0, set.length);
        all[set.length] = "overhead";
        all[set.length + 1] = NOTHING;
        return Designs.draw()
                .node(
                        "clients",
                        "traffic.clients",
                        "arrivals",
                        arrivals,
                        "rate",
                        rate,
                        "network",
                        NOTHING,
                        "keys",
                        1L,
                        "timeout",
                        3_600 * SECOND)
                .node("api", "aws.appsync.api", all)
                .link("clients", "api");
    }

    private static Designs source(Designs designs, String id, Distribution latency, Object... set) {
        return designs.node(id, "external.service", "latency", latency).link("api", id, LinkKind.REQUEST, set);
    }

    private static Constant millis(double millis) {
        return new Constant(millis * MILLISECOND);
    }

    @Test
    void aLevelTakesAsLongAsItsSlowestResolver() {
        var designs = api(10, "constant");
        source(source(source(designs, "a", millis(10)), "b", millis(30)), "c", millis(25), "level", 2L);
        var trial = Trial.of(designs, 60);
        assertThat(trial.node("api").latency().meanMs()).isCloseTo(30 + 25, within(0.01));
        assertThat(trial.count("api", "resolverCalls")).isEqualTo(3 * trial.offered("api"));
    }

    /// O14: the greatest of ten exponential times of mean 100 ms is 292.897 ms on average.
    @Test
    void theSlowestOfTenResolversFollowsTheHarmonicNumber() {
        var designs = source(api(20, "poisson"), "a", new Exponential(100e6), "calls", 10.0);
        Trial.of(designs.done(), 10, 500, 10)
                .holds(292.897, r -> Trial.node(r, "api").latency().meanMs());
    }

    @Test
    void mutationsHaveResolversAndSubscribersOfTheirOwn() {
        var designs = api(
                50,
                "constant",
                "mutationShare",
                0.25,
                "subscribersPerMutation",
                4.0,
                "updateSize",
                new Constant(6 << 10),
                "connectedClients",
                30L);
        source(
                source(designs, "reads", millis(5), "operationType", "query"),
                "writes",
                millis(5),
                "operationType",
                "mutation");
        var trial = Trial.of(designs, 200);
        long mutations = trial.offered("writes");
        assertThat(mutations + trial.offered("reads")).isEqualTo(trial.offered("api"));
        // 99.9 % of 10 000 draws at 1/4
        assertThat(mutations / (double) trial.offered("api")).isCloseTo(0.25, within(0.0143));
        assertThat(trial.counter("api", Counter.REALTIME_CHUNKS)).isBetween(8 * (mutations - 1), 8 * mutations);
        assertThat(trial.quantity("api", "appsync.connection_minute")).isCloseTo(30 * 200 / 60.0, within(1e-9));
    }

    /// O9 for queries: λT / (1 + λT).
    @Test
    void queriesAreAnsweredFromTheCacheForItsTimeToLive() {
        var designs = source(api(0.1, "poisson", "mutationShare", 0.0, "cacheTtl", 300 * SECOND), "a", NOTHING);
        Trial.of(designs.done(), 1_000, 100_000, 10).holds(0.967742, r -> Trial.share(r, "api", "cacheHitRatio"));
    }

    @Test
    void aRequestFailsWithAResolverAndAfterThirtySeconds() {
        var failing = api(10, "constant")
                .node("a", "external.service", "errorRate", 1.0, "latency", NOTHING)
                .link("api", "a", LinkKind.REQUEST);
        var failed = Trial.of(source(failing, "b", millis(5), "level", 2L), 60);
        assertThat(failed.outcome("api", Outcome.SERVICE_ERROR)).isEqualTo(failed.offered("api"));
        assertThat(failed.offered("b")).isZero();
        var slow =
                source(source(api(1, "constant"), "a", millis(20_000), "calls", 3.0), "b", millis(20_000), "level", 2L);
        var late = Trial.of(slow, 120);
        assertThat(late.outcome("api", Outcome.TIMEOUT)).isBetween(88L, 90L);
        assertThat(late.node("api").latency().meanMs()).isCloseTo(30_000, within(30.0));
    }

    @Test
    void requestsAboveTheQuotaAreRefusedAndNotBilled() {
        var trial = Trial.of(source(api(300, "constant", "requestTokenRate", 100.0), "a", NOTHING), 30);
        assertThat(trial.outcome("api", Outcome.OK)).isCloseTo(100 + 100 * 30, within(3L));
        assertThat(trial.counter("api", Counter.BILLED_REQUESTS)).isEqualTo(trial.outcome("api", Outcome.OK));
    }
}
