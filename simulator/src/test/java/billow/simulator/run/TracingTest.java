package billow.simulator.run;

import static billow.simulator.run.Designs.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.design.Design;
import billow.simulator.kernel.Checks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// X-Ray's default rule: the first request of each second and 5 % of the others.
class TracingTest {
    private static final long SECOND = 1_000_000_000L;
    private static final double Z = 3.29;

    private static RunResult run(Design design, long seconds) {
        var settings = RunSettings.DEFAULT
                .lasting(seconds * SECOND)
                .warmingUp(0L)
                .replicated(1)
                .checked(Checks.FULL);
        return Simulation.run(Blueprint.of(design, TraceSource.NONE), settings, Progress.SILENT)
                .orElseThrow();
    }

    private static double traces(RunResult result, int node) {
        var at = result.nodes().get(node);
        var meter = at.node().kind().meters().stream()
                .filter(m -> m.id().equals("xray.traces_recorded"))
                .findFirst()
                .orElseThrow();
        return at.quantities(meter)[0];
    }

    /// 0.95 (1 − e^−λ) + 0.05 λ a second. The number in a second has at most the variance of a Poisson number.
    @ParameterizedTest
    @CsvSource({"20, 1.95", "0.5, 0.398796"})
    void samplesAsManyAsItsRuleSays(double rate, double expected) {
        long seconds = 10_000;
        var result = run(
                Designs.draw()
                        .node("clients", "traffic.clients", "rate", rate, "network", NOTHING)
                        .node("worker", "aws.lambda.function", "tracing", "Active")
                        .link("clients", "worker")
                        .done(),
                seconds);
        assertThat(traces(result, 1) / seconds).isCloseTo(expected, within(Z * Math.sqrt(expected / seconds)));
    }

    @Test
    void isDecidedOnceForARequest() {
        var result = run(
                Designs.draw()
                        .node("clients", "traffic.clients", "rate", 20.0, "network", NOTHING)
                        .node("front", "aws.lambda.function", "tracing", "Active")
                        .node("back", "aws.lambda.function", "tracing", "Active")
                        .link("clients", "front")
                        .link("front", "back")
                        .done(),
                1_000);
        assertThat(traces(result, 1)).isPositive();
        assertThat(traces(result, 2)).isZero();
    }
}
