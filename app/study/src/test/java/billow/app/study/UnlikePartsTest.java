package billow.app.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.design.Design;
import billow.model.file.DesignReader;
import billow.model.file.Vocabulary;
import billow.model.value.Estimate;
import billow.pricing.Billing;
import billow.pricing.BillingSettings;
import billow.pricing.FreeTier;
import billow.simulator.estimate.Expectation;
import billow.simulator.run.Blueprint;
import billow.simulator.run.Progress;
import billow.simulator.run.RunSettings;
import billow.simulator.run.Simulation;
import billow.simulator.run.TraceSource;
import org.junit.jupiter.api.Test;

/// A window of a month that is not the same all the time.
class UnlikePartsTest {
    private static final long HOUR = 3_600_000_000_000L;
    private static final BillingSettings SETTINGS = BillingSettings.STANDARD.with(FreeTier.NONE);

    private static Design design(String arrivals) throws Exception {
        return new DesignReader(Vocabulary.standard())
                .read("x", """
                {"billow": 1, "region": "us-east-1",
                 "nodes": [{"id": "c", "kind": "traffic.clients", "set": {%s}},
                           {"id": "f", "kind": "aws.lambda.function",
                            "set": {"memorySize": "1 GB", "duration": {"constant": "100.5 ms"}, "initDuration": {"constant": 0},
                                    "firstRunPenalty": {"constant": 0}, "logSize": 0}},
                           {"id": "t", "kind": "aws.dynamodb.table",
                            "set": {"billingMode": "PROVISIONED", "readCapacityUnits": 100, "writeCapacityUnits": 100,
                                    "readLatency": {"constant": 0}}}],
                 "links": [{"from": "c", "to": "f"}, {"from": "f", "to": "t", "set": {"operation": "getItem"}}]}
                """.formatted(arrivals))
                .design();
    }

    private static MonthlyBill simulated(Design design, long duration, int replications) {
        var settings = RunSettings.DEFAULT.lasting(duration).warmingUp(0L).replicated(replications);
        var run = Simulation.run(Blueprint.of(design, TraceSource.NONE), settings, Progress.SILENT)
                .orElseThrow();
        return MonthlyBill.of(run, Billing.standard(), SETTINGS);
    }

    /// Half of a 99.9 % interval of eight replications, from the 95 % one.
    private static double certain(Estimate estimate) {
        return (estimate.high() - estimate.low()) / 2 * 5.408 / 2.365;
    }

    private static double integrated(Design design) {
        return Billing.standard()
                .price(Expectation.usage(design, TraceSource.NONE, 730), SETTINGS)
                .total()
                .doubleValue();
    }

    private static final String DAY =
            "\"rate\": \"2 /s\", \"shape\": \"daily\", \"shapeFactor\": 1.9, \"shapeStart\": \"14 h\"";

    @Test
    void aFewHoursOfADayGiveTheBillOfTheIntegratedMonth() throws Exception {
        var design = design(DAY);
        var morning = simulated(design, 9 * HOUR, 8).total();
        double truth = integrated(design);

        assertThat(morning.value()).isCloseTo(truth, within(certain(morning)));
        assertThat(morning.high() - morning.low()).isLessThan(0.02 * truth);
        // by time alone it would be far off: the morning has less than half of the mean load
        assertThat(simulated(design("\"rate\": \"2 /s\""), HOUR, 2).total().value())
                .isCloseTo(truth, within(0.03 * truth));
    }

    @Test
    void aWholeDayGivesTheSame() throws Exception {
        var design = design(DAY);
        var day = simulated(design, 24 * HOUR, 8).total();

        assertThat(day.value()).isCloseTo(integrated(design), within(certain(day)));
    }

    @Test
    void evenlySpacedRequestsOfARampBillTheMonthAsTheCurveSays() throws Exception {
        var design = design(
                "\"arrivals\": \"constant\", \"rate\": \"1 /s\", \"shape\": \"ramp\", \"shapeFactor\": 3, \"shapeStart\": \"1 h\", \"shapeLength\": \"2 h\"");
        double seconds = 3600;
        double requests = seconds * (1 + 2 * 2 + 727 * 3);
        double work = requests * (0.2e-6 + 0.101 * 0.0000166667);

        var bill = simulated(design, 4 * HOUR, 2);

        assertThat(bill.requests()).isCloseTo(requests, within(0.001 * requests));
        assertThat(bill.bill().byService().get("lambda").doubleValue()).isCloseTo(work, within(0.001 * work));
        assertThat(bill.total().value()).isCloseTo(integrated(design), within(0.01));
    }

    @Test
    void saysWhenThePeakWasNotSimulated() throws Exception {
        var bill = simulated(design(DAY), HOUR, 2);

        assertThat(bill.unpriced()).anySatisfy(f -> assertThat(f.code()).isEqualTo("bill.peak-not-simulated"));
        assertThat(simulated(design("\"rate\": \"2 /s\""), HOUR, 2).unpriced()).isEmpty();
    }
}
