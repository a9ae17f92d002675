package billow.simulator.run;

import static billow.simulator.run.Trial.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.archetype.Counter;
import billow.model.kind.LinkKind;
import billow.model.value.Distribution;
import billow.model.value.Distribution.Constant;
import billow.model.value.Distribution.Exponential;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import org.junit.jupiter.api.Test;

/// WebSocket APIs: when connections open and close, what is billed, messages both ways.
class WebSocketTest {
    private static final Distribution NOTHING = Designs.NOTHING;

    private static Designs sockets(double rate, String arrivals, double payload, Object... set) {
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
                        "payload",
                        new Constant(payload),
                        "network",
                        NOTHING,
                        "timeout",
                        3_600 * SECOND)
                .node("api", "aws.apigateway.websocket", all)
                .link("clients", "api", LinkKind.REQUEST);
    }

    private static double mean(Replication run, String metric) {
        return ((Measure.Level) Trial.node(run, "api").measures().get(metric)).mean();
    }

    /// A client is connected for 100 s, then away until its next message after 10 s on average: 100 / 110.
    @Test
    void connectionsFollowFromMessagesAndSessions() {
        var design = sockets(10, "poisson", 100, "clients", 100L, "session", new Exponential(100e9))
                .done();
        Trial.of(design, 1_000, 5_000, 10).holds(100 * 100 / 110.0, r -> mean(r, "connections"));
    }

    private static Designs routed(Object... set) {
        return sockets(100, "constant", 100, set)
                .node("f", "aws.lambda.function", "duration", NOTHING, "coldDuration", NOTHING)
                .node("g", "aws.lambda.function", "duration", NOTHING, "coldDuration", NOTHING)
                .link("api", "f", LinkKind.INVOKE, "route", "chat")
                .link("api", "g", LinkKind.INVOKE, "route", "ping", "share", 3.0, "stage", "test");
    }

    @Test
    void onlyTheLinksOfItsStageAreUsed() {
        var none = Trial.of(routed(), 20);
        assertThat(none.offered("g")).isZero();
        assertThat(none.offered("f")).isEqualTo(none.offered("api"));
        var test = Trial.of(routed("stageName", "test"), 20);
        assertThat((double) test.offered("g") / test.offered("api")).isCloseTo(0.75, within(0.04));
        assertThat(test.offered("f") + test.offered("g")).isEqualTo(test.offered("api"));
    }

    @Test
    void stageAndRoutesHaveBucketsOfTheirOwn() {
        // 100 a second come, at 20 a second and 10 at once of the stage.
        var stage = Trial.of(routed("throttlingRateLimit", 20.0, "throttlingBurstLimit", 10L), 60);
        assertThat((double) stage.offered("f")).isCloseTo(60 * 20 + 10, within(2.0));
        assertThat(stage.count("api", "throttled")).isEqualTo(stage.offered("api") - stage.offered("f"));
        // A quarter and three quarters of 100 a second: each route lets through 20.
        var route = Trial.of(routed("stageName", "test", "routeRateLimit", 20.0, "routeBurstLimit", 10L), 60);
        assertThat((double) route.offered("f")).isCloseTo(60 * 20 + 10, within(25.0));
        assertThat((double) route.offered("g")).isCloseTo(60 * 20 + 10, within(2.0));
    }

    @Test
    void minutesOfAllConnectionsAreBilled() {
        var trial = Trial.of(sockets(1, "constant", 100, "clients", 1L, "session", new Constant(1e18)), 7_200);
        assertThat(trial.count("api", "connectCount")).isEqualTo(1);
        assertThat(trial.quantity("api", "apigateway.websocket_minutes")).isCloseTo(120, within(0.02));
    }

    /// One message in 1000 s keeps a connection open for 600 s, unless control frames keep it open.
    @Test
    void silentConnectionsCloseAfterTenMinutes() {
        var silent = Trial.of(sockets(0.001, "constant", 100, "clients", 1L, "session", new Constant(1e18)), 100_000);
        assertThat(silent.count("api", "idleDisconnects")).isBetween(98L, 100L);
        assertThat(silent.level("api", "connections")).isCloseTo(0.6, within(0.01));
        var kept = Trial.of(
                sockets(0.001, "constant", 100, "clients", 1L, "session", new Constant(1e18), "heartbeat", true),
                100_000);
        assertThat(kept.count("api", "idleDisconnects")).isZero();
        // Two hours, then away until the next message.
        assertThat(kept.count("api", "connectCount")).isBetween(12L, 14L);
    }

    @Test
    void messagesAreBilledBy32KilobytesBothWays() {
        var designs = sockets(10, "constant", 33 << 10, "responseSize", new Constant(65 << 10))
                .node("site", "external.service", "latency", NOTHING)
                .link("api", "site", LinkKind.REQUEST);
        var trial = Trial.of(designs, 60);
        assertThat(trial.counter("api", Counter.BILLED_CHUNKS)).isEqualTo(trial.offered("api") * (2 + 3));
        var large = Trial.of(sockets(10, "constant", (128 << 10) + 1), 60);
        assertThat(large.outcome("api", Outcome.CLIENT_ERROR)).isEqualTo(large.offered("api"));
    }

    @Test
    void connectAndDisconnectHaveRoutesOfTheirOwn() {
        var designs = sockets(20, "poisson", 100, "clients", 200L, "session", new Exponential(20e9))
                .node("in", "aws.lambda.function")
                .node("out", "aws.lambda.function")
                .node("all", "aws.lambda.function")
                .link("api", "in", LinkKind.INVOKE, "route", "$connect")
                .link("api", "out", LinkKind.INVOKE, "route", "$disconnect")
                .link("api", "all", LinkKind.INVOKE, "route", "$default");
        var trial = Trial.of(designs, 300);
        assertThat(trial.offered("in")).isEqualTo(trial.count("api", "connectCount"));
        assertThat(trial.offered("out")).isBetween(trial.offered("in") - 200, trial.offered("in"));
        assertThat(trial.offered("out")).isPositive();
        assertThat(trial.offered("all")).isEqualTo(trial.offered("api"));
    }

    @Test
    void aConnectionThatIsRefusedByItsRouteIsNotOpened() {
        var designs = sockets(5, "constant", 100)
                .node("in", "aws.lambda.function", "errorRate", 1.0)
                .link("api", "in", LinkKind.INVOKE, "route", "$connect");
        var trial = Trial.of(designs, 60);
        assertThat(trial.outcome("api", Outcome.OK)).isZero();
        assertThat(trial.count("api", "messageCount")).isZero();
        assertThat(trial.level("api", "connections")).isLessThan(2);
    }

    /// 1000 clients a second without a connection against 500 new connections a second.
    @Test
    void onlySoManyConnectionsOpenInASecond() {
        var trial = Trial.of(sockets(1_000, "constant", 100, "clients", 1_000_000L, "session", new Constant(1e6)), 20);
        assertThat(trial.count("api", "connectCount")).isCloseTo(500 + 500 * 20, within(5L));
        assertThat(trial.outcome("api", Outcome.THROTTLED)).isCloseTo(20_000 - 10_500, within(10L));
    }

    @Test
    void theBackendSendsMessagesToClients() {
        var designs = sockets(10, "constant", 100, "routeResponse", false)
                .node("all", "aws.lambda.function")
                .node("alerts", "traffic.clients", "rate", 5.0)
                .link("api", "all", LinkKind.INVOKE)
                .link("alerts", "api", LinkKind.PUBLISH, "messageSize", new Constant(40 << 10));
        var trial = Trial.of(designs, 60);
        long received = trial.node("clients").offered();
        long posted = trial.offered("api") - received;
        assertThat(posted).isGreaterThan(200);
        assertThat(trial.counter("api", Counter.BILLED_CHUNKS))
                .isBetween(received + 2 * posted - 5, received + 2 * posted);
        var nobody = Designs.draw()
                .node("alerts", "traffic.clients", "rate", 5.0, "network", NOTHING)
                .node("api", "aws.apigateway.websocket", "postLatency", NOTHING)
                .link("alerts", "api", LinkKind.PUBLISH);
        var gone = Trial.of(nobody, 60);
        assertThat(gone.outcome("api", Outcome.CLIENT_ERROR)).isEqualTo(gone.offered("api"));
    }
}
