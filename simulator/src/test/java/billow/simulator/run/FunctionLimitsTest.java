package billow.simulator.run;

import static billow.simulator.run.Functions.MILLI;
import static billow.simulator.run.Functions.SECOND;
import static billow.simulator.run.Functions.count;
import static billow.simulator.run.Functions.node;
import static billow.simulator.run.Functions.plain;
import static billow.simulator.run.Functions.run;
import static billow.simulator.run.Functions.steady;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.archetype.Counter;
import billow.model.design.Design;
import billow.model.value.Distribution.Constant;
import billow.model.value.Distribution.Uniform;
import billow.simulator.flow.Outcome;
import org.junit.jupiter.api.Test;

/// Limits of functions, and environments kept initialised that are lost.
class FunctionLimitsTest {
    private static final double MB = 1 << 20;

    private static Design function(double rate, Object... set) {
        return steady(rate)
                .node("f", "aws.lambda.function", plain(set))
                .link("clients", "f")
                .done();
    }

    private static Design provisioned(double rate, long environments, Object... set) {
        Object[] all = new Object[set.length + 4];
        all[0] = "alias";
        all[1] = "live";
        all[2] = "provisionedConcurrentExecutions";
        all[3] = environments;
        System.arraycopy(set, 0, all, 4, set.length);
        return function(rate, all);
    }

    @Test
    void aCrashedProvisionedEnvironmentIsInitialisedAnewLikeAnyOther() {
        // The first of two environments is used again and again: without a reset only in its first invocation.
        var run = run(provisioned(1, 2, "crashRate", 1.0, "initDuration", new Constant(300 * MILLI)), 10.5);
        assertThat(node(run, "f").outcome(Outcome.FUNCTION_ERROR)).isEqualTo(10);
        assertThat(node(run, "f").get(Counter.PROVISIONED_BILLED_MILLIS)).isEqualTo(100 + 9 * 400);
        assertThat(node(run, "f").latency().maxMs()).isCloseTo(400, within(0.01));
        assertThat(count(run, "provisionedConcurrencySpilloverInvocations")).isZero();
    }

    @Test
    void aProvisionedEnvironmentThatTimedOutIsInitialisedAnew() {
        // Half of the handlers take too long; with 0.3 s of init before them all of them do, from the first on.
        var run = run(
                provisioned(
                        0.25,
                        1,
                        "timeout",
                        SECOND,
                        "duration",
                        new Uniform(900.0 * MILLI, 1_100.0 * MILLI),
                        "initDuration",
                        new Constant(300 * MILLI)),
                162);
        assertThat(node(run, "f").outcome(Outcome.TIMEOUT)).isGreaterThan(30);
        assertThat(node(run, "f").outcome(Outcome.OK))
                .isEqualTo(40 - node(run, "f").outcome(Outcome.TIMEOUT));
    }

    @Test
    void environmentsThatAreLeftWhenTheirNumberFallsAreTheOnesUsedLast() {
        // Both crash at once; one is taken away; the one left is initialised anew, no other is.
        var design = provisioned(
                20,
                2,
                "crashRate",
                1.0,
                "initDuration",
                new Constant(300 * MILLI),
                "provisionedSchedule",
                "at(2026-06-01T00:00:10) = 1");
        var run = run(design, 20);
        assertThat(node(run, "f").get(Counter.PROVISIONED_BILLED_MILLIS)).isBetween(29_000.0, 30_100.0);
    }

    @Test
    void aStreamedResponseIsCutOffAtTwoHundredMegabytes() {
        for (double size : new double[] {200 * MB, 200 * MB + 1, 1_000 * MB}) {
            var run = run(
                    function(
                            0.005,
                            "responseSize",
                            new Constant(size),
                            "invokeMode",
                            "streamed",
                            "timeout",
                            900 * SECOND),
                    1_001);
            boolean fits = size <= 200 * MB;
            assertThat(node(run, "f").outcome(Outcome.OK)).isEqualTo(fits ? 4 : 0);
            assertThat(node(run, "f").outcome(Outcome.FUNCTION_ERROR)).isEqualTo(fits ? 0 : 4);
            assertThat(node(run, "f").get(Counter.STREAMED_BYTES)).isEqualTo(fits ? 4 * 194 * MB : 0);
            assertThat(node(run, "f").latency().maxMs()).isCloseTo(100 + 194 / 2.0 * 1_000, within(10.0));
        }
    }

    private static Design snapped(long restoreMillis, long hookMillis) {
        return function(
                0.05,
                "alias",
                "live",
                "snapStart",
                true,
                "initDuration",
                new Constant(3e9),
                "restoreDuration",
                new Constant(restoreMillis * MILLI),
                "restoreHook",
                new Constant(hookMillis * MILLI),
                "timeout",
                30 * SECOND);
    }

    @Test
    void aSnapshotIsRestoredWithinTenSecondsOrTheInvocationFails() {
        var inTime = run(snapped(9_900, 100), 101);
        assertThat(node(inTime, "f").outcome(Outcome.OK)).isEqualTo(5);
        assertThat(count(inTime, "coldStarts")).isEqualTo(1);
        var tooLate = run(snapped(9_900, 101), 101);
        assertThat(node(tooLate, "f").outcome(Outcome.FUNCTION_ERROR)).isEqualTo(4);
        assertThat(node(tooLate, "f").latency().maxMs()).isCloseTo(10_000, within(0.01));
        // No environment is left: each begins with a restore, and the hooks are billed as far as they came.
        assertThat(count(tooLate, "coldStarts")).isEqualTo(5);
        assertThat(count(tooLate, "initFailures")).isEqualTo(5);
        assertThat(node(tooLate, "f").get(Counter.BILLED_MILLIS)).isEqualTo(4 * 100);
        var farTooLate = run(snapped(20_000, 0), 101);
        assertThat(node(farTooLate, "f").outcome(Outcome.OK)).isZero();
        assertThat(node(farTooLate, "f").get(Counter.BILLED_MILLIS)).isZero();
    }

    @Test
    void synchronousRequestsBeyondTenASecondForEachProvisionedEnvironmentSpillOver() {
        // 300 a second of 10 ms need 3 environments; 10 may take 100 a second after a first burst of 100.
        Object[] quick = {"duration", new Constant(10 * MILLI)};
        var run = run(provisioned(300, 10, quick), 60);
        double served = 300 * 60 - count(run, "provisionedConcurrencySpilloverInvocations");
        assertThat(served).isCloseTo(100 * 60 + 100, within(2.0));
        assertThat(node(run, "f").outcome(Outcome.THROTTLED)).isZero();
        assertThat(count(run(provisioned(99, 10, quick), 60), "provisionedConcurrencySpilloverInvocations"))
                .isZero();
    }

    @Test
    void whatSpillsOverForItsRateLeavesRoomForProvisionedEnvironmentsInReservedConcurrency() {
        // One environment beside ten provisioned: 100 a second by those and 100 a second by that, of 300 ms / 3.
        var run = run(
                provisioned(300, 10, "duration", new Constant(10 * MILLI), "reservedConcurrentExecutions", 10L), 60);
        assertThat(count(run, "provisionedConcurrencySpilloverInvocations")).isZero();
        assertThat(node(run, "f").outcome(Outcome.THROTTLED)).isBetween(11_890L, 11_910L);
    }

    @Test
    void batchesAndEventsHaveNoRateLimit() {
        var design = steady(300)
                .node(
                        "f",
                        "aws.lambda.function",
                        plain(
                                "alias",
                                "live",
                                "provisionedConcurrentExecutions",
                                20L,
                                "duration",
                                new Constant(10 * MILLI)))
                .link("clients", "f", "invocationType", "async")
                .done();
        assertThat(count(run(design, 60), "provisionedConcurrencySpilloverInvocations"))
                .isZero();
    }
}
