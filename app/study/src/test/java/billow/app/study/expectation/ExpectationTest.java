package billow.app.study.expectation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.app.study.Study;
import billow.diagrams.gallery.Gallery;
import billow.model.design.Design;
import billow.model.file.DesignReader;
import billow.model.file.Vocabulary;
import billow.pricing.Billing;
import billow.pricing.BillingSettings;
import billow.simulator.run.Progress;
import billow.simulator.run.RunSettings;
import billow.simulator.run.TraceSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectationTest {
    private static final double HOURS = 730;

    @ParameterizedTest
    @ValueSource(strings = {"crud-web-backend", "bank-withdrawal", "order-workflow"})
    void foretellsTheBillThatTheSimulationConfirms(String sample) throws Exception {
        var design = read(Gallery.sample(sample).orElseThrow().text());
        var settings = RunSettings.DEFAULT
                .lasting(600_000_000_000L)
                .warmingUp(300_000_000_000L)
                .replicated(2);

        var expected = Billing.standard()
                .price(Expectation.usage(design, TraceSource.NONE, HOURS), BillingSettings.STANDARD)
                .total()
                .doubleValue();
        var simulated = new Study(design, "", TraceSource.NONE, settings, 0, BillingSettings.STANDARD, List.of())
                .execute(Progress.SILENT)
                .orElseThrow()
                .bill()
                .total()
                .value();

        assertThat(expected).isCloseTo(simulated, within(0.06 * simulated));
    }

    @Test
    void followsSharesCallsAndBatches() throws Exception {
        var usage = Expectation.usage(read("""
                {"billow": 1,
                 "nodes": [{"id": "c", "kind": "traffic.clients", "set": {"rate": "8 /s"}},
                           {"id": "a", "kind": "aws.lambda.function"}, {"id": "b", "kind": "aws.lambda.function"},
                           {"id": "q", "kind": "aws.sqs.queue"}, {"id": "d", "kind": "aws.lambda.function"}],
                 "links": [{"from": "c", "to": "a", "set": {"share": 3}}, {"from": "c", "to": "b"},
                           {"from": "a", "to": "q", "set": {"calls": 0.5, "sendBatch": 10}},
                           {"from": "q", "to": "d", "set": {"batchSize": 10, "maximumBatchingWindowInSeconds": 1}}]}
                """), TraceSource.NONE, 1);

        assertThat(requests(usage, "a")).isCloseTo(6 * 3600, within(1e-6));
        assertThat(requests(usage, "b")).isCloseTo(2 * 3600, within(1e-6));
        assertThat(requests(usage, "d")).isCloseTo(3 * 3600, within(1e-6));
    }

    @Test
    void aLoopThatLosesCallsSettles() throws Exception {
        var usage = Expectation.usage(read("""
                {"billow": 1,
                 "nodes": [{"id": "c", "kind": "traffic.clients", "set": {"rate": "1 /s"}}, {"id": "f", "kind": "aws.lambda.function"}],
                 "links": [{"from": "c", "to": "f"}, {"from": "f", "to": "f", "set": {"calls": 0.5}}]}
                """), TraceSource.NONE, 1);

        assertThat(requests(usage, "f")).isCloseTo(2 * 3600, within(1e-6));
    }

    private static double requests(billow.model.usage.Usage usage, String node) {
        return usage.lines().stream()
                .filter(l -> l.meter().equals("lambda.requests") && node.equals(l.node()))
                .mapToDouble(l -> l.quantity().doubleValue())
                .sum();
    }

    private static Design read(String text) throws Exception {
        return new DesignReader(Vocabulary.standard()).read("x", text).design();
    }
}
