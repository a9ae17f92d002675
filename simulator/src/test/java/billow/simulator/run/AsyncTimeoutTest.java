package billow.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.archetype.Counter;
import billow.model.kind.LinkKind;
import billow.model.value.Distribution;
import billow.simulator.flow.Measure;
import billow.simulator.kernel.Checks;
import org.junit.jupiter.api.Test;

/// The timeout of an attempt at an event is over when the attempt is: while the event waits for the next one, no
/// handler is stopped in its name.
class AsyncTimeoutTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void eventThatWaitsForItsRetryIsNotTimedOut() {
        var design = Designs.draw()
                .node("clients", "traffic.clients", "arrivals", "constant", "rate", 0.1, "network", Designs.NOTHING)
                .node("f", "aws.lambda.function", "errorRate", 1.0, "timeout", 20 * SECOND)
                .node("hook", "external.service", "latency", new Distribution.Constant(10e6))
                .link("clients", "f", LinkKind.INVOKE, "invocationType", "async")
                .link("f", "hook")
                .done();
        var settings = RunSettings.DEFAULT
                .lasting(2000 * SECOND)
                .warmingUp(0L)
                .replicated(1)
                .checked(Checks.FULL);
        var result = Simulation.run(Blueprint.of(design, TraceSource.NONE), settings, Progress.SILENT)
                .orElseThrow();
        var f = result.replications().getFirst().nodes().stream()
                .filter(n -> n.node().id().equals("f"))
                .findFirst()
                .orElseThrow();
        long dropped = f.measures().get("asyncEventsDropped") instanceof Measure.Count(long value) ? value : 0;
        // Given up 180 s and three attempts after they came.
        assertThat(dropped).isBetween(180L, 182L);
        double attempts = f.get(Counter.BILLED_REQUESTS);
        assertThat(attempts).isBetween(3.0 * dropped, 3.0 * dropped + 3 * 19);
        assertThat(f.measures()).containsEntry("errors", new Measure.Count((long) attempts));
    }
}
