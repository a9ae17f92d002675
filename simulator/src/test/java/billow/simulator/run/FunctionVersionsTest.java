package billow.simulator.run;

import static billow.simulator.run.Functions.MILLI;
import static billow.simulator.run.Functions.count;
import static billow.simulator.run.Functions.level;
import static billow.simulator.run.Functions.node;
import static billow.simulator.run.Functions.plain;
import static billow.simulator.run.Functions.run;
import static billow.simulator.run.Functions.steady;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.archetype.Counter;
import billow.model.design.Design;
import billow.model.kind.LinkKind;
import billow.model.value.Distribution.Constant;
import billow.simulator.flow.Outcome;
import org.junit.jupiter.api.Test;

/// Aliases, canaries and provisioned concurrency that changes.
class FunctionVersionsTest {
    private static Design function(double rate, Object... set) {
        return steady(rate)
                .node("f", "aws.lambda.function", plain(set))
                .link("clients", "f")
                .done();
    }

    @Test
    void o22ACanaryGetsABinomialShareOfTheRequests() {
        double sum = 0;
        double squares = 0;
        int runs = 400;
        for (int seed = 0; seed < runs; seed++) {
            var design = function(100, "alias", "live", "additionalVersionWeight", 0.1, "duration", new Constant(1));
            double canary = count(run(design, 10.005, seed), "additionalVersionInvocations");
            sum += canary;
            squares += canary * canary;
        }
        double mean = sum / runs;
        double variance = (squares - runs * mean * mean) / (runs - 1);
        // 1000 requests each: mean 100, standard deviation 9.4868; of the variance by a normal approximation.
        assertThat(mean).isCloseTo(100, within(3.29 * 9.4868 / Math.sqrt(runs)));
        assertThat(variance).isCloseTo(90, within(3.29 * 90 * Math.sqrt(2.0 / (runs - 1))));
    }

    @Test
    void eachVersionHasEnvironmentsOfItsOwn() {
        var one = run(function(1, "alias", "live"), 100.5);
        assertThat(count(one, "coldStarts")).isEqualTo(1);
        var two = run(function(1, "alias", "live", "additionalVersionWeight", 0.5), 100.5);
        assertThat(count(two, "coldStarts")).isEqualTo(2);
        assertThat(level(two, "environments").max()).isEqualTo(2);
    }

    @Test
    void theUnpublishedVersionIsInvokedWhenALinkAsksForIt() {
        var design = steady(1)
                .node("more", "traffic.clients", "rate", 1.0, "network", Designs.NOTHING, "arrivals", "constant")
                .node("f", "aws.lambda.function", plain("alias", "live", "additionalVersionWeight", 1.0))
                .link("clients", "f", LinkKind.INVOKE)
                .link("more", "f", LinkKind.INVOKE, "qualifier", "$LATEST")
                .done();
        var run = run(design, 100.5);
        assertThat(count(run, "invocations")).isEqualTo(200);
        assertThat(count(run, "additionalVersionInvocations")).isEqualTo(100);
    }

    @Test
    void aQueuedEventRemembersWhichVersionItIsFor() {
        var design = steady(1)
                .node("f", "aws.lambda.function", plain("alias", "live", "additionalVersionWeight", 1.0))
                .link("clients", "f", LinkKind.INVOKE, "qualifier", "$LATEST", "invocationType", "async")
                .done();
        var run = run(design, 20);
        assertThat(count(run, "asyncEventsSucceeded")).isGreaterThan(15);
        assertThat(count(run, "additionalVersionInvocations")).isZero();
    }

    @Test
    void theSecondVersionMayFailMoreOftenAndTakeLonger() {
        var run = run(
                function(
                        1,
                        "alias",
                        "live",
                        "additionalVersionWeight",
                        1.0,
                        "additionalVersionErrorRate",
                        1.0,
                        "additionalVersionDuration",
                        2.5),
                10.5);
        assertThat(node(run, "f").outcome(Outcome.FUNCTION_ERROR)).isEqualTo(10);
        assertThat(count(run, "additionalVersionErrors")).isEqualTo(10);
        assertThat(node(run, "f").get(Counter.BILLED_MILLIS)).isEqualTo(10 * 250);
    }

    @Test
    void provisionedEnvironmentsServeTheMainVersionOnly() {
        var run = run(
                function(1, "alias", "live", "additionalVersionWeight", 1.0, "provisionedConcurrentExecutions", 3L),
                10.5);
        assertThat(node(run, "f").get(Counter.PROVISIONED_BILLED_MILLIS)).isZero();
        assertThat(count(run, "provisionedConcurrencySpilloverInvocations")).isZero();
        assertThat(count(run, "coldStarts")).isEqualTo(1);
    }

    @Test
    void scheduledEnvironmentsAreReadyTogetherAndBilledFromTheChangeOn() {
        // At 1 h from 2 to 602: they can be used after 90 s and 600 / 6000 min; each initialises once, billed.
        var design = function(
                2,
                "alias",
                "live",
                "duration",
                new Constant(1.9e9),
                "initDuration",
                new Constant(200 * MILLI),
                "provisionedConcurrentExecutions",
                2L,
                "provisionedSchedule",
                "at(2026-06-01T01:00:00) = 602; at(2026-06-01T02:00:00) = 2");
        // Four requests at once, of which two spill over, until 3600 + 96 s; then none until 7200 s. The third request
        // to spill over comes while the cold starts of the first two still make them longer: three cold starts.
        var run = run(design, 7_200);
        assertThat(node(run, "f").get(Counter.PROVISIONED_ENVIRONMENT_MILLIS))
                .isEqualTo(2L * 3_600_000 + 602L * 3_600_000);
        long spilled = count(run, "provisionedConcurrencySpilloverInvocations");
        assertThat(spilled).isBetween(3_692L, 3_700L);
        assertThat(node(run, "f").get(Counter.BILLED_MILLIS)).isEqualTo(spilled * 1_900 + 3 * 200);
        double provisioned = node(run, "f").get(Counter.PROVISIONED_BILLED_MILLIS);
        assertThat(provisioned).isCloseTo((14_400 - spilled - 2) * 1_900.0 + 600 * 200, within(7_601.0));
        assertThat(level(run, "provisionedConcurrentExecutions").max()).isEqualTo(602);
    }

    @Test
    void aSmallerNumberHoldsAtOnceAndLetsThoseAtWorkFinish() {
        var design = function(
                10,
                "alias",
                "live",
                "provisionedConcurrentExecutions",
                5L,
                "provisionedSchedule",
                "at(2026-06-01T00:01:00) = 0");
        var run = run(design, 120);
        assertThat(node(run, "f").get(Counter.PROVISIONED_ENVIRONMENT_MILLIS)).isEqualTo(5L * 60_000);
        assertThat(count(run, "provisionedConcurrencySpilloverInvocations")).isZero();
        assertThat(node(run, "f").get(Counter.BILLED_MILLIS)).isBetween(59_800.0, 60_200.0);
    }

    @Test
    void scalingFollowsUtilisationAfterThreeMinutes() {
        // Eight at work of ten: above 70 %, so after three minutes twelve are wanted, ready 90.12 s later.
        var design = function(
                8,
                "alias",
                "live",
                "duration",
                new Constant(1e9),
                "provisionedConcurrentExecutions",
                10L,
                "provisionedTargetUtilization",
                0.7,
                "provisionedMinCapacity",
                2L,
                "provisionedMaxCapacity",
                50L);
        var early = run(design, 179);
        assertThat(level(early, "provisionedConcurrentExecutions").max()).isEqualTo(10);
        var late = run(design, 1_200);
        assertThat(level(late, "provisionedConcurrentExecutions").max()).isEqualTo(12);
        assertThat(node(late, "f").get(Counter.PROVISIONED_ENVIRONMENT_MILLIS))
                .isEqualTo(10L * 180_000 + 12L * 1_020_000);
    }

    @Test
    void scalesInByATenthAfterFifteenQuietMinutesAndNeverWithoutData() {
        var quiet = function(
                1,
                "alias",
                "live",
                "provisionedConcurrentExecutions",
                40L,
                "provisionedTargetUtilization",
                0.7,
                "provisionedMinCapacity",
                2L);
        assertThat(level(run(quiet, 16 * 60), "provisionedConcurrentExecutions").now())
                .isEqualTo(36);
        var idle = function(
                1 / 7_200.0,
                "alias",
                "live",
                "provisionedConcurrentExecutions",
                40L,
                "provisionedTargetUtilization",
                0.7,
                "provisionedMinCapacity",
                2L);
        assertThat(level(run(idle, 7_000), "provisionedConcurrentExecutions").now())
                .isEqualTo(40);
    }
}
