package billow.simulator.run;

import static billow.simulator.run.Trial.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.kind.LinkKind;
import billow.model.value.Distribution.Constant;
import billow.simulator.flow.Outcome;
import org.junit.jupiter.api.Test;

/// The cache of an API's stage: what it keeps, who renews it, and a canary's own.
class ApiCacheTest {
    private static Designs api(double rate, Object... more) {
        Object[] set = new Object[more.length + 8];
        System.arraycopy(more, 0, set, 0, more.length);
        Object[] base = {
            "overhead", Designs.NOTHING, "cacheClusterSize", "0.5", "cacheTtlInSeconds", 30 * SECOND, "mock", false
        };
        System.arraycopy(base, 0, set, more.length, base.length);
        return Designs.draw()
                .node("clients", "traffic.clients", "rate", rate, "network", Designs.NOTHING, "keys", 1L)
                .node("api", "aws.apigateway.rest", set)
                .node(
                        "f",
                        "aws.lambda.function",
                        "duration",
                        Designs.NOTHING,
                        "coldDuration",
                        Designs.NOTHING,
                        "invokeOverhead",
                        Designs.NOTHING)
                .link("clients", "api")
                .link("api", "f", LinkKind.INVOKE, "route", "GET /");
    }

    private static void holds(double ratio, Designs designs) {
        Trial.of(designs.done(), 100, 20_000, 10).holds(ratio, r -> Trial.share(r, "api", "cacheHitRatio"));
    }

    @Test
    void responsesOfMoreThanAMegabyteAreNotKept() {
        assertThat(Trial.of(api(1, "responseSize", new Constant(1 << 20)), 300).count("api", "cacheHitCount"))
                .isGreaterThan(200);
        assertThat(Trial.of(api(1, "responseSize", new Constant((1 << 20) + 1)), 300)
                        .count("api", "cacheHitCount"))
                .isZero();
    }

    /// An entry lives for E = (1 - e^-rλT) / rλ; of the others' requests (1 - r)λE hit it, then one misses.
    @Test
    void requestsForANewResponseRenewTheEntry() {
        holds(0.895309, api(1, "cacheRefreshes", 0.1));
    }

    @Test
    void whoMayNotRenewAnEntryIsAnsweredFromTheCacheOrRefused() {
        // λT / (1 + λT), as if nobody had asked.
        holds(0.967742, api(1, "cacheRefreshes", 0.1, "authorizedRefreshes", 0.0));
        holds(
                0.895309,
                api(
                        1,
                        "cacheRefreshes",
                        0.1,
                        "authorizedRefreshes",
                        0.0,
                        "requireAuthorizationForCacheControl",
                        false));
        var refused = Trial.of(
                api(
                        10,
                        "cacheRefreshes",
                        0.2,
                        "authorizedRefreshes",
                        0.5,
                        "unauthorizedCacheControlHeaderStrategy",
                        "FAIL_WITH_403"),
                1_000);
        double n = refused.offered("api");
        assertThat(refused.outcome("api", Outcome.CLIENT_ERROR) / n)
                .isCloseTo(0.1, within(3.29 * Math.sqrt(0.1 * 0.9 / n)));
    }

    /// Each of two caches sees half of the requests: λT/2 / (1 + λT/2).
    @Test
    void aCanaryMayHaveACacheOfItsOwn() {
        for (boolean shared : new boolean[] {true, false}) {
            var designs = api(1, "canaryPercentTraffic", 0.5, "canaryUseStageCache", shared)
                    .node("g", "aws.lambda.function", "duration", Designs.NOTHING, "coldDuration", Designs.NOTHING);
            holds(
                    shared ? 0.967742 : 0.9375,
                    designs.link("api", "g", LinkKind.INVOKE, "route", "GET /", "canary", true));
        }
    }
}
