package billow.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.archetype.Counter;
import billow.model.design.Design;
import billow.model.kind.LinkKind;
import billow.model.service.EventPipe;
import billow.simulator.kernel.Checks;
import org.junit.jupiter.api.Test;

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
        assertThat(asked).isLessThan(count(result, "pipe", "invocations"));
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
                .link("pipe", "f", LinkKind.INVOKE)
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
