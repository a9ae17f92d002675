package billow.model.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What expressions come to with the service.
///
/// source: executions observed in us-east-1 in August 2026 by the Floci project, its issues 2662, 2669, 2670, 2737
final class JsonataObservedTest {
    private static final String MEMORY = "threw an error during evaluation: Expression evaluation memory limit"
            + " exceeded: Check for excessive memory usage";
    private static final String STACK = "threw an error during evaluation: Stack overflow error: Check for"
            + " non-terminating recursive function. Consider rewriting as tail-recursive";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            1/0                              | "Infinity"
            -1/0                             | "-Infinity"
            0/0                              | "NaN"
            1e308 * 10                       | "Infinity"
            [1/0]                            | ["Infinity"]
            {'k': 1/0}                       | {"k":"Infinity"}
            $string(1e20)                    | "100000000000000000000"
            $string(-1.5e20)                 | "-150000000000000000000"
            $string(999999999999999868928)   | "999999999999999900000"
            $string(1e21)                    | "1e+21"
            $string(1e-6)                    | "0.000001"
            $string(1e-7)                    | "1e-7"
            $string(1/3)                     | "0.333333333333333"
            $string({'n': 1e20})             | "{\\"n\\":100000000000000000000}"
            $map([1e20, 1e21], $string)      | ["100000000000000000000","1e+21"]
            $states.input.whole              | 1
            $states.input.long               | 9223372036854775807
            $states.input.beyond             | 9.223372036854776E18
            $string($states.input.beyond)    | "9223372036854776000"
            $partition([1,2,3])              | [[1,2,3]]
            $partition([1,2,3,4,5], 2.9)     | [[1,2],[3,4],[5]]
            $range(-1.7, 2, 1)               | [-1,0,1,2]
            $range(5, 1, -1.5)               | [5,4,3,2,1]
            $range(3, 3, 1)                  | 3
            $count($range(1, 360145, 1))     | 360145
            $count($range(-9223372036854775808, 9223372036854775807, 9223372036854775807)) | 3
            $random(42)                      | 0.7275636800328681
            $random(0.9) = $random(0)        | true
            $parse('{"b":1,"a":2}')          | {"b":1,"a":2}
            $parse('1.0')                    | 1
            $parse('9223372036854775808')    | 9.223372036854776E18
            $exists($parse('null'))          | true
            $map(['{"a":1}', '{"a":2}'], $parse).a | [1,2]
            $hash('ñ', 'MD5')                | "94e9342ecbb1458b6043ecd3bfcbc192"
            $parseInteger('abc', '0')        | "NaN"
            [$parseInteger('abc', '0')]      | ["NaN"]
            [1..873782] ~> $count()          | 873782
            ($f := function($x){ $x <= 0 ? 0 : 1 + $f($x-1) }; $f(31)) | 31
            ($f := function($s, $n){ $n = 0 ? $s : $f($s & $s, $n - 1) }; $length($f('x', 22))) | 4194304
            """)
    void evaluatesAsTheServiceDoes(String expression, String value) {
        assertThat(evaluate(expression)).hasToString(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            $parse(null)                     | T0410
            $parse('{}', 'x')                | T0410
            $partition([1,2,3], 2, 'x')      | T0410
            $range(1, 5, 1, 'x')             | T0410
            $range(1)                        | T0410
            $hash('a', 'MD5', 'x')           | T0410
            $hash('a', 5)                    | T0410
            $uuid('seed')                    | T0410
            $random(1, 2)                    | T0410
            $partition(null, 2)              | T0412
            $partition([1,2,3], -1)          | D3137: Second argument must be zero or greater
            $hash('Hello', 'md5')            | D3137
            $parse('')                       | D3137: Invalid JSON
            $parse('{"a":1}{"b":2}')         | D3137: Invalid JSON
            $parse('{"a":1,"a":2}')          | D3137: Invalid JSON
            $parse('1e400')                  | D3137: Invalid JSON
            $eval('1+1')                     | T1006: Attempted to invoke a non-function
            """)
    void failsWithTheServicesCodes(String expression, String words) {
        assertThatThrownBy(() -> evaluate(expression))
                .isInstanceOf(EvaluationFailure.class)
                .hasMessageContaining("threw an error during evaluation. " + words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$states.input.absent",
                "$partition([], 2)",
                "$partition([1,2,3], 0)",
                "$range(5, 1, 1)",
                "$range(1, 5, 0)",
                "$range(1, 5)",
                "$hash('Hello')",
                "$parse()",
                "$string()"
            })
    void yieldsNothing(String expression) {
        assertThatThrownBy(() -> evaluate(expression)).hasMessageEndingWith("returned nothing (undefined).");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$range(1, 360146, 1)",
                "$range(1, 1000000000, 1)",
                "[1..873783] ~> $count()",
                "$sum([1..900000])",
                "($f := function($s, $n){ $n = 0 ? $s : $f($s & $s, $n - 1) }; $length($f('x', 23)))",
                // Not observed; bounded likewise.
                "($f := function($s, $n){ $n = 0 ? $s : $f($append($s, $s), $n - 1) }; $count($f([1,2], 40)))",
                "($f := function($s, $n){ $n = 0 ? $s : $f([[$s], [$s]], $n - 1) }; $f(1, 40))",
                "($f := function($s, $n){ $n = 0 ? $s : $f([[$s], [$s]], $n - 1) }; $length($string($f(1, 40))))",
                "$length($pad('a', 1e9))",
                "$length($pad('a', -1e300, 'xy'))",
                "$length($join($map([1..300000], function($x){'aaaaaaaaaaaaaaaaaaaaaaaaaaaa'})))"
            })
    void isBoundInWhatItHolds(String expression) {
        assertThatThrownBy(() -> evaluate(expression)).hasMessageEndingWith(MEMORY);
    }

    @Test
    void isBoundInDepth() {
        assertThat(evaluate("1" + "+1".repeat(99))).hasToString("100");
        assertThat(evaluate("(".repeat(99) + "1" + ")".repeat(99))).hasToString("1");
        assertThat(evaluate("1" + "~>$string".repeat(99))).hasToString("\"1\"");
        for (String deep : new String[] {
            "1" + "+1".repeat(100),
            "(".repeat(100) + "1" + ")".repeat(100),
            "[".repeat(100) + "1" + "]".repeat(100),
            "1" + "~>$string".repeat(100),
            "($f := function($x){ $x <= 0 ? 0 : 1 + $f($x-1) }; $f(32))"
        }) {
            assertThatThrownBy(() -> evaluate(deep)).hasMessageEndingWith(STACK);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            $$                                        | Reference to '$$' is not supported.
            $states.input.rows[amount > $$.limit]     | Reference to '$$' is not supported.
            $                                         | Reference to '$' at the top level is not supported.
            phone                                     | Reference to 'phone' at the top level is not supported.
            phone.number                              | Reference to 'phone' at the top level is not supported.
            {aaa: 1}                                  | Reference to 'aaa' at the top level is not supported.
            [1, {'k': phone}]                         | Reference to 'phone' at the top level is not supported.
            $map($states.input.a, function($x){ b })  | Reference to 'b' at the top level is not supported.
            """)
    void refusesWhatNothingStandsFor(String expression, String reason) {
        assertThatThrownBy(() -> JsonataExpression.parse("{% " + expression + " %}"))
                .isInstanceOf(InvalidExpression.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$states.input.items[value > 3]",
                "$states.input.items.($.price * quantity)",
                "$states.input.items{name: price}",
                "$states.input.items^(price)",
                "$replace('a$$b', /\\$\\$/, '$$')",
                "'$$'",
                "/* $$ */ 1"
            })
    void takesNamesWithinAPath(String expression) {
        assertThat(JsonataExpression.parse("{% " + expression + " %}").text()).isEqualTo(expression);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[$sum]", "{'a': $sum}", "[[function($x){$x}]]"})
    void hasNoFunctionsForResults(String expression) {
        assertThatThrownBy(() -> evaluate(expression)).hasMessageEndingWith("returned an unsupported result type.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$replace('abc', /x*/, '-')", "$match('ab', /x*/)", "$split('ab', /x*/)"})
    void refusesPatternsThatMatchNothing(String expression) {
        assertThatThrownBy(() -> evaluate(expression))
                .hasMessageContaining("D1004: Regular expression matches zero length string");
    }

    @Test
    void writesNothingToStandardOutput() {
        var written = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            for (String expression : new String[] {"5(3)", "'a'(1)", "$states.input.whole(1)", "($f := 1; $f(2))"}) {
                assertThatThrownBy(() -> evaluate(expression))
                        .hasMessageContaining("T1006: Attempted to invoke a non-function");
            }
        } finally {
            System.setOut(before);
        }
        assertThat(written.size()).isZero();
    }

    private static JsonNode evaluate(String expression) {
        JsonNode input = JsonMapper.shared()
                .readTree("{\"whole\":1.0,\"long\":9223372036854775807,\"beyond\":9223372036854775808}");
        return JsonataExpression.parse("{% " + expression + " %}")
                .evaluate(new Scope(input, () -> input, Variables.NONE, null, null, () -> 0.5, 0), "Output");
    }
}
