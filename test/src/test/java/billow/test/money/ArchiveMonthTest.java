package billow.test.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.app.study.MonthlyBill;
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

/// What an archive of events costs, against arithmetic by hand.
class ArchiveMonthTest {
    private static final long SECOND = 1_000_000_000L;

    private static double quantity(String meter, Object... archive) {
        var design = Designs.draw()
                .node("clients", "traffic.clients", "arrivals", "constant", "rate", 4.0)
                .node("bus", "aws.events.bus", archive)
                .link("clients", "bus", "eventSize", new Distribution.Constant(2048))
                .done();
        var settings =
                RunSettings.DEFAULT.lasting(900 * SECOND).warmingUp(60 * SECOND).replicated(1);
        var run = Simulation.run(Blueprint.of(design, TraceSource.NONE), settings, Progress.SILENT)
                .orElseThrow();
        var settled = BillingSettings.STANDARD.in("us-east-1").with(FreeTier.NONE);
        return MonthlyBill.of(run, Billing.standard(), settled).usage().lines().stream()
                .filter(l -> l.meter().equals(meter))
                .mapToDouble(l -> l.quantity().doubleValue())
                .sum();
    }

    @Test
    void billsWhatGoesInAndWhatIsKept() {
        double gigabytes = 4.0 * 2048 * 730 * 3600 / (1L << 30);
        long day = 86_400 * SECOND;
        assertThat(quantity("eventbridge.archive_processing", "archive", true))
                .isCloseTo(gigabytes, within(gigabytes / 500));
        assertThat(quantity("eventbridge.archive_storage", "archive", true))
                .isCloseTo(gigabytes / 2, within(gigabytes / 500));
        double perDay = gigabytes * 24 / 730;
        assertThat(quantity("eventbridge.archive_storage", "archive", true, "archiveRetention", 60 * day))
                .isCloseTo(60 * perDay, within(perDay / 5));
        assertThat(quantity("eventbridge.archive_processing")).isZero();
    }
}
