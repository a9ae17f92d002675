package billow.simulator.run;

import static billow.simulator.run.Trial.MILLISECOND;
import static billow.simulator.run.Trial.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.archetype.Counter;
import billow.model.kind.LinkKind;
import billow.model.value.Distribution;
import billow.model.value.Distribution.Constant;
import billow.simulator.flow.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The stages a request passes at an API, in their order: who is refused where, and who pays.
class GatewayPipelineTest {
    private static final Distribution NOTHING = Designs.NOTHING;

    private static Designs clients(double rate, Object... more) {
        Object[] set = new Object[more.length + 6];
        System.arraycopy(more, 0, set, 0, more.length);
        set[more.length] = "rate";
        set[more.length + 1] = rate;
        set[more.length + 2] = "network";
        set[more.length + 3] = NOTHING;
        set[more.length + 4] = "timeout";
        set[more.length + 5] = 3_600 * SECOND;
        return Designs.draw().node("clients", "traffic.clients", set);
    }

    private static Designs api(Designs designs, Object... more) {
        Object[] set = new Object[more.length + 2];
        System.arraycopy(more, 0, set, 0, more.length);
        set[more.length] = "overhead";
        set[more.length + 1] = NOTHING;
        return designs.node("api", "aws.apigateway.rest", set).link("clients", "api");
    }

    private static Designs instantFunction(Designs designs, String id, double millis, Object... more) {
        Object[] set = new Object[more.length + 6];
        System.arraycopy(more, 0, set, 0, more.length);
        set[more.length] = "duration";
        set[more.length + 1] = new Constant(millis * MILLISECOND);
        set[more.length + 2] = "coldDuration";
        set[more.length + 3] = new Constant(millis * MILLISECOND);
        set[more.length + 4] = "invokeOverhead";
        set[more.length + 5] = NOTHING;
        return designs.node(id, "aws.lambda.function", set);
    }

    private static Designs authorised(double rate, long ttlSeconds, long identities, double skew) {
        var designs = api(
                clients(rate),
                "mock",
                true,
                "authorizerResultTtlInSeconds",
                ttlSeconds * SECOND,
                "identities",
                identities,
                "identitySkew",
                skew);
        return instantFunction(designs, "auth", 0).link("api", "auth", LinkKind.AUTHORISE);
    }

    private static Trial response(double megabytes, Object... set) {
        Object[] all = new Object[set.length + 2];
        System.arraycopy(set, 0, all, 0, set.length);
        all[set.length] = "responseSize";
        all[set.length + 1] = new Constant(megabytes * (1 << 20));
        var designs = api(clients(0.01, "arrivals", "constant"), all);
        return Trial.of(instantFunction(designs, "f", 1_000).link("api", "f", LinkKind.INVOKE), 1_099);
    }

    @Test
    void aResponseOfMoreThanTenMegabytesMustBeStreamed() {
        assertThat(response(10).outcome("api", Outcome.OK)).isEqualTo(10);
        assertThat(response(10.1).outcome("api", Outcome.SERVICE_ERROR)).isEqualTo(10);
        // 20 MB beyond the first ten take 10 s; three times ten are billed as three requests.
        var streamed = response(30, "responseTransferMode", "STREAM");
        assertThat(streamed.outcome("api", Outcome.OK)).isEqualTo(10);
        assertThat(streamed.node("api").latency().meanMs()).isCloseTo(11_000, within(10.0));
        assertThat(streamed.counter("api", Counter.BILLED_REQUESTS)).isEqualTo(30);
        assertThat(response(9, "responseTransferMode", "STREAM").counter("api", Counter.BILLED_REQUESTS))
                .isEqualTo(10);
    }

    @Test
    void aStreamEndsWithTheTimeout() {
        // 1 s and 60 MB at 2 MB/s are over in 31 s.
        var cut = response(70, "responseTransferMode", "STREAM");
        assertThat(cut.outcome("api", Outcome.TIMEOUT)).isEqualTo(10);
        assertThat(cut.node("api").latency().meanMs()).isCloseTo(29_000, within(10.0));
        var longer = response(70, "responseTransferMode", "STREAM", "timeoutInMillis", 900 * SECOND);
        assertThat(longer.node("api").latency().meanMs()).isCloseTo(31_000, within(10.0));
    }

    /// O9: h = λT / (1 + λT).
    @Test
    void theAnswerOfAnAuthoriserHoldsForItsTimeToLive() {
        Trial.of(authorised(0.1, 300, 1, 0).done(), 1_000, 100_000, 10)
                .holds(0.967742, r -> Trial.share(r, "api", "authorizerCacheHitRatio"));
    }

    /// O11: Σ pᵢ λᵢT / (1 + λᵢT) for 1000 identities by Zipf's law.
    @Test
    void manyIdentitiesShareAnAuthoriserByTheirPopularity() {
        Trial.of(authorised(10, 300, 1_000, 1).done(), 1_000, 6_000, 10)
                .holds(0.832945, r -> Trial.share(r, "api", "authorizerCacheHitRatio"));
    }

    @Test
    void anAuthoriserWithoutCacheRunsForEachRequestAndTakesItsTime() {
        var designs = api(clients(10, "arrivals", "constant"), "authorizerResultTtlInSeconds", 0L);
        instantFunction(designs, "auth", 40).link("api", "auth", LinkKind.AUTHORISE);
        instantFunction(designs, "f", 60).link("api", "f", LinkKind.INVOKE);
        var trial = Trial.of(designs, 100);
        assertThat(trial.offered("auth")).isEqualTo(trial.offered("api"));
        assertThat(trial.counter("auth", Counter.BILLED_REQUESTS)).isEqualTo(trial.offered("auth"));
        assertThat(trial.counter("auth", Counter.BILLED_MILLIS)).isBetween(39_800L, 40_000L);
        assertThat(trial.node("api").latency().meanMs()).isCloseTo(100, within(0.5));
    }

    @Test
    void anAuthoriserThatFailsGivesA500ThatIsNotBilled() {
        var designs = api(clients(20, "arrivals", "constant"));
        instantFunction(designs, "auth", 10, "errorRate", 1.0).link("api", "auth", LinkKind.AUTHORISE);
        instantFunction(designs, "f", 10).link("api", "f", LinkKind.INVOKE);
        var trial = Trial.of(designs, 60);
        assertThat(trial.outcome("api", Outcome.SERVICE_ERROR)).isEqualTo(trial.offered("api"));
        assertThat(trial.counter("api", Counter.BILLED_REQUESTS)).isZero();
        assertThat(trial.offered("f")).isZero();
    }

    @Test
    void anAuthoriserThatIsTooSlowIsNoLongerWaitedFor() {
        var designs = api(clients(1, "arrivals", "constant"));
        instantFunction(designs, "auth", 15_000, "timeout", 60 * SECOND).link("api", "auth", LinkKind.AUTHORISE);
        instantFunction(designs, "f", 10).link("api", "f", LinkKind.INVOKE);
        var trial = Trial.of(designs, 100);
        assertThat(trial.outcome("api", Outcome.SERVICE_ERROR)).isBetween(89L, 91L);
        assertThat(trial.node("api").latency().meanMs()).isCloseTo(10_000, within(10.0));
    }

    /// The pool's keys are cached: its tokens are checked without calling it.
    @Test
    void refusedRequestsReachNobodyAndAreNotBilled() {
        var designs = api(
                clients(50),
                "authorizationType",
                "cognito",
                "unauthorized",
                0.3,
                "authorizationTime",
                new Constant(2 * MILLISECOND));
        instantFunction(designs, "f", 5).link("api", "f", LinkKind.INVOKE);
        var trial = Trial.of(designs, 200);
        long refused = trial.outcome("api", Outcome.CLIENT_ERROR);
        assertThat(trial.count("api", "unauthorized")).isEqualTo(refused);
        assertThat(refused / (double) trial.offered("api")).isCloseTo(0.3, within(0.016));
        assertThat(trial.counter("api", Counter.BILLED_REQUESTS))
                .isEqualTo(trial.offered("api") - refused)
                .isEqualTo(trial.offered("f"));
        assertThat(trial.node("api").latency().meanMs()).isCloseTo(0.7 * 5 + 2, within(0.1));
    }

    /// O6 for each key: loss of M/D/1/20 at 95/s with 100/s allowed.
    @Test
    void eachApiKeyHasABucketOfItsOwn() {
        var designs = api(
                clients(190),
                "mock",
                true,
                "apiKeyRequired",
                true,
                "apiKeys",
                2L,
                "usagePlanRateLimit",
                100.0,
                "usagePlanBurstLimit",
                20L);
        Trial.of(designs.done(), 100, 2_000, 10).holds(0.0080686, r -> Trial.part(r, "api", Outcome.THROTTLED));
    }

    @Test
    void aQuotaEndsWithItsPeriodAndTheFirstIsShortenedByTheOffset() {
        var designs = api(
                clients(0.01, "arrivals", "constant"),
                "mock",
                true,
                "apiKeyRequired",
                true,
                "apiKeys",
                1L,
                "quotaLimit",
                500L,
                "quotaPeriod",
                "day",
                "quotaOffset",
                100L);
        var trial = Trial.of(designs, 3 * 86_400);
        assertThat(trial.outcome("api", Outcome.OK)).isEqualTo(400 + 500 + 500);
        assertThat(trial.count("api", "quotaExceeded")).isEqualTo(trial.offered("api") - 1_400);
        assertThat(trial.counter("api", Counter.BILLED_REQUESTS)).isEqualTo(1_400);
    }

    @Test
    void requestsWithoutAValidKeyAreForbiddenAndFree() {
        var designs = api(clients(50), "mock", true, "apiKeyRequired", true, "invalidApiKey", 0.2);
        var trial = Trial.of(designs, 200);
        double share = trial.outcome("api", Outcome.CLIENT_ERROR) / (double) trial.offered("api");
        assertThat(share).isCloseTo(0.2, within(0.0132));
        assertThat(trial.counter("api", Counter.BILLED_REQUESTS)).isEqualTo(trial.outcome("api", Outcome.OK));
    }

    @Test
    void invalidRequestsAreBilledButNotIntegrated() {
        var designs = api(clients(50), "invalidRequests", 0.25);
        instantFunction(designs, "f", 5).link("api", "f", LinkKind.INVOKE);
        var trial = Trial.of(designs, 200);
        long invalid = trial.outcome("api", Outcome.CLIENT_ERROR);
        assertThat(invalid / (double) trial.offered("api")).isCloseTo(0.25, within(0.0143));
        assertThat(trial.count("api", "invalidRequests")).isEqualTo(invalid);
        assertThat(trial.offered("f")).isEqualTo(trial.offered("api") - invalid);
        assertThat(trial.counter("api", Counter.BILLED_REQUESTS)).isEqualTo(trial.offered("api"));
    }

    @Test
    void payloadsAbove10MegabytesAreRefused() {
        var designs = api(clients(10, "payload", new Constant((10 << 20) + 1)));
        instantFunction(designs, "f", 5).link("api", "f", LinkKind.INVOKE);
        var trial = Trial.of(designs, 20);
        assertThat(trial.outcome("api", Outcome.CLIENT_ERROR)).isEqualTo(trial.offered("api"));
        assertThat(trial.offered("f")).isZero();
    }

    /// O22: binomial, 99.9 % of 10 000 requests at 10 %.
    @Test
    void aCanaryGetsItsShareOfTheRequests() {
        var designs = api(clients(100, "arrivals", "constant"), "canaryPercentTraffic", 0.1);
        instantFunction(designs, "old", 5).link("api", "old", LinkKind.INVOKE, "route", "GET /");
        instantFunction(designs, "new", 5).link("api", "new", LinkKind.INVOKE, "route", "GET /", "canary", true);
        var trial = Trial.of(designs, 100);
        double spread = 3.2905 * Math.sqrt(trial.offered("api") * 0.1 * 0.9);
        assertThat((double) trial.offered("new")).isCloseTo(0.1 * trial.offered("api"), within(spread));
        assertThat(trial.offered("old") + trial.offered("new")).isEqualTo(trial.offered("api"));
        assertThat(trial.count("api", "canaryRequests")).isEqualTo(trial.offered("new"));
    }

    @Test
    void aStageUsesItsOwnLinksAndThoseOfAllStages() {
        var designs = api(clients(50), "stageName", "prod");
        instantFunction(designs, "test", 5).link("api", "test", LinkKind.INVOKE, "stage", "test");
        instantFunction(designs, "prod", 5).link("api", "prod", LinkKind.INVOKE, "stage", "prod");
        instantFunction(designs, "all", 5).link("api", "all", LinkKind.INVOKE);
        var trial = Trial.of(designs, 50);
        assertThat(trial.offered("test")).isZero();
        assertThat(trial.offered("prod")).isPositive();
        assertThat(trial.offered("prod") + trial.offered("all")).isEqualTo(trial.offered("api"));
    }

    @Test
    void mappingTemplatesTakeTimeAndChangeTheSize() {
        var designs = api(
                        clients(10, "payload", new Constant(200 << 10)),
                        "mappingTime",
                        new Constant(4 * MILLISECOND),
                        "mappedSize",
                        100.0)
                .node("inner", "aws.apigateway.http", "overhead", NOTHING)
                .node("site", "external.service", "latency", NOTHING)
                .link("api", "inner", LinkKind.REQUEST)
                .link("inner", "site", LinkKind.REQUEST);
        var trial = Trial.of(designs, 50);
        assertThat(trial.node("api").latency().meanMs()).isCloseTo(4, within(0.01));
        assertThat(trial.outcome("inner", Outcome.CLIENT_ERROR)).isEqualTo(trial.offered("inner"));
    }

    @Test
    void everyServiceIntegrationReachesItsServiceAndIsBilledThere() {
        var designs = api(clients(60))
                .node("queue", "aws.sqs.queue")
                .node("topic", "aws.sns.topic")
                .node("stream", "aws.kinesis.stream")
                .node("bus", "aws.events.bus")
                .node("table", "aws.dynamodb.table")
                .node("site", "external.service", "latency", NOTHING)
                .link("api", "queue", LinkKind.SEND)
                .link("api", "topic", LinkKind.PUBLISH)
                .link("api", "stream", LinkKind.PUT)
                .link("api", "bus", LinkKind.PUBLISH)
                .link("api", "table", LinkKind.OPERATE, "operation", "putItem")
                .link("api", "site", LinkKind.CALL);
        var trial = Trial.of(designs, 100);
        for (var id : List.of("queue", "topic", "stream", "bus", "table", "site"))
            assertThat(trial.outcome(id, Outcome.OK) / (double) trial.offered("api"))
                    .as(id)
                    .isCloseTo(1 / 6.0, within(0.0159));
        for (var id : List.of("queue", "topic", "stream", "bus"))
            assertThat(trial.counter(id, Counter.BILLED_CHUNKS)).as(id).isGreaterThanOrEqualTo(trial.offered(id));
        assertThat(trial.counter("table", Counter.WRITE_UNITS)).isGreaterThanOrEqualTo(trial.offered("table"));
    }

    @Test
    void theEdgeAddsItsHopAndAPrivateApiPaysForItsEndpoint() {
        var edge = Trial.of(
                api(clients(10), "mock", true, "endpointType", "edge", "edgeTime", new Constant(3 * MILLISECOND)), 100);
        assertThat(edge.node("api").latency().meanMs()).isCloseTo(3, within(0.001));
        var closed = Trial.of(api(clients(10), "mock", true, "endpointType", "private", "endpointZones", 3L), 7_200);
        assertThat(closed.quantity("api", "vpc_endpoint.interface_hour")).isCloseTo(6, within(1e-9));
        assertThat(closed.quantity("api", "datatransfer.out_internet")).isZero();
    }

    @Test
    void foldedAndUnfoldedRunsAreEqualWithAnAuthoriser() {
        var designs = authorised(50, 10, 100, 1).done();
        var blueprint = Blueprint.of(designs, TraceSource.NONE);
        var settings = RunSettings.DEFAULT.lasting(60 * SECOND).warmingUp(0L).replicated(1);
        var folded = Simulation.run(blueprint, settings, Progress.SILENT).orElseThrow();
        var plain = Simulation.run(blueprint, settings.folded(false), Progress.SILENT)
                .orElseThrow();
        assertThat(folded.latency().p99().value())
                .isEqualTo(plain.latency().p99().value());
        assertThat(folded.requests()).isEqualTo(plain.requests());
    }
}
