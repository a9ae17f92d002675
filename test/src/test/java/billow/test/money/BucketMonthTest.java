package billow.test.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.app.study.MonthlyBill;
import billow.model.usage.Usage;
import billow.model.value.Distribution;
import billow.pricing.Billing;
import billow.pricing.BillingSettings;
import billow.pricing.FreeTier;
import billow.simulator.run.Blueprint;
import billow.simulator.run.Designs;
import billow.simulator.run.Progress;
import billow.simulator.run.RunSettings;
import billow.simulator.run.Simulation;
import billow.simulator.run.TraceSource;
import org.junit.jupiter.api.Test;

/// A bucket in which nothing is left to chance bills what arithmetic by hand says.
class BucketMonthTest {
    private static final long SECOND = 1_000_000_000L;
    private static final double MONTH = 730 * 3600;
    private static final double OBJECTS = 2.0 * MONTH;

    private static Usage usage(Object... bucket) {
        var design = Designs.draw()
                .node(
                        "clients",
                        "traffic.clients",
                        "arrivals",
                        "constant",
                        "rate",
                        2.0,
                        "network",
                        new Distribution.Constant(0))
                .node("f", "aws.lambda.function", "duration", new Distribution.Constant(1e6))
                .node("bucket", "aws.s3.bucket", bucket)
                .link("clients", "f")
                .link("f", "bucket", "operation", "putObject", "objectSize", new Distribution.Constant(1 << 20))
                .link("f", "bucket", "operation", "getObject", "objectSize", new Distribution.Constant(1 << 20))
                .done();
        var settings = RunSettings.DEFAULT
                .lasting(1_800 * SECOND)
                .warmingUp(60 * SECOND)
                .replicated(2);
        var run = Simulation.run(Blueprint.of(design, TraceSource.NONE), settings, Progress.SILENT)
                .orElseThrow();
        return MonthlyBill.of(
                        run,
                        Billing.standard(),
                        BillingSettings.STANDARD.in("us-east-1").with(FreeTier.NONE))
                .usage();
    }

    private static double quantity(Usage usage, String meter) {
        return usage.lines().stream()
                .filter(l -> l.meter().equals(meter))
                .mapToDouble(l -> l.quantity().doubleValue())
                .sum();
    }

    @Test
    void billsRequestsAndWhatIsKept() {
        var usage = usage("storedData", 100L << 30);
        assertThat(quantity(usage, "s3.put_copy_post_list")).isCloseTo(OBJECTS, within(OBJECTS / 1000));
        assertThat(quantity(usage, "s3.get_other")).isCloseTo(OBJECTS, within(OBJECTS / 1000));
        // Half of a month's megabytes on average.
        double gigabytes = 100 + OBJECTS / 1024 / 2;
        assertThat(quantity(usage, "s3.standard_storage")).isCloseTo(gigabytes, within(gigabytes / 1000));
        assertThat(quantity(usage, "datatransfer.out_internet")).isZero();
        assertThat(quantity(usage, "s3.standard_ia_storage")).isZero();
    }

    @Test
    void billsObjectsInEachClassForTheTimeTheyAreInIt() {
        long day = 86_400 * SECOND;
        var usage = usage("transitionAfter", 30 * day, "expirationAfter", 90 * day);
        double perDay = 2.0 * 86_400 / 1024;
        assertThat(quantity(usage, "s3.standard_storage")).isCloseTo(30 * perDay, within(perDay / 10));
        assertThat(quantity(usage, "s3.standard_ia_storage")).isCloseTo(60 * perDay, within(perDay / 10));
        assertThat(quantity(usage, "s3.lifecycle_transition_to_ia")).isCloseTo(OBJECTS, within(OBJECTS / 1000));
    }

    @Test
    void infrequentAccessBillsThirtyDaysAndReadsByTheByte() {
        var usage = usage("storageClass", "standardIa", "expirationAfter", 86_400 * SECOND);
        double perDay = 2.0 * 86_400 / 1024;
        assertThat(quantity(usage, "s3.standard_ia_storage")).isCloseTo(30 * perDay, within(perDay / 10));
        assertThat(quantity(usage, "s3.standard_ia_retrieval"))
                .isCloseTo(OBJECTS / 1024, within(OBJECTS / 1024 / 1000));
        assertThat(quantity(usage, "s3.standard_ia_put")).isCloseTo(OBJECTS, within(OBJECTS / 1000));
        assertThat(quantity(usage, "s3.put_copy_post_list")).isZero();
    }

    @Test
    void intelligentTieringBillsItsTiersAndWatchesObjects() {
        long day = 86_400 * SECOND;
        var usage = usage("storageClass", "intelligentTiering", "expirationAfter", 120 * day);
        double perDay = 2.0 * 86_400 / 1024;
        assertThat(quantity(usage, "s3.intelligent_frequent_storage")).isCloseTo(30 * perDay, within(perDay / 10));
        assertThat(quantity(usage, "s3.intelligent_infrequent_storage")).isCloseTo(60 * perDay, within(perDay / 10));
        assertThat(quantity(usage, "s3.intelligent_archive_instant_storage"))
                .isCloseTo(30 * perDay, within(perDay / 10));
        double objects = 2.0 * 86_400 * 120;
        assertThat(quantity(usage, "s3.intelligent_tiering_monitoring")).isCloseTo(objects, within(objects / 1000));
        assertThat(quantity(usage, "s3.get_other")).isCloseTo(OBJECTS, within(OBJECTS / 1000));
    }

    /// 100 GB in objects of 128 KB beforehand: 819,200 objects with 32 KB each more there and 8 KB in S3 Standard.
    @Test
    void archivesBillTheirIndexAndNames() {
        var usage = usage(
                "storageClass", "glacierDeepArchive", "storedData", 100L << 30, "expirationAfter", 86_400 * SECOND);
        double perDay = 2.0 * 86_400 / 1024;
        double added = 180 * perDay;
        assertThat(quantity(usage, "s3.deep_archive_storage"))
                .isCloseTo(100 + 25 + added * (1 + 32.0 / 1024), within(added / 1000));
        assertThat(quantity(usage, "s3.standard_storage")).isCloseTo(6.25 + added * 8 / 1024, within(0.1));
        assertThat(quantity(usage, "s3.deep_archive_put")).isCloseTo(OBJECTS, within(OBJECTS / 1000));
    }

    /// us-east-1, a month of 100 GB in objects of 1 MB: GB × 0.0036 and the overhead of 102,400 objects.
    @Test
    void anArchiveIsBilledAsThePricingPageSays() {
        var usage = usage(
                "storageClass",
                "glacierFlexibleRetrieval",
                "storedData",
                100L << 30,
                "averageObjectSize",
                new Distribution.Constant(1 << 20));
        var bill = Billing.standard()
                .price(usage, BillingSettings.STANDARD.in("us-east-1").with(FreeTier.NONE));
        double stored = quantity(usage, "s3.glacier_storage");
        double amount = bill.lines().stream()
                .filter(l -> l.meter().equals("s3.glacier_storage"))
                .mapToDouble(l -> l.amount().doubleValue())
                .sum();
        assertThat(stored).isCloseTo((100 + OBJECTS / 1024 / 2) * (1 + 32.0 / 1024), within(5.0));
        assertThat(amount).isCloseTo(stored * 0.0036, within(1e-6));
    }
}
