package billow.simulator.run;

import static billow.simulator.run.Designs.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.design.Design;
import billow.model.kind.LinkKind;
import billow.model.value.Distribution;
import billow.simulator.kernel.Checks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Alarms drawn beside what they watch.
class AlarmsInDesignsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;

    /// A function with room for one, asked evenly once a second, and ten times a second from minute 20 to 30.
    private static Designs spike() {
        var half = new Distribution.Constant(0.5e9);
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
                        10.0,
                        "shapeStart",
                        20 * MINUTE,
                        "shapeLength",
                        10 * MINUTE,
                        "network",
                        NOTHING)
                .node(
                        "worker",
                        "aws.lambda.function",
                        "reservedConcurrentExecutions",
                        1L,
                        "duration",
                        half,
                        "coldDuration",
                        half,
                        "invokeOverhead",
                        NOTHING)
                .link("clients", "worker");
    }

    private static RunResult run(Design design) {
        var settings = RunSettings.DEFAULT.lasting(60 * MINUTE).replicated(1).checked(Checks.FULL);
        return Simulation.run(Blueprint.of(design, TraceSource.NONE), settings, Progress.SILENT)
                .orElseThrow();
    }

    private static long count(RunResult result, int node, String metric) {
        return ((NodeResult.Count) result.nodes().get(node).metrics().get(metric)).sum();
    }

    private static double figure(RunResult result, int node, String metric) {
        return ((NodeResult.Figure) result.nodes().get(node).metrics().get(metric))
                .estimate()
                .value();
    }

    @Test
    void goesOffAfterTwoOfThreeBadMinutesAndTellsATopic() {
        var result = run(spike().node(
                        "alarm",
                        "aws.cloudwatch.alarm",
                        "metricName",
                        "throttles",
                        "threshold",
                        100.0,
                        "evaluationPeriods",
                        3L,
                        "datapointsToAlarm",
                        2L,
                        "treatMissingData",
                        "notBreaching")
                .node("topic", "aws.sns.topic")
                .node("oncall", "aws.sqs.queue")
                .link("worker", "alarm", LinkKind.WATCH)
                .link("alarm", "topic", LinkKind.PUBLISH)
                .link("topic", "oncall")
                .done());
        assertThat(count(result, 2, "alarms")).isEqualTo(1);
        // Bad from minute 20 on; known to be bad for two periods at the end of minute 22.
        assertThat(figure(result, 2, "firstAlarm")).isEqualTo(22 * 60);
        // Good again from minute 30 on: at the end of minute 32 only one of three periods is bad.
        assertThat(figure(result, 2, "inAlarm")).isCloseTo(10.0 / 60, within(1e-9));
        assertThat(count(result, 4, "numberOfMessagesSent")).isEqualTo(1);
        assertThat(result.nodes()
                        .get(2)
                        .quantities(result.nodes().get(2).node().kind().meters().getFirst())[0])
                .isCloseTo(1.0 / 730, within(1e-9));
    }

    @Test
    void watchesAPercentileOfTheLatency() {
        var result = run(Designs.draw()
                .node("clients", "traffic.clients", "rate", 20.0, "network", NOTHING)
                .node("worker", "aws.lambda.function", "duration", new Distribution.Exponential(50e6))
                .node("slow", "aws.cloudwatch.alarm", "metricName", "latency", "statistic", "p90", "threshold", 100.0)
                .node("fine", "aws.cloudwatch.alarm", "metricName", "latency", "statistic", "p90", "threshold", 400.0)
                .link("clients", "worker")
                .link("worker", "slow", LinkKind.WATCH)
                .link("worker", "fine", LinkKind.WATCH)
                .done());
        // The 90th percentile of 50 ms exponential alone is 115 ms.
        assertThat(figure(result, 2, "inAlarm")).isGreaterThan(0.9);
        assertThat(count(result, 3, "alarms")).isZero();
    }

    @Test
    void anAlarmThatIsWatchedByNothingHasNothingToSay() {
        var result = run(spike().node("alarm", "aws.cloudwatch.alarm").done());
        assertThat(count(result, 2, "stateChanges")).isZero();
    }

    private static RunResult fromTheBeginning(Design design) {
        var settings = RunSettings.DEFAULT
                .lasting(60 * MINUTE)
                .warmingUp(0L)
                .replicated(1)
                .checked(Checks.FULL);
        return Simulation.run(Blueprint.of(design, TraceSource.NONE), settings, Progress.SILENT)
                .orElseThrow();
    }

    private static Designs failing(double errorRate) {
        return Designs.draw()
                .node("clients", "traffic.clients", "arrivals", "constant", "rate", 10.0, "network", NOTHING)
                .node("worker", "aws.lambda.function", "errorRate", errorRate)
                .link("clients", "worker");
    }

    private static Designs watching(Designs designs, String metric, String statistic, double threshold) {
        return designs.node(
                        "alarm",
                        "aws.cloudwatch.alarm",
                        "metricName",
                        metric,
                        "statistic",
                        statistic,
                        "threshold",
                        threshold)
                .link("worker", "alarm", LinkKind.WATCH);
    }

    /// 600 invocations a minute, each failing with 20 %: the rate of a minute is within 0.146 and 0.254 at 99.9 %, and
    /// over 60 minutes (Bonferroni) within 0.11 and 0.29.
    @ParameterizedTest
    @CsvSource({"errors, Average, 0.11, 1", "errors, Average, 0.29, 0", "throttles, Average, 0.000001, 0"})
    void averagesAreRates(String metric, String statistic, double threshold, double inAlarm) {
        var result = fromTheBeginning(
                watching(failing(0.2), metric, statistic, threshold).done());
        // In alarm from the end of the first minute on.
        assertThat(figure(result, 2, "inAlarm")).isCloseTo(inAlarm * 59 / 60, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"errors, 598", "invocations, 598", "latency, 598"})
    void sampleCountsAreInvocations(String metric, double threshold) {
        var result = fromTheBeginning(
                watching(failing(0.2), metric, "SampleCount", threshold).done());
        assertThat(figure(result, 2, "inAlarm")).isCloseTo(59.0 / 60, within(1e-9));
        result = fromTheBeginning(
                watching(failing(0.2), metric, "SampleCount", 603.0).done());
        assertThat(figure(result, 2, "inAlarm")).isZero();
    }

    @Test
    void anAlarmThatNeverGoesOffHasNoFirstTime() {
        var result = fromTheBeginning(watching(failing(0), "errors", "Sum", 1).done());
        assertThat(result.nodes().get(2).metrics()).doesNotContainKey("firstAlarm");
    }
}
