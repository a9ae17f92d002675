package billow.test.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.app.study.MonthlyBill;
import billow.model.kind.LinkKind;
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

/// The golden design of SES: a message of 100 KB every two seconds, for a month.
class MailMonthTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aMonthOfMailIsBilledByMessageAndByte() {
        var design = Designs.draw()
                .node("clients", "traffic.clients", "arrivals", "constant", "rate", 0.5, "network", Designs.NOTHING)
                .node(
                        "mail",
                        "aws.ses.identity",
                        "messageSize",
                        new Distribution.Constant(100 * 1024),
                        "latency",
                        Designs.NOTHING)
                .link("clients", "mail", LinkKind.CALL)
                .done();
        var settings = RunSettings.DEFAULT
                .lasting(3_600 * SECOND)
                .warmingUp(60 * SECOND)
                .replicated(1);
        var run = Simulation.run(Blueprint.of(design, TraceSource.NONE), settings, Progress.SILENT)
                .orElseThrow();
        assertThat(run.requests().succeeded()).isEqualTo(1_800);
        var bill = MonthlyBill.of(
                run,
                Billing.standard(),
                BillingSettings.STANDARD.in("us-east-1").with(FreeTier.NONE));
        double messages = 0.5 * 730 * 3_600;
        double gigabytes = messages * 100 * 1024 / (1L << 30);
        assertThat(bill.bill().total().doubleValue()).isCloseTo(messages * 0.0001 + gigabytes * 0.12, within(0.005));
    }
}
