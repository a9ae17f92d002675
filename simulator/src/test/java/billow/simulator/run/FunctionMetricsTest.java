package billow.simulator.run;

import static billow.simulator.run.Designs.NOTHING;
import static billow.simulator.run.Functions.MILLI;
import static billow.simulator.run.Functions.SECOND;
import static billow.simulator.run.Functions.count;
import static billow.simulator.run.Functions.level;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.design.Design;
import billow.model.fault.FaultText;
import billow.model.kind.LinkKind;
import billow.model.value.Distribution.Constant;
import billow.simulator.flow.Measure;
import billow.simulator.kernel.Checks;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/// Metrics of functions and of their account, worked out by hand.
class FunctionMetricsTest {
    private static Replication run(Design design, double seconds, String... faults) throws FaultText.BadFault {
        var settings = RunSettings.DEFAULT
                .lasting((long) (seconds * SECOND))
                .warmingUp(0L)
                .replicated(1)
                .checked(Checks.FULL);
        var all = new ArrayList<billow.model.fault.Fault>();
        for (var fault : faults) all.add(FaultText.parse(fault));
        return Simulation.run(Blueprint.of(design, TraceSource.NONE, all), settings, Progress.SILENT)
                .orElseThrow()
                .replications()
                .getFirst();
    }

    private static Designs half(Object... more) {
        return Functions.steady(1)
                .node(
                        "f",
                        "aws.lambda.function",
                        with(
                                more,
                                "duration",
                                new Constant(500 * MILLI),
                                "coldDuration",
                                new Constant(500 * MILLI),
                                "invokeOverhead",
                                NOTHING))
                .link("clients", "f");
    }

    private static Object[] with(Object[] more, Object... base) {
        var all = new ArrayList<Object>();
        java.util.Collections.addAll(all, base);
        java.util.Collections.addAll(all, more);
        return all.toArray();
    }

    /// Half a second of each second at work: in one of two environments that are ready.
    @Test
    void utilisationIsWorkOverEnvironments() throws FaultText.BadFault {
        var run =
                run(half("alias", "live", "provisionedConcurrentExecutions", 2L).done(), 1_000.75);
        assertThat(count(run, "provisionedConcurrencyInvocations")).isEqualTo(count(run, "invocations"));
        assertThat(level(run, "provisionedConcurrencyUtilization").mean()).isCloseTo(0.25, within(1e-3));
        assertThat(level(run, "provisionedConcurrencyUtilization").max()).isEqualTo(0.5);
        assertThat(level(run, "unreservedConcurrentExecutions").mean()).isZero();
        assertThat(level(run, "claimedAccountConcurrency").mean()).isCloseTo(2, within(1e-9));
    }

    /// Another function has 30 for itself.
    @Test
    void theAccountIsClaimedByWhatIsReservedAndByWhatRuns() throws FaultText.BadFault {
        var design = half().node("g", "aws.lambda.function", "reservedConcurrentExecutions", 30L)
                .link("clients", "g", "share", 0.0)
                .done();
        var run = run(design, 1_000.75);
        assertThat(level(run, "unreservedConcurrentExecutions").mean()).isCloseTo(0.5, within(1e-3));
        assertThat(level(run, "unreservedConcurrentExecutions").max()).isEqualTo(1);
        assertThat(level(run, "claimedAccountConcurrency").mean()).isCloseTo(30.5, within(1e-3));
    }

    /// Three events fail at once and after one and three minutes; the link to their queue is cut.
    @Test
    void whatADeadLetterQueueDoesNotTakeIsCounted() throws FaultText.BadFault {
        var design = Functions.steady(1)
                .node("f", "aws.lambda.function", "duration", new Constant(10 * MILLI))
                .node("dead", "aws.sqs.queue")
                .node("failed", "aws.sqs.queue")
                .link("clients", "f", LinkKind.INVOKE, "invocationType", "async")
                .link("f", "dead", LinkKind.DEAD_LETTER)
                .link("f", "failed", LinkKind.ON_FAILURE)
                .done();
        var whole = run(design, 600, "poison f with 3 at 10s");
        assertThat(count(whole, "deadLetterErrors")).isZero();
        assertThat(count(whole, "asyncEventsDeadLettered")).isEqualTo(3);
        var cut = run(design, 600, "poison f with 3 at 10s", "cut f->dead at 0s");
        assertThat(count(cut, "deadLetterErrors")).isEqualTo(3);
        assertThat(count(cut, "destinationDeliveryFailures")).isZero();
        assertThat(count(
                        run(design, 600, "poison f with 2 at 10s", "cut f->failed at 0s"),
                        "destinationDeliveryFailures"))
                .isEqualTo(2);
        // 600 attempts at once, three after a minute more and three after three: 3 · (60 + 180) s more in all.
        double quick =
                ((Measure.Mean) Functions.node(run(design, 600), "f").measures().get("asyncEventAge")).sum();
        double slow = ((Measure.Mean) Functions.node(whole, "f").measures().get("asyncEventAge")).sum();
        assertThat(slow - quick).isCloseTo(3 * 240_000.0, within(4_000.0));
    }
}
