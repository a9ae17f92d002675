package billow.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.design.Design;
import billow.model.kind.LinkKind;
import billow.simulator.kernel.Checks;
import org.junit.jupiter.api.Test;

/// Streams as they are drawn: producers, a stream or a table, functions that read it, a queue for what is given up.
class StreamDesignsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final RunSettings SETTINGS =
            RunSettings.DEFAULT.lasting(120 * SECOND).replicated(2).checked(Checks.FULL);

    private static Design everything() {
        return Designs.draw()
                .node("clients", "traffic.clients", "rate", 60.0)
                .node("writer", "aws.lambda.function")
                .node("stream", "aws.kinesis.stream", "shardCount", 2L)
                .node("reader", "aws.lambda.function", "errorRate", 0.05)
                .node("pushed", "aws.lambda.function", "reservedConcurrentExecutions", 3L)
                .node("table", "aws.dynamodb.table")
                .node("follower", "aws.lambda.function", "errorRate", 0.02)
                .node("failures", "aws.sqs.queue")
                .link("clients", "writer")
                .link("writer", "stream", "putBatch", 3L, "retries", "standard")
                .link(
                        "stream",
                        "reader",
                        LinkKind.STREAM,
                        "batchSize",
                        20L,
                        "maximumRetryAttempts",
                        2L,
                        "bisectBatchOnFunctionError",
                        true,
                        "poisonRecords",
                        0.001)
                .link(
                        "stream",
                        "pushed",
                        LinkKind.STREAM,
                        "consumer",
                        "enhancedFanOut",
                        "parallelizationFactor",
                        4L,
                        "filterMatches",
                        0.5)
                .link("stream", "failures", LinkKind.ON_FAILURE)
                .link("reader", "table", "operation", "putItem")
                .link("table", "follower", LinkKind.STREAM, "reportBatchItemFailures", true, "poisonRecords", 0.001)
                .link("table", "failures", LinkKind.ON_FAILURE)
                .done();
    }

    private static RunResult run(Design design, RunSettings settings) {
        return Simulation.run(Blueprint.of(design, TraceSource.NONE), settings, Progress.SILENT)
                .orElseThrow();
    }

    private static long count(RunResult result, String node, String metric) {
        var value = result.nodes().stream()
                .filter(n -> n.node().id().equals(node))
                .findFirst()
                .orElseThrow()
                .metrics()
                .get(metric);
        if (value instanceof NodeResult.Count count) return count.sum();
        throw new AssertionError("There is no " + metric + " of " + node + ".");
    }

    @Test
    void givesTheSameBitsFoldedOrNotAndOnTwoThreads() {
        var expected = DeterminismTest.everything(run(everything(), SETTINGS));
        assertThat(DeterminismTest.everything(run(everything(), SETTINGS.folded(false))))
                .isEqualTo(expected);
        assertThat(DeterminismTest.everything(run(everything(), SETTINGS.onThreads(2))))
                .isEqualTo(expected);
    }

    @Test
    void whatIsGivenUpArrivesAtTheQueue() {
        var result = run(everything(), SETTINGS);
        long givenUp = count(result, "stream", "recordsDeadLettered");
        assertThat(givenUp).isPositive();
        assertThat(count(result, "failures", "numberOfMessagesSent")).isBetween(1L, givenUp);
    }

    @Test
    void everyWriteOfATableIsARecordOfItsStream() {
        var result = run(everything(), SETTINGS);
        assertThat(count(result, "table", "streamRecords"))
                .isEqualTo(count(result, "table", "consumedWriteCapacityUnits"));
        assertThat(count(result, "table", "recordsDone")).isPositive();
    }

    @Test
    void tableWithoutReadersKeepsNoStream() {
        var design = Designs.draw()
                .node("clients", "traffic.clients", "rate", 20.0)
                .node("table", "aws.dynamodb.table")
                .link("clients", "table", "operation", "putItem")
                .done();
        var result = run(design, SETTINGS);
        assertThat(count(result, "table", "streamRecords")).isZero();
        assertThat(result.nodes().getLast().metrics()).doesNotContainKey("recordsOffered");
    }

    @Test
    void itemsOfABatchWriteAreRecordsEach() {
        var design = Designs.draw()
                .node("clients", "traffic.clients", "rate", 5.0)
                .node("table", "aws.dynamodb.table")
                .node("follower", "aws.lambda.function")
                .link("clients", "table", "operation", "batchWriteItem", "items", 25L)
                .link("table", "follower", LinkKind.STREAM)
                .done();
        var result = run(design, SETTINGS);
        long writes = result.requests().offered();
        assertThat((double) count(result, "table", "streamRecords")).isCloseTo(25.0 * writes, within(100.0));
    }
}
