package billow.simulator.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.asl.AslParser;
import billow.model.asl.Parsed;
import billow.model.asl.State;
import billow.model.asl.StateMachine;
import billow.model.asl.WorkflowType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Executions recorded against the real service end the same way here, state by state.
final class RecordedExecutionsTest {
    private static final int FEWEST_EQUAL = 67;

    /// Recordings that are not reproduced, by name, with the reason.
    private static final Map<String, String> EXCEPTIONS = Map.of();

    /// Words the recorder put in place of values that differ from run to run.
    private static final Map<String, Pattern> MASKS = Map.of(
            "generated-uuid", Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"),
            "start-time", Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"),
            "entered-time", Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"));

    private static final Setting.Names NAMES = new Setting.Names(
            "arn:<partition>:states:<region>:111111111111:execution:<ArnPart_0idx>:<ExecArnPart_0idx>",
            "<ExecArnPart_0idx>",
            "arn:<partition>:states:<region>:111111111111:stateMachine:<ArnPart_0idx>",
            "<ArnPart_0idx>",
            "snf_role_arn");

    @Test
    void endsAsRecordedStateByState() {
        List<String> differing = new ArrayList<>();
        int equal = 0;
        for (JsonNode each :
                Shared.json("samples/oracles/asl-recorded-executions.json").get("cases")) {
            String id = each.get("id").stringValue();
            List<String> differences = differences(each);
            if (differences.isEmpty()) {
                equal++;
                assertThat(EXCEPTIONS).as("reproduced after all").doesNotContainKey(id);
            } else if (!EXCEPTIONS.containsKey(id)) {
                differing.add(id + ": " + differences);
            }
        }
        assertThat(differing).isEmpty();
        assertThat(equal).isGreaterThanOrEqualTo(FEWEST_EQUAL);
    }

    private static List<String> differences(JsonNode recorded) {
        Parsed parsed = AslParser.parse(recorded.get("definition"), WorkflowType.STANDARD);
        StateMachine machine = parsed.machine();
        if (machine == null || !parsed.isRunnable()) {
            return List.of("does not parse: " + parsed.problems());
        }
        Setting plain = Driver.setting(WorkflowType.STANDARD, 7);
        Setting setting = new Setting(plain.type(), NAMES, plain.epochMillis(), plain.chance(), plain.limits());
        Tracing tracing = new Tracing(new Driver(machine, recorded.get("input"), setting, (s, r, i) -> null), machine);
        List<String> differences = new ArrayList<>();
        JsonNode result = recorded.get("result");
        compare(differences, "status", result.get("status"), text(tracing.driver.status));
        compare(differences, "output", result.get("output"), tracing.driver.output);
        compare(differences, "error", result.get("error"), text(tracing.driver.error));
        compare(differences, "cause", result.get("cause"), text(tracing.driver.cause));
        compare(differences, "trace", recorded.get("trace"), tracing.trace());
        return differences;
    }

    private static @Nullable JsonNode text(@Nullable String text) {
        return text == null ? null : JsonNodeFactory.instance.stringNode(text);
    }

    private static void compare(
            List<String> differences, String what, @Nullable JsonNode expected, @Nullable JsonNode actual) {
        if (!same(expected, actual)) {
            differences.add(what + " expected " + expected + " but was " + actual);
        }
    }

    /// Equal as JSON, where a recorder's mask stands for every text of its form, and 1.0 is 1.
    private static boolean same(@Nullable JsonNode expected, @Nullable JsonNode actual) {
        if (expected == null || actual == null) {
            return expected == actual;
        }
        if (expected.isString() && actual.isString() && MASKS.containsKey(expected.stringValue())) {
            return MASKS.get(expected.stringValue())
                    .matcher(actual.stringValue())
                    .matches();
        }
        if (expected.isNumber() && actual.isNumber()) {
            return expected.decimalValue().compareTo(actual.decimalValue()) == 0;
        }
        if (expected.isArray() && actual.isArray() && expected.size() == actual.size()) {
            for (int i = 0; i < expected.size(); i++) {
                if (!same(expected.get(i), actual.get(i))) {
                    return false;
                }
            }
            return true;
        }
        if (expected.isObject() && actual.isObject() && expected.size() == actual.size()) {
            return expected.propertyStream().allMatch(m -> same(m.getValue(), actual.get(m.getKey())));
        }
        return Objects.equals(expected, actual);
    }

    /// The driver's trace in the recorder's form: `["enter", name]`, `["exit", name, output]`. The recorder sees the
    /// parent's history alone, so states inside a distributed Map's children do not appear.
    private static final class Tracing {
        private final Driver driver;
        private final Set<String> inChildren;

        Tracing(Driver driver, StateMachine machine) {
            this.driver = driver.run();
            this.inChildren = machine.flow().states().values().stream()
                    .filter(state ->
                            state instanceof State.Map map && map.processing().distributed())
                    .flatMap(state -> ((State.Map) state).processing().flow().states().keySet().stream())
                    .collect(Collectors.toSet());
        }

        ArrayNode trace() {
            ArrayNode trace = JsonNodeFactory.instance.arrayNode();
            int exits = 0;
            for (String line : driver.trace) {
                String[] words = line.split(" ", 2);
                if (words[0].equals("retry")) {
                    continue;
                }
                JsonNode output = words[0].equals("exit") ? driver.exits.get(exits++) : null;
                if (inChildren.contains(words[1])) {
                    continue;
                }
                ArrayNode entry = trace.addArray().add(words[0]).add(words[1]);
                if (output != null) {
                    entry.add(output);
                }
            }
            return trace;
        }
    }
}
