package billow.app.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import billow.model.design.Design;
import billow.model.file.DesignReader;
import billow.model.file.Vocabulary;
import billow.model.service.Clients;
import billow.pricing.BillingSettings;
import billow.pricing.FreeTier;
import billow.simulator.run.Progress;
import billow.simulator.run.RunSettings;
import billow.simulator.run.TraceSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudyTest {
    private static final String DESIGN = """
            {"billow": 1, "region": "us-east-1",
             "nodes": [{"id": "c", "kind": "traffic.clients", "set": {"arrivals": "constant", "rate": "10 /s"}},
                       {"id": "f", "kind": "aws.lambda.function", "set": {"memorySize": "1 GB", "duration": "100 ms", "logSize": 0}}],
             "links": [{"from": "c", "to": "f"}]}
            """;
    private static final RunSettings SHORT = RunSettings.DEFAULT
            .lasting(600_000_000_000L)
            .warmingUp(60_000_000_000L)
            .replicated(3);

    @Test
    void scalesTheSimulatedUsageToAMonth() throws Exception {
        var result = run(design(), BillingSettings.STANDARD.with(FreeTier.NONE), List.of());

        // 10 requests a second for 730 h, 0.1 s of 1 GB each; $0.20 a million and $0.0000166667 a GB-second.
        var requests = 10 * 730 * 3600.0;
        assertThat(result.bill().bill().byNode().get("f").doubleValue())
                .isCloseTo(
                        requests * 0.2e-6 + requests * 0.1 * 0.0000166667,
                        within(0.01 * requests * 0.1 * 0.0000166667));
        assertThat(result.bill().total().low())
                .isLessThanOrEqualTo(result.bill().total().value());
        assertThat(result.bill().unpriced()).isEmpty();
    }

    @Test
    void deductsTheFreeTierOnce() throws Exception {
        var paid = run(design(), BillingSettings.STANDARD.with(FreeTier.NONE), List.of());
        var free = run(design(), BillingSettings.STANDARD, List.of());

        // a million requests and 400 000 GB-seconds
        assertThat(paid.bill().total().value() - free.bill().total().value())
                .isCloseTo(0.2 + 400_000 * 0.0000166667, within(0.001));
    }

    @Test
    void multipliesTraffic() throws Exception {
        var design = Study.scaled(design(), 2.5);

        assertThat(design.node("c").orElseThrow().params().get(Clients.RATE)).isEqualTo(25);
        assertThat(design.node("c").orElseThrow().params().get(Clients.TRACE_SCALE))
                .isEqualTo(2.5);
        assertThat(design.node("c").orElseThrow().params().get(Clients.USERS)).isEqualTo(250);
    }

    @Test
    void replicatesUntilTheIntervalsAreNarrow() throws Exception {
        var rough = new Study(
                        poisson(),
                        "",
                        TraceSource.NONE,
                        SHORT.lasting(20_000_000_000L),
                        0,
                        BillingSettings.STANDARD,
                        List.of())
                .execute(Progress.SILENT)
                .orElseThrow();
        var fine = new Study(
                        poisson(),
                        "",
                        TraceSource.NONE,
                        SHORT.lasting(20_000_000_000L),
                        0.03,
                        BillingSettings.STANDARD,
                        List.of())
                .execute(Progress.SILENT)
                .orElseThrow();

        assertThat(rough.bill().total().relativePrecision()).isGreaterThan(0.03);
        assertThat(fine.bill().total().relativePrecision()).isLessThanOrEqualTo(0.03);
        assertThat(fine.run().replications().size())
                .isGreaterThan(rough.run().replications().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p50 < 1 s | true",
                "p50 < 1 ms | false",
                "p50(f) >= 100 ms | true",
                "offered == 18000 | true",
                "throttled = 0 | true",
                "failed / offered < 1 % | true",
                "bill > 1 USD | true",
                "bill(f) > $1 | true",
                "bill <= 1 | false",
                "coldStarts(f) != 7 | true",
                "count(kind=aws.lambda.function) <= 1 | true",
                "count >= 3 | false",
                "environments(f) < 5 | true",
            })
    void judgesGoals(String goal, boolean met) throws Exception {
        var result = run(design(), BillingSettings.STANDARD, List.of(Goal.parse(goal)));

        assertThat(result.goals()).singleElement().extracting(Goal.Verdict::met).isEqualTo(met);
        assertThat(result.goalsMet()).isEqualTo(met);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p50(x) < 1 s | p50(x) < 1 s — Expected a route or a node, received \"x\".",
                "latency < 1 s | Expected one of mean, p50,",
                "coldStart(f) < 1 | received coldStart.\\nMaybe coldStarts.",
            })
    void namesWhatAGoalCannotFind(String goal, String message) {
        assertThatThrownBy(() -> run(design(), BillingSettings.STANDARD, List.of(Goal.parse(goal))))
                .isInstanceOf(Goal.BadGoal.class)
                .hasMessageContaining(message.replace("\\n", "\n"));
    }

    private static Study.Result run(Design design, BillingSettings billing, List<Goal> goals) throws Exception {
        return new Study(design, "", TraceSource.NONE, SHORT, 0, billing, goals)
                .execute(Progress.SILENT)
                .orElseThrow();
    }

    private static Design poisson() throws Exception {
        return new DesignReader(Vocabulary.standard())
                .read("x", DESIGN.replace("constant", "poisson"))
                .design();
    }

    private static Design design() throws Exception {
        return new DesignReader(Vocabulary.standard()).read("x", DESIGN).design();
    }
}
