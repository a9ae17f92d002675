package billow.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.archetype.Counter;
import billow.model.design.Design;
import billow.model.kind.LinkKind;
import billow.model.service.S3Bucket;
import billow.model.value.Distribution;
import billow.simulator.kernel.Checks;
import org.junit.jupiter.api.Test;

/// Buckets between clients, functions and those who are notified.
class BucketTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Distribution NOTHING = new Distribution.Constant(0);
    private static final Distribution TENTH = new Distribution.Constant(0.1e9);

    private static RunResult run(Design design, long seconds) {
        return run(design, seconds, true);
    }

    private static RunResult run(Design design, long seconds, boolean folded) {
        var settings = RunSettings.DEFAULT
                .lasting(seconds * SECOND)
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

    private static double counter(RunResult result, Counter counter) {
        return node(result, "bucket").runs().getFirst().get(counter);
    }

    private static Designs clients(double rate, Object... keys) {
        Object[] set = new Object[6 + keys.length];
        Object[] base = {"arrivals", "constant", "rate", rate, "network", NOTHING};
        System.arraycopy(base, 0, set, 0, 6);
        System.arraycopy(keys, 0, set, 6, keys.length);
        return Designs.draw().node("clients", "traffic.clients", set);
    }

    private static Designs bucket(Designs designs, Object... set) {
        return designs.node("bucket", "aws.s3.bucket", set);
    }

    @Test
    void oneKeyIsServedThreeThousandFiveHundredTimesASecond() {
        var design = bucket(clients(5_000), "prefixes", 1L)
                .link("clients", "bucket", LinkKind.OPERATE, "operation", "putObject")
                .done();
        var result = run(design, 10);
        // A second's worth at once, then the rate.
        assertThat(count(result, "bucket", "putRequests")).isBetween(38_400.0, 38_600.0);
        assertThat(count(result, "bucket", "slowDowns")).isBetween(11_400.0, 11_600.0);
        assertThat(counter(result, Counter.OBJECT_WRITES)).isEqualTo(count(result, "bucket", "putRequests"));
    }

    @Test
    void readsAreServedFasterThanChanges() {
        var design = bucket(clients(5_400))
                .link("clients", "bucket", LinkKind.OPERATE)
                .done();
        assertThat(count(run(design, 5), "bucket", "slowDowns")).isZero();
    }

    @Test
    void prefixesGetPartitionsOfTheirOwnWhenTheyAreNeeded() {
        var design = bucket(clients(400, "keys", 10_000L, "keySkew", 0.0), "prefixes", 64L)
                .link(
                        "clients",
                        "bucket",
                        LinkKind.OPERATE,
                        "operation",
                        "multipartUpload",
                        "partSize",
                        5L << 20,
                        "objectSize",
                        new Distribution.Constant(90.0 * (1 << 20)))
                .done();
        // 20 requests an upload, 8000 a second: too many for one partition and for two, not for four.
        var result = run(design, 1_500);
        assertThat(node(result, "bucket").metrics().get("partitions")).isInstanceOf(NodeResult.Level.class);
        assertThat(((NodeResult.Level) node(result, "bucket").metrics().get("partitions")).max())
                .isEqualTo(4);
        double refused = count(result, "bucket", "slowDowns");
        // 8000 − 3500 refused for 600 s, 8000 − 7000 for 600 s more.
        assertThat(refused * 20).isCloseTo(600 * 4_500 + 600 * 1_000, within(0.03 * 3_300_000));
    }

    @Test
    void largeObjectsTakeTheTimeOfTheirBytes() {
        var design = bucket(clients(1), "readLatency", TENTH)
                .link("clients", "bucket", LinkKind.OPERATE, "objectSize", new Distribution.Constant(170.0 * (1 << 20)))
                .done();
        var result = run(design, 100);
        assertThat(node(result, "clients").runs().getFirst().latency().meanMs()).isCloseTo(2_100, within(5.0));
        assertThat(count(result, "bucket", "bytesDownloaded")).isEqualTo(100.0 * 170 * (1 << 20));
        // Clients are outside the region.
        assertThat(counter(result, Counter.BYTES_OUT)).isEqualTo(100.0 * 170 * (1 << 20));
    }

    @Test
    void uploadsInPartsUseSeveralConnections() {
        var design = bucket(clients(1), "writeLatency", TENTH)
                .link(
                        "clients",
                        "bucket",
                        LinkKind.OPERATE,
                        "operation",
                        "multipartUpload",
                        "partSize",
                        5L << 20,
                        "objectSize",
                        new Distribution.Constant(170.0 * (1 << 20)))
                .done();
        var result = run(design, 100);
        // 34 parts over ten connections: begun 0.1 s, four rounds of 0.1 s, 17 MB each at 85 MB/s, completed 0.1 s.
        assertThat(node(result, "clients").runs().getFirst().latency().meanMs()).isCloseTo(800, within(3.0));
        assertThat(counter(result, Counter.OBJECT_WRITES)).isEqualTo(100 * 36);
        assertThat(count(result, "bucket", "bytesUploaded")).isEqualTo(100.0 * 170 * (1 << 20));
    }

    private static Design notifying() {
        return bucket(clients(10, "timeout", 60 * SECOND))
                .node("f", "aws.lambda.function")
                .node("g", "aws.lambda.function")
                .node("queue", "aws.sqs.queue")
                .node("topic", "aws.sns.topic")
                .node("bus", "aws.events.bus")
                .link("clients", "f")
                .link("f", "bucket", "operation", "putObject")
                .link("f", "bucket", "operation", "deleteObject", "calls", 0.5)
                .link("bucket", "g")
                .link("bucket", "queue", LinkKind.DELIVER, "events", "removed")
                .link("bucket", "topic", "events", "all")
                .link("bucket", "bus", "matchShare", 0.25)
                .done();
    }

    @Test
    void tellsWhatHasChangedToThoseWhoAsked() {
        var result = run(notifying(), 600);
        double puts = count(result, "bucket", "putRequests");
        double deletes = count(result, "bucket", "deleteRequests");
        assertThat(puts).isCloseTo(6_000, within(60.0));
        assertThat(deletes).isCloseTo(3_000, within(3.2905 * Math.sqrt(6_000 * 0.25) + 60));
        // Some notifications are still under way at the end.
        assertThat(count(result, "g", "asyncEventsReceived")).isBetween(puts - 150, puts);
        assertThat(count(result, "queue", "numberOfMessagesSent")).isBetween(deletes - 100, deletes);
        assertThat(count(result, "topic", "numberOfMessagesPublished")).isBetween(puts + deletes - 250, puts + deletes);
        assertThat(count(result, "bus", "putEventsEntriesCount"))
                .isCloseTo(puts / 4, within(3.2905 * Math.sqrt(puts * 3 / 16) + 50));
        assertThat(count(result, "bucket", "deliveriesDropped")).isZero();
    }

    @Test
    void givesTheSameBitsWhenPureDelaysAreFoldedOrNot() {
        assertThat(DeterminismTest.everything(run(notifying(), 60, false)))
                .isEqualTo(DeterminismTest.everything(run(notifying(), 60, true)));
    }

    @Test
    void everyDeclaredMetricIsReported() {
        assertThat(node(run(notifying(), 10), "bucket").metrics().keySet())
                .containsAll(
                        new S3Bucket().metrics().stream().map(m -> m.name()).toList());
    }
}
