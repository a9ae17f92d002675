package billow.test.money;

import static billow.test.money.Metered.GIGABYTE;
import static billow.test.money.Metered.MILLISECOND;
import static billow.test.money.Metered.SECOND;
import static billow.test.money.Metered.clients;
import static billow.test.money.Metered.function;
import static billow.test.money.Metered.kilobytes;
import static billow.test.money.Metered.millis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.kind.LinkKind;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What functions are metered for, by the number of the billing rule in the README of pricing-data.
class FunctionMeteringTest {
    private static final String FUNCTION = "aws.lambda.function";

    @Test
    void rule01RoundsEachInvocationUpToAMillisecondTimesMemoryInUnitsOf1024Megabytes() {
        for (double millis : new double[] {100.000001, 100.2, 101}) {
            var metered = Metered.run(
                    clients(1)
                            .node("f", FUNCTION, function(millis, "memorySize", 512L, "architecture", "arm64"))
                            .link("clients", "f"),
                    10.5);
            assertThat(metered.of("f", "lambda.duration_arm")).isCloseTo(10 * 0.101 * 0.5, within(1e-12));
            assertThat(metered.of("f", "lambda.duration_x86")).isZero();
        }
    }

    @Test
    void rule02BillsInitialisationWithTheInvocationAndNotTheSandbox() {
        var metered = Metered.run(
                clients(1)
                        .node(
                                "f",
                                FUNCTION,
                                function(
                                        100.2,
                                        "initDuration",
                                        millis(300.1),
                                        "sandboxTime",
                                        millis(150),
                                        "memorySize",
                                        1024L))
                        .link("clients", "f"),
                10.5);
        assertThat(metered.of("f", "lambda.duration_x86")).isCloseTo((401 + 9 * 101) / 1000.0, within(1e-12));
    }

    @Test
    void rule03CountsAnAsynchronousEventOnceMorePer64KilobytesAbove256() {
        for (var requests :
                Map.of(1L, 1, 256L, 1, 257L, 2, 320L, 2, 321L, 3, 1024L, 13).entrySet())
            for (var type : new String[] {"async", "sync"}) {
                var metered = Metered.run(
                        clients(1, "payload", kilobytes(requests.getKey()))
                                .node("f", FUNCTION, function(1))
                                .link("clients", "f", "invocationType", type),
                        4.9);
                assertThat(metered.of("f", "lambda.requests"))
                        .as("%s of %d KB", type, requests.getKey())
                        .isEqualTo(type.equals("async") ? 4.0 * requests.getValue() : 4);
            }
    }

    @Test
    void rule07BillsTemporaryStorageAbove512MegabytesForTheBilledTime() {
        var design = clients(1)
                .node("f", FUNCTION, function(99.5, "ephemeralStorage", 1536L))
                .node("plain", FUNCTION, function(99.5))
                .link("clients", "f", "share", 1.0)
                .link("f", "plain");
        var metered = Metered.run(design, 5.5);
        double billed = metered.counter("f", billow.model.archetype.Counter.BILLED_MILLIS) / 1000;
        assertThat(metered.of("f", "lambda.ephemeral_storage_over_512MB")).isCloseTo(billed, within(1e-12));
        assertThat(metered.of("plain", "lambda.ephemeral_storage_over_512MB")).isZero();
    }

    @Test
    void rule10CountsEveryStartAndNoThrottledCall() {
        // Every second call finds the only environment at work.
        var metered = Metered.run(
                clients(2)
                        .node("f", FUNCTION, function(700, "reservedConcurrentExecutions", 1L, "timeout", 3 * SECOND))
                        .link("clients", "f"),
                10.25);
        assertThat(metered.count("f", "throttles")).isEqualTo(10);
        assertThat(metered.of("f", "lambda.requests")).isEqualTo(10);
    }

    @Test
    void rule10BillsErrorsAndTimeouts() {
        var failing = Metered.run(
                clients(1)
                        .node("f", FUNCTION, function(20, "errorRate", 1.0, "memorySize", 1024L))
                        .link("clients", "f"),
                10.5);
        assertThat(failing.of("f", "lambda.requests")).isEqualTo(10);
        assertThat(failing.of("f", "lambda.duration_x86")).isCloseTo(0.2, within(1e-12));
        var late = Metered.run(
                clients(0.1)
                        .node("f", FUNCTION, function(5_000, "timeout", 2 * SECOND, "memorySize", 1024L))
                        .link("clients", "f"),
                105);
        assertThat(late.of("f", "lambda.requests")).isEqualTo(10);
        assertThat(late.of("f", "lambda.duration_x86")).isCloseTo(10 * 2.0, within(1e-12));
    }

    @Test
    void rule10BillsEachAttemptAtAnEventMessageOrRecord() {
        var event = Metered.run(
                clients(0.01)
                        .node("f", FUNCTION, function(20, "errorRate", 1.0))
                        .link("clients", "f", "invocationType", "async"),
                // The event of second 100 is tried after one minute and two more; so is that of second 200.
                399);
        assertThat(event.of("f", "lambda.requests")).isEqualTo(2 * 3 + 1 + 1);
        var record = Metered.run(
                clients(0.01)
                        .node("stream", "aws.kinesis.stream", "shardCount", 1L)
                        .node("f", FUNCTION, function(20, "errorRate", 1.0))
                        .link("clients", "stream")
                        .link("stream", "f", "maximumRetryAttempts", 4L),
                195);
        assertThat(record.of("f", "lambda.requests")).isEqualTo(5);
        var message = Metered.run(
                clients(0.01)
                        .node("queue", "aws.sqs.queue", "visibilityTimeout", 20 * SECOND)
                        .node("dead", "aws.sqs.queue")
                        .node("f", FUNCTION, function(20, "errorRate", 1.0, "timeout", 3 * SECOND))
                        .link("clients", "queue")
                        .link("queue", "f")
                        .link("queue", "dead", LinkKind.DEAD_LETTER, "maxReceiveCount", 3L),
                195);
        assertThat(message.of("f", "lambda.requests")).isEqualTo(3);
    }

    @Test
    void rule10CountsTheRunOfACallWhoseCallerHasGivenUp() {
        var metered = Metered.run(
                clients(0.1, "timeout", 500 * MILLISECOND)
                        .node("f", FUNCTION, function(2_000, "timeout", 3 * SECOND, "memorySize", 1024L))
                        .link("clients", "f"),
                105);
        assertThat(metered.of("f", "lambda.duration_x86")).isCloseTo(10 * 2.0, within(1e-12));
    }

    @Test
    void rule13TrafficToServicesOfTheSameRegionIsFree() {
        var metered = Metered.run(
                clients(1)
                        .node("f", FUNCTION, function(20))
                        .node("table", "aws.dynamodb.table")
                        .node("queue", "aws.sqs.queue")
                        .node("topic", "aws.sns.topic")
                        .node("stream", "aws.kinesis.stream")
                        .link("clients", "f")
                        .link("f", "table", "operation", "getItem", "itemSize", kilobytes(100))
                        .link("f", "queue", "messageSize", kilobytes(100))
                        .link("f", "topic", "messageSize", kilobytes(100))
                        .link("f", "stream", "recordSize", kilobytes(100)),
                20.5);
        assertThat(metered.of("f", "lambda.requests")).isEqualTo(20);
        assertThat(metered.all().keySet()).noneMatch(meter -> meter.startsWith("datatransfer."));
    }

    @Test
    void rule43MetersTheLogsOfEveryInvocationAlsoOfOnesThatFail() {
        var metered = Metered.run(
                clients(1)
                        .node("f", FUNCTION, function(20, "errorRate", 1.0, "logSize", 4096L))
                        .link("clients", "f"),
                10.5);
        assertThat(metered.of("f", "cloudwatch.logs_ingest_lambda")).isEqualTo(10 * 4096 / GIGABYTE);
    }

    @Test
    void rule46KeepsLogsForEverUnlessToldOtherwise() {
        for (var days : Map.of("never", 365.0, "7", 7.0, "30", 30.0).entrySet()) {
            var metered = Metered.run(
                    clients(1)
                            .node("f", FUNCTION, function(20, "logSize", 4096L, "logRetention", days.getKey()))
                            .link("clients", "f"),
                    10.5);
            assertThat(metered.of("f", "cloudwatch.logs_storage"))
                    .isCloseTo(10 * 4096 / GIGABYTE * days.getValue() * 24 / 730, within(1e-15));
        }
        var untouched = Metered.run(
                clients(1).node("f", FUNCTION, function(20, "logSize", 4096L)).link("clients", "f"), 10.5);
        assertThat(untouched.of("f", "cloudwatch.logs_storage")).isCloseTo(10 * 4096 / GIGABYTE * 12, within(1e-15));
    }
}
