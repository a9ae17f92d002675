package billow.simulator.run;

import static billow.simulator.run.Functions.MILLI;
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

/// Cold starts by their parts, and environments that are lost.
class FunctionStartTest {
    private static Design function(double rate, Object... set) {
        return steady(rate)
                .node("f", "aws.lambda.function", plain(set))
                .link("clients", "f")
                .done();
    }

    @Test
    void largerPackagesTakeLongerToLoadUntilTheyAreLoadedLazily() {
        for (long[] size : new long[][] {{1, 0}, {101, 100}, {251, 249}, {5_000, 249}}) {
            var run = run(function(1, "packageType", "image", "codeSize", size[0] << 20), 5);
            assertThat(node(run, "f").latency().maxMs()).isCloseTo(100 + size[1] * 11.2, within(0.01));
        }
    }

    @Test
    void mountsAFileSystemAtEveryColdStart() {
        var run = run(function(1, "vpc", true, "fileSystem", true, "mountTime", new Constant(70 * MILLI)), 5);
        assertThat(node(run, "f").latency().maxMs()).isCloseTo(170, within(0.01));
    }

    @Test
    void restoresASnapshotInsteadOfInitialisingAndBillsItsHooksOnly() {
        var run = run(
                function(
                        1,
                        "alias",
                        "live",
                        "snapStart",
                        true,
                        "initDuration",
                        new Constant(3e9),
                        "restoreDuration",
                        new Constant(400 * MILLI),
                        "restoreHook",
                        new Constant(50 * MILLI)),
                10.5);
        assertThat(node(run, "f").latency().maxMs()).isCloseTo(550, within(0.01));
        assertThat(node(run, "f").get(Counter.BILLED_MILLIS)).isEqualTo(50 + 10 * 100);
        assertThat(node(run, "f").get(Counter.RESTORES)).isEqualTo(1);
    }

    @Test
    void repeatsAFailedInitPhaseWithTheInvocationAndFailsWithTheSecond() {
        // Every init phase fails: 300 ms, again 300 ms, then the function error; so does every reset environment.
        var run = run(function(1, "initDuration", new Constant(300 * MILLI), "initFailureRate", 1.0), 10.5);
        assertThat(node(run, "f").outcome(Outcome.FUNCTION_ERROR)).isEqualTo(10);
        assertThat(count(run, "initFailures")).isEqualTo(2 + 9);
        assertThat(node(run, "f").latency().maxMs()).isCloseTo(600, within(0.01));
        assertThat(node(run, "f").get(Counter.BILLED_MILLIS)).isEqualTo(600 + 9 * 300);
    }

    @Test
    void anInvocationSurvivesOneFailedInitPhase() {
        // A cold start each time: with q = 0.3 it fails with probability q², and initialises twice with probability q.
        var run = run(
                function(
                        1 / 20.0,
                        "keepAlive",
                        new Constant(1e9),
                        "initDuration",
                        new Constant(300 * MILLI),
                        "initFailureRate",
                        0.3),
                400_000);
        double n = count(run, "invocations");
        double failed = node(run, "f").outcome(Outcome.FUNCTION_ERROR) / n;
        assertThat(failed).isCloseTo(0.09, within(3.29 * Math.sqrt(0.09 * 0.91 / n)));
        double inits = count(run, "initFailures") / n;
        assertThat(inits).isCloseTo(0.39, within(3.29 * Math.sqrt((0.3 + 3 * 0.09 - 0.39 * 0.39) / n)));
    }

    @Test
    void aCrashIsAFunctionErrorAndTheNextUseInitialisesAnew() {
        var run = run(function(1, "crashRate", 1.0, "initDuration", new Constant(300 * MILLI)), 10.5);
        assertThat(node(run, "f").outcome(Outcome.FUNCTION_ERROR)).isEqualTo(10);
        assertThat(count(run, "crashes")).isEqualTo(10);
        assertThat(count(run, "coldStarts")).isEqualTo(1);
        assertThat(node(run, "f").get(Counter.BILLED_MILLIS)).isEqualTo(10 * 400);
    }

    @Test
    void killsAHandlerThatNeedsMoreMemoryThanThereIs() {
        var use = new Uniform(0, 512 * 1024 * 1024.0);
        var run = run(function(10, "memorySize", 256L, "memoryUse", use), 2_000);
        double n = count(run, "invocations");
        assertThat(count(run, "crashes") / n).isCloseTo(0.5, within(3.29 * Math.sqrt(0.25 / n)));
        assertThat(count(run(function(10, "memorySize", 512L, "memoryUse", use), 100), "crashes"))
                .isZero();
    }

    @Test
    void anExplicitInitDurationWinsOverThatOfTheRuntime() {
        var run = run(function(1, "runtime", "java21", "initDuration", new Constant(7 * MILLI)), 5);
        assertThat(node(run, "f").latency().maxMs()).isCloseTo(107, within(0.01));
    }
}
