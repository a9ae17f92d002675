package billow.simulator.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.asl.State;
import billow.model.asl.StateMachine;
import billow.model.asl.WorkflowType;
import billow.simulator.workflow.Driver.Answer;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Express workflows measured end to end, 3000 executions each, January 2020. Source: C. Lin and H. Khazaei, "Modeling
/// and Optimization of Performance and Cost of Serverless Applications", with their data. Function durations are
/// Normal with the means and deviations measured one by one; a Lambda task adds 18.81 ms and an edge 1 ms.
/// The deviation of f4 differed between 130 and 450 ms from one series to another; the least is taken.
final class MeasuredWorkflowsTest {
    private record Duration(double meanMillis, double deviationMillis) {}

    private static final double TASK_MILLIS = 18.81;
    private static final long EDGE_NANOS = 1_000_000;
    private static final int RUNS = 20_000;

    private static final Map<String, Duration> DURATIONS = Map.ofEntries(
            Map.entry("f1", new Duration(775, 80)),
            Map.entry("f2", new Duration(204, 5)),
            Map.entry("f3", new Duration(520, 9)),
            Map.entry("f4", new Duration(830, 130)),
            Map.entry("f5", new Duration(205, 5)),
            Map.entry("f6", new Duration(508, 12)),
            Map.entry("f7", new Duration(347, 13)),
            Map.entry("f8", new Duration(237, 11)),
            Map.entry("f9", new Duration(163, 9)),
            Map.entry("f10", new Duration(365, 10)),
            Map.entry("f11", new Duration(1024, 85)),
            Map.entry("f12", new Duration(788, 150)),
            Map.entry("f13", new Duration(378, 6)),
            Map.entry("f14", new Duration(232, 7)),
            Map.entry("f15", new Duration(287, 17)),
            Map.entry("f16", new Duration(194, 48)));

    /// A Task of that function.
    private static String task(String name, String next) {
        return "'%s': {'Type': 'Task', 'Resource': 'arn:aws:lambda:us-east-2:1:function:%1$s', %s}"
                .formatted(name, next.isEmpty() ? "'End': true" : "'Next': '" + next + "'");
    }

    /// A Choice that goes on with `next` with that probability.
    private static String choice(String name, double probability, String next, String otherwise) {
        return "'%s': {'Type': 'Choice', 'Choices': [{'Probability': %s, 'Next': '%s'}], 'Default': '%s'}"
                .formatted(name, probability, next, otherwise);
    }

    private static String flow(String startAt, String... states) {
        return "{'StartAt': '" + startAt + "', 'States': {" + String.join(", ", states) + "}}";
    }

    private static String parallel(String name, String next, String... branches) {
        return "'%s': {'Type': 'Parallel', 'Branches': [%s], 'Next': '%s'}"
                .formatted(name, String.join(", ", branches), next);
    }

    private static final String JOINED = "'joined': {'Type': 'Pass', 'End': true}";
    private static final String DONE = "'done': {'Type': 'Pass', 'End': true}";

    /// The skeleton of all five workflows.
    ///
    /// @param x what branch A does instead of f4, ending in `joined`
    /// @param y what branch B does between f3 and f6, beginning with `Y`
    private static String app(String x, String y) {
        String a = flow("f2", task("f2", "A"), choice("A", 0.6, "f4", "f5"), task("f4", "joined"), x, JOINED);
        String b = flow(
                "f3",
                task("f3", y.isEmpty() ? "f6" : "Y"),
                y.isEmpty() ? task("f6", "B") : y + ", " + task("f6", "B"),
                choice("B", 0.1, "f3", "done"),
                DONE);
        return flow(
                "f1",
                task("f1", "P"),
                parallel("P", "f7", a, b),
                task("f7", "C"),
                choice("C", 0.2, "f7", "f8"),
                task("f8", ""));
    }

    private static final String EITHER =
            choice("Y", 0.8, "f9", "f10") + ", " + task("f9", "f6") + ", " + task("f10", "f6");

    private static final Map<String, String> APPS = Map.of(
            "App8", app(task("f5", "joined"), ""),
            "App12",
                    app(
                            task("f5", "X") + ", "
                                    + parallel(
                                            "X", "joined", flow("f11", task("f11", "")), flow("f12", task("f12", ""))),
                            EITHER),
            "App16",
                    app(
                            task("f5", "X") + ", "
                                    + parallel(
                                            "X",
                                            "joined",
                                            flow("f11", task("f11", "")),
                                            flow(
                                                    "f12",
                                                    task("f12", "f13"),
                                                    task("f13", "f14"),
                                                    task("f14", "D"),
                                                    choice("D", 0.3, "f13", "left"),
                                                    "'left': {'Type': 'Pass', 'End': true}")),
                            choice("Y", 0.8, "f9", "f10") + ", " + task("f9", "f15") + ", " + task("f15", "E") + ", "
                                    + choice("E", 0.95, "f16", "f15") + ", " + task("f16", "f6") + ", "
                                    + task("f10", "f6")));

    @ParameterizedTest
    @CsvSource({
        "App8, 2705.3, 2538, 3432, 3593, 4517",
        "App12, 3003.3, 2852, 3830, 4139, 5053",
        "App16, 3597.2, 3285, 4826, 5126, 6575"
    })
    void lastsAsLongAsMeasured(String name, double mean, double p50, double p90, double p95, double p99) {
        StateMachine machine = Driver.machine(APPS.get(name));
        double[] millis = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            SplittableRandom random = new SplittableRandom(run);
            Driver driver = new Driver(
                    machine, null, Driver.setting(WorkflowType.EXPRESS, run), (state, r, i) -> work(state, random));
            driver.transitionNanos = EDGE_NANOS;
            millis[run] = driver.run().seconds() * 1000;
            assertThat(driver.status).isEqualTo("SUCCEEDED");
        }
        Arrays.sort(millis);
        assertThat(Arrays.stream(millis).average().orElseThrow()).isCloseTo(mean, within(mean * 0.02));
        assertThat(at(millis, 0.50)).isCloseTo(p50, within(p50 * 0.03));
        assertThat(at(millis, 0.90)).isCloseTo(p90, within(p90 * 0.03));
        assertThat(at(millis, 0.95)).isCloseTo(p95, within(p95 * 0.03));
        assertThat(at(millis, 0.99)).isCloseTo(p99, within(p99 * 0.10));
    }

    private static double at(double[] sorted, double quantile) {
        return sorted[(int) (quantile * sorted.length)];
    }

    private static Answer work(State state, SplittableRandom random) {
        Duration duration = DURATIONS.get(state.name());
        double millis = Math.max(1, duration.meanMillis() + duration.deviationMillis() * random.nextGaussian());
        return Answer.after((millis + TASK_MILLIS) / 1000, null);
    }
}
