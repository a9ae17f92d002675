package billow.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.archetype.Counter;
import billow.model.design.Design;
import billow.model.kind.LinkKind;
import billow.model.value.Distribution;
import billow.simulator.flow.Measure;
import billow.simulator.kernel.Checks;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Topics, buses and schedules in designs.
class FanOutTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLISECOND = 1_000_000;
    private static final Distribution NOTHING = Designs.NOTHING;

    /// Two-sided 99.9 % quantile of the normal distribution.
    private static final double Z = 3.2905;

    private static final RunSettings SETTINGS = RunSettings.DEFAULT
            .lasting(100 * SECOND)
            .warmingUp(0L)
            .replicated(1)
            .checked(Checks.FULL);

    private static RunResult run(Design design, RunSettings settings) {
        return Simulation.run(Blueprint.of(design, TraceSource.NONE), settings, Progress.SILENT)
                .orElseThrow();
    }

    private static RunResult run(Designs design, long seconds) {
        return run(design.done(), SETTINGS.lasting(seconds * SECOND));
    }

    private static NodeRun node(RunResult result, String id) {
        return result.replications().getFirst().nodes().stream()
                .filter(n -> n.node().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static long count(RunResult result, String id, String metric) {
        if (node(result, id).measures().get(metric) instanceof Measure.Count(long value)) return value;
        throw new AssertionError("There is no " + metric + ".");
    }

    private static long counter(RunResult result, String id, Counter counter) {
        return (long) node(result, id).get(counter);
    }

    private static double mean(RunResult result, String id, String metric) {
        if (node(result, id).measures().get(metric) instanceof Measure.Mean(double sum, long count)) return sum / count;
        throw new AssertionError("There is no " + metric + ".");
    }

    private static Designs publishers(double perSecond) {
        return Designs.draw()
                .node("clients", "traffic.clients", "arrivals", "constant", "rate", perSecond, "network", NOTHING);
    }

    private static Designs topic(double perSecond, Object... set) {
        return publishers(perSecond).node("topic", "aws.sns.topic", set);
    }

    private static Designs bus(double perSecond, Object... set) {
        return publishers(perSecond).node("bus", "aws.events.bus", set);
    }

    private static Distribution exactly(double millis) {
        return new Distribution.Constant(millis * MILLISECOND);
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    @Test
    void topicHandsACopyToEachSubscriber() {
        var result = run(
                topic(10.0, "deliveryLatency", exactly(20))
                        .node("f", "aws.lambda.function")
                        .node("q", "aws.sqs.queue")
                        .node("hook", "external.service", "latency", exactly(5))
                        .link("clients", "topic", "messageSize", new Distribution.Constant(1000))
                        .link("topic", "f", LinkKind.DELIVER)
                        .link("topic", "q", LinkKind.DELIVER)
                        .link("topic", "hook", LinkKind.DELIVER),
                100);
        // The last messages of 100 s are published 0.1 s before the end, or at it.
        long published = count(result, "topic", "numberOfMessagesPublished");
        assertThat(published).isBetween(999L, 1000L);
        assertThat(count(result, "topic", "deliveriesTaken") + count(result, "topic", "deliveriesUnderWay"))
                .isEqualTo(3 * published);
        assertThat(mean(result, "topic", "timeToDelivery")).isCloseTo(20, within(1e-9));
        assertThat(counter(result, "f", Counter.BILLED_REQUESTS)).isBetween(published - 3, published);
        assertThat(count(result, "q", "numberOfMessagesSent")).isBetween(published - 1, published);
        assertThat(node(result, "hook").offered()).isBetween(published - 1, published);
        // A function is given the message in its event; queues and endpoints get an envelope around it.
        assertThat(counter(result, "topic", Counter.DELIVERED_BYTES))
                .isEqualTo(node(result, "f").offered() * 1000
                        + (node(result, "q").offered() + node(result, "hook").offered()) * 2024);
    }

    @Test
    void publisherIsAnsweredWithoutWaitingForDelivery() {
        var result = run(
                bus(10.0)
                        .node("hook", "external.service", "latency", exactly(3_000))
                        .link("clients", "bus")
                        .link("bus", "hook"),
                60);
        assertThat(result.requests().succeeded()).isGreaterThan(590);
        assertThat(result.latency().p99().value()).isLessThan(100);
    }

    @Test
    void topicBillsCallsBusBillsEventsBy64KilobytesEach() {
        var eighty = new Distribution.Constant(80 * 1024);
        var ten = new Distribution.Constant(10 * 1024);
        var result = run(
                publishers(1.0)
                        .node("topic", "aws.sns.topic")
                        .node("small", "aws.sns.topic")
                        .node("bus", "aws.events.bus")
                        .node("smallEvents", "aws.events.bus")
                        .link("clients", "topic", "messageSize", eighty, "publishBatch", 3L, "share", 1.0)
                        .link("clients", "small", "messageSize", ten, "publishBatch", 3L, "share", 1.0)
                        .link("clients", "bus", "eventSize", eighty, "entries", 3L, "share", 1.0)
                        .link("clients", "smallEvents", "eventSize", ten, "entries", 3L, "share", 1.0),
                400);
        for (var id : new String[] {"topic", "small", "bus", "smallEvents"}) {
            long calls = counter(result, id, Counter.BILLED_REQUESTS);
            assertThat(calls).as(id).isGreaterThan(50);
            // 3 × 80 KB in one call are 4 chunks, of one event each 2; 3 × 10 KB are 1 chunk, of one event each 1.
            long chunks = switch (id) {
                case "topic" -> 4;
                case "small" -> 1;
                case "bus" -> 6;
                default -> 3;
            };
            assertThat(counter(result, id, Counter.BILLED_CHUNKS)).as(id).isEqualTo(chunks * calls);
        }
    }

    @Test
    void deliversTheShareThatMatches() {
        var result = run(
                bus(50.0)
                        .node("a", "aws.sqs.queue")
                        .node("b", "aws.sqs.queue")
                        .link("clients", "bus", "entries", 4L)
                        .link("bus", "a", "matchShare", 0.3)
                        .link("bus", "b", "matchShare", 0.0),
                200);
        long events = count(result, "bus", "putEventsEntriesCount");
        assertThat(events).isBetween(39_990L, 40_000L);
        long triggered = count(result, "bus", "triggeredRules");
        assertThat(triggered / (double) events).isCloseTo(0.3, within(Z * Math.sqrt(0.3 * 0.7 / events)));
        assertThat(count(result, "bus", "matchedEvents")).isEqualTo(triggered);
        assertThat(node(result, "b").offered()).isZero();
    }

    @Test
    void matchesEventPatternsWithTheSampleOfThePublisher() {
        var order = json("{\"source\":\"shop\",\"detail-type\":\"OrderPlaced\",\"detail\":{\"total\":120}}");
        var result = run(
                bus(10.0)
                        .node("large", "aws.sqs.queue")
                        .node("small", "aws.sqs.queue")
                        .node("all", "aws.sqs.queue")
                        .link("clients", "bus", "sample", order)
                        .link(
                                "bus",
                                "large",
                                "eventPattern",
                                json("{\"source\":[\"shop\"],\"detail\":{\"total\":[{\"numeric\":[\">\",100]}]}}"),
                                "matchShare",
                                0.1)
                        .link(
                                "bus",
                                "small",
                                "eventPattern",
                                json("{\"detail\":{\"total\":[{\"numeric\":[\"<=\",100]}]}}"))
                        .link("bus", "all"),
                20);
        long events = count(result, "bus", "putEventsEntriesCount");
        assertThat(count(result, "bus", "triggeredRules")).isEqualTo(2 * events);
        assertThat(node(result, "large").offered())
                .isEqualTo(node(result, "all").offered());
        assertThat(node(result, "small").offered()).isZero();
    }

    @Test
    void matchesFilterPoliciesWithAttributesOrBody() {
        var sample = json("""
                {"MessageAttributes": {"store": "north", "price": {"DataType": "Number", "StringValue": "120"}},
                 "Message": "{\\"kind\\": \\"order\\"}"}""");
        var result = run(
                topic(10.0)
                        .node("north", "aws.sqs.queue")
                        .node("cheap", "aws.sqs.queue")
                        .node("orders", "aws.sqs.queue")
                        .link("clients", "topic", "sample", sample)
                        .link(
                                "topic",
                                "north",
                                "filterPolicy",
                                json("{\"store\":[\"north\"],\"price\":[{\"numeric\":[\">=\",100]}]}"))
                        .link("topic", "cheap", "filterPolicy", json("{\"price\":[{\"numeric\":[\"<\",100]}]}"))
                        .link(
                                "topic",
                                "orders",
                                "filterPolicyScope",
                                "MessageBody",
                                "filterPolicy",
                                json("{\"kind\":[\"order\"]}")),
                20);
        long published = count(result, "topic", "numberOfMessagesPublished");
        assertThat(count(result, "topic", "numberOfNotificationsFilteredOut")).isEqualTo(published);
        assertThat(node(result, "north").offered())
                .isEqualTo(node(result, "orders").offered());
        assertThat(node(result, "north").offered()).isBetween(published - 3, published);
        assertThat(node(result, "cheap").offered()).isZero();
    }

    @Test
    void topicRetriesEndpointsThreeTimesAndThenDeadLetters() {
        var result = run(
                topic(1.0, "deliveryLatency", NOTHING)
                        .node("hook", "external.service", "latency", exactly(10), "errorRate", 1.0)
                        .node("dead", "aws.sqs.queue")
                        .link("clients", "topic")
                        .link("topic", "hook")
                        .link("topic", "dead", LinkKind.DEAD_LETTER),
                1000);
        long dead = count(result, "topic", "numberOfNotificationsRedrivenToDlq");
        // Each message is given up 60 s after it was published, give or take the jitter.
        assertThat(dead).isBetween(930L, 948L);
        assertThat(node(result, "dead").offered()).isEqualTo(dead);
        long attempts = counter(result, "topic", Counter.OUTSIDE_DELIVERIES);
        assertThat(attempts).isEqualTo(node(result, "hook").offered());
        assertThat(attempts).isBetween(4 * dead, 4 * dead + 4 * 70);
        assertThat(count(result, "topic", "deliveriesDropped")).isZero();
    }

    /// With an independent failure of q a delivery is lost with q^4 and attempted (1 - q^4) / (1 - q) times.
    @Test
    void dropsWhatFailsEachTimeWhenThereIsNoDeadLetterQueue() {
        double q = 0.5;
        var result = run(
                topic(20.0, "deliveryLatency", NOTHING)
                        .node("hook", "external.service", "latency", NOTHING, "errorRate", q)
                        .link("clients", "topic")
                        .link("topic", "hook", "minDelayTarget", SECOND, "maxDelayTarget", SECOND),
                2000);
        long lost = count(result, "topic", "deliveriesDropped");
        long ended = lost + count(result, "topic", "deliveriesTaken");
        double p = Math.pow(q, 4);
        assertThat(lost / (double) ended).isCloseTo(p, within(Z * Math.sqrt(p * (1 - p) / ended)));
        double attempts = counter(result, "topic", Counter.OUTSIDE_DELIVERIES) / (double) ended;
        assertThat(attempts).isCloseTo((1 - p) / (1 - q), within(0.03));
    }

    @Test
    void giveUpDeliveriesThatTakeLongerThanTheServiceWaits() {
        var result = run(
                bus(2.0, "deliveryLatency", NOTHING)
                        .node("slow", "external.service", "latency", exactly(6_000))
                        .link("clients", "bus")
                        .link("bus", "slow", "maximumRetryAttempts", 1L),
                200);
        assertThat(count(result, "bus", "invocations")).isZero();
        // Twice five seconds and a pause of 0.5 to 1.5 s.
        assertThat(count(result, "bus", "failedInvocations")).isBetween(375L, 381L);
    }

    @Test
    void busIsLateRatherThanLosesBeyondItsQuota() {
        var result = run(
                bus(20.0, "invocationsQuota", 10.0, "deliveryLatency", NOTHING)
                        .node("q", "aws.sqs.queue")
                        .link("clients", "bus")
                        .link("bus", "q"),
                100);
        // 10 at once and 10 a second; the rest is waiting.
        assertThat(node(result, "q").offered()).isCloseTo(1010L, within(3L));
        assertThat(count(result, "bus", "deliveriesDropped")).isZero();
        assertThat(count(result, "bus", "deliveriesUnderWay")).isCloseTo(2000L - 1010, within(4L));
        assertThat(count(result, "bus", "throttledRules")).isGreaterThan(1900L);
    }

    @Test
    void apiDestinationsAreCalledAtTheirRate() {
        var result = run(
                bus(20.0, "invocationRateLimitPerSecond", 5.0)
                        .node("hook", "external.service", "latency", exactly(10))
                        .node("q", "aws.sqs.queue")
                        .link("clients", "bus")
                        .link("bus", "hook")
                        .link("bus", "q"),
                100);
        assertThat(node(result, "hook").offered()).isCloseTo(505L, within(3L));
        assertThat(node(result, "q").offered()).isGreaterThan(1980L);
    }

    @Test
    void refusesPublishesBeyondTheQuota() {
        var topic = run(topic(20.0, "publishQuota", 30.0).link("clients", "topic", "publishBatch", 3L), 100);
        // Messages are counted: 60 a second against 30.
        assertThat(topic.requests().throttled()).isCloseTo(1000L - 10, within(5L));
        assertThat(count(topic, "topic", "publishThrottled"))
                .isEqualTo(3 * topic.requests().throttled());
        var bus = run(bus(20.0, "putEventsQuota", 10.0).link("clients", "bus", "entries", 3L), 100);
        // Calls are counted: 20 a second against 10.
        assertThat(bus.requests().throttled()).isCloseTo(1000L - 10, within(5L));
    }

    @Test
    void retriesThrottledTargetsAndKeepsWhatItIsGiven() {
        var result = run(
                bus(5.0, "deliveryLatency", NOTHING)
                        .node("narrow", "external.service", "latency", exactly(300), "maxConcurrent", 1L)
                        .link("clients", "bus")
                        .link("bus", "narrow"),
                600);
        assertThat(count(result, "bus", "retryInvocationAttempts")).isPositive();
        assertThat(count(result, "bus", "failedInvocations")).isZero();
        assertThat(count(result, "bus", "invocations") + count(result, "bus", "deliveriesUnderWay"))
                .isEqualTo(count(result, "bus", "triggeredRules"));
    }

    @Test
    void busesFeedTopicsQueuesAndWorkflows() {
        var result = run(
                bus(5.0, "deliveryLatency", exactly(50))
                        .node("other", "aws.events.bus", "deliveryLatency", exactly(50))
                        .node("topic", "aws.sns.topic", "deliveryLatency", exactly(10))
                        .node("flow", "aws.stepfunctions.statemachine")
                        .node("q", "aws.sqs.queue")
                        .link("clients", "bus", "eventSize", new Distribution.Constant(70_000))
                        .link("bus", "other")
                        .link("bus", "flow")
                        .link("other", "topic")
                        .link("topic", "q", "rawMessageDelivery", true),
                100);
        assertThat(count(result, "flow", "executionsStarted")).isGreaterThan(490);
        assertThat(count(result, "q", "numberOfMessagesSent")).isGreaterThan(490);
        // Events of 70 000 bytes are two chunks at each bus.
        assertThat(counter(result, "other", Counter.BILLED_CHUNKS))
                .isEqualTo(2 * node(result, "other").offered());
        assertThat(counter(result, "topic", Counter.DELIVERED_BYTES))
                .isEqualTo(70_000 * counter(result, "topic", Counter.QUEUE_DELIVERIES));
    }

    @Test
    void scheduleInvokesItsTargetOnTime() {
        var design = Designs.draw()
                .node(
                        "nightly",
                        "aws.scheduler.schedule",
                        "scheduleExpression",
                        "cron(0/10 1-2 * * ? *)",
                        "lateness",
                        exactly(7_000))
                .node("f", "aws.lambda.function")
                .link("nightly", "f");
        var result = run(design, 2 * 86_400);
        assertThat(counter(result, "f", Counter.BILLED_REQUESTS)).isEqualTo(24);
        assertThat(counter(result, "nightly", Counter.BILLED_REQUESTS)).isEqualTo(24);
        assertThat(mean(result, "nightly", "timeToInvocation")).isEqualTo(7_000);
    }

    @Test
    void flexibleWindowSpreadsInvocations() {
        var design = Designs.draw()
                .node(
                        "often",
                        "aws.scheduler.schedule",
                        "scheduleExpression",
                        "rate(1 minute)",
                        "maximumWindowInMinutes",
                        30 * 60 * SECOND,
                        "lateness",
                        NOTHING)
                .node("q", "aws.sqs.queue")
                .link("often", "q");
        var result = run(design, 4 * 86_400);
        long sent = node(result, "q").offered();
        assertThat(sent).isBetween(5700L, 5759L);
        double minutes = mean(result, "often", "timeToInvocation") / 60_000;
        assertThat(minutes).isCloseTo(15, within(Z * 30 / Math.sqrt(12 * sent) + 0.05));
    }

    @Test
    void givesTheSameBitsWhenFoldedOrNotAndOnTwoThreads() {
        var design = bus(40.0, "invocationsQuota", 45.0)
                .node("tick", "aws.scheduler.schedule", "scheduleExpression", "rate(1 minute)")
                .node("topic", "aws.sns.topic")
                .node("hook", "external.service", "errorRate", 0.3, "latency", new Distribution.Exponential(4e9))
                .node("f", "aws.lambda.function", "errorRate", 0.1)
                .node("q", "aws.sqs.queue")
                .node("dead", "aws.sqs.queue")
                .link("clients", "bus", "entries", 2L)
                .link("tick", "bus")
                .link("bus", "topic", "matchShare", 0.4)
                .link("bus", "hook", "matchShare", 0.2, "maximumRetryAttempts", 2L)
                .link("bus", "f", "matchShare", 0.3)
                .link("bus", "dead", LinkKind.DEAD_LETTER)
                .link("topic", "hook")
                .link("topic", "q")
                .link("q", "f", LinkKind.POLL)
                .done();
        var settings = SETTINGS.warmingUp(20 * SECOND).replicated(2);
        var folded = DeterminismTest.everything(run(design, settings));
        assertThat(DeterminismTest.everything(run(design, settings.folded(false))))
                .isEqualTo(folded);
        assertThat(DeterminismTest.everything(run(design, settings.onThreads(2))))
                .isEqualTo(folded);
        assertThat(DeterminismTest.everything(run(design, settings.seeded(9)))).isNotEqualTo(folded);
    }

    private static double timeToDelivery(boolean fifo, long keys) {
        var design = Designs.draw()
                .node("clients", "traffic.clients", "rate", 10.0, "keys", keys, "keySkew", 0.0)
                .node("topic", "aws.sns.topic", "fifoTopic", fifo, "deliveryLatency", new Distribution.Exponential(1e9))
                .node("queue", "aws.sqs.queue", "fifoQueue", fifo)
                .link("clients", "topic")
                .link("topic", "queue")
                .done();
        var settings = RunSettings.DEFAULT
                .lasting(1_000_000_000_000L)
                .warmingUp(10_000_000_000L)
                .replicated(1)
                .checked(Checks.FULL);
        var result = Simulation.run(Blueprint.of(design, TraceSource.NONE), settings, Progress.SILENT)
                .orElseThrow();
        var topic = result.nodes().stream()
                .filter(n -> n.node().id().equals("topic"))
                .findFirst()
                .orElseThrow();
        return topic.runs().getFirst().measures().get("timeToDelivery") instanceof Measure.Mean m
                ? m.sum() / m.count() / 1000
                : -1;
    }

    @Test
    void messagesOfAGroupOfAFifoTopicWaitForThoseBefore() {
        // A message goes when it is ready and all before it are gone: P(T ≤ t) = F(t) exp(−λ ∫ (1 − F)), whose mean is
        // Ein(10) + 0.1 = 2.98 s, and the 6 ms of each send in line come on top.
        assertThat(timeToDelivery(true, 1)).isBetween(2.8, 3.4);
        assertThat(timeToDelivery(true, 100_000)).isCloseTo(1.0, within(0.05));
        assertThat(timeToDelivery(false, 1)).isCloseTo(1.0, within(0.05));
    }
}
