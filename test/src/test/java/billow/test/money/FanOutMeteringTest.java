package billow.test.money;

import static billow.test.money.Metered.clients;
import static billow.test.money.Metered.function;
import static billow.test.money.Metered.kilobytes;
import static org.assertj.core.api.Assertions.assertThat;

import billow.model.kind.LinkKind;
import billow.simulator.run.Designs;
import org.junit.jupiter.api.Test;

/// What topics, buses and schedules are metered for, by the number of the billing rule in the README of pricing-data.
class FanOutMeteringTest {
    private static final String TOPIC = "aws.sns.topic";
    private static final String BUS = "aws.events.bus";

    @Test
    void rule39BillsAPublishBy64KilobytesAndEachDeliveryByItsProtocol() {
        var metered = Metered.run(
                clients(1)
                        .node("topic", TOPIC, "deliveryLatency", Designs.NOTHING)
                        .node("f", "aws.lambda.function", function(1))
                        .node("g", "aws.lambda.function", function(1))
                        .node("queue", "aws.sqs.queue")
                        .node("hook", "external.service", "latency", Designs.NOTHING)
                        .link("clients", "topic", "messageSize", kilobytes(65))
                        .link("topic", "f", LinkKind.DELIVER)
                        .link("topic", "g", LinkKind.DELIVER)
                        .link("topic", "queue", LinkKind.DELIVER)
                        .link("topic", "hook", LinkKind.DELIVER),
                10.5);
        assertThat(metered.of("topic", "sns.standard_publish")).isEqualTo(10 * 2);
        assertThat(metered.of("topic", "sns.lambda_delivery")).isEqualTo(10 * 2);
        assertThat(metered.of("topic", "sns.sqs_delivery")).isEqualTo(10);
        assertThat(metered.of("topic", "sns.http_delivery")).isEqualTo(10);
        // The envelope around 65 KB adds no third chunk at the queue.
        assertThat(metered.of("queue", "sqs.standard")).isEqualTo(10 * 2);
    }

    @Test
    void rule39BillsEachRetryOfAnHttpDelivery() {
        var metered = Metered.run(
                clients(0.01)
                        .node("topic", TOPIC, "deliveryLatency", Designs.NOTHING)
                        .node("hook", "external.service", "latency", Designs.NOTHING, "errorRate", 1.0)
                        .link("clients", "topic")
                        .link("topic", "hook", LinkKind.DELIVER),
                195);
        assertThat(metered.of("topic", "sns.http_delivery")).isEqualTo(1 + 3);
        assertThat(metered.of("topic", "sns.standard_publish")).isEqualTo(1);
    }

    @Test
    void rule40BillsEveryEventOfABatchBy64KilobytesWhateverItsRules() {
        for (var size : new double[][] {{1, 1}, {64, 1}, {65, 2}, {80, 2}}) {
            var metered = Metered.run(
                    clients(1)
                            .node("bus", BUS)
                            .node("f", "aws.lambda.function", function(1))
                            .node("g", "aws.lambda.function", function(1))
                            .link("clients", "bus", "eventSize", kilobytes(size[0]), "entries", 3L)
                            .link("bus", "f")
                            .link("bus", "g"),
                    10.5);
            assertThat(metered.of("bus", "eventbridge.custom_events")).isEqualTo(10 * 3 * size[1]);
        }
    }

    @Test
    void rule40BillsAScheduleByInvocationAndNotByRetry() {
        var metered = Metered.run(
                Designs.draw()
                        .node("schedule", "aws.scheduler.schedule", "scheduleExpression", "rate(1 minute)")
                        .node("f", "aws.lambda.function", function(1, "reservedConcurrentExecutions", 0L))
                        .link("schedule", "f"),
                601);
        assertThat(metered.of("schedule", "eventbridge.scheduler")).isBetween(9.0, 11.0);
        assertThat(metered.of("f", "lambda.requests")).isZero();
    }
}
