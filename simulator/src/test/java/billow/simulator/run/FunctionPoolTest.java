package billow.simulator.run;

import static billow.simulator.run.Designs.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.design.Design;
import billow.model.value.Distribution.Exponential;
import billow.simulator.kernel.Checks;
import org.junit.jupiter.api.Test;

/// The function pool against SimFaaS and closed forms.
class FunctionPoolTest {
    private static final long SECOND = 1_000_000_000L;

    private static Designs pool(double rate, double warmSeconds, double coldSeconds) {
        return Designs.draw()
                .node("clients", "traffic.clients", "rate", rate, "network", NOTHING, "timeout", 3_600 * SECOND)
                .node(
                        "f",
                        "aws.lambda.function",
                        "duration",
                        new Exponential(warmSeconds * 1e9),
                        "coldDuration",
                        new Exponential(coldSeconds * 1e9),
                        "keepAlive",
                        new billow.model.value.Distribution.Constant(600e9),
                        "maxLife",
                        0L,
                        "timeout",
                        900 * SECOND,
                        "invokeOverhead",
                        NOTHING)
                .link("clients", "f");
    }

    private static NodeResult run(Design design, long seconds, long warmup, int replications) {
        var settings = RunSettings.DEFAULT
                .lasting(seconds * SECOND)
                .warmingUp(warmup * SECOND)
                .replicated(replications)
                .onThreads(2)
                .checked(Checks.CHEAP);
        var result = Simulation.run(Blueprint.of(design, TraceSource.NONE), settings, Progress.SILENT)
                .orElseThrow();
        return result.nodes().getLast();
    }

    @Test
    void agreesWithThePublishedPoolOfOneFunctionUnderPoissonLoad() {
        var f = run(pool(0.9, 1.991, 2.244).done(), 10_000_000, 20_000, 2);
        var cold = ((NodeResult.Figure) f.metrics().get("coldStartRate")).estimate();
        var environments = (NodeResult.Level) f.metrics().get("environments");
        var running = (NodeResult.Level) f.metrics().get("concurrency");
        assertThat(cold.value()).isCloseTo(0.00133, within(0.00004));
        assertThat(environments.mean().value()).isCloseTo(7.695, within(0.03));
        assertThat(running.mean().value()).isCloseTo(1.792, within(0.005));
    }

    @Test
    void agreesWithErlangWhenTheAccountIsSaturated() {
        var f = run(pool(1000, 2.016, 2.016).done(), 2_000, 100, 2);
        var requests = f.requests();
        assertThat((double) requests.throttled() / requests.offered()).isCloseTo(0.504455, within(0.002));
    }
}
