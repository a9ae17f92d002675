package billow.model.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The words for expressions that go wrong.
///
/// source: the codes and sentences of the JSONata language, jsonata-js 2.0, `errorCodes`
final class JsonataProblemTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            $substring(null, 1)          | T0410: Argument 1 of function "substring" does not match function signature
            $sum(['a'])                  | T0412: Argument 1 of function "sum" must be an array of numbers
            $join([1])                   | T0412: Argument 1 of function "join" must be an array of strings
            'a' ~> $sum                  | T0412: An argument must be an array of numbers
            $sort([1, 'a'])              | D3070: The single argument form of the sort function can only be applied
            $replace('a', '', 'b')       | D3010: Second argument of replace function cannot be an empty string
            $replace('a', /a/, function($m) {1}) | The arguments do not suit the function "replace".
            $number('x')                 | D3030: Unable to cast value to a number: "x"
            $toMillis('x')               | D3110: The argument of the toMillis function must be an ISO 8601
            $fromMillis(1, '[Q]')        | D3132: Unknown component specifier Q in date/time picture string
            $fromMillis(1, '[Y')         | D3135: No matching closing bracket
            $decodeUrl('%')              | D3140: Malformed URL
            1 < 'a'                      | T2009: The values 1 and "a" either side of operator "<" must be of the same
            {1: 2}                       | T1003: Key in object structure must evaluate to a string; got: 1
            $eval('1')                   | T1006: Attempted to invoke a non-function
            $sqrt(-1)                    | D3060: The sqrt function cannot be applied to a negative number: -1
            $error('No luck')            | D3137: No luck
            """)
    void areTheLanguages(String expression, String words) {
        assertThatThrownBy(() -> evaluate(expression))
                .isInstanceOf(EvaluationFailure.class)
                .hasMessageContaining("threw an error during evaluation. " + words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ($f := function($x) {$f($x) + 1}; $f(1)) | Stack overflow error: Check for non-terminating recursive
            ($f := function($x) {$f($x)}; $f(1))     | Expression evaluation timeout: Check for infinite loop
            """)
    void areTheServicesWhereItSetsLimits(String expression, String words) {
        assertThatThrownBy(() -> evaluate(expression))
                .isInstanceOf(EvaluationFailure.class)
                .hasMessageContaining("threw an error during evaluation: " + words);
    }

    @Test
    void neverNameTheLibrary() {
        String[] functions = {
            "abs",
            "append",
            "assert",
            "average",
            "base64decode",
            "boolean",
            "ceil",
            "contains",
            "count",
            "decodeUrl",
            "each",
            "encodeUrl",
            "error",
            "filter",
            "formatBase",
            "formatInteger",
            "formatNumber",
            "fromMillis",
            "hash",
            "join",
            "keys",
            "length",
            "lookup",
            "lowercase",
            "map",
            "match",
            "max",
            "merge",
            "not",
            "number",
            "pad",
            "parse",
            "parseInteger",
            "partition",
            "power",
            "random",
            "range",
            "reduce",
            "replace",
            "reverse",
            "round",
            "shuffle",
            "sift",
            "single",
            "sort",
            "split",
            "spread",
            "string",
            "substring",
            "substringAfter",
            "sum",
            "toMillis",
            "trim",
            "type",
            "uuid",
            "zip"
        };
        String[] arguments = {"", "null", "1", "'a'", "[null]", "{}", "$sum", "/a/", "null, null", "'a', 1", "1, 'a'"};
        for (String function : functions) {
            for (String argument : arguments) {
                try {
                    evaluate("$" + function + "(" + argument + ")");
                } catch (EvaluationFailure e) {
                    assertThat(e)
                            .message()
                            .doesNotContain("java", "dashjoin", "Exception", "class ", "{{", "Cannot invoke");
                }
            }
        }
    }

    private static JsonNode evaluate(String expression) {
        JsonNode empty = JsonMapper.shared().createObjectNode();
        return JsonataExpression.parse("{% " + expression + " %}")
                .evaluate(new Scope(empty, () -> empty, Variables.NONE, null, null, () -> 0.5, 0), "Output");
    }
}
