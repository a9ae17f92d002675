package billow.simulator.run;

import static billow.simulator.run.Functions.MILLI;
import static org.assertj.core.api.Assertions.assertThat;

import billow.model.archetype.Counter;
import billow.model.kind.LinkKind;
import billow.model.value.Distribution.Constant;
import billow.simulator.flow.Outcome;
import org.junit.jupiter.api.Test;

/// Where events and records go that a function could not do.
class DestinationsTest {
    private static final Constant BYTES = new Constant(10 * 1024);

    /// Every event fails at once, and is not tried again.
    private static Designs failing() {
        return Functions.steady(1, "payload", BYTES)
                .node(
                        "f",
                        "aws.lambda.function",
                        Functions.plain("errorRate", 1.0, "maximumRetryAttempts", 0L, "duration", new Constant(MILLI)))
                .link("clients", "f", LinkKind.INVOKE, "invocationType", "async");
    }

    @Test
    void theDeadLetterQueueOfAFunctionMayBeATopic() {
        var trial = Trial.of(
                failing()
                        .node("dead", "aws.sns.topic")
                        .node("mail", "aws.sqs.queue")
                        .link("f", "dead", LinkKind.DEAD_LETTER)
                        .link("dead", "mail"),
                60);
        assertThat(trial.count("f", "asyncEventsDeadLettered")).isBetween(58L, 60L);
        assertThat(trial.count("f", "asyncEventsDropped")).isZero();
        assertThat(trial.counter("dead", Counter.BILLED_REQUESTS))
                .isEqualTo(trial.count("f", "asyncEventsDeadLettered"));
        assertThat(trial.offered("mail")).isBetween(57L, 60L);
    }

    @Test
    void aShareOfEventsIsHandledTwice() {
        var steady = Functions.steady(10, "payload", BYTES)
                .node("f", "aws.lambda.function", Functions.plain("duplicateProbability", 0.25))
                .link("clients", "f", LinkKind.INVOKE, "invocationType", "async");
        var trial = Trial.of(steady, 1000);
        long sent = trial.offered("clients");
        // Binomial, in 99.9 % of runs: 3.29 standard deviations of the square root of 10 000 × 0.25 × 0.75.
        assertThat(trial.count("f", "asyncEventsReceived") - sent).isBetween(2500L - 143, 2500L + 143);
    }

    @Test
    void failedEventsAreKeptInABucket() {
        var trial = Trial.of(failing().node("failed", "aws.s3.bucket").link("f", "failed", LinkKind.ON_FAILURE), 60);
        long kept = trial.count("f", "asyncEventsDeadLettered");
        assertThat(kept).isBetween(58L, 60L);
        assertThat(trial.offered("failed")).isEqualTo(kept);
        assertThat(trial.outcome("failed", Outcome.OK)).isBetween(kept - 1, kept);
        assertThat(trial.quantity("failed", "s3.put_copy_post_list")).isEqualTo(kept);
    }

    @Test
    void batchesAMappingHasGivenUpAreToldToABucket() {
        var designs = Designs.draw()
                .node("clients", "traffic.clients", "rate", 2.0, "arrivals", "constant", "network", Designs.NOTHING)
                .node("p", "aws.lambda.function", Functions.plain("duration", new Constant(MILLI)))
                .node("stream", "aws.kinesis.stream")
                .node("f", "aws.lambda.function", Functions.plain("errorRate", 1.0, "duration", new Constant(MILLI)))
                .node("failed", "aws.s3.bucket")
                .link("clients", "p")
                .link("p", "stream")
                .link("stream", "f", LinkKind.STREAM, "maximumRetryAttempts", 0L)
                .link("stream", "failed", LinkKind.ON_FAILURE);
        var trial = Trial.of(designs, 100);
        assertThat(trial.offered("failed")).isBetween(50L, 100L);
        assertThat(trial.outcome("failed", Outcome.OK)).isGreaterThan(50);
    }
}
