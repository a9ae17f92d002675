package billow.simulator.run;

import static billow.simulator.run.Trial.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import billow.model.kind.LinkKind;
import billow.simulator.flow.Measure;
import org.junit.jupiter.api.Test;

/// Functions that a loop leads back to are stopped after 16 rounds.
/// Source: AWS Lambda Developer Guide, "Recursive loop detection".
class RecursionTest {
    private static Designs clients(double perSecond) {
        return Designs.draw()
                .node("clients", "traffic.clients", "arrivals", "constant", "rate", perSecond)
                .node("f", "aws.lambda.function", "duration", Designs.NOTHING);
    }

    private static long count(Trial trial, String node, String metric) {
        return trial.node(node).measures().get(metric) instanceof Measure.Count(long value) ? value : -1;
    }

    /// One request, at 100 s.
    private static Trial one(Designs design) {
        return Trial.of(design, 190);
    }

    @Test
    void stopsALoopThroughAQueueAndLeavesTheMessageToItsDeadLetterQueue() {
        var trial = one(clients(0.01)
                .node("q", "aws.sqs.queue", "visibilityTimeout", 10 * SECOND)
                .node("dead", "aws.sqs.queue")
                .link("clients", "q")
                .link("q", "f", "batchSize", 1L)
                .link("q", "dead", LinkKind.DEAD_LETTER, "maxReceiveCount", 3L)
                .link("f", "q"));
        assertThat(count(trial, "f", "invocations")).isEqualTo(16);
        assertThat(count(trial, "f", "recursiveInvocationsDropped")).isEqualTo(3);
        assertThat(count(trial, "q", "messagesDone")).isEqualTo(16);
        assertThat(count(trial, "q", "messagesDeadLettered")).isEqualTo(1);
        assertThat(count(trial, "dead", "messagesOffered")).isEqualTo(1);
    }

    @Test
    void stopsALoopThroughATopicAndAQueueOfEachFunctionByItself() {
        var trial = one(clients(0.01)
                .node("g", "aws.lambda.function", "duration", Designs.NOTHING)
                .node("topic", "aws.sns.topic")
                .node("q", "aws.sqs.queue")
                .node("dead", "aws.sqs.queue")
                .link("clients", "f")
                .link("f", "q")
                .link("q", "g", "batchSize", 1L)
                .link("g", "topic")
                .link("topic", "f")
                .link("f", "dead", LinkKind.DEAD_LETTER));
        assertThat(count(trial, "f", "invocations")).isEqualTo(16);
        assertThat(count(trial, "g", "invocations")).isEqualTo(16);
        assertThat(count(trial, "f", "recursiveInvocationsDropped")).isEqualTo(1);
        assertThat(count(trial, "g", "recursiveInvocationsDropped")).isZero();
        assertThat(count(trial, "f", "asyncEventsReceived")).isEqualTo(16);
        assertThat(count(trial, "f", "asyncEventsDeadLettered")).isEqualTo(1);
        assertThat(count(trial, "dead", "messagesOffered")).isEqualTo(1);
    }

    @Test
    void stopsALoopThroughABucket() {
        var trial = one(clients(0.01)
                .node("bucket", "aws.s3.bucket")
                .link("clients", "f")
                .link("f", "bucket", "operation", "putObject")
                .link("bucket", "f"));
        assertThat(count(trial, "f", "invocations")).isEqualTo(16);
        assertThat(count(trial, "f", "recursiveInvocationsDropped")).isEqualTo(1);
        assertThat(count(trial, "f", "asyncEventsDropped")).isEqualTo(1);
    }

    @Test
    void leavesFreshMessagesOfABatchAlone() {
        var trial = Trial.of(
                clients(5)
                        .node("q", "aws.sqs.queue", "visibilityTimeout", 500 * SECOND)
                        .link("clients", "q")
                        .link("q", "f", "batchSize", 10L, "maximumBatchingWindowInSeconds", 5 * SECOND)
                        .link("f", "q"),
                200);
        // Whatever is stopped has come out of the function itself, so nothing of the clients' is among it.
        assertThat(count(trial, "f", "recursiveInvocationsDropped")).isPositive();
        long fresh = trial.offered("clients");
        long stopped = count(trial, "f", "recursiveInvocationsDropped");
        assertThat(count(trial, "q", "messagesDone")).isGreaterThan(fresh - 5 * 6);
        assertThat(stopped).isLessThan(count(trial, "f", "invocations"));
    }

    @Test
    void doesNotWatchFunctionsThatNothingLeadsBackTo() {
        var trial = one(
                clients(0.01).node("q", "aws.sqs.queue").link("clients", "q").link("q", "f"));
        assertThat(trial.node("f").measures()).doesNotContainKey("recursiveInvocationsDropped");
    }

    @Test
    void doesNotSeeALoopThroughABus() {
        var trial = one(clients(0.01)
                .node("bus", "aws.events.bus")
                .link("clients", "f")
                .link("f", "bus")
                .link("bus", "f"));
        assertThat(count(trial, "f", "invocations")).isGreaterThan(16);
        assertThat(trial.node("f").measures()).doesNotContainKey("recursiveInvocationsDropped");
    }
}
