package billow.simulator.run;

import static billow.simulator.run.Designs.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.kind.LinkKind;
import billow.simulator.kernel.Checks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Traffic is shifted to a new version little by little, and back when an alarm goes off. The number of requests a
/// version gets is compared with its binomial law at 99.9 %.
class DeploymentsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final double Z = 3.29;
    private static final int RATE = 100;

    private static Designs function(String preference, double newErrors) {
        return Designs.draw()
                .node("clients", "traffic.clients", "arrivals", "constant", "rate", (double) RATE, "network", NOTHING)
                .node(
                        "worker",
                        "aws.lambda.function",
                        "alias",
                        "live",
                        "deploymentPreference",
                        preference,
                        "deploymentStart",
                        10 * MINUTE,
                        "additionalVersionErrorRate",
                        newErrors)
                .link("clients", "worker", LinkKind.INVOKE);
    }

    private static RunResult run(Designs designs, long minutes) {
        var settings =
                RunSettings.DEFAULT.lasting(minutes * MINUTE).replicated(1).checked(Checks.FULL);
        return Simulation.run(Blueprint.of(designs.done(), TraceSource.NONE), settings, Progress.SILENT)
                .orElseThrow();
    }

    private static double count(RunResult result, int node, String metric) {
        return ((NodeResult.Count) result.nodes().get(node).metrics().get(metric)).sum();
    }

    /// Minutes at a share, one after the other from minute 10 on; the sum of their binomial numbers.
    private static void gets(double received, double... sharesByMinute) {
        double mean = 0;
        double variance = 0;
        for (double share : sharesByMinute) {
            mean += 60 * RATE * share;
            variance += 60 * RATE * share * (1 - share);
        }
        assertThat(received).isCloseTo(mean, within(Z * Math.sqrt(variance) + 1));
    }

    @Test
    void aLinearDeploymentAddsATenthEachMinute() {
        var result = run(function("Linear10PercentEvery1Minute", 0), 20);
        gets(count(result, 1, "additionalVersionInvocations"), .1, .2, .3, .4, .5, .6, .7, .8, .9, 1);
        assertThat(count(result, 1, "deploymentsCompleted")).isEqualTo(1);
    }

    @Test
    void aCanaryGetsATenthAndThenAll() {
        var result = run(function("Canary10Percent5Minutes", 0), 20);
        gets(count(result, 1, "additionalVersionInvocations"), .1, .1, .1, .1, .1, 1, 1, 1, 1, 1);
    }

    @ParameterizedTest
    @CsvSource({"AllAtOnce, 60000, 1", "none, 0, 0"})
    void allAtOnceIsAllAndNoneIsNothing(String preference, double received, double completed) {
        var result = run(function(preference, 0), 20);
        // Counted when they end: a few are under way when the run is over.
        assertThat(count(result, 1, "additionalVersionInvocations")).isCloseTo(received, within(20.0));
        if (completed > 0) assertThat(count(result, 1, "deploymentsCompleted")).isEqualTo(completed);
    }

    /// The canary's tenth fails half the time: 300 errors a minute. The alarm on more than 100 goes off at the end of
    /// the first of these minutes, and the new version gets nothing from then on.
    @Test
    void anAlarmTakesABadVersionBack() {
        var result = run(
                function("Canary10Percent5Minutes", 0.5)
                        .node(
                                "alarm",
                                "aws.cloudwatch.alarm",
                                "metricName",
                                "errors",
                                "threshold",
                                100.0,
                                "treatMissingData",
                                "notBreaching")
                        .link("worker", "alarm", LinkKind.WATCH)
                        .link("alarm", "worker", LinkKind.ROLL_BACK),
                30);
        gets(count(result, 1, "additionalVersionInvocations"), .1);
        assertThat(count(result, 1, "deploymentsRolledBack")).isEqualTo(1);
        assertThat(count(result, 1, "deploymentsCompleted")).isZero();
        assertThat(count(result, 2, "alarms")).isEqualTo(1);
    }
}
