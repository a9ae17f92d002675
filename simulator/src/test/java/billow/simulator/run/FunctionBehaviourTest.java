package billow.simulator.run;

import static billow.simulator.run.Designs.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.archetype.Counter;
import billow.model.design.Design;
import billow.model.kind.LinkKind;
import billow.model.value.Distribution.Constant;
import billow.model.value.Distribution.Exponential;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.kernel.Checks;
import billow.simulator.statistics.Interval;
import org.junit.jupiter.api.Test;

/// How a function behaves, rule by rule. Times are chosen so that the answer can be worked out by hand.
class FunctionBehaviourTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final Object[] PLAIN = {
        "duration",
        new Constant(100 * MILLI),
        "initDuration",
        NOTHING,
        "sandboxTime",
        NOTHING,
        "firstRunPenalty",
        NOTHING,
        "invokeOverhead",
        NOTHING
    };

    private static Object[] plus(Object... more) {
        Object[] all = new Object[PLAIN.length + more.length];
        System.arraycopy(PLAIN, 0, all, 0, PLAIN.length);
        System.arraycopy(more, 0, all, PLAIN.length, more.length);
        return all;
    }

    private static Designs steady(double rate, Object... more) {
        Object[] set = new Object[more.length + 6];
        System.arraycopy(new Object[] {"rate", rate, "network", NOTHING, "arrivals", "constant"}, 0, set, 0, 6);
        System.arraycopy(more, 0, set, 6, more.length);
        return Designs.draw().node("clients", "traffic.clients", set);
    }

    private static Replication run(Design design, double seconds) {
        var settings = RunSettings.DEFAULT
                .lasting((long) (seconds * SECOND))
                .warmingUp(0L)
                .replicated(1)
                .checked(Checks.FULL);
        return Simulation.run(Blueprint.of(design, TraceSource.NONE), settings, Progress.SILENT)
                .orElseThrow()
                .replications()
                .getFirst();
    }

    private static NodeRun node(Replication run, String id) {
        return run.nodes().stream()
                .filter(n -> n.node().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static long count(Replication run, String id, String metric) {
        return ((Measure.Count) node(run, id).measures().get(metric)).value();
    }

    @Test
    void startsColdOnceAndStaysWarmWhileUsed() {
        var run = run(
                steady(1)
                        .node(
                                "f",
                                "aws.lambda.function",
                                plus(
                                        "initDuration",
                                        new Constant(300 * MILLI),
                                        "sandboxTime",
                                        new Constant(150 * MILLI)))
                        .link("clients", "f")
                        .done(),
                100.5);
        assertThat(count(run, "f", "coldStarts")).isEqualTo(1);
        assertThat(node(run, "f").latency().maxMs()).isCloseTo(550, within(0.001));
        assertThat(node(run, "f").latency().percentileMs(50)).isCloseTo(100, within(0.1));
    }

    @Test
    void billsInitAndHandlerRoundedUpToTheMillisecondButNotTheSandbox() {
        var run = run(
                steady(1)
                        .node(
                                "f",
                                "aws.lambda.function",
                                plus(
                                        "duration",
                                        new Constant(100.2e6),
                                        "initDuration",
                                        new Constant(300 * MILLI),
                                        "sandboxTime",
                                        new Constant(150 * MILLI)))
                        .link("clients", "f")
                        .done(),
                10.5);
        assertThat(node(run, "f").get(Counter.BILLED_REQUESTS)).isEqualTo(10);
        assertThat(node(run, "f").get(Counter.BILLED_MILLIS)).isEqualTo(401 + 9 * 101);
    }

    @Test
    void expiresIdleEnvironmentAfterKeepAlive() {
        var design = steady(1 / 20.0)
                .node("f", "aws.lambda.function", plus("keepAlive", new Constant(10e9)))
                .link("clients", "f")
                .done();
        var run = run(design, 1_010);
        assertThat(count(run, "f", "coldStarts")).isEqualTo(50);
        var environments = (Measure.Level) node(run, "f").measures().get("environments");
        assertThat(environments.mean()).isCloseTo(50 * 10.1 / 1_010, within(0.01));
    }

    @Test
    void retiresAnEnvironmentThatIsTooOldEvenIfItIsBusyAllTheTime() {
        var design = steady(1)
                .node("f", "aws.lambda.function", plus("maxLife", 100 * SECOND))
                .link("clients", "f")
                .done();
        assertThat(count(run(design, 1_000.5), "f", "coldStarts")).isEqualTo(10);
    }

    @Test
    void stopsAHandlerAtItsTimeoutAndInitialisesTheEnvironmentAnew() {
        var design = steady(1)
                .node(
                        "f",
                        "aws.lambda.function",
                        plus(
                                "duration",
                                new Constant(5e9),
                                "timeout",
                                2 * SECOND,
                                "initDuration",
                                new Constant(300 * MILLI)))
                .link("clients", "f")
                .done();
        var run = run(design, 20.5);
        assertThat(node(run, "f").outcome(Outcome.OK)).isZero();
        assertThat(node(run, "f").outcome(Outcome.TIMEOUT)).isEqualTo(18);
        assertThat(node(run, "f").latency().percentileMs(50)).isCloseTo(2_000, within(2.0));
        assertThat(node(run, "f").latency().maxMs()).isCloseTo(2_300, within(0.001));
    }

    @Test
    void o13ProvisionedConcurrencySpillsOverByErlangsFormula() {
        double[] spilled = new double[20];
        for (int i = 0; i < spilled.length; i++) {
            var design = Designs.draw()
                    .node("clients", "traffic.clients", "rate", 8.0, "network", NOTHING)
                    .node(
                            "f",
                            "aws.lambda.function",
                            plus(
                                    "duration",
                                    new Exponential(1e9),
                                    "timeout",
                                    900 * SECOND,
                                    "provisionedConcurrentExecutions",
                                    10L))
                    .link("clients", "f")
                    .done();
            var settings = RunSettings.DEFAULT
                    .lasting(10_000 * SECOND)
                    .warmingUp(100 * SECOND)
                    .replicated(1)
                    .seeded(i);
            var run = Simulation.run(Blueprint.of(design, TraceSource.NONE), settings, Progress.SILENT)
                    .orElseThrow()
                    .replications()
                    .getFirst();
            spilled[i] = count(run, "f", "provisionedConcurrencySpilloverInvocations")
                    / (double) count(run, "f", "invocations");
        }
        var interval = Interval.mean(spilled, 0.999);
        // Spilled requests leave the provisioned environments as if they had been lost.
        assertThat(0.121661).isBetween(interval.low(), interval.high());
    }

    @Test
    void growsByAThousandEnvironmentsAtOnceAndAHundredASecond() {
        var design = steady(5_000, "timeout", 3_600 * SECOND)
                .node(
                        "f",
                        "aws.lambda.function",
                        plus("duration", new Constant(1e9), "reservedConcurrentExecutions", 20_000L))
                .account("concurrentExecutions", 30_000L)
                .link("clients", "f")
                .done();
        var run = run(design, 40);
        // 4000 − 100 t of 5000 find no environment: 40 % over the ramp of 40 s, so 3000 are busy on average.
        var busy = (Measure.Level) node(run, "f").measures().get("concurrency");
        assertThat(busy.mean()).isCloseTo(3_000, within(3_000 * 0.02));
        // Counted by arrivals, each of the 5000 environments has begun half a request more than it has done.
        double throttled = node(run, "f").outcome(Outcome.THROTTLED)
                / (double) node(run, "f").offered();
        assertThat(throttled).isCloseTo(0.40 - 2_500 / 200_000.0, within(0.40 * 0.02));
    }

    @Test
    void o19AllowsTenRequestsASecondForEachUnitOfConcurrency() {
        var design = steady(20_000)
                .node(
                        "f",
                        "aws.lambda.function",
                        plus("duration", new Constant(1), "reservedConcurrentExecutions", 1_000L))
                .account("concurrentExecutions", 2_000L)
                .link("clients", "f")
                .done();
        var run = run(design, 21);
        // 10 000 a second for 21 seconds, and once the burst of a second.
        assertThat(node(run, "f").outcome(Outcome.OK)).isBetween(219_990L, 220_010L);
    }

    @Test
    void o26LessMemoryMakesProcessorWorkTakeLonger() {
        for (long memory : new long[] {128, 256, 512, 1024, 1769, 3008}) {
            var design = steady(1)
                    .node(
                            "f",
                            "aws.lambda.function",
                            plus(
                                    "duration",
                                    new Constant(10 * MILLI),
                                    "cpuWork",
                                    new Constant(201.5e6),
                                    "memorySize",
                                    memory))
                    .link("clients", "f")
                    .done();
            double expected = 10 + 201.5 * 1769 / Math.min(memory, 1769);
            assertThat(node(run(design, 10.5), "f").latency().percentileMs(50))
                    .isCloseTo(expected, within(expected * 0.001));
        }
    }

    @Test
    void triesAnAsynchronousEventAgainAfterOneMinuteAndThenTwo() {
        var design = async(1.0, "maximumRetryAttempts", 2L);
        var run = run(design, 181.7);
        assertThat(count(run, "f", "invocations")).isEqualTo(3);
        assertThat(count(run, "f", "asyncEventsDeadLettered")).isEqualTo(1);
        assertThat(node(run, "dlq").offered()).isEqualTo(1);
        assertThat(count(run(design, 179), "f", "invocations")).isEqualTo(2);
    }

    @Test
    void answersTheCallerOfAnEventAtOnce() {
        var run = run(async(0.0), 10);
        assertThat(node(run, "clients").latency().maxMs()).isLessThan(1);
        assertThat(count(run, "f", "asyncEventsSucceeded")).isEqualTo(1);
    }

    @Test
    void accountsForEveryEventItReceived() {
        var design = steady(20, "arrivals", "poisson")
                .node("f", "aws.lambda.function", plus("errorRate", 0.3, "maximumRetryAttempts", 1L))
                .node("dlq", "aws.sqs.queue")
                .link("clients", "f", LinkKind.INVOKE, "invocationType", "async")
                .link("f", "dlq", LinkKind.DEAD_LETTER)
                .done();
        var settings = RunSettings.DEFAULT
                .lasting(300 * SECOND)
                .warmingUp(100 * SECOND)
                .replicated(2);
        var result = Simulation.run(Blueprint.of(design, TraceSource.NONE), settings, Progress.SILENT)
                .orElseThrow();
        var events = result.nodes().get(1).messages().orElseThrow();
        assertThat(events.deadLettered()).isPositive();
        assertThat(events.inFlight()).isPositive();
        assertThat(events.succeeded() + events.deadLettered() + events.dropped() + events.inFlight())
                .isEqualTo(events.offered());
        assertThat(result.nodes().get(2).messages().orElseThrow().offered()).isPositive();
    }

    @Test
    void sendsEventsOfAFunctionThatIsSwitchedOffStraightToTheDeadLetterQueue() {
        var run = run(async(0.0, "reservedConcurrentExecutions", 0L), 10);
        assertThat(count(run, "f", "invocations")).isZero();
        assertThat(node(run, "dlq").offered()).isEqualTo(1);
    }

    @Test
    void o17TriesAThrottledEventSeventyNineTimesInSixHours() {
        // One long invocation after the other keeps the account's only execution; an event comes after 10 000 s.
        var design = Designs.draw()
                .node(
                        "busy",
                        "traffic.clients",
                        "arrivals",
                        "constant",
                        "rate",
                        20.0,
                        "network",
                        NOTHING,
                        "timeout",
                        3_600 * SECOND)
                .node("events", "traffic.clients", "arrivals", "constant", "rate", 1 / 10_000.0, "network", NOTHING)
                .node("hog", "aws.lambda.function", plus("duration", new Constant(899e9), "timeout", 900 * SECOND))
                .node("f", "aws.lambda.function", plus())
                .account("concurrentExecutions", 1L)
                .link("busy", "hog")
                .link("events", "f", LinkKind.INVOKE, "invocationType", "async")
                .done();
        var run = run(design, 19_999);
        assertThat(count(run, "f", "throttles")).isEqualTo(1 + 9 + (9_999 - 511) / 300);
    }

    private static Design async(double errorRate, Object... more) {
        var set = plus(more);
        Object[] all = new Object[set.length + 2];
        System.arraycopy(set, 0, all, 0, set.length);
        all[set.length] = "errorRate";
        all[set.length + 1] = errorRate;
        return Designs.draw()
                .node(
                        "clients",
                        "traffic.clients",
                        "arrivals",
                        "constant",
                        "rate",
                        1.0,
                        "shape",
                        "spike",
                        "shapeFactor",
                        0.0,
                        "shapeStart",
                        500 * MILLI,
                        "shapeLength",
                        86_400 * SECOND,
                        "network",
                        NOTHING)
                .node("f", "aws.lambda.function", all)
                .node("dlq", "aws.sqs.queue")
                .link("clients", "f", LinkKind.INVOKE, "invocationType", "async")
                .link("f", "dlq", LinkKind.DEAD_LETTER)
                .done();
    }
}
