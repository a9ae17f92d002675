package billow.simulator.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Error names and causes in the service's words, with the event the failing state was entered at.
///
/// source: executions recorded against the service by the LocalStack project (Apache-2.0) and observed in us-east-1 by
/// the Floci project; machines and data are our own
final class FailuresTest {
    private static final String WHERE =
            "An error occurred while executing the state 'A' (entered at the event id #2). ";

    private static Driver single(String state) {
        return Driver.run(
                "{'StartAt': 'A', 'States': {'A': " + state + "}}",
                "{'n': -3, 'f': 1.5, 's': 'x', 't': '2026-13-01T00:00:00Z', 'o': {'k': 1}, 'l': [1, 2], 'nil': null}");
    }

    private static Driver map(String how) {
        return single("{'Type': 'Map', 'End': true, 'ItemsPath': '$.l', " + how
                + ", 'ItemProcessor': {'StartAt': 'X', 'States': {'X': {'Type': 'Pass', 'End': true}}}}");
    }

    private static void fails(Driver driver, String error, String cause) {
        assertThat(driver.status).isEqualTo("FAILED");
        assertThat(driver.error).isEqualTo(error);
        assertThat(driver.cause).isEqualTo(WHERE + cause);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            'SecondsPath': '$.n'    | The SecondsPath parameter references a negative value: $.n == -3
            'SecondsPath': '$.s'    | The SecondsPath parameter cannot be parsed as a long value: $.s == x
            'SecondsPath': '$.f'    | The SecondsPath parameter cannot be parsed as a long value: $.f == 1.5
            'SecondsPath': '$.no'   | The SecondsPath parameter does not reference an input value: $.no
            'TimestampPath': '$.t'  | The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: $.t == 2026-13-01T00:00:00Z
            'TimestampPath': '$.s'  | The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: $.s == x
            """)
    void saysWhatIsNoTimeToWait(String how, String cause) {
        fails(single("{'Type': 'Wait', 'End': true, " + how + "}"), "States.Runtime", cause);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            'MaxConcurrencyPath': '$.s'             | The MaxConcurrencyPath field refers to value "x" which is not a valid integer: $.s
            'MaxConcurrencyPath': '$.o'             | The MaxConcurrencyPath field refers to value "{"k":1}" which is not a valid integer: $.o
            'MaxConcurrencyPath': '$.nil'           | The MaxConcurrencyPath field refers to value "null" which is not a valid integer: $.nil
            'MaxConcurrencyPath': '$.n'             | Expected non-negative integer for MaxConcurrency, got '-3' instead.
            'ToleratedFailureCountPath': '$.s'      | The ToleratedFailureCountPath field refers to value "x" which is not a valid integer: $.s
            'ToleratedFailureCountPath': '$.n'      | ToleratedFailureCount cannot be negative.
            'ToleratedFailurePercentagePath': '$.s' | The ToleratedFailurePercentagePath field refers to value "x" which is not a valid float: $.s
            'ToleratedFailurePercentagePath': '$.n' | ToleratedFailurePercentage must be between 0 and 100.
            """)
    void saysWhatIsNoNumberForAMap(String how, String cause) {
        fails(map(how), "States.Runtime", cause);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {'Type': 'Pass', 'End': true, 'InputPath': '$.no'}      | Invalid path '$.no' : No results for path: $['no']
            {'Type': 'Pass', 'End': true, 'OutputPath': '$.o.no'}   | Invalid path '$.o.no' : No results for path: $['o']['no']
            {'Type': 'Pass', 'End': true, 'OutputPath': '$.no.a'}   | Invalid path '$.no.a' : Missing property in path $['no']
            {'Type': 'Pass', 'End': true, 'InputPath': '$.s.a'}     | Invalid path '$.s.a' : Expected to find an object with property ['a'] in path $['s']
            {'Type': 'Fail', 'InputPath': '$.o', 'ErrorPath': '$.no'} | The JSONPath '$.no' specified for the field 'ErrorPath' could not be found in the input '{"n": -3, "f": 1.5, "s": "x", "t": "2026-13-01T00:00:00Z", "o": {"k": 1}, "l": [1, 2], "nil": null}'
            {'Type': 'Pass', 'End': true, 'Parameters': {'v.$': 'States.Array($.k, States.ArrayLength($.no))'}, 'InputPath': '$.o'} | The function 'States.Array($.k, States.ArrayLength($.no))' had the following error: The JsonPath argument for the field '$.no' could not be found in the input '{"k":1}'
            {'Type': 'Map', 'End': true, 'ItemProcessor': {'StartAt': 'X', 'States': {'X': {'Type': 'Pass', 'End': true}}}} | Reference path "$" must point to array.
            """)
    void saysWhichPathLeadsNowhere(String state, String cause) {
        fails(single(state), "States.Runtime", cause);
    }

    @Test
    void aChoiceWantsItsVariablesToBeThere() {
        Driver driver = Driver.run("""
                {'StartAt': 'A', 'States': {
                  'A': {'Type': 'Choice', 'Choices': [{'Variable': '$.l[2]', 'IsNull': false, 'Next': 'B'}], 'Default': 'B'},
                  'B': {'Type': 'Succeed'}}}""", "{'l': [1, 2]}");
        fails(
                driver,
                "States.Runtime",
                "Invalid path '$.l[2]': The choice state's condition path references an invalid value.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            States.MathAdd($.s, 1)          | Invalid arguments in States.MathAdd: Expected a number as argument 1, received "x".
            States.MathAdd(2147483647, 1)   | Invalid arguments in States.MathAdd: Expected terms and a sum from -2147483648 to 2147483647, received 2147483647 and 1.
            States.ArrayPartition($.l, 0.6) | Invalid arguments in States.ArrayPartition: Expected a chunk size of at least 1, received 0.
            States.ArrayRange(1, 10, 0.49)  | Invalid arguments in States.ArrayRange: Expected a step other than 0, received 0.
            States.ArrayRange(1, 1001, 1)   | Invalid arguments in States.ArrayRange: Expected at most 1000 items, received 1001.
            States.MathRandom(1.4, 1.6)     | Invalid arguments in States.MathRandom: Expected an end beyond 1, received 1.
            States.StringToJson($.s)        | Invalid arguments in States.StringToJson: Expected JSON, received x.
            States.Format($.s, $.n)         | Invalid arguments in States.Format: number of arguments do not match the occurrences of {}.
            States.JsonMerge($.o, $.o, true) | Invalid arguments in States.JsonMerge: Expected false (shallow merge), received true.
            """)
    void saysWhichFunctionRejectsItsArguments(String call, String cause) {
        fails(
                single("{'Type': 'Pass', 'End': true, 'Parameters': {'v.$': '" + call + "'}}"),
                "States.Runtime",
                "The function '" + call + "' had the following error: " + cause);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            $f := function($x) { $x } | returned an unsupported result type.
            $states.input.no          | returned nothing (undefined).
            {$states.input.a: 1}      | returned an unexpected result type. Expected 'array', but was 'object' for value: {"b":1}
            null                      | returned an unexpected result type. Expected 'array', but was 'null' for value: null
            $states.input.a           | returned an unexpected result type. Expected 'array', but was 'string' for value: "b"
            """)
    void saysWhatAJsonataMapCannotIterateOver(String items, String what) {
        String machine = """
                {'QueryLanguage': 'JSONata', 'StartAt': 'A', 'States': {'A': {'Type': 'Map', 'End': true, 'Items': '{% @ %}',
                  'ItemProcessor': {'StartAt': 'X', 'States': {'X': {'Type': 'Pass', 'End': true}}}}}}""";
        fails(
                Driver.run(machine.replace("@", items), "{'a': 'b'}"),
                "States.QueryEvaluationError",
                "The JSONata expression '" + items + "' specified for the field 'Items' " + what);
    }

    @Test
    void aJsonataMapWithoutItemsWantsAnArrayForInput() {
        Driver driver = Driver.run("""
                {'QueryLanguage': 'JSONata', 'StartAt': 'A', 'States': {'A': {'Type': 'Map', 'End': true,
                  'ItemProcessor': {'StartAt': 'X', 'States': {'X': {'Type': 'Pass', 'End': true}}}}}}""", "{'a': 1}");
        fails(driver, "States.QueryEvaluationError", "Map state input must be an array but was: {\"a\":1}");
    }

    /// A Map that could not begin counts a failed evaluation and a failed state; Parallel and Map tried again count no
    /// failure.
    @Test
    void numbersEventsAsTheServiceDoes() {
        Driver caught = Driver.run("""
                {'QueryLanguage': 'JSONata', 'StartAt': 'M', 'States': {
                  'M': {'Type': 'Map', 'Items': '{% 1 %}', 'End': true,
                    'Catch': [{'ErrorEquals': ['States.ALL'], 'Next': 'B'}],
                    'ItemProcessor': {'StartAt': 'X', 'States': {'X': {'Type': 'Pass', 'End': true}}}},
                  'B': {'Type': 'Pass', 'Output': '{% $no %}', 'End': true}}}""", "{}");
        // Started, entered, evaluation failed, map failed, exited, entered.
        assertThat(caught.cause).contains("state 'B' (entered at the event id #6)");
        Driver retried = Driver.run("""
                {'StartAt': 'P', 'States': {
                  'P': {'Type': 'Parallel', 'End': true, 'Retry': [{'ErrorEquals': ['E'], 'MaxAttempts': 1}],
                    'Catch': [{'ErrorEquals': ['States.ALL'], 'Next': 'B'}],
                    'Branches': [{'StartAt': 'F', 'States': {'F': {'Type': 'Fail', 'Error': 'E'}}}]},
                  'B': {'Type': 'Pass', 'Parameters': {'x.$': '$.no'}, 'End': true}}}""", "{}");
        // Started, entered, parallel started, fail entered, parallel started, fail entered, parallel failed, exited.
        assertThat(retried.cause).contains("state 'B' (entered at the event id #9)");
    }

    @Test
    void aTimeoutHasNoCause() {
        String task = "'A': {'Type': 'Task', 'Resource': 'r', 'TimeoutSeconds': 2, 'End': true";
        Driver failed = Driver.run("{'StartAt': 'A', 'States': {" + task + "}}}", "{}", (s, r, i) -> null);
        assertThat(failed.error).isEqualTo("States.Timeout");
        assertThat(failed.cause).isNull();
        Driver caught = Driver.run(
                "{'StartAt': 'A', 'States': {" + task
                        + ", 'Catch': [{'ErrorEquals': ['States.Timeout'], 'Next': 'B'}]}, 'B': {'Type': 'Succeed'}}}",
                "{}",
                (s, r, i) -> null);
        assertThat(caught.output).isEqualTo(Driver.json("{'Error': 'States.Timeout', 'Cause': ''}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            $.l[5]                                 | null
            States.ArrayPartition($.l, 1.9)        | [[1], [2]]
            States.ArrayRange(5.4, -0.6, -2.4)     | [5, 3, 1]
            States.ArrayRange(3, 3, -1)            | [3]
            States.MathAdd($.f, 1)                 | 3
            States.JsonMerge($.o, $.o, $.s)        | {'k': 1}
            States.Array(States.Array(), null, -2) | [[], null, -2]
            """)
    void yieldsWhatWasObserved(String expression, String value) {
        Driver driver = single("{'Type': 'Pass', 'End': true, 'Parameters': {'v.$': '" + expression + "'}}");
        assertThat(driver.output).isEqualTo(Driver.json("{'v': " + value + "}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            $range(3, 3, 1)            | 3
            $range(-1.7, 2, 1)         | [-1, 0, 1, 2]
            $partition([1, 2, 3], 2.9) | [[1, 2], [3]]
            $count($range(1, 2000, 1)) | 2000
            $exists($range(1, 5, -1))  | false
            $exists($range(1, 5))      | false
            $exists($partition([], 2)) | false
            $exists($hash("a"))        | false
            $count($states.input.nil)  | 1
            """)
    void computesWhatWasObserved(String expression, String value) {
        Driver driver = single("{'Type': 'Pass', 'End': true, 'QueryLanguage': 'JSONata', 'Output': {'v': '{% "
                + expression.replace("\"", "\\\"") + " %}'}}");
        assertThat(driver.output).isEqualTo(Driver.json("{'v': " + value + "}"));
    }

    /// States of a nested flow speak the machine's language, not that of the state around them.
    @Test
    void nestedStatesSpeakTheMachinesLanguage() {
        Driver driver = single("""
                {'Type': 'Map', 'QueryLanguage': 'JSONata', 'Items': '{% $states.input.l %}', 'End': true,
                  'ItemProcessor': {'StartAt': 'X', 'States': {
                    'X': {'Type': 'Pass', 'Parameters': {'v.$': '$'}, 'End': true}}}}""");
        assertThat(driver.output).isEqualTo(Driver.json("[{'v': 1}, {'v': 2}]"));
    }
}
