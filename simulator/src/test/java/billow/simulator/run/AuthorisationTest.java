package billow.simulator.run;

import static billow.simulator.run.Trial.MILLISECOND;
import static billow.simulator.run.Trial.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.archetype.Counter;
import billow.model.kind.LinkKind;
import billow.model.value.Distribution;
import billow.model.value.Distribution.Constant;
import billow.simulator.estimate.Expectation;
import billow.simulator.flow.Outcome;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Who may send requests to GraphQL and WebSocket APIs and to load balancers.
class AuthorisationTest {
    private static final Distribution NOTHING = Designs.NOTHING;

    private static Designs clients(double rate, String arrivals) {
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
                        "timeout",
                        3_600 * SECOND);
    }

    private static Designs graph(double rate, String arrivals, Object... set) {
        return entry(clients(rate, arrivals), "aws.appsync.api", set);
    }

    private static Designs entry(Designs designs, String kind, Object... set) {
        Object[] all =
                Stream.concat(Stream.of(set), Stream.of("overhead", NOTHING)).toArray();
        return designs.node("api", kind, all)
                .node("site", "external.service", "latency", new Constant(10 * MILLISECOND))
                .link("clients", "api", LinkKind.REQUEST)
                .link("api", "site", LinkKind.REQUEST);
    }

    private static Designs decides(Designs designs, double millis, Object... set) {
        Object[] all = Stream.concat(
                        Stream.of(set),
                        Stream.of(
                                "duration",
                                new Constant(millis * MILLISECOND),
                                "coldDuration",
                                new Constant(millis * MILLISECOND),
                                "timeout",
                                60 * SECOND,
                                "invokeOverhead",
                                NOTHING))
                .toArray();
        return designs.node("auth", "aws.lambda.function", all).link("api", "auth", LinkKind.AUTHORISE);
    }

    /// Drawn plainly, a link from any entry to a pool lets the pool's tokens in and calls nobody.
    @Test
    void aPlainLinkToAUserPoolAuthorises() {
        for (var kind : new String[] {
            "aws.appsync.api",
            "aws.apigateway.rest",
            "aws.apigateway.http",
            "aws.apigateway.websocket",
            "aws.elasticloadbalancing.applicationloadbalancer"
        }) {
            var designs = entry(clients(20, "constant"), kind)
                    .node("pool", "aws.cognito.userpool")
                    .link("api", "pool");
            assertThat(designs.done().links().stream()
                            .filter(l -> l.to().equals("pool"))
                            .map(l -> l.kind()))
                    .as(kind)
                    .containsExactly(LinkKind.AUTHORISE);
            var trial = Trial.of(designs, 30);
            assertThat(trial.offered("pool")).as(kind).isZero();
            assertThat(trial.offered("site")).as(kind).isEqualTo(trial.offered("api"));
        }
    }

    @Test
    void aGraphChecksTokensByItself() {
        for (var mode : new String[] {"iam", "cognito", "openIdConnect"}) {
            var trial = Trial.of(
                    graph(
                            20,
                            "constant",
                            "authenticationType",
                            mode,
                            "authorizationTime",
                            new Constant(3 * MILLISECOND)),
                    30);
            assertThat(trial.node("api").latency().meanMs()).as(mode).isCloseTo(13, within(0.01));
        }
        var keys = Trial.of(graph(20, "constant", "authorizationTime", new Constant(3 * MILLISECOND)), 30);
        assertThat(keys.node("api").latency().meanMs()).isCloseTo(10, within(0.01));
    }

    /// 99.9 % of 10 000 draws at 0.3.
    @Test
    void aGraphRefusesItsShareWhichReachesNobodyAndIsNotBilled() {
        for (var mode : new String[] {"apiKey", "cognito"}) {
            var designs = graph(50, "constant", "authenticationType", mode, "unauthorized", 0.3);
            var trial = Trial.of(designs, 200);
            long refused = trial.outcome("api", Outcome.CLIENT_ERROR);
            assertThat(refused / (double) trial.offered("api")).as(mode).isCloseTo(0.3, within(0.0151));
            assertThat(trial.count("api", "unauthorized")).isEqualTo(refused);
            assertThat(trial.count("api", "4XXError")).isEqualTo(refused);
            assertThat(trial.counter("api", Counter.BILLED_REQUESTS))
                    .isEqualTo(trial.offered("api") - refused)
                    .isEqualTo(trial.offered("site"));
            double expected = Expectation.of(designs.done(), TraceSource.NONE)
                    .quantities(Expectation.Stretch.month(1))
                    .get("api")
                    .get("appsync.query_mutation");
            assertThat(expected).isCloseTo(50 * 0.7 * 3_600, within(1e-3));
        }
    }

    /// O9: h = λT / (1 + λT).
    @Test
    void theAnswerOfAGraphsFunctionHoldsForItsTimeToLive() {
        var designs = graph(0.1, "poisson", "authorizerResultTtlInSeconds", 300 * SECOND, "identities", 1L);
        Trial.of(decides(designs, 0).done(), 1_000, 100_000, 10)
                .holds(0.967742, r -> Trial.share(r, "api", "authorizerCacheHitRatio"));
    }

    @Test
    void aGraphsFunctionIsBilledAndTakesItsTime() {
        var designs = decides(graph(10, "constant", "authorizerResultTtlInSeconds", 0L), 40);
        var trial = Trial.of(designs, 100);
        assertThat(trial.offered("auth")).isEqualTo(trial.offered("api"));
        assertThat(trial.count("api", "authorizerCalls")).isEqualTo(trial.offered("api"));
        assertThat(trial.node("api").latency().meanMs()).isCloseTo(50, within(0.5));
        var expected = Expectation.of(designs.done(), TraceSource.NONE).quantities(Expectation.Stretch.month(1));
        assertThat(expected.get("auth").get("lambda.requests")).isCloseTo(36_000, within(1e-3));
    }

    @Test
    void aGraphLetsNobodyInWhenItsFunctionFailsOrIsSilentForTenSeconds() {
        var failing = Trial.of(decides(graph(10, "constant"), 10, "errorRate", 1.0), 60);
        assertThat(failing.outcome("api", Outcome.CLIENT_ERROR)).isEqualTo(failing.offered("api"));
        assertThat(failing.counter("api", Counter.BILLED_REQUESTS)).isZero();
        assertThat(failing.offered("site")).isZero();
        var silent = Trial.of(decides(graph(1, "constant"), 15_000), 100);
        assertThat(silent.node("api").latency().meanMs()).isCloseTo(10_000, within(10.0));
        assertThat(silent.outcome("api", Outcome.CLIENT_ERROR)).isBetween(89L, 91L);
    }

    /// A client is asked for once while its connection lasts, however many messages it sends.
    @Test
    void aWebSocketAsksOnceForAConnection() {
        var designs = entry(
                clients(20, "poisson"), "aws.apigateway.websocket", "clients", 10L, "session", new Constant(1e18));
        var trial = Trial.of(decides(designs, 0), 300);
        assertThat(trial.offered("auth"))
                .isEqualTo(trial.count("api", "connectCount"))
                .isEqualTo(10);
        assertThat(trial.offered("site")).isEqualTo(trial.offered("api"));
    }

    @Test
    void aWebSocketRefusesConnections() {
        var refused = Trial.of(
                entry(
                        clients(20, "constant"),
                        "aws.apigateway.websocket",
                        "authorizationType",
                        "iam",
                        "unauthorized",
                        1.0),
                60);
        assertThat(refused.count("api", "unauthorized"))
                .isEqualTo(refused.offered("api"))
                .isEqualTo(refused.outcome("api", Outcome.CLIENT_ERROR));
        assertThat(refused.count("api", "connectCount")).isZero();
        var failing =
                Trial.of(decides(entry(clients(20, "constant"), "aws.apigateway.websocket"), 5, "errorRate", 1.0), 60);
        assertThat(failing.outcome("api", Outcome.SERVICE_ERROR)).isEqualTo(failing.offered("api"));
        var silent = Trial.of(decides(entry(clients(1, "constant"), "aws.apigateway.websocket"), 15_000), 60);
        assertThat(silent.node("api").latency().meanMs()).isCloseTo(10_000, within(10.0));
    }

    /// 99.9 % of 6000 draws at a quarter.
    @Test
    void aLoadBalancerAuthenticatesWhereALinkLeadsToAPool() {
        var kind = "aws.elasticloadbalancing.applicationloadbalancer";
        var open = Trial.of(entry(clients(100, "constant"), kind, "unauthenticated", 0.25), 60);
        assertThat(open.outcome("api", Outcome.CLIENT_ERROR)).isZero();
        assertThat(open.offered("site")).isEqualTo(open.offered("api"));
        var closed = Trial.of(
                entry(clients(100, "constant"), kind, "unauthenticated", 0.25)
                        .node("pool", "aws.cognito.userpool")
                        .link("api", "pool"),
                60);
        long refused = closed.count("api", "elbAuthFailure");
        assertThat(refused / (double) closed.offered("api")).isCloseTo(0.25, within(0.0184));
        assertThat(closed.offered("site")).isEqualTo(closed.offered("api") - refused);
    }
}
