package billow.model.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import billow.model.expression.EvaluationFailure;
import billow.model.expression.Scope;
import billow.model.expression.Variables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

final class ChoiceOperatorTest {
    @Test
    void comparesRecordedValuesAsTheService() {
        List<String> wrong = new ArrayList<>();
        int compared = 0;
        for (JsonNode each : recorded().get("cases")) {
            compared++;
            ObjectNode rule = JsonNodeFactory.instance.objectNode().put("Variable", "$.Variable");
            ObjectNode input = JsonNodeFactory.instance.objectNode();
            input.set("Variable", each.get("variable"));
            String operator = each.get("operator").stringValue();
            if (each.get("operand_from").stringValue().equals("path")) {
                rule.put(operator, "$.Value");
                input.set("Value", each.get("operand"));
            } else {
                rule.set(operator, each.get("operand"));
            }
            boolean matches = condition(rule).holds(scope(input));
            if (matches != each.get("matches").booleanValue()) {
                wrong.add(each.toString());
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(compared).isEqualTo(141);
    }

    private static JsonNode recorded() {
        String named = System.getenv("BILLOW_SHARED");
        String root = Optional.ofNullable(System.getenv("BILLOW_ROOT")).orElse(".");
        Path folder = named == null ? Path.of(root).resolve("../shared").normalize() : Path.of(named);
        Assumptions.assumeTrue(named != null || Files.isDirectory(folder), "no recordings at hand");
        Path file = folder.resolve("samples/oracles/asl-choice-operators.json");
        assertThat(file).exists();
        return JsonMapper.shared().readTree(file);
    }

    @Test
    void knowsThirtyNineComparisons() {
        long paths =
                Arrays.stream(Operator.values()).filter(Operator::hasPathForm).count();
        assertThat(Operator.values().length + paths).isEqualTo(39);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {'Variable': '$.v', 'StringEquals': 'a'}                                  | 'a'    | true
            {'Variable': '$.v', 'StringLessThan': 'b'}                                | 'a'    | true
            {'Variable': '$.v', 'StringGreaterThan': 'a'}                             | 'a'    | false
            {'Variable': '$.v', 'StringLessThanEquals': 'a'}                          | 'a'    | true
            {'Variable': '$.v', 'StringGreaterThanEqualsPath': '$.text'}              | 'n'    | true
            {'Variable': '$.v', 'StringMatches': 'log-*.txt'}                         | 'log-7.txt' | true
            {'Variable': '$.v', 'StringMatches': 'a\\\\*b'}                           | 'a*b'  | true
            {'Variable': '$.v', 'StringMatches': 'a\\\\*b'}                           | 'axb'  | false
            {'Variable': '$.v', 'NumericLessThanEquals': 5}                           | 5.0    | true
            {'Variable': '$.v', 'NumericGreaterThanPath': '$.number'}                 | 8      | true
            {'Variable': '$.v', 'NumericEquals': 5}                                   | '5'    | false
            {'Variable': '$.v', 'BooleanEqualsPath': '$.truth'}                       | true   | true
            {'Variable': '$.v', 'TimestampLessThan': '2026-01-01T00:00:00Z'}          | '2025-12-31T23:59:59+00:00' | true
            {'Variable': '$.v', 'TimestampEquals': '2026-01-01T00:00:00Z'}            | '2026-01-01T01:00:00+01:00' | true
            {'Variable': '$.v', 'TimestampGreaterThanEquals': '2026-01-01T00:00:00Z'} | 'soon' | false
            {'Variable': '$.v', 'IsTimestamp': true}                                  | '2026-01-01T00:00:00Z' | true
            {'Variable': '$.v', 'IsTimestamp': true}                                  | '2026-01-01' | false
            {'Variable': '$.v', 'IsNull': true}                                       | null   | true
            {'Variable': '$.v', 'IsString': false}                                    | 3      | true
            {'Variable': '$.v', 'IsBoolean': true}                                    | false  | true
            {'Variable': '$.absent', 'IsPresent': false}                              | 0      | true
            {'Variable': '$.v', 'IsPresent': true}                                    | null   | true
            {'And': [{'Variable': '$.absent', 'IsPresent': true}, {'Variable': '$.absent', 'IsNull': true}]} | 0 | false
            {'Or': [{'Variable': '$.v', 'IsNull': true}, {'Variable': '$.v', 'NumericEquals': 1}]} | 1 | true
            {'Not': {'Variable': '$.v', 'NumericEquals': 1}}                          | 1      | false
            """)
    void decidesByValueAndType(String rule, String value, boolean expected) {
        ObjectNode input = (ObjectNode) json("{'text': 'm', 'number': 7, 'truth': true}");
        input.set("v", json(value));
        assertThat(condition(json(rule)).holds(scope(input))).isEqualTo(expected);
    }

    @Test
    void failsWhereTheVariableIsNotThere() {
        Condition condition = condition(json("{'Variable': '$.absent', 'StringEquals': 'a'}"));
        assertThatThrownBy(() -> condition.holds(scope(json("{}"))))
                .isInstanceOfSatisfying(
                        EvaluationFailure.class, e -> assertThat(e.error()).isEqualTo("States.Runtime"))
                .hasMessage("Invalid path '$.absent': The choice state's condition path references an invalid value.");
    }

    private static Condition condition(JsonNode rule) {
        ObjectNode definition = (ObjectNode)
                json(
                        "{'StartAt': 'C', 'States': {'C': {'Type': 'Choice', 'Choices': [], 'Default': 'E'}, 'E': {'Type': 'Succeed'}}}");
        ObjectNode copy = ((ObjectNode) rule).deepCopy().put("Next", "E");
        definition.withArray("/States/C/Choices").add(copy);
        Parsed parsed = AslParser.parse(definition, WorkflowType.STANDARD);
        assertThat(parsed.isRunnable()).as(parsed.problems().toString()).isTrue();
        State.Choice choice = (State.Choice) parsed.machine().flow().state("C");
        return choice.rules().getFirst().condition();
    }

    private static Scope scope(JsonNode input) {
        return new Scope(input, () -> json("{}"), Variables.NONE, null, null, () -> 0.5, 0);
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }
}
