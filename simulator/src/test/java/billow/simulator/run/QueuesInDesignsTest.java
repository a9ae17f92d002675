package billow.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.archetype.Counter;
import billow.model.design.Design;
import billow.model.kind.LinkKind;
import billow.model.value.Distribution;
import billow.simulator.kernel.Checks;
import org.junit.jupiter.api.Test;

/// Queues between clients, functions, dead-letter queues and tables.
class QueuesInDesignsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final double Z = 3.2905;

    private static Design orders(double errorRate, boolean partial) {
        return Designs.draw()
                .node("clients", "traffic.clients", "rate", 200.0)
                .node("api", "aws.apigateway.http")
                .node("queue", "aws.sqs.queue", "visibilityTimeout", 20 * SECOND)
                .node("dead", "aws.sqs.queue")
                .node(
                        "f",
                        "aws.lambda.function",
                        "errorRate",
                        errorRate,
                        "timeout",
                        3 * SECOND,
                        "duration",
                        Distribution.LogNormal.ofMedianAndP99(60e6, 300e6))
                .node("table", "aws.dynamodb.table")
                .link("clients", "api")
                .link("api", "queue")
                .link("queue", "f", "reportBatchItemFailures", partial)
                .link("queue", "dead", LinkKind.DEAD_LETTER, "maxReceiveCount", 3L)
                .link("f", "table", "operation", "putItem")
                .done();
    }

    private static final RunSettings SETTINGS = RunSettings.DEFAULT
            .lasting(600 * SECOND)
            .warmingUp(0L)
            .replicated(1)
            .checked(Checks.FULL);

    private static RunResult run(Design design, RunSettings settings) {
        return Simulation.run(Blueprint.of(design, TraceSource.NONE), settings, Progress.SILENT)
                .orElseThrow();
    }

    private static NodeResult node(RunResult result, String id) {
        return result.nodes().stream()
                .filter(n -> n.node().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static long count(RunResult result, String node, String metric) {
        return node(result, node).metrics().get(metric) instanceof NodeResult.Count c ? c.sum() : -1;
    }

    @Test
    void messagesThatFailAgainAndAgainAreDeadLettered() {
        var result = run(orders(0.2, true), SETTINGS);
        long done = count(result, "queue", "messagesDone");
        long dead = count(result, "queue", "messagesDeadLettered");
        double share = 0.2 * 0.2 * 0.2;
        double ended = done + dead;
        assertThat(ended).isGreaterThan(100_000);
        // What is still inside at the end are failures of the last 40 s that may be dead-lettered: at most 0.02 %.
        assertThat(dead / ended).isCloseTo(share, within(Z * Math.sqrt(share / ended) + 0.0002));
        assertThat(count(result, "dead", "messagesOffered")).isEqualTo(dead);
        assertThat(count(result, "queue", "numberOfMessagesSent"))
                .isEqualTo(node(result, "queue").requests().offered());
    }

    @Test
    void messagesOfOneLinkWaitAndThoseOfAnotherDoNot() {
        var design = Designs.draw()
                .node("clients", "traffic.clients", "rate", 1.0, "arrivals", "constant")
                .node("queue", "aws.sqs.queue", "deliveryLatency", Designs.NOTHING)
                .node("f", "aws.lambda.function")
                .link("clients", "queue", "share", 1.0)
                .link("clients", "queue", "share", 1.0, "messageDelay", 100 * SECOND)
                .link("queue", "f")
                .done();
        var result = run(design, SETTINGS);
        long inside = count(result, "queue", "messagesInside");
        long offered = count(result, "queue", "messagesOffered");
        assertThat(offered).isGreaterThan(590);
        // Half of the messages of the last 100 s.
        assertThat((double) inside).isCloseTo(50, within(Z * Math.sqrt(25)));
    }

    @Test
    void givesTheSameBitsWhenPureDelaysAreFoldedOrNot() {
        var settings = SETTINGS.lasting(120 * SECOND);
        assertThat(DeterminismTest.everything(run(orders(0.1, false), settings.folded(false))))
                .isEqualTo(DeterminismTest.everything(run(orders(0.1, false), settings)));
    }

    @Test
    void functionsGetNoMoreBatchesThanTheirReservedConcurrency() {
        var design = Designs.draw()
                .node("clients", "traffic.clients", "rate", 100.0)
                .node("queue", "aws.sqs.queue", "visibilityTimeout", 60 * SECOND)
                .node(
                        "f",
                        "aws.lambda.function",
                        "reservedConcurrentExecutions",
                        2L,
                        "timeout",
                        3 * SECOND,
                        "duration",
                        new Distribution.Constant(1e9))
                .link("clients", "queue")
                .link("queue", "f")
                .done();
        var result = run(design, SETTINGS.lasting(120 * SECOND));
        assertThat(count(result, "f", "throttles")).isPositive();
        assertThat(count(result, "f", "invocations")).isLessThanOrEqualTo(2 * 120);
    }

    @Test
    void functionsSendTheEventsTheyGiveUp() {
        var design = Designs.draw()
                .node("clients", "traffic.clients", "rate", 10.0)
                .node("f", "aws.lambda.function", "errorRate", 1.0, "maximumRetryAttempts", 0L)
                .node("dead", "aws.sqs.queue")
                .link("clients", "f", "invocationType", "async")
                .link("f", "dead", LinkKind.DEAD_LETTER)
                .done();
        var result = run(design, SETTINGS.lasting(100 * SECOND));
        long sent = count(result, "dead", "numberOfMessagesSent");
        assertThat(sent).isBetween(800L, 1200L);
        assertThat(count(result, "dead", "messagesInside")).isEqualTo(sent);
        assertThat(node(result, "dead").runs().getFirst().get(Counter.BILLED_CHUNKS))
                .isEqualTo(sent);
    }
}
