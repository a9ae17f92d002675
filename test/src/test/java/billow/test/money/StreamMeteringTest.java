package billow.test.money;

import static billow.test.money.Metered.GIGABYTE;
import static billow.test.money.Metered.clients;
import static billow.test.money.Metered.function;
import static billow.test.money.Metered.kilobytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// What streams are metered for, by the number of the billing rule in the README of pricing-data.
class StreamMeteringTest {
    private static final String STREAM = "aws.kinesis.stream";

    @Test
    void rule41RoundsEachRecordUpTo25Kilobytes() {
        for (var size : new double[][] {{0.3, 1}, {25, 1}, {25.1, 2}, {45, 2}}) {
            var metered = Metered.run(
                    clients(1)
                            .node("stream", STREAM, "shardCount", 2L)
                            .link("clients", "stream", "recordSize", kilobytes(size[0]), "putBatch", 3L),
                    10.5);
            assertThat(metered.of("stream", "kinesis.put_payload_unit")).isEqualTo(10 * 3 * size[1]);
            assertThat(metered.of("stream", "kinesis.shard_hour")).isCloseTo(2 * 10.5 / 3600, within(1e-9));
        }
    }

    @Test
    void rule41RoundsRecordsOnDemandUpToAKilobyteAndOfADeliveryStreamToFive() {
        var metered = Metered.run(
                clients(1)
                        .node("stream", STREAM, "streamMode", "ON_DEMAND")
                        .link("clients", "stream", "recordSize", kilobytes(1.2)),
                10.5);
        assertThat(metered.of("stream", "kinesis.ondemand_data_in")).isEqualTo(10 * 2048 / GIGABYTE);
        var delivery = Metered.run(
                clients(1)
                        .node("delivery", "aws.firehose.deliverystream")
                        .link("clients", "delivery", "recordSize", kilobytes(6), "putBatch", 3L),
                10.5);
        assertThat(delivery.of("delivery", "firehose.ingest_5KB_rounded")).isEqualTo(10 * 3 * 10 * 1024 / GIGABYTE);
    }

    @Test
    void rule42BillsPushedConsumersByShardHourAndData() {
        var metered = Metered.run(
                clients(1)
                        .node("stream", STREAM, "shardCount", 2L)
                        .node("f", "aws.lambda.function", function(1))
                        .node("g", "aws.lambda.function", function(1))
                        .link("clients", "stream", "recordSize", kilobytes(10))
                        .link("stream", "f", "consumer", "enhancedFanOut")
                        .link("stream", "g", "consumer", "enhancedFanOut"),
                20.9);
        assertThat(metered.of("stream", "kinesis.efo_consumer_shard_hour"))
                .isCloseTo(2 * 2 * 20.9 / 3600, within(1e-9));
        assertThat(metered.of("stream", "kinesis.efo_data")).isCloseTo(2 * 20 * 10 * 1024 / GIGABYTE, within(1e-12));
    }
}
