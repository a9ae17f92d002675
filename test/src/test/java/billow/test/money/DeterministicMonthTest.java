package billow.test.money;

import static org.assertj.core.api.Assertions.assertThat;

import billow.app.study.MonthlyBill;
import billow.model.design.Design;
import billow.model.usage.Usage;
import billow.model.usage.UsageLine;
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
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A design in which nothing is left to chance bills what arithmetic by hand says.
class DeterministicMonthTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Distribution NOTHING = new Distribution.Constant(0);

    /// Two requests a second, each 100.2 ms of 512 MB, one read of 6 KB and one write of 2.5 KB, an answer of 2 KB.
    private static Design design() {
        return Designs.draw()
                .node("clients", "traffic.clients", "arrivals", "constant", "rate", 2.0, "network", NOTHING)
                .node(
                        "api",
                        "aws.apigateway.rest",
                        "overhead",
                        NOTHING,
                        "responseSize",
                        new Distribution.Constant(2048))
                .node(
                        "f",
                        "aws.lambda.function",
                        "memorySize",
                        512L,
                        "duration",
                        new Distribution.Constant(100.2e6),
                        "invokeOverhead",
                        NOTHING,
                        "logSize",
                        1024L)
                .node(
                        "table",
                        "aws.dynamodb.table",
                        "readLatency",
                        NOTHING,
                        "writeLatency",
                        NOTHING,
                        "tableSize",
                        30L << 30)
                .link("clients", "api")
                .link("api", "f")
                .link(
                        "f",
                        "table",
                        "operation",
                        "getItem",
                        "itemSize",
                        new Distribution.Constant(6 * 1024),
                        "consistentRead",
                        true)
                .link("f", "table", "operation", "putItem", "itemSize", new Distribution.Constant(2.5 * 1024))
                .done();
    }

    private static Usage byHand() {
        double requests = 2.0 * 730 * 3600;
        return new Usage(
                "us-east-1",
                List.of(
                        line("apigateway.rest_requests", "api", requests),
                        line("datatransfer.out_internet", "api", requests * 2048 / (1L << 30)),
                        line("lambda.requests", "f", requests),
                        line("lambda.duration_x86", "f", requests * 0.101 * 0.5),
                        line("cloudwatch.logs_ingest_lambda", "f", requests * 1024 / (1L << 30)),
                        // Kept for ever: as much as a year has piled up.
                        line("cloudwatch.logs_storage", "f", requests * 1024 / (1L << 30) * 12),
                        line("dynamodb.ondemand_read", "table", requests * 2),
                        line("dynamodb.ondemand_write", "table", requests * 3),
                        line("dynamodb.storage_standard", "table", 30)));
    }

    private static UsageLine line(String meter, String node, double quantity) {
        return new UsageLine(meter, node, null, BigDecimal.valueOf(quantity), Map.of());
    }

    @Test
    void billsTheSameAsArithmeticByHandToTheCent() {
        for (var freeTier : List.of(FreeTier.NONE, FreeTier.ALWAYS_FREE)) {
            var settings = RunSettings.DEFAULT
                    .lasting(3_600 * SECOND)
                    .warmingUp(60 * SECOND)
                    .replicated(2);
            var run = Simulation.run(Blueprint.of(design(), TraceSource.NONE), settings, Progress.SILENT)
                    .orElseThrow();
            var billing = BillingSettings.STANDARD.in("us-east-1").with(freeTier);
            var simulated = MonthlyBill.of(run, Billing.standard(), billing);
            var expected = Billing.standard().price(byHand(), billing);
            assertThat(simulated.bill().total()).isCloseTo(expected.total(), within(new BigDecimal("0.005")));
            assertThat(simulated.total().high() - simulated.total().low()).isLessThan(0.005);
            assertThat(expected.total().doubleValue()).isGreaterThan(10);
        }
    }

    private static org.assertj.core.data.Offset<BigDecimal> within(BigDecimal distance) {
        return org.assertj.core.data.Offset.offset(distance);
    }
}
