package billow.simulator.run;

import static billow.simulator.run.Functions.MILLI;
import static billow.simulator.run.Functions.SECOND;
import static billow.simulator.run.Functions.count;
import static billow.simulator.run.Functions.plain;
import static billow.simulator.run.Functions.run;
import static billow.simulator.run.Functions.steady;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.design.Design;
import billow.model.kind.LinkKind;
import billow.model.value.Distribution.Constant;
import org.junit.jupiter.api.Test;

/// Rules of AWS as they were, and idle times as they were measured.
class FormerRulesTest {
    private static long environments(String scaling) {
        var designs = steady(200, "timeout", 900 * SECOND)
                .node(
                        "f",
                        "aws.lambda.function",
                        plain("duration", new Constant(100.0 * SECOND), "timeout", 900 * SECOND))
                .node(
                        "g",
                        "aws.lambda.function",
                        plain("duration", new Constant(100.0 * SECOND), "timeout", 900 * SECOND))
                .link("clients", "f")
                .link("clients", "g", "share", 1.0)
                .account("concurrentExecutions", 100_000L)
                .account("lambdaScaling", scaling);
        var trial = Trial.of(designs, 60);
        return trial.count("f", "coldStarts") + trial.count("g", "coldStarts");
    }

    @Test
    void allFunctionsSharedABurstAndFiveHundredEnvironmentsAMinute() {
        assertThat(Design.EMPTY.region()).isEqualTo("us-east-1");
        // 3000 at once in a large region, 500 in the minute; since then each function has 1000 and 100 a second.
        assertThat((double) environments("regional2022")).isCloseTo(3_500, within(2.0));
        assertThat(environments("perFunction")).isGreaterThan(11_900);
    }

    @Test
    void pollersGrewBySixtyAMinute() {
        for (var year : new String[] {"2023", "2025"}) {
            var design = steady(1_000)
                    .node("q", "aws.sqs.queue", "visibilityTimeout", 43_200 * SECOND)
                    .node(
                            "f",
                            "aws.lambda.function",
                            plain("duration", new Constant(20.0 * SECOND), "timeout", 900 * SECOND))
                    .link("clients", "q")
                    .link("q", "f", LinkKind.POLL, "pollerScaling", year)
                    .done();
            assertThat(Functions.level(run(design, 120), "concurrency").max())
                    .isCloseTo(5 + 2 * (year.equals("2023") ? 60 : 300), within(3.0));
        }
    }

    @Test
    void idleEnvironmentsLiveAsMeasuredIn2020() {
        // Of gaps of 640 s: 0.05 + 0.28 + 0.27 (640 - 637.5) / 15 have ended them; of 900 s 0.71; of 1801 s all.
        for (double[] gap : new double[][] {{640, 0.375}, {900, 0.71}, {1_801, 1}}) {
            var design = steady(1 / gap[0])
                    .node(
                            "f",
                            "aws.lambda.function",
                            plain("keepAlivePolicy", "empirical2020", "maxLife", 0L, "duration", new Constant(MILLI)))
                    .link("clients", "f")
                    .done();
            var run = run(design, 3_000 * gap[0]);
            double n = count(run, "invocations");
            assertThat(count(run, "coldStarts") / n)
                    .isCloseTo(gap[1], within(3.29 * Math.sqrt(gap[1] * (1 - gap[1]) / n) + 0.001));
        }
    }
}
