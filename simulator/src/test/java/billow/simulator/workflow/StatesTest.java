package billow.simulator.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.asl.WorkflowType;
import billow.simulator.workflow.Driver.Answer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What each state does, one at a time.
final class StatesTest {
    private static Driver single(String state, String input) {
        return Driver.run(
                "{'StartAt': 'A', 'States': {'A': " + state
                        + ", 'Z': {'Type': 'Succeed'}}}"
                                .replace(
                                        ", 'Z': {'Type': 'Succeed'}",
                                        state.contains("'Next': 'Z'") ? ", 'Z': {'Type': 'Succeed'}" : ""),
                input);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {'Type': 'Pass', 'End': true}                                                       | {'a': 1}
            {'Type': 'Pass', 'Result': 7, 'End': true}                                          | 7
            {'Type': 'Pass', 'Result': 7, 'ResultPath': '$.b.c', 'End': true}                   | {'a': 1, 'b': {'c': 7}}
            {'Type': 'Pass', 'Result': 7, 'ResultPath': null, 'End': true}                      | {'a': 1}
            {'Type': 'Pass', 'InputPath': '$.a', 'End': true}                                   | 1
            {'Type': 'Pass', 'Parameters': {'x.$': '$.a', 'y': [2]}, 'End': true}               | {'x': 1, 'y': [2]}
            {'Type': 'Pass', 'Parameters': {'x.$': '$$.Execution.Name'}, 'End': true}           | {'x': 'run'}
            {'Type': 'Pass', 'Parameters': {'x.$': 'States.MathAdd($.a, 2)'}, 'OutputPath': '$.x', 'End': true} | 3
            {'Type': 'Succeed', 'InputPath': '$.a'}                                             | 1
            {'Type': 'Wait', 'Seconds': 2, 'OutputPath': '$.a', 'End': true}                    | 1
            {'Type': 'Task', 'Resource': 'r', 'InputPath': '$.a', 'ResultPath': '$.r', 'End': true} | {'a': 1, 'r': 1}
            {'Type': 'Task', 'Resource': 'r', 'ResultSelector': {'n.$': '$.a'}, 'End': true}    | {'n': 1}
            {'Type': 'Pass', 'QueryLanguage': 'JSONata', 'Output': {'b': '{% $states.input.a * 10 %}', 'c': null}, 'End': true} | {'b': 10, 'c': null}
            {'Type': 'Task', 'Resource': 'r', 'QueryLanguage': 'JSONata', 'Arguments': {'q': '{% $states.input.a %}'}, 'Output': '{% $states.result.q + 1 %}', 'End': true} | 2
            {'Type': 'Succeed', 'QueryLanguage': 'JSONata', 'Output': '{% [$states.input.a] %}'} | [1]
            """)
    void passesDataOn(String state, String output) {
        Driver driver = single(state, "{'a': 1}");
        assertThat(driver.status).isEqualTo("SUCCEEDED");
        assertThat(driver.output).isEqualTo(Driver.json(output));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {'Type': 'Fail', 'Error': 'E', 'Cause': 'C'}                                 | E | C
            {'Type': 'Fail', 'ErrorPath': '$.s', 'CausePath': 'States.Format('{}!', $.s)'} | x | x!
            {'Type': 'Pass', 'Parameters': {'b.$': '$.b'}, 'End': true} | States.Runtime | An error occurred while executing the state 'A' (entered at the event id #2). The JSONPath '$.b' specified for the field 'b.$' could not be found in the input '{"s": "x"}'
            {'Type': 'Pass', 'Result': 1, 'ResultPath': '$.s.t', 'End': true} | States.ResultPathMatchFailure | An error occurred while executing the state 'A' (entered at the event id #2). Unable to apply ReferencePath $.s.t to input "x"
            {'Type': 'Pass', 'Parameters': {'b.$': 'States.ArrayLength($.s)'}, 'End': true} | States.Runtime | An error occurred while executing the state 'A' (entered at the event id #2). The function 'States.ArrayLength($.s)' had the following error: Invalid arguments in States.ArrayLength: Expected an array as argument 1, received "x".
            {'Type': 'Choice', 'Choices': [{'Variable': '$.s', 'IsNull': true, 'Next': 'Z'}]} | States.NoChoiceMatched | An error occurred while executing the state 'A' (entered at the event id #2). Failed to transition out of the state. The state does not point to a next state.
            {'Type': 'Pass', 'QueryLanguage': 'JSONata', 'Output': {'v': ['{% $states.input.b %}']}, 'End': true} | States.QueryEvaluationError | An error occurred while executing the state 'A' (entered at the event id #2). The JSONata expression '$states.input.b' specified for the field 'Output/v[0]' returned nothing (undefined).
            """)
    void failsWithErrorAndCause(String state, String error, String cause) {
        String fixed = state.replace("'States.Format('{}!', $.s)'", "\"States.Format(\\u0027{}!\\u0027, $.s)\"");
        Driver driver = single(fixed, "{'s': 'x'}");
        assertThat(driver.status).isEqualTo("FAILED");
        assertThat(driver.error).isEqualTo(error);
        assertThat(driver.cause).isEqualTo(cause);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            'Seconds': 3                               | 3
            'SecondsPath': '$.s'                       | 5
            'Timestamp': '2026-11-20T00:01:00Z'        | 60
            'TimestampPath': '$.t'                     | 90
            'Timestamp': '2020-01-01T00:00:00Z'        | 0
            'QueryLanguage': 'JSONata', 'Seconds': '{% $states.input.s * 2 %}' | 10
            """)
    void waitsAsLongAsItSays(String how, double seconds) {
        Driver driver = single("{'Type': 'Wait', " + how + ", 'End': true}", "{'s': 5, 't': '2026-11-20T00:01:30Z'}");
        assertThat(driver.status).isEqualTo("SUCCEEDED");
        assertThat(driver.seconds()).isEqualTo(seconds);
    }

    @Test
    void choosesTheFirstRuleThatApplies() {
        String machine = """
                {'StartAt': 'C', 'States': {
                  'C': {'Type': 'Choice', 'Default': 'D', 'Choices': [
                    {'Variable': '$.n', 'NumericGreaterThan': 10, 'Next': 'A'},
                    {'Variable': '$.n', 'NumericGreaterThan': 5, 'Next': 'B'}]},
                  'A': {'Type': 'Succeed'}, 'B': {'Type': 'Succeed'}, 'D': {'Type': 'Succeed'}}}""";
        assertThat(Driver.run(machine, "{'n': 11}").trace).contains("enter A");
        assertThat(Driver.run(machine, "{'n': 6}").trace).contains("enter B");
        assertThat(Driver.run(machine, "{'n': 1}").trace).contains("enter D");
    }

    @Test
    void drawsBranchesByProbabilityWhereTheVariableIsNotThere() {
        String machine = """
                {'StartAt': 'C', 'States': {
                  'C': {'Type': 'Choice', 'Default': 'D', 'Choices': [
                    {'Variable': '$.n', 'NumericEquals': 1, 'Probability': 0.6, 'Next': 'A'},
                    {'Variable': '$.n', 'NumericEquals': 2, 'Probability': 0.3, 'Next': 'B'}]},
                  'A': {'Type': 'Succeed'}, 'B': {'Type': 'Succeed'}, 'D': {'Type': 'Succeed'}}}""";
        assertThat(Driver.run(machine, "{'n': 2}").trace).contains("enter B");
        for (String input : new String[] {"{}", null}) {
            int[] counts = new int[3];
            for (int seed = 0; seed < 4000; seed++) {
                Driver driver = new Driver(
                        Driver.machine(machine),
                        input == null ? null : Driver.json(input),
                        Driver.setting(WorkflowType.STANDARD, seed),
                        (s, r, i) -> null);
                String last = driver.run().trace.getLast();
                counts["ABD".indexOf(last.charAt(last.length() - 1))]++;
            }
            // Four standard errors of a proportion over 4000 draws are at most 0.031.
            assertThat(counts[0] / 4000.0).isBetween(0.57, 0.63);
            assertThat(counts[1] / 4000.0).isBetween(0.27, 0.33);
            assertThat(counts[2] / 4000.0).isBetween(0.07, 0.13);
        }
    }

    @Test
    void carriesVariablesFromStateToState() {
        Driver driver = Driver.run("""
                {'StartAt': 'A', 'States': {
                  'A': {'Type': 'Pass', 'Assign': {'x.$': '$.n', 'y': {'z': 4}}, 'Result': {}, 'Next': 'B'},
                  'B': {'Type': 'Pass', 'QueryLanguage': 'JSONata', 'Output': {'sum': '{% $y.z + 1 %}'}, 'Assign': {'w': '{% $y.z * 2 %}'}, 'Next': 'C'},
                  'C': {'Type': 'Pass', 'Parameters': {'w.$': '$w', 'z.$': '$y.z', 'sum.$': '$.sum'}, 'End': true}}}""".replace("'Result': {}, ", ""), "{'n': 3}");
        assertThat(driver.output).isEqualTo(Driver.json("{'w': 8, 'z': 4, 'sum': 5}"));
    }

    @Test
    void keepsInnerVariablesInside() {
        Driver driver = Driver.run("""
                {'StartAt': 'A', 'States': {
                  'A': {'Type': 'Pass', 'Assign': {'x': 1}, 'Next': 'P'},
                  'P': {'Type': 'Parallel', 'Next': 'Q', 'Branches': [
                    {'StartAt': 'I', 'States': {
                      'I': {'Type': 'Pass', 'Assign': {'y.$': '$x'}, 'Next': 'J'},
                      'J': {'Type': 'Pass', 'Parameters': {'y.$': '$y'}, 'End': true}}}]},
                  'Q': {'Type': 'Pass', 'Parameters': {'y.$': '$y'}, 'End': true}}}""", "{}");
        assertThat(driver.exits).contains(Driver.json("{'y': 1}"));
        assertThat(driver.error).isEqualTo("States.Runtime");
    }

    @Test
    void runsWithoutDataAndEvaluatesNothing() {
        Driver driver = Driver.run("""
                {'StartAt': 'A', 'States': {
                  'A': {'Type': 'Task', 'Resource': 'r', 'Parameters': {'x.$': '$.missing'}, 'Next': 'M'},
                  'M': {'Type': 'Map', 'ItemCount': 3, 'ItemsPath': '$.missing', 'End': true, 'ItemProcessor': {
                    'StartAt': 'T', 'States': {'T': {'Type': 'Task', 'Resource': 'r', 'End': true}}}}}}""", null, (s, r, i) -> Answer.after(1, null));
        assertThat(driver.status).isEqualTo("SUCCEEDED");
        assertThat(driver.taskInputs).hasSize(4);
        assertThat(driver.seconds()).isEqualTo(2);
    }

    @Test
    void passesTimeBetweenStates() {
        Driver driver = new Driver(
                Driver.machine(
                        "{'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Next': 'B'}, 'B': {'Type': 'Succeed'}}}"),
                Driver.json("{}"),
                Driver.setting(WorkflowType.STANDARD, 1),
                (s, r, i) -> null);
        driver.transitionNanos = 1_000_000;
        assertThat(driver.run().seconds()).isEqualTo(0.002);
    }

    @Test
    void stopsAtTheLimitOfItsHistory() {
        Driver driver = Driver.run(
                "{'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Next': 'B'}, 'B': {'Type': 'Choice', 'Choices': [{'Variable': '$.n', 'IsNull': true, 'Next': 'C'}], 'Default': 'A'}, 'C': {'Type': 'Succeed'}}}",
                "{'n': 1}");
        assertThat(driver.status).isEqualTo("FAILED");
        assertThat(driver.cause).isEqualTo("The execution reached the maximum number of history events (25000).");
        assertThat(driver.transitions).isBetween(12_499, 12_500);
    }

    @Test
    void countsFiveHistoryEventsForATaskAndTwoForAPass() {
        Driver task =
                Driver.run("{'StartAt': 'A', 'States': {'A': {'Type': 'Task', 'Resource': 'r', 'End': true}}}", "{}");
        Driver pass = Driver.run("{'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'End': true}}}", "{}");
        assertThat(task.execution.historyEvents() - pass.execution.historyEvents())
                .isEqualTo(3);
        assertThat(pass.execution.historyEvents()).isEqualTo(4);
    }

    @Test
    void failsWhereTheOutputIsTooLarge() {
        String big = "'" + "x".repeat(262_143) + "'";
        String machine =
                "{'StartAt': 'A', 'States': {'A': {'Type': 'Task', 'Resource': 'r', 'Catch': [{'ErrorEquals': ['States.ALL'], 'Next': 'Z'}], 'Next': 'Z'}, 'Z': {'Type': 'Succeed'}}}";
        Driver driver = Driver.run(machine, "{}", (s, r, i) -> Answer.after(1, Driver.json(big)));
        assertThat(driver.error).isEqualTo("States.DataLimitExceeded");
        String fits = "'" + "x".repeat(262_142) + "'";
        assertThat(Driver.run(machine, "{}", (s, r, i) -> Answer.after(1, Driver.json(fits))).status)
                .isEqualTo("SUCCEEDED");
    }

    @Test
    void endsExpressExecutionsAfterFiveMinutes() {
        Driver driver = new Driver(
                Driver.machine("{'StartAt': 'A', 'States': {'A': {'Type': 'Task', 'Resource': 'r', 'End': true}}}"),
                Driver.json("{}"),
                Driver.setting(WorkflowType.EXPRESS, 1),
                (s, r, i) -> null);
        driver.run();
        assertThat(driver.error).isEqualTo("States.Timeout");
        assertThat(driver.seconds()).isEqualTo(300);
        assertThat(driver.running).isZero();
    }

    @Test
    void leavesNothingUnderWayWhenAborted() {
        Driver driver = Driver.run(
                "{'StartAt': 'A', 'States': {'A': {'Type': 'Task', 'Resource': 'r', 'TimeoutSeconds': 9, 'End': true}}}",
                "{}",
                (s, r, i) -> null);
        assertThat(driver.error).isEqualTo("States.Timeout");
        Driver other = new Driver(
                Driver.machine("{'StartAt': 'A', 'States': {'A': {'Type': 'Task', 'Resource': 'r', 'End': true}}}"),
                Driver.json("{}"),
                Driver.setting(WorkflowType.STANDARD, 1),
                (s, r, i) -> null);
        other.run();
        assertThat(other.running).isEqualTo(1);
        other.execution.abort();
        assertThat(other.running).isZero();
        assertThat(other.execution.isEnded()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            States.Array($.n, 'b', null)                       | [3, 'b', null]
            States.ArrayPartition($.list, 2)                   | [[1, 2], [3]]
            States.ArrayContains($.list, 3)                    | true
            States.ArrayRange(9, 0, -3)                        | [9, 6, 3, 0]
            States.ArrayGetItem($.list, 1)                     | 2
            States.ArrayLength($.list)                         | 3
            States.ArrayUnique(States.Array(1, 2, 1))          | [1, 2]
            States.Base64Encode('hi')                          | 'aGk='
            States.Base64Decode('aGk=')                        | 'hi'
            States.Hash('a', 'SHA-1')                          | '86f7e437faa5a7fce15d1ddcb9eaeaea377667b8'
            States.JsonMerge($.o, States.StringToJson('{"b":2}'), false) | {'a': 1, 'b': 2}
            States.JsonToString($.o)                           | '{\\"a\\":1}'
            States.MathAdd(-1.5, 3)                            | 2
            States.StringSplit('a,b;c', ',;')                  | ['a', 'b', 'c']
            States.Format('{} \\\\{\\\\} it\\\\'s {}', $.n, $.o)   | '3 {} it\\u0027s {a=1}'
            States.ArrayLength($.list[?(@ > 1)])               | 2
            States.ArrayGetItem($.list[-1:], 0)                | 3
            """)
    void evaluatesIntrinsicFunctions(String call, String value) {
        String text = call.replace("\\\\", "\\\\").replace("\"", "\\\"").replace("'", "\\u0027");
        Driver driver = Driver.run(
                "{'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Parameters': {'v.$': \"" + text
                        + "\"}, 'OutputPath': '$.v', 'End': true}}}",
                "{'n': 3, 'list': [1, 2, 3], 'o': {'a': 1}}");
        assertThat(driver.cause).isNull();
        assertThat(driver.output).isEqualTo(Driver.json(value));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            $partition($states.input.list, 2)              | [[1, 2], [3]]
            $range(0, 10, 5)                               | [0, 5, 10]
            $hash('a', 'MD5')                              | '0cc175b9c0f1b6a831c399e269772661'
            $parse('{"a": [1]}')                           | {'a': [1]}
            $random(7) = $random(7)                        | true
            $length($uuid())                               | 36
            $now()                                         | '2026-11-20T00:00:00.000Z'
            $millis()                                      | 1795132800000
            $sum($states.input.list)                       | 6
            $states.input.list[$ > 1]                      | [2, 3]
            $states.context.State.Name                     | 'A'
            $map($states.input.list, function($v) { $v * 2 }) | [2, 4, 6]
            null                                           | null
            """)
    void evaluatesJsonata(String expression, String value) {
        String text = expression.replace("\"", "\\\"").replace("'", "\\u0027");
        Driver driver = Driver.run(
                "{'StartAt': 'A', 'QueryLanguage': 'JSONata', 'States': {'A': {'Type': 'Pass', 'Output': \"{% " + text
                        + " %}\", 'End': true}}}",
                "{'list': [1, 2, 3]}");
        assertThat(driver.cause).isNull();
        assertThat(driver.output).isEqualTo(Driver.json(value));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            1 + $states.input.s              | T2002: The right side of the "+" operator must evaluate to a number
            $states.input.s > 3              | T2009: The values "x" and 3 either side of operator ">" must be of the same data type
            $length(3)                       | T0410: Argument 1 of function "length" does not match function signature
            $partition($states.input.s, 2)   | T0410: Argument 1 of function "partition" does not match function signature
            $number($states.input.s)         | D3030: Unable to cast value to a number: "x"
            """)
    void explainsJsonataErrorsInTheLanguagesWords(String expression, String reason) {
        Driver driver = Driver.run(
                "{'StartAt': 'A', 'QueryLanguage': 'JSONata', 'States': {'A': {'Type': 'Pass', 'Output': '{% "
                        + expression + " %}', 'End': true}}}",
                "{'s': 'x'}");
        assertThat(driver.error).isEqualTo("States.QueryEvaluationError");
        assertThat(driver.cause).endsWith("threw an error during evaluation. " + reason);
    }

    @Test
    void namesTheTypeWantedOfAnExpression() {
        Driver driver = Driver.run(
                "{'StartAt': 'A', 'QueryLanguage': 'JSONata', 'States': {'A': {'Type': 'Wait', 'Seconds': '{% $states.input.s %}', 'End': true}}}",
                "{'s': 'x'}");
        assertThat(driver.cause)
                .endsWith(
                        "specified for the field 'Seconds' returned an unexpected result type. Expected 'number', but was 'string' for value: \"x\"");
    }

    @Test
    void tellsOfNoTokenWhoseTaskNeverBegan() {
        Driver driver = Driver.run(
                "{'StartAt': 'A', 'States': {'A': {'Type': 'Task', 'Resource': 'r', 'TimeoutSeconds': 5, 'Parameters': {'x.$': '$.y'}, 'End': true}}}",
                "{}");
        assertThat(driver.error).isEqualTo("States.Runtime");
        assertThat(driver.cancelled).isEmpty();
        assertThat(driver.timers).isEmpty();
    }

    @Test
    void takesEvalAwayFromJsonata() {
        Driver driver = Driver.run(
                "{'StartAt': 'A', 'QueryLanguage': 'JSONata', 'States': {'A': {'Type': 'Pass', 'Output': \"{% $eval(\\u00271\\u0027) %}\", 'End': true}}}",
                "{}");
        assertThat(driver.error).isEqualTo("States.QueryEvaluationError");
    }

    @Test
    void drawsTheSameWithTheSameSeed() {
        String machine =
                "{'StartAt': 'A', 'QueryLanguage': 'JSONata', 'States': {'A': {'Type': 'Pass', 'Output': '{% [$random(), $uuid(), $shuffle([1..9])] %}', 'End': true}}}";
        assertThat(Stream.of(1, 1, 2)
                        .map(seed -> new Driver(
                                        Driver.machine(machine),
                                        Driver.json("{}"),
                                        Driver.setting(WorkflowType.STANDARD, seed),
                                        (s, r, i) -> null)
                                .run()
                                .output)
                        .distinct())
                .hasSize(2);
    }
}
