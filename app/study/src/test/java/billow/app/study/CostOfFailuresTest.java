package billow.app.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.design.Design;
import billow.model.file.DesignReader;
import billow.model.file.Vocabulary;
import billow.pricing.Billing;
import billow.pricing.BillingSettings;
import billow.pricing.FreeTier;
import billow.simulator.run.Blueprint;
import billow.simulator.run.Progress;
import billow.simulator.run.RunSettings;
import billow.simulator.run.Simulation;
import billow.simulator.run.TraceSource;
import org.junit.jupiter.api.Test;

class CostOfFailuresTest {
    private static final long MINUTE = 60_000_000_000L;

    private static MonthlyBill bill(String text) throws Exception {
        Design design = new DesignReader(Vocabulary.standard()).read("x", text).design();
        var settings =
                RunSettings.DEFAULT.lasting(60 * MINUTE).warmingUp(10 * MINUTE).replicated(2);
        var run = Simulation.run(Blueprint.of(design, TraceSource.NONE), settings, Progress.SILENT)
                .orElseThrow();
        return MonthlyBill.of(run, Billing.standard(), BillingSettings.STANDARD.with(FreeTier.NONE));
    }

    private static double quantity(MonthlyBill bill, String meter, boolean causedByFailure) {
        return bill.usage().lines().stream()
                .filter(l -> l.meter().equals(meter) && l.causedByFailure() == causedByFailure)
                .mapToDouble(l -> l.quantity().doubleValue())
                .sum();
    }

    /// An event that always fails is tried three times and sent to the dead-letter queue: two tries and the message
    /// would not have been.
    @Test
    void triesAfterTheFirstAndDeadLettersAreCausedByFailure() throws Exception {
        var bill = bill("""
                {"billow": 1,
                 "nodes": [{"id": "c", "kind": "traffic.clients", "set": {"arrivals": "constant", "rate": "5 /s"}},
                           {"id": "f", "kind": "aws.lambda.function",
                            "set": {"errorRate": "100 %", "duration": {"constant": "10 ms"}}},
                           {"id": "dead", "kind": "aws.sqs.queue"}],
                 "links": [{"from": "c", "to": "f", "set": {"invocationType": "async"}},
                           {"from": "f", "to": "dead", "as": "deadLetter"}]}
                """);

        double first = quantity(bill, "lambda.requests", false);
        assertThat(quantity(bill, "lambda.requests", true)).isCloseTo(2 * first, within(0.01 * first));
        assertThat(quantity(bill, "sqs.standard", true)).isCloseTo(first, within(0.01 * first));
        assertThat(quantity(bill, "sqs.standard", false)).isZero();
        assertThat(bill.bill().costOfFailures().doubleValue())
                .isGreaterThan(0.6 * bill.bill().total().doubleValue());
    }

    /// A handler that takes longer than its timeout is paid up to the timeout for nothing.
    @Test
    void whatTimesOutIsPaidForNothing() throws Exception {
        var bill = bill("""
                {"billow": 1,
                 "nodes": [{"id": "c", "kind": "traffic.clients", "set": {"arrivals": "constant", "rate": "2 /s"}},
                           {"id": "f", "kind": "aws.lambda.function",
                            "set": {"timeout": "1 s", "memorySize": "1 GB", "duration": {"constant": "5 s"}}}],
                 "links": [{"from": "c", "to": "f"}]}
                """);

        assertThat(quantity(bill, "lambda.duration_x86", false)).isZero();
        assertThat(quantity(bill, "lambda.duration_x86", true))
                .isCloseTo(
                        quantity(bill, "lambda.requests", false),
                        within(1e-3 * quantity(bill, "lambda.requests", false)));
    }

    @Test
    void nothingIsBlamedOnFailuresWhenNothingFails() throws Exception {
        var bill = bill("""
                {"billow": 1,
                 "nodes": [{"id": "c", "kind": "traffic.clients", "set": {"rate": "2 /s"}},
                           {"id": "q", "kind": "aws.sqs.queue"}, {"id": "f", "kind": "aws.lambda.function"}],
                 "links": [{"from": "c", "to": "q"}, {"from": "q", "to": "f"}]}
                """);

        assertThat(bill.bill().costOfFailures()).isZero();
        assertThat(bill.usage().lines()).noneMatch(l -> l.causedByFailure());
    }
}
