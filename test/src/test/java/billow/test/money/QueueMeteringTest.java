package billow.test.money;

import static billow.test.money.Metered.SECOND;
import static billow.test.money.Metered.clients;
import static billow.test.money.Metered.function;
import static billow.test.money.Metered.kilobytes;
import static org.assertj.core.api.Assertions.assertThat;

import billow.model.kind.LinkKind;
import billow.simulator.run.Designs;
import org.junit.jupiter.api.Test;

/// What queues are metered for, by the number of the billing rule in the README of pricing-data.
class QueueMeteringTest {
    private static final String REQUESTS = "sqs.standard";

    @Test
    void rule35CountsEveryCallByChunksOf64Kilobytes() {
        for (double kilobytes : new double[] {1, 64, 64.1, 130}) {
            long chunks = (long) Math.ceil(kilobytes / 64);
            var sent = Metered.run(
                    clients(1)
                            .node("queue", "aws.sqs.queue")
                            .link("clients", "queue", "messageSize", kilobytes(kilobytes)),
                    10.5);
            assertThat(sent.of("queue", REQUESTS)).isEqualTo(10 * chunks);
        }
    }

    @Test
    void rule35CountsABatchOfTenOnceUpTo64KilobytesInAll() {
        for (var size : new double[][] {{6.4, 1}, {6.5, 2}, {64, 10}}) {
            var sent = Metered.run(
                    clients(1)
                            .node("queue", "aws.sqs.queue")
                            .link("clients", "queue", "messageSize", kilobytes(size[0]), "sendBatch", 10L),
                    10.5);
            assertThat(sent.of("queue", REQUESTS)).isEqualTo(10 * size[1]);
        }
    }

    @Test
    void rule36BillsTheReceivesOfIdlePollers() {
        // Five pollers that wait 20 s each: 15 a minute, and a message each 100 s that is sent, received, deleted.
        var metered = Metered.run(
                Designs.draw()
                        .node("queue", "aws.sqs.queue")
                        .node("f", "aws.lambda.function", function(1))
                        .link("queue", "f"),
                3_601);
        assertThat(metered.of("queue", REQUESTS)).isEqualTo(60 * 15);
        assertThat(metered.of("f", "lambda.requests")).isZero();
        double month = metered.of("queue", REQUESTS) * 730;
        assertThat(month).isBetween(650_000.0, 660_000.0);
    }

    @Test
    void rule38CountsWhatIsMovedToADeadLetterQueueAsARequestAndAgainWhenItIsSentBack() {
        var metered = Metered.run(
                clients(0.01)
                        .node("queue", "aws.sqs.queue", "visibilityTimeout", 20 * SECOND)
                        .node("dead", "aws.sqs.queue")
                        .node("f", "aws.lambda.function", function(1, "errorRate", 1.0, "timeout", 3 * SECOND))
                        .link("clients", "queue", "messageSize", kilobytes(100))
                        .link("queue", "f")
                        .link("queue", "dead", LinkKind.DEAD_LETTER, "maxReceiveCount", 2L),
                195);
        assertThat(metered.count("queue", "messagesDeadLettered")).isEqualTo(1);
        // One message of 100 KB: two chunks in the queue it is moved to.
        assertThat(metered.of("dead", REQUESTS)).isEqualTo(2);
        long empty = metered.count("queue", "numberOfEmptyReceives");
        assertThat(metered.of("queue", REQUESTS) - empty).isEqualTo(2 + 2 * 2);
    }

    @Test
    void rule38CountsAnEventThatAFunctionGivesUpAsASend() {
        var metered = Metered.run(
                clients(1)
                        .node("f", "aws.lambda.function", function(1, "errorRate", 1.0, "maximumRetryAttempts", 0L))
                        .node("dead", "aws.sqs.queue")
                        .link("clients", "f", "invocationType", "async")
                        .link("f", "dead", LinkKind.DEAD_LETTER),
                10.9);
        assertThat(metered.of("dead", REQUESTS)).isEqualTo(metered.count("f", "asyncEventsDeadLettered"));
        assertThat(metered.of("dead", REQUESTS)).isEqualTo(10);
    }
}
