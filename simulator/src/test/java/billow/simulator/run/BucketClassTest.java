package billow.simulator.run;

import static billow.simulator.run.Trial.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.archetype.Counter;
import billow.model.kind.LinkKind;
import billow.model.value.Distribution;
import billow.model.value.Distribution.Constant;
import billow.simulator.estimate.Expectation;
import billow.simulator.flow.Outcome;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Storage classes of buckets: what is refused, restored, and billed.
class BucketClassTest {
    private static final Distribution NOTHING = new Constant(0);
    private static final long DAY = 86_400 * SECOND;
    private static final long HOUR = 3_600 * SECOND;
    private static final double MB = 1 << 20;

    private static Designs bucket(double rate, Object... set) {
        return clients("clients", rate).node("bucket", "aws.s3.bucket", set);
    }

    private static Designs clients(String id, double rate) {
        return clients(Designs.draw(), id, rate);
    }

    private static Designs clients(Designs designs, String id, double rate) {
        return designs.node(
                id,
                "traffic.clients",
                "arrivals",
                "constant",
                "rate",
                rate,
                "network",
                NOTHING,
                "keys",
                1L,
                "timeout",
                100 * HOUR);
    }

    private static Designs asks(Designs designs, String operation, Object... set) {
        return designs.link(
                "clients",
                "bucket",
                LinkKind.OPERATE,
                Stream.concat(Stream.of("operation", operation), Stream.of(set)).toArray());
    }

    @Test
    void eachObjectMayBeStoredInAClassOfItsOwn() {
        var trial = Trial.of(
                asks(
                        bucket(10),
                        "putObject",
                        "storageClass",
                        "glacierInstantRetrieval",
                        "objectSize",
                        new Constant(MB)),
                100);
        long puts = trial.count("bucket", "putRequests");
        assertThat(puts).isGreaterThan(990);
        assertThat(trial.counter("bucket", Counter.GLACIER_INSTANT_WRITES)).isEqualTo(puts);
        assertThat(trial.counter("bucket", Counter.OBJECT_WRITES)).isZero();
        assertThat(trial.counter("bucket", Counter.STANDARD_MEGABYTE_SECONDS)).isZero();
        assertThat(trial.quantity("bucket", "s3.glacier_instant_storage")).isCloseTo(puts / 1024.0 / 2, within(1e-3));
    }

    @Test
    void readsAreBilledByTheClassTheObjectHasComeTo() {
        Object[] rules = {
            "transitionAfter", 30 * DAY, "archiveAfter", 90 * DAY, "archiveClass", "glacierInstantRetrieval"
        };
        Object[] ages = {10 * DAY, 60 * DAY, 100 * DAY};
        Counter[] reads = {Counter.OBJECT_READS, Counter.STANDARD_IA_READS, Counter.GLACIER_INSTANT_READS};
        for (int i = 0; i < ages.length; i++) {
            var trial = Trial.of(
                    asks(bucket(10, rules), "getObject", "objectAge", ages[i], "objectSize", new Constant(MB)), 50);
            long gets = trial.count("bucket", "getRequests");
            assertThat(trial.counter("bucket", reads[i])).as("at %s", ages[i]).isEqualTo(gets);
            assertThat(trial.counter("bucket", Counter.GLACIER_INSTANT_RETRIEVED))
                    .isEqualTo(i == 2 ? (long) (gets * MB) : 0);
        }
    }

    @Test
    void whatIsArchivedCannotBeRead() {
        for (var in : new String[] {"glacierFlexibleRetrieval", "glacierDeepArchive"}) {
            var trial = Trial.of(asks(bucket(10, "storageClass", in), "getObject"), 60);
            assertThat(trial.outcome("bucket", Outcome.OK)).isZero();
            assertThat(trial.count("bucket", "4xxErrors")).isEqualTo(trial.offered("bucket"));
            assertThat(trial.count("bucket", "bytesDownloaded")).isZero();
            assertThat(trial.counter("bucket", Counter.BYTES_OUT)).isZero();
            assertThat(trial.counter("bucket", Counter.OBJECT_READS)).isEqualTo(trial.offered("bucket"));
        }
    }

    /// Asked for once at the beginning; readable from then on, as the uniform law between its two bounds says.
    private static void readableBetween(String in, String tier, double low, double high) {
        var designs = clients(bucket(0.1, "storageClass", in), "asker", 1e-5)
                .link(
                        "asker",
                        "bucket",
                        LinkKind.OPERATE,
                        "operation",
                        "restoreObject",
                        "retrievalTier",
                        tier,
                        "restoreDays",
                        30 * DAY);
        var trial = Trial.of(asks(designs, "getObject"), 300_000);
        long refused = trial.count("bucket", "4xxErrors");
        assertThat(trial.count("bucket", "restoreRequests")).isPositive();
        double first = 1e5;
        assertThat(refused * 10 - first).as(in + " " + tier).isBetween(low - 20, high + 20);
    }

    @Test
    void aRestoreTakesItsTime() {
        readableBetween("glacierFlexibleRetrieval", "expedited", 60, 300);
        readableBetween("glacierFlexibleRetrieval", "standard", 3 * 3_600, 5 * 3_600);
        readableBetween("glacierFlexibleRetrieval", "bulk", 5 * 3_600, 12 * 3_600);
        readableBetween("glacierDeepArchive", "standard", 9 * 3_600, 12 * 3_600);
        readableBetween("glacierDeepArchive", "bulk", 24 * 3_600, 48 * 3_600);
    }

    @Test
    void aRestoredCopyIsThrownAway() {
        var designs = clients(bucket(0.01, "storageClass", "glacierFlexibleRetrieval"), "asker", 1e-5)
                .link("asker", "bucket", LinkKind.OPERATE, "operation", "restoreObject", "retrievalTier", "expedited");
        var trial = Trial.of(asks(designs, "getObject"), 199_999);
        // Asked for at 100,000 s, there for a day after one to five minutes.
        double read = trial.count("bucket", "getRequests");
        assertThat(read * 100).isCloseTo(86_400, within(101.0));
    }

    @Test
    void restoresAreBilledByTierAndTheirCopiesAsStandard() {
        var designs = asks(
                bucket(1e-4, "storageClass", "glacierDeepArchive"),
                "restoreObject",
                "objectSize",
                new Constant(100 * MB),
                "restoreDays",
                2 * DAY);
        var trial = Trial.of(designs, 200_000);
        // One each 10,000 s; those that come while a copy is on its way are refused, those after it prolong it.
        long asked = trial.counter("bucket", Counter.DEEP_ARCHIVE_RESTORES);
        assertThat(asked).isEqualTo(1);
        assertThat(trial.quantity("bucket", "s3.deep_archive_retrieval_standard"))
                .isCloseTo(100 / 1024.0, within(1e-6));
        long taken = trial.count("bucket", "restoreRequests");
        assertThat(trial.outcome("bucket", Outcome.CLIENT_ERROR)).isEqualTo(trial.offered("bucket") - taken);
        assertThat(trial.counter("bucket", Counter.STANDARD_MEGABYTE_SECONDS)).isEqualTo(taken * 100 * 2 * 86_400);
    }

    @Test
    void tellsWhenACopyCanBeRead() {
        var designs = asks(
                        bucket(1e-5, "storageClass", "glacierFlexibleRetrieval", "notificationLatency", NOTHING),
                        "restoreObject",
                        "retrievalTier",
                        "expedited")
                .node("f", "aws.lambda.function")
                .node("g", "aws.lambda.function")
                .link("bucket", "f", "events", "restored")
                .link("bucket", "g", "events", "removed");
        var trial = Trial.of(designs, 150_000);
        assertThat(trial.count("bucket", "restoreRequests")).isEqualTo(1);
        assertThat(trial.offered("f")).isEqualTo(1);
        assertThat(trial.offered("g")).isZero();
    }

    @Test
    void whatNeedsNoRestoreHasNone() {
        var trial = Trial.of(asks(bucket(10), "restoreObject"), 20);
        assertThat(trial.outcome("bucket", Outcome.OK)).isZero();
        assertThat(trial.outcome("bucket", Outcome.CLIENT_ERROR)).isPositive();
        assertThat(trial.count("bucket", "restoreRequests")).isZero();
    }

    @Test
    void objectsThatAreTooLargeAreRefused() {
        var gigabyte = 1024 * MB;
        assertThat(refused("putObject", 5 * gigabyte, 8L << 20)).isFalse();
        assertThat(refused("putObject", 5 * gigabyte + 1, 8L << 20)).isTrue();
        assertThat(refused("multipartUpload", 10_000 * 8 * MB, 8L << 20)).isFalse();
        assertThat(refused("multipartUpload", 10_000 * 8 * MB + 1, 8L << 20)).isTrue();
        assertThat(refused("multipartUpload", 49_971 * gigabyte, 5L << 30)).isFalse();
        assertThat(refused("multipartUpload", 49_972 * gigabyte, 5L << 30)).isTrue();
    }

    private static boolean refused(String operation, double bytes, long part) {
        var designs = asks(bucket(0.01), operation, "objectSize", new Constant(bytes), "partSize", part);
        return Trial.of(designs, 101).count("bucket", "4xxErrors") > 0;
    }

    /// Parts wait in S3 Standard, only their completion is a request of the archive.
    @Test
    void partsOfArchivedObjectsAreStandardRequests() {
        var designs = asks(
                bucket(0.1, "storageClass", "glacierDeepArchive"),
                "multipartUpload",
                "objectSize",
                new Constant(80 * MB),
                "partSize",
                8L << 20);
        var trial = Trial.of(designs, 101);
        long uploads = trial.count("bucket", "putRequests");
        assertThat(uploads).isEqualTo(10);
        assertThat(trial.counter("bucket", Counter.DEEP_ARCHIVE_WRITES)).isEqualTo(uploads);
        assertThat(trial.counter("bucket", Counter.OBJECT_WRITES)).isEqualTo(11 * uploads);
    }

    /// What is expected without a run is what a run without chance counts.
    @Test
    void theEstimateCountsAsTheRunDoes() {
        var designs = asks(
                asks(
                        bucket(
                                1,
                                "storageClass",
                                "standardIa",
                                "archiveAfter",
                                60 * DAY,
                                "expirationAfter",
                                200 * DAY,
                                "averageObjectSize",
                                new Constant(MB)),
                        "putObject",
                        "objectSize",
                        new Constant(2 * MB)),
                "deleteObject",
                "objectAge",
                100 * DAY,
                "share",
                0.0);
        var trial = Trial.of(designs, 10_000);
        var expected = Expectation.of(designs.done(), TraceSource.NONE)
                .quantities(new Expectation.Stretch(0, 10_000, false))
                .get("bucket");
        for (var meter : new String[] {
            "s3.standard_ia_storage",
            "s3.glacier_storage",
            "s3.standard_storage",
            "s3.lifecycle_transition_to_glacier",
            "s3.standard_ia_put"
        }) {
            double run = trial.quantity("bucket", meter);
            assertThat(run).as(meter).isPositive();
            assertThat(expected.get(meter)).as(meter).isCloseTo(run, within(run * 2e-4));
        }
    }
}
