package billow.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.archetype.Counter;
import billow.model.design.Design;
import billow.model.kind.LinkKind;
import billow.model.service.EventPipe;
import billow.model.value.Distribution.Constant;
import billow.simulator.kernel.Checks;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Pipes between queues, streams and targets, under full self-checks.
class PipeTest {
    private static final long SECOND = 1_000_000_000L;

    private static RunResult run(Design design, boolean folded) {
        var settings = RunSettings.DEFAULT
                .lasting(300 * SECOND)
                .warmingUp(0L)
                .replicated(1)
                .folded(folded)
                .checked(Checks.FULL);
        return Simulation.run(Blueprint.of(design, TraceSource.NONE), settings, Progress.SILENT)
                .orElseThrow();
    }

    private static NodeResult node(RunResult result, String id) {
        return result.nodes().stream()
                .filter(n -> n.node().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static double count(RunResult result, String node, String metric) {
        return node(result, node).metrics().get(metric) instanceof NodeResult.Count c ? c.sum() : -1;
    }

    /// A FIFO queue, a pipe that lets a quarter pass and asks a function, and another FIFO queue.
    private static Design fifo() {
        return Designs.draw()
                .node("clients", "traffic.clients", "rate", 40.0, "keys", 5L)
                .node("source", "aws.sqs.queue", "fifoQueue", true, "messageGroupId", "key")
                .node("pipe", "aws.pipes.pipe", "filterMatches", 0.25)
                .node("f", "aws.lambda.function", "errorRate", 0.01)
                .node("target", "aws.sqs.queue", "fifoQueue", true, "messageGroupId", "key")
                .link("clients", "source")
                .link("source", "pipe")
                .link("pipe", "f", LinkKind.INVOKE, "role", "enrichment")
                .link("pipe", "target")
                .done();
    }

    @Test
    void handsOnWhatPassesTheFilterAndKeepsTheOrder() {
        var result = run(fifo(), true);
        double events = count(result, "pipe", "events");
        double passed = events - count(result, "pipe", "eventsFiltered");
        assertThat(events).isGreaterThan(5_000);
        assertThat(passed / events).isCloseTo(0.25, within(3.2905 * Math.sqrt(0.25 * 0.75 / events)));
        assertThat(count(result, "target", "numberOfMessagesSent")).isBetween(passed * 0.9, passed);
        assertThat(count(result, "pipe", "executionFailed")).isPositive();
        // A small batch that is left after the filter is one request, and asks the function once.
        double asked = node(result, "f").requests().offered();
        assertThat(node(result, "pipe").runs().getFirst().get(Counter.BILLED_CHUNKS))
                .isBetween(asked, asked + 5);
        assertThat(asked).isBetween(count(result, "pipe", "invocations") - 5, count(result, "pipe", "invocations"));
    }

    @Test
    void givesTheSameBitsWhenPureDelaysAreFoldedOrNot() {
        assertThat(DeterminismTest.everything(run(fifo(), false)))
                .isEqualTo(DeterminismTest.everything(run(fifo(), true)));
    }

    @Test
    void whatTheTargetFailsGoesToTheDeadLettersOfTheSource() {
        var design = Designs.draw()
                .node("clients", "traffic.clients", "arrivals", "constant", "rate", 2.0)
                .node("source", "aws.sqs.queue", "visibilityTimeout", 10 * SECOND)
                .node("dead", "aws.sqs.queue")
                .node("pipe", "aws.pipes.pipe")
                .node("f", "aws.lambda.function", "errorRate", 1.0)
                .link("clients", "source")
                .link("source", "dead", LinkKind.DEAD_LETTER, "maxReceiveCount", 2L)
                .link("source", "pipe")
                .link("pipe", "f")
                .done();
        var result = run(design, true);
        // All but those of the last 20 s.
        assertThat(count(result, "dead", "messagesOffered")).isBetween(550.0, 562.0);
        assertThat(count(result, "source", "messagesDone")).isZero();
        assertThat(node(result, "pipe").metrics().keySet())
                .containsAll(
                        new EventPipe().metrics().stream().map(m -> m.name()).toList());
    }

    @Test
    void givesAFunctionWholeBatchesAndWaitsForIt() {
        var design = Designs.draw()
                .node("clients", "traffic.clients", "arrivals", "constant", "rate", 20.0)
                .node("source", "aws.sqs.queue", "visibilityTimeout", 60 * SECOND)
                .node("pipe", "aws.pipes.pipe")
                .node("f", "aws.lambda.function", "timeout", 10 * SECOND, "duration", new Constant(5e9))
                .link("clients", "source")
                .link("source", "pipe", "batchSize", 10L, "maximumBatchingWindowInSeconds", SECOND)
                .link("pipe", "f")
                .done();
        var result = run(design, true);
        double messages = count(result, "source", "numberOfMessagesDeleted");
        // A message is done when the function is: 5 s after its batch.
        assertThat(node(result, "f").requests().offered()).isEqualTo((long) count(result, "pipe", "invocations"));
        assertThat(messages).isBetween(20.0 * 290, 20.0 * 295 + 20);
        assertThat(node(result, "f").requests().offered()).isBetween((long) messages / 10, (long) messages / 10 + 20);
    }

    /// Requests of which a quarter says order, by a queue and a pipe with these parameters.
    private static Designs told(Object... pipe) {
        return Designs.draw()
                .node("clients", "traffic.clients", "rate", 30.0, "keys", 4L, "keySkew", 0.0, "requestBody", json("""
                        {"kind": "{% $key = 1 ? 'order' : 'visit' %}"}"""))
                .node("source", "aws.sqs.queue")
                .node("pipe", "aws.pipes.pipe", pipe)
                .link("clients", "source")
                .link("source", "pipe", "batchSize", 10L, "maximumBatchingWindowInSeconds", SECOND);
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private static void isAQuarter(double part, double all) {
        assertThat(all).isGreaterThan(5_000);
        assertThat(part / all).isCloseTo(0.25, within(3.2905 * Math.sqrt(0.25 * 0.75 / all)));
    }

    @Test
    void aBusIsToldWhatEachMessageSays() {
        var design = told().node("bus", "aws.events.bus")
                .node("orders", "aws.sqs.queue")
                .node("none", "aws.sqs.queue")
                .link("pipe", "bus")
                .link("bus", "orders", "eventPattern", json("""
                        {"detail-type": ["Event from aws:sqs"], "detail": {"body": {"kind": ["order"]}}}"""))
                .link("bus", "none", "eventPattern", json("""
                        {"detail": {"body": {"kind": ["refund"]}}}"""))
                .done();
        var result = run(design, true);
        isAQuarter(count(result, "orders", "numberOfMessagesSent"), count(result, "bus", "putEventsEntriesCount"));
        assertThat(count(result, "none", "numberOfMessagesSent")).isZero();
    }

    @Test
    void aTopicAndAQueueAreToldWhatEachMessageSays() {
        var topic = told().node("topic", "aws.sns.topic")
                .node("orders", "aws.sqs.queue")
                .link("pipe", "topic")
                .link("topic", "orders", "filterPolicyScope", "MessageBody", "filterPolicy", json("""
                        {"body": {"kind": ["order"]}}"""))
                .done();
        var told = run(topic, true);
        isAQuarter(count(told, "orders", "numberOfMessagesSent"), count(told, "topic", "numberOfMessagesPublished"));
        var queue = told().node("target", "aws.sqs.queue")
                .node("f", "aws.lambda.function")
                .link("pipe", "target")
                .link("target", "f", "filterCriteria", json("""
                        {"body": {"body": {"kind": ["order"]}}}"""))
                .done();
        var asked = run(queue, true);
        isAQuarter(node(asked, "f").requests().offered(), count(asked, "target", "numberOfMessagesDeleted"));
    }

    @Test
    void takesOnlyWhatMatchesItsFilter() {
        var design = told("filterCriteria", json("""
                        {"body": {"kind": ["order"]}}"""))
                .node("target", "aws.sqs.queue")
                .link("pipe", "target")
                .done();
        var result = run(design, true);
        double events = count(result, "pipe", "events");
        isAQuarter(events - count(result, "pipe", "eventsFiltered"), events);
        // Only the last batch may still be on its way.
        assertThat(count(result, "target", "numberOfMessagesSent"))
                .isBetween(events - count(result, "pipe", "eventsFiltered") - 10, events * 0.3);
    }

    @Test
    void anEnrichmentAnswersWithAnotherBatch() {
        var design = told().node(
                        "twice",
                        "aws.lambda.function",
                        "result",
                        json("\"{% $append($states.input, $states.input) %}\""))
                .node("target", "aws.sqs.queue")
                .link("pipe", "twice", LinkKind.INVOKE, "role", "enrichment")
                .link("pipe", "target")
                .done();
        var result = run(design, true);
        double taken = count(result, "pipe", "events");
        assertThat(count(result, "target", "numberOfMessagesSent")).isBetween(2 * taken - 80, 2 * taken);
    }

    /// Messages come alone or in batches; a function fails one of five.
    private static double deadShare(boolean reported) {
        var design = Designs.draw()
                .node("clients", "traffic.clients", "rate", 40.0)
                .node("source", "aws.sqs.queue", "visibilityTimeout", 3 * SECOND)
                .node("dead", "aws.sqs.queue")
                .node("pipe", "aws.pipes.pipe")
                .node("f", "aws.lambda.function", "errorRate", 0.2, "timeout", SECOND)
                .link("clients", "source")
                .link("source", "dead", LinkKind.DEAD_LETTER, "maxReceiveCount", 2L)
                .link(
                        "source",
                        "pipe",
                        "batchSize",
                        10L,
                        "maximumBatchingWindowInSeconds",
                        SECOND / 2,
                        "reportBatchItemFailures",
                        reported)
                .link("pipe", "f")
                .done();
        var result = run(design, true);
        double dead = count(result, "source", "messagesDeadLettered");
        if (reported)
            assertThat(count(result, "pipe", "executionPartiallyFailed")).isPositive();
        return dead / (dead + count(result, "source", "messagesDone"));
    }

    @Test
    void onlyTheMessagesThatAFunctionReportsComeBack() {
        // 12 000 messages fail twice by themselves: q² of them.
        assertThat(deadShare(true)).isCloseTo(0.04, within(3.2905 * Math.sqrt(0.04 * 0.96 / 11_000)));
    }

    @Test
    void aStreamGoesOnFromTheFirstRecordThatFailed() {
        var result = run(stream(true), true);
        var all = run(stream(false), true);
        // One record of a hundred fails and ends its batch of about n = 100: of the records 0.99^n are done by whole
        // batches, (1 − 0.99^n) / (0.01 n) up to the first that fails: 0.37 and 0.63.
        assertThat(count(result, "pipe", "executionPartiallyFailed")).isPositive();
        assertThat(count(result, "stream", "recordsDone")).isGreaterThan(1.4 * count(all, "stream", "recordsDone"));
    }

    private static Design stream(boolean reported) {
        return Designs.draw()
                .node("clients", "traffic.clients", "rate", 100.0)
                .node("stream", "aws.kinesis.stream")
                .node("pipe", "aws.pipes.pipe")
                .node("f", "aws.lambda.function")
                .link("clients", "stream", "partitionKey", "random")
                .link(
                        "stream",
                        "pipe",
                        LinkKind.STREAM,
                        "poisonRecords",
                        0.01,
                        "maximumRetryAttempts",
                        0L,
                        "reportBatchItemFailures",
                        reported)
                .link("pipe", "f")
                .done();
    }

    @Test
    void givesEachMessageToTheGroupOfItsOwnKey() {
        // Four keys in batches: with the key of one for all, targets would see it.
        var design = told().node("target", "aws.sqs.queue", "fifoQueue", true, "messageGroupId", "key")
                .node("f", "aws.lambda.function", "duration", new Constant(100e6))
                .link("pipe", "target")
                .link("target", "f", "batchSize", 1L)
                .done();
        var result = run(design, true);
        // Four groups do up to ten messages a second each.
        assertThat(count(result, "target", "numberOfMessagesDeleted")).isGreaterThan(8_500);
    }

    @Test
    void readsStreams() {
        var design = Designs.draw()
                .node("clients", "traffic.clients", "rate", 20.0)
                .node("stream", "aws.kinesis.stream")
                .node("pipe", "aws.pipes.pipe")
                .node("topic", "aws.sns.topic")
                .link("clients", "stream")
                .link("stream", "pipe", LinkKind.STREAM)
                .link("pipe", "topic")
                .done();
        var result = run(design, true);
        double events = count(result, "pipe", "events");
        assertThat(events).isGreaterThan(5_000);
        assertThat(count(result, "topic", "numberOfMessagesPublished")).isBetween(events - 100, events);
    }
}
