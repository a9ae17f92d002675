package billow.simulator.run;

import static billow.simulator.run.Functions.MILLI;
import static billow.simulator.run.Functions.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import billow.model.kind.LinkKind;
import billow.model.value.Distribution.Constant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// With which records a mapping begins that is enabled while the stream has some already.
class StartingPositionTest {
    /// Ten records a second for 100 s; the mapping is enabled after 50 s.
    private static Designs stream(String source, Object... mapping) {
        var designs =
                Functions.steady(10).node("p", "aws.lambda.function", Functions.plain("duration", new Constant(MILLI)));
        return (source.equals("aws.kinesis.stream")
                        ? designs.node("s", source, "shardCount", 2L)
                        : designs.node("s", source, "streamViewType", "NEW_IMAGE"))
                .node("f", "aws.lambda.function", Functions.plain("duration", new Constant(MILLI)))
                .link("clients", "p")
                .link(
                        "p",
                        "s",
                        source.equals("aws.kinesis.stream") ? new Object[0] : new Object[] {"operation", "putItem"})
                .link("s", "f", LinkKind.STREAM, mapping);
    }

    private static long read(String source, Object... mapping) {
        Object[] all = Stream.concat(
                        Arrays.stream(mapping), Stream.<Object>of("enabledFrom", 50 * SECOND, "batchSize", 1_000L))
                .toArray();
        var trial = Trial.of(stream(source, all), 100);
        return trial.count("s", "recordsDone") + trial.count("s", "recordsInside");
    }

    @Test
    void latestBeginsWithWhatIsWrittenFromThenOn() {
        assertThat(read("aws.kinesis.stream")).isBetween(498L, 501L);
        assertThat(read("aws.dynamodb.table")).isBetween(498L, 501L);
    }

    @Test
    void trimHorizonBeginsWithTheOldest() {
        assertThat(read("aws.kinesis.stream", "startingPosition", "TRIM_HORIZON"))
                .isBetween(998L, 1_001L);
        assertThat(read("aws.dynamodb.table", "startingPosition", "TRIM_HORIZON"))
                .isBetween(998L, 1_001L);
    }

    @Test
    void aTimestampBeginsWithWhatWasWrittenFromItOn() {
        for (long from : new long[] {0, 20, 50, 80})
            assertThat(read(
                            "aws.kinesis.stream",
                            "startingPosition",
                            "AT_TIMESTAMP",
                            "startingPositionTimestamp",
                            from * SECOND))
                    .isBetween(10 * (100 - from) - 2, 10 * (100 - from) + 1);
    }

    @Test
    void theBacklogIsReadInOrderAndItsAgeIsTold() {
        var trial = Trial.of(
                stream(
                        "aws.kinesis.stream",
                        "startingPosition",
                        "TRIM_HORIZON",
                        "enabledFrom",
                        50 * SECOND,
                        "batchSize",
                        10L),
                60);
        // The first batch ends with a record written some two seconds after the beginning.
        var age = (billow.simulator.flow.Measure.Level)
                trial.node("s").measures().get("getRecordsIteratorAgeMilliseconds");
        assertThat(age.max()).isBetween(45_000.0, 51_000.0);
        assertThat(trial.count("s", "recordsDone")).isGreaterThan(550);
    }

    @Test
    void whatHasExpiredBeforeIsNotRead() {
        // Kept for a day, enabled after 25 hours: the records of the first hour are gone.
        var designs = Functions.steady(0.1)
                .node("p", "aws.lambda.function", Functions.plain("duration", new Constant(MILLI)))
                .node("s", "aws.kinesis.stream")
                .node("f", "aws.lambda.function", Functions.plain("duration", new Constant(MILLI)))
                .link("clients", "p")
                .link("p", "s")
                .link(
                        "s",
                        "f",
                        LinkKind.STREAM,
                        "startingPosition",
                        "TRIM_HORIZON",
                        "enabledFrom",
                        25 * 3_600 * SECOND);
        var trial = Trial.of(designs, 26 * 3_600);
        assertThat(trial.count("s", "recordsDone")).isBetween(8_998L, 9_001L);
        assertThat(trial.count("s", "recordsExpired")).isLessThanOrEqualTo(1);
    }
}
