package billow.simulator.run;

import static billow.simulator.run.Designs.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.archetype.Counter;
import billow.model.fault.FaultText;
import billow.model.kind.LinkKind;
import billow.simulator.kernel.Checks;
import java.util.List;
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

    private static Designs guarded(String preference) {
        return function(preference, 0)
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
                .link("alarm", "worker", LinkKind.ROLL_BACK);
    }

    private static RunResult broken(Designs designs, String fault) throws FaultText.BadFault {
        var settings = RunSettings.DEFAULT
                .lasting(30 * MINUTE)
                .warmingUp(0L)
                .replicated(1)
                .checked(Checks.FULL);
        var blueprint = Blueprint.of(designs.done(), TraceSource.NONE, List.of(FaultText.parse(fault)));
        return Simulation.run(blueprint, settings, Progress.SILENT).orElseThrow();
    }

    /// CodeDeploy looks at alarms while it deploys: what was bad nine minutes before is over.
    @Test
    void anAlarmThatIsOverBeforeTheDeploymentDoesNotHinderIt() throws FaultText.BadFault {
        var result = broken(guarded("Canary10Percent5Minutes"), "fail 100% of worker at 1m for 1m");
        assertThat(count(result, 2, "alarms")).isEqualTo(1);
        assertThat(count(result, 1, "deploymentsCompleted")).isEqualTo(1);
        assertThat(count(result, 1, "deploymentsRolledBack")).isZero();
    }

    @Test
    void aDeploymentDoesNotGoAheadWhileAnAlarmLasts() throws FaultText.BadFault {
        var result = broken(guarded("Canary10Percent5Minutes"), "fail 100% of worker at 5m for 10m");
        assertThat(count(result, 1, "additionalVersionInvocations")).isZero();
        assertThat(count(result, 1, "deploymentsCompleted")).isZero();
        assertThat(count(result, 1, "deploymentsRolledBack")).isEqualTo(1);
    }

    @Test
    void anAlarmAfterTheDeploymentTakesNothingBack() throws FaultText.BadFault {
        var result = broken(guarded("Canary10Percent5Minutes"), "fail 100% of worker at 20m for 1m");
        assertThat(count(result, 2, "alarms")).isEqualTo(1);
        assertThat(count(result, 1, "deploymentsCompleted")).isEqualTo(1);
        assertThat(count(result, 1, "deploymentsRolledBack")).isZero();
    }

    private static Replication provisioned(String preference, long environments, double rate) {
        var designs = Functions.steady(rate)
                .node(
                        "f",
                        "aws.lambda.function",
                        Functions.plain(
                                "alias",
                                "live",
                                "deploymentPreference",
                                preference,
                                "deploymentStart",
                                10 * MINUTE,
                                "provisionedConcurrentExecutions",
                                environments))
                .link("clients", "f");
        return Functions.run(designs.done(), 1_800);
    }

    /// One request at a time, ten a second. The two environments are given up by the old version at 600 s and there for
    /// the new one 90.02 s later (90 s, and two at 6000 a minute); what comes meanwhile runs on demand.
    @Test
    void provisionedConcurrencyFollowsTheAliasToTheNewVersion() {
        var run = provisioned("AllAtOnce", 2, 10);
        double spilled = Functions.count(run, "provisionedConcurrencySpilloverInvocations");
        assertThat(spilled).isCloseTo(900.2, within(1.0));
        var node = Functions.node(run, "f");
        assertThat(node.get(Counter.BILLED_MILLIS)).isEqualTo(100 * spilled);
        assertThat(node.get(Counter.PROVISIONED_BILLED_MILLIS))
                .isCloseTo(100 * (Functions.count(run, "invocations") - spilled), within(100.0));
        // Billed as configured, all the time.
        assertThat(node.get(Counter.PROVISIONED_ENVIRONMENT_MILLIS)).isEqualTo(2 * 1_800_000.0);
    }

    /// A canary's tenth of ten environments is on its way for 90.01 s, during which its requests run on demand; when
    /// all go to the new version, nine more are, and the one that is there serves what one can.
    @Test
    void aCanaryTakesItsShareOfTheEnvironments() {
        var run = provisioned("Canary10Percent5Minutes", 10, 5);
        // 5 a second: a tenth for 90.01 s, then none: one at a time needs no more than the one environment.
        double spilled = Functions.count(run, "provisionedConcurrencySpilloverInvocations");
        assertThat(spilled).isCloseTo(45.0, within(Z * Math.sqrt(450 * .1 * .9) + 1));
        assertThat(Functions.node(run, "f").get(Counter.PROVISIONED_ENVIRONMENT_MILLIS))
                .isEqualTo(10 * 1_800_000.0);
    }
}
