package billow.simulator.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.asl.WorkflowType;
import billow.simulator.workflow.Driver.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Retry, Catch and time limits.
final class RetryTest {
    private static String task(String fields) {
        return "{'StartAt': 'T', 'States': {'T': {'Type': 'Task', 'Resource': 'r', " + fields
                + ", 'Next': 'Z'}, 'Z': {'Type': 'Succeed'}, 'F': {'Type': 'Pass', 'End': true}, 'G': {'Type': 'Pass', 'End': true}}}";
    }

    private static final String CATCH_ALL =
            "'Catch': [{'ErrorEquals': ['E'], 'Next': 'G'}, {'ErrorEquals': ['States.ALL'], 'Next': 'F'}]";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {'ErrorEquals': ['States.ALL']}                                                               | 1 2 4
            {'ErrorEquals': ['E'], 'IntervalSeconds': 3, 'MaxAttempts': 4, 'BackoffRate': 1.5}            | 3 4.5 6.75 10.125
            {'ErrorEquals': ['States.TaskFailed'], 'IntervalSeconds': 2, 'MaxAttempts': 5, 'MaxDelaySeconds': 7} | 2 4 7 7 7
            {'ErrorEquals': ['E'], 'MaxAttempts': 0}                                                      | ^^
            {'ErrorEquals': ['Other']}                                                                    | ^^
            """)
    void backsOffExponentiallyUpToTheCeiling(String retrier, String delays) {
        Driver driver =
                Driver.run(task("'Retry': [" + retrier + "], " + CATCH_ALL), "{}", (s, r, i) -> Answer.failing(0, "E"));
        assertThat(driver.timers.stream().map(Object::toString).map(d -> d.replaceAll("\\.0$", "")))
                .containsExactlyElementsOf(delays.isEmpty() ? List.of() : List.of(delays.split(" ")));
        assertThat(driver.seconds())
                .isEqualTo(
                        driver.timers.stream().mapToDouble(Double::doubleValue).sum());
        assertThat(driver.trace).contains("enter G");
    }

    @Test
    void waitsSevenSecondsInAllByDefault() {
        Driver driver = Driver.run(
                task("'Retry': [{'ErrorEquals': ['States.ALL']}], " + CATCH_ALL),
                "{}",
                (s, r, i) -> Answer.failing(0, "E"));
        assertThat(driver.seconds()).isEqualTo(7);
    }

    @Test
    void drawsFullJitterBelowTheBackOff() {
        double sum = 0;
        int runs = 2000;
        for (int seed = 0; seed < runs; seed++) {
            Driver driver = new Driver(
                            Driver.machine(task(
                                    "'Retry': [{'ErrorEquals': ['E'], 'MaxAttempts': 2, 'JitterStrategy': 'FULL'}], "
                                            + CATCH_ALL)),
                            Driver.json("{}"),
                            Driver.setting(WorkflowType.STANDARD, seed),
                            (s, r, i) -> Answer.failing(0, "E"))
                    .run();
            assertThat(driver.timers.get(0)).isBetween(0.0, 1.0);
            assertThat(driver.timers.get(1)).isBetween(0.0, 2.0);
            sum += driver.seconds();
        }
        // Mean (1 + 2) / 2, standard error sqrt(5 / 12 / 2000) = 0.0144; four of them.
        assertThat(sum / runs).isBetween(1.5 - 0.058, 1.5 + 0.058);
    }

    @Test
    void countsEachRetrierByItself() {
        List<String> errors = new ArrayList<>(List.of("A", "B", "A", "B", "A", "B"));
        Driver driver = Driver.run(
                task(
                        "'Retry': [{'ErrorEquals': ['A'], 'MaxAttempts': 2, 'IntervalSeconds': 1, 'BackoffRate': 1}, {'ErrorEquals': ['B'], 'IntervalSeconds': 10, 'BackoffRate': 1}], "
                                + CATCH_ALL),
                "{}",
                (s, r, i) -> Answer.failing(0, errors.removeFirst()));
        assertThat(driver.timers).containsExactly(1.0, 10.0, 1.0, 10.0);
        assertThat(driver.trace).contains("enter F");
    }

    @Test
    void forgetsRetriesWhenTheStateIsLeft() {
        String machine = """
                {'StartAt': 'T', 'States': {
                  'T': {'Type': 'Task', 'Resource': 'r', 'Retry': [{'ErrorEquals': ['E'], 'MaxAttempts': 1}], 'Next': 'C'},
                  'C': {'Type': 'Choice', 'Choices': [{'Variable': '$.done', 'IsPresent': true, 'Next': 'Z'}], 'Default': 'T'},
                  'Z': {'Type': 'Succeed'}}}""";
        List<Answer> answers = new ArrayList<>(List.of(
                Answer.failing(0, "E"),
                Answer.after(0, Driver.json("{}")),
                Answer.failing(0, "E"),
                Answer.after(0, Driver.json("{'done': 1}"))));
        Driver driver = Driver.run(machine, "{}", (s, r, i) -> answers.removeFirst());
        assertThat(driver.status).isEqualTo("SUCCEEDED");
        assertThat(driver.timers).containsExactly(1.0, 1.0);
    }

    @Test
    void succeedsAsOftenAsIndependentFailuresAllow() {
        int succeeded = 0;
        int attempts = 0;
        int runs = 20_000;
        java.util.SplittableRandom random = new java.util.SplittableRandom(5);
        String machine = task("'Retry': [{'ErrorEquals': ['States.ALL'], 'MaxAttempts': 3}]")
                .replace(", 'F': {'Type': 'Pass', 'End': true}, 'G': {'Type': 'Pass', 'End': true}", "");
        var parsed = Driver.machine(machine);
        for (int i = 0; i < runs; i++) {
            Driver driver = new Driver(
                            parsed,
                            null,
                            Driver.setting(WorkflowType.STANDARD, i),
                            (s, r, in) -> random.nextDouble() < 0.2 ? Answer.failing(0, "E") : Answer.after(0, null))
                    .run();
            succeeded += driver.status.equals("SUCCEEDED") ? 1 : 0;
            attempts += driver.taskInputs.size();
        }
        // O16: 1 - 0.2^4 and (1 - 0.2^4) / 0.8; four standard errors are 0.0012 and 0.0158.
        assertThat(succeeded / (double) runs).isBetween(0.9984 - 0.0012, 0.9984 + 0.0012);
        assertThat(attempts / (double) runs).isBetween(1.248 - 0.0158, 1.248 + 0.0158);
    }

    @Test
    void catchesInOrderAndKeepsTheError() {
        String machine = """
                {'StartAt': 'T', 'States': {
                  'T': {'Type': 'Task', 'Resource': 'r', 'Next': 'Z', 'Catch': [
                    {'ErrorEquals': ['X'], 'Next': 'Z'},
                    {'ErrorEquals': ['E', 'Y'], 'ResultPath': '$.error', 'Assign': {'why.$': '$.Cause'}, 'Next': 'F'},
                    {'ErrorEquals': ['States.ALL'], 'Next': 'Z'}]},
                  'F': {'Type': 'Pass', 'Parameters': {'all.$': '$', 'why.$': '$why'}, 'End': true},
                  'Z': {'Type': 'Succeed'}}}""";
        Driver driver = Driver.run(machine, "{'a': 1}", (s, r, i) -> Answer.failing(0, "E"));
        assertThat(driver.output)
                .isEqualTo(Driver.json(
                        "{'all': {'a': 1, 'error': {'Error': 'E', 'Cause': 'because'}}, 'why': 'because'}"));
    }

    @Test
    void catchesWithJsonata() {
        String machine = """
                {'StartAt': 'T', 'QueryLanguage': 'JSONata', 'States': {
                  'T': {'Type': 'Task', 'Resource': 'r', 'Next': 'Z', 'Catch': [
                    {'ErrorEquals': ['States.ALL'], 'Output': {'e': '{% $states.errorOutput.Error %}', 'a': '{% $states.input.a %}'}, 'Next': 'Z'}]},
                  'Z': {'Type': 'Succeed'}}}""";
        Driver driver = Driver.run(machine, "{'a': 1}", (s, r, i) -> Answer.failing(0, "E"));
        assertThat(driver.output).isEqualTo(Driver.json("{'e': 'E', 'a': 1}"));
    }

    @Test
    void neverCatchesRuntimeErrors() {
        Driver driver = Driver.run(
                task("'Parameters': {'x.$': '$.missing'}, 'Catch': [{'ErrorEquals': ['States.ALL'], 'Next': 'F'}]")
                        .replace(", 'G': {'Type': 'Pass', 'End': true}", ""),
                "{}");
        assertThat(driver.error).isEqualTo("States.Runtime");
        assertThat(driver.taskInputs).isEmpty();
    }

    @Test
    void timesOutAndCancelsTheWork() {
        Driver driver = Driver.run(
                task(
                        "'TimeoutSeconds': 5, 'Catch': [{'ErrorEquals': ['States.TaskFailed'], 'Next': 'G'}, {'ErrorEquals': ['States.Timeout'], 'Next': 'F'}]"),
                "{}",
                (s, r, i) -> Answer.after(9, i));
        assertThat(driver.trace).contains("enter F");
        assertThat(driver.seconds()).isEqualTo(5);
        assertThat(driver.running).isZero();
    }

    /// source: LocalStack's recordings of 18 April 2024, `timeouts/test_heartbeats`
    @Test
    void failsWithATimeoutWhenNobodyTakesUpAMissedHeartbeat() {
        Driver silent = Driver.run(
                "{'StartAt': 'A', 'States': {'A': {'Type': 'Task', 'Resource':"
                        + " 'arn:aws:states:::sqs:sendMessage.waitForTaskToken', 'TimeoutSeconds': 600,"
                        + " 'HeartbeatSeconds': 5, 'Parameters': {}, 'End': true}}}",
                "{}",
                (s, r, i) -> Answer.after(25, i));
        assertThat(silent.status).isEqualTo("FAILED");
        assertThat(silent.error).isEqualTo("States.Timeout");
        assertThat(silent.cause).isNull();
        assertThat(silent.seconds()).isEqualTo(5);
    }

    @Test
    void missesHeartbeatsUnlessTheyCome() {
        String machine =
                task("'TimeoutSeconds': 60, 'HeartbeatSeconds': 10, 'Catch': [{'ErrorEquals': ['States.HeartbeatTimeout'], 'Next': 'F'}]")
                        .replace(", 'G': {'Type': 'Pass', 'End': true}", "");
        Driver silent = Driver.run(machine, "{}", (s, r, i) -> Answer.after(25, i));
        assertThat(silent.trace).contains("enter F");
        assertThat(silent.seconds()).isEqualTo(10);

        List<Integer> tokens = new ArrayList<>();
        Effects beating = new Effects() {
            @Override
            public long transition(billow.model.asl.State state, int attempt, WorkflowType type) {
                return 0;
            }

            @Override
            public void task(
                    int token, billow.model.asl.State state, String resource, tools.jackson.databind.JsonNode input) {
                tokens.add(token);
            }

            @Override
            public void timer(int token, long delayNanos) {
                if (delayNanos == 10_000_000_000L) {
                    tokens.add(token);
                }
            }

            @Override
            public void cancel(int token) {
                tokens.remove((Integer) token);
            }

            @Override
            public void succeeded(tools.jackson.databind.JsonNode output) {
                tokens.clear();
            }

            @Override
            public void failed(String error, String cause) {
                throw new AssertionError(error);
            }
        };
        Execution execution =
                new Execution(Driver.machine(machine), Driver.json("{}"), Driver.setting(WorkflowType.STANDARD, 1));
        execution.start(0, beating);
        int task = tokens.get(1);
        execution.taskHeartbeat(task, 8_000_000_000L);
        assertThat(tokens).hasSize(2).contains(task);
        execution.taskSucceeded(task, Driver.json("1"), 17_000_000_000L);
        assertThat(execution.isEnded()).isTrue();
        assertThat(tokens).isEmpty();
    }

    @Test
    void ignoresReportsThatComeLate() {
        Driver driver = Driver.run(
                task("'TimeoutSeconds': 5, 'Catch': [{'ErrorEquals': ['States.ALL'], 'Next': 'F'}]")
                        .replace(", 'G': {'Type': 'Pass', 'End': true}", ""),
                "{}",
                (s, r, i) -> null);
        int events = driver.execution.historyEvents();
        for (int token = 0; token < 4; token++) {
            driver.execution.taskSucceeded(token, Driver.json("1"), 6_000_000_000L);
            driver.execution.taskFailed(token, "E", "C", 6_000_000_000L);
            driver.execution.timerFired(token, 6_000_000_000L);
        }
        assertThat(driver.execution.historyEvents()).isEqualTo(events);
    }
}
