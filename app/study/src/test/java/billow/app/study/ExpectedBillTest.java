package billow.app.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.diagrams.gallery.Gallery;
import billow.model.design.Design;
import billow.model.file.DesignReader;
import billow.model.file.Vocabulary;
import billow.pricing.Billing;
import billow.pricing.BillingSettings;
import billow.simulator.estimate.Expectation;
import billow.simulator.run.Progress;
import billow.simulator.run.RunSettings;
import billow.simulator.run.TraceSource;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectedBillTest {
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

    private static Design read(String text) throws Exception {
        return new DesignReader(Vocabulary.standard()).read("x", text).design();
    }
}
