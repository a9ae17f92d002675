package billow.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.archetype.Counter;
import billow.model.design.Design;
import billow.model.kind.LinkKind;
import billow.model.value.Distribution.Constant;
import billow.simulator.kernel.Checks;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    private static final long SECOND = 1_000_000_000L;

    private static Design direct(double perSecond, double recordKilobytes, long intervalSeconds, double errorRate) {
        return Designs.draw()
                .node("clients", "traffic.clients", "arrivals", "constant", "rate", perSecond)
                .node(
                        "delivery",
                        "aws.firehose.deliverystream",
                        "bufferSizeInMBs",
                        1L,
                        "bufferIntervalInSeconds",
                        intervalSeconds * SECOND)
                .node("store", "external.service", "errorRate", errorRate, "latency", new Constant(50e6))
                .link("clients", "delivery", "recordSize", new Constant(recordKilobytes * 1024))
                .link("delivery", "store")
                .done();
    }

    private static NodeRun run(Design design, long seconds) {
        var settings = RunSettings.DEFAULT
                .lasting(seconds * SECOND)
                .warmingUp(0L)
                .replicated(1)
                .checked(Checks.FULL);
        var result = Simulation.run(Blueprint.of(design, TraceSource.NONE), settings, Progress.SILENT)
                .orElseThrow();
        return result.nodes().stream()
                .filter(n -> n.node().id().equals("delivery"))
                .findFirst()
                .orElseThrow()
                .runs()
                .getFirst();
    }

    private static long count(NodeRun run, String metric) {
        if (run.measures().get(metric) instanceof billow.simulator.flow.Measure.Count(long value)) return value;
        throw new AssertionError("There is no " + metric + ".");
    }

    private static double freshness(NodeRun run) {
        if (run.measures().get("dataFreshness") instanceof billow.simulator.flow.Measure.Mean(double sum, long n))
            return sum / n;
        throw new AssertionError("There is no freshness.");
    }

    @Test
    void deliversWhenTheBufferIsFull() {
        // 64 KB ten times a second: a megabyte every 16 records, 1.5 s after the first of them.
        var run = run(direct(10, 64, 300, 0), 600);
        assertThat((double) count(run, "deliveries")).isCloseTo(600 * 10 / 16.0, within(2.0));
        assertThat(freshness(run)).isCloseTo(1.55, within(0.02));
    }

    @Test
    void deliversWhenTheFirstRecordHasWaitedLongEnough() {
        // O23: a batch of 1 + λW records, with evenly spaced records rounded to whole ones.
        var run = run(direct(2, 1, 60, 0), 6050);
        assertThat(count(run, "recordsDone") / (double) count(run, "deliveries"))
                .isCloseTo(121, within(1.0));
        assertThat(freshness(run)).isCloseTo(60.05, within(0.01));
    }

    @Test
    void triesAgainWhatTheStoreRefuses() {
        var run = run(direct(10, 64, 300, 0.5), 600);
        assertThat(count(run, "recordsDropped")).isZero();
        assertThat(count(run, "recordsDone") + count(run, "recordsInside")).isEqualTo(count(run, "incomingRecords"));
        assertThat(count(run, "recordsInside")).isLessThan(500);
    }

    @Test
    void refusesMoreThanItsThroughput() {
        // 10 MB/s, of which 5 are taken in us-east-1.
        var run = run(direct(100, 100, 300, 0), 60);
        assertThat((double) count(run, "incomingBytes")).isCloseTo(61 * 5.0 * (1 << 20), within(2.0 * (1 << 20)));
        assertThat(count(run, "throttledRecords")).isPositive();
    }

    @Test
    void billsEachRecordByFiveKilobytes() {
        var run = run(direct(10, 6, 60, 0), 100);
        assertThat(run.get(Counter.BYTES_WRITTEN)).isEqualTo(count(run, "incomingRecords") * 10 * 1024.0);
    }

    @Test
    void storesWhatItHasGatheredInABucket() {
        // 64 KB ten times a second: an object of a megabyte every 16 records.
        var design = Designs.draw()
                .node("clients", "traffic.clients", "arrivals", "constant", "rate", 10.0)
                .node("delivery", "aws.firehose.deliverystream", "bufferSizeInMBs", 1L)
                .node("bucket", "aws.s3.bucket")
                .link("clients", "delivery", "recordSize", new Constant(64 * 1024))
                .link("delivery", "bucket")
                .done();
        var result = Simulation.run(
                        Blueprint.of(design, TraceSource.NONE),
                        RunSettings.DEFAULT
                                .lasting(600 * SECOND)
                                .warmingUp(0L)
                                .replicated(1)
                                .checked(Checks.FULL),
                        Progress.SILENT)
                .orElseThrow();
        var bucket = result.nodes().stream()
                .filter(n -> n.node().id().equals("bucket"))
                .findFirst()
                .orElseThrow()
                .runs()
                .getFirst();
        assertThat(count(bucket, "getRequests")).isZero();
        assertThat((double) count(bucket, "putRequests")).isCloseTo(600 * 10 / 16.0, within(2.0));
        assertThat(count(bucket, "bytesUploaded")).isEqualTo(count(bucket, "putRequests") << 20);
        assertThat(bucket.get(Counter.OBJECT_READS)).isZero();
        assertThat(bucket.get(Counter.OBJECT_WRITES)).isEqualTo(count(bucket, "putRequests"));
    }

    @Test
    void readsAStream() {
        var design = Designs.draw()
                .node("clients", "traffic.clients", "rate", 50.0)
                .node("stream", "aws.kinesis.stream")
                .node("delivery", "aws.firehose.deliverystream", "bufferIntervalInSeconds", 10 * SECOND)
                .node("store", "external.service")
                .link("clients", "stream")
                .link("stream", "delivery", LinkKind.DRAIN)
                .link("delivery", "store")
                .done();
        var run = run(design, 300);
        assertThat((double) count(run, "incomingRecords")).isCloseTo(50.0 * 300, within(0.05 * 50 * 300));
        assertThat(count(run, "recordsDone") + count(run, "recordsInside")).isEqualTo(count(run, "incomingRecords"));
    }
}
