package billow.simulator.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.asl.WorkflowType;
import billow.simulator.workflow.Driver.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Machines of every shape come to an end and leave nothing behind.
final class RandomMachinesTest {
    /// Builds machines from a seed: flows of one to four states, branches nested to three levels.
    private static final class Builder {
        private final SplittableRandom random;
        private int names;

        Builder(long seed) {
            random = new SplittableRandom(seed);
        }

        String flow(int depth) {
            int count = 1 + random.nextInt(4);
            List<String> own = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                own.add("S" + names++);
            }
            StringBuilder states = new StringBuilder();
            for (int i = 0; i < count; i++) {
                String next = i + 1 < count ? "'Next': '" + own.get(i + 1) + "'" : "'End': true";
                states.append(i == 0 ? "" : ", ")
                        .append("'")
                        .append(own.get(i))
                        .append("': ")
                        .append(state(depth, next, own.get(i)));
            }
            return "'StartAt': '" + own.getFirst() + "', 'States': {" + states + "}";
        }

        private String state(int depth, String next, String name) {
            int kind = random.nextInt(depth < 3 ? 8 : 5);
            String again = "'Retry': [{'ErrorEquals': ['States.ALL'], 'MaxAttempts': 2, 'JitterStrategy': 'FULL'}], ";
            String recovery = random.nextInt(3) > 0 ? again : "";
            return switch (kind) {
                case 0 -> "{'Type': 'Pass', " + next + "}";
                case 1 -> "{'Type': 'Wait', 'Seconds': " + random.nextInt(5) + ", " + next + "}";
                case 2 ->
                    next.contains("Next")
                            ? "{'Type': 'Choice', 'Choices': [{'Variable': '$.absent', 'IsNull': true, 'Probability': 0.3, "
                                    + "'Next': '" + name + "'}], 'Default': " + next.substring(8) + "}"
                            : "{'Type': 'Succeed'}";
                case 3, 4 ->
                    "{'Type': 'Task', 'Resource': 'r', " + recovery
                            + (random.nextBoolean() ? "'TimeoutSeconds': 3, " : "") + next + "}";
                case 5 ->
                    "{'Type': 'Parallel', " + recovery + "'Branches': [{" + flow(depth + 1) + "}, {" + flow(depth + 1)
                            + "}], " + next + "}";
                default ->
                    "{'Type': 'Map', " + recovery + "'ItemsPath': '$$.Execution.Input', 'MaxConcurrency': "
                            + random.nextInt(3)
                            + ", 'ToleratedFailurePercentage': 50, 'ItemProcessor': {" + processor(kind)
                            + flow(depth + 1) + "}, " + next
                            + "}";
            };
        }

        private String processor(int kind) {
            return kind == 6 ? "" : "'ProcessorConfig': {'Mode': 'DISTRIBUTED', 'ExecutionType': 'EXPRESS'}, ";
        }
    }

    @Property(tries = 300)
    void endsAndLeavesNothingUnderWay(@ForAll long seed, @ForAll boolean withData) {
        Driver first = run(seed, withData ? "[{'a': 1}, {'b': [2]}, {}]" : null);
        assertThat(first.status).isIn("SUCCEEDED", "FAILED");
        assertThat(first.execution.isEnded()).isTrue();
        assertThat(first.running).isZero();
        Driver second = run(seed, withData ? "[{'a': 1}, {'b': [2]}, {}]" : null);
        assertThat(second.trace).isEqualTo(first.trace);
        assertThat(second.now).isEqualTo(first.now);
        assertThat(second.output).isEqualTo(first.output);
    }

    private static Driver run(long seed, @Nullable String input) {
        SplittableRandom random = new SplittableRandom(seed);
        String definition = "{" + new Builder(seed).flow(0) + "}";
        Driver driver = new Driver(
                Driver.machine(definition),
                input == null ? null : Driver.json(input),
                Driver.setting(WorkflowType.STANDARD, seed),
                (state, resource, in) -> random.nextInt(8) == 0
                        ? Answer.failing(random.nextInt(5), "E")
                        : Answer.after(random.nextInt(5), in));
        return driver.run();
    }

    @Property(tries = 500)
    void measuresPayloadsAsTheyAreWritten(@ForAll("payloads") String json) {
        JsonNode node = JsonMapper.shared().readTree(json);
        assertThat(PayloadSize.bytes(node, Long.MAX_VALUE))
                .isEqualTo(node.toString().getBytes(StandardCharsets.UTF_8).length);
    }

    @Provide
    Arbitrary<String> payloads() {
        JsonMapper mapper = JsonMapper.shared();
        Arbitrary<String> text = Arbitraries.strings()
                .withChars("aé€\"\\\n\t\u0001/")
                .ofMaxLength(6)
                .map(mapper::writeValueAsString);
        Arbitrary<String> leaf =
                Arbitraries.oneOf(text, Arbitraries.of("1", "-2.5", "true", "null", "[]", "{}", "\"\uD83D\uDE80\""));
        Arbitrary<String> list = leaf.list().ofMaxSize(4).map(all -> "[" + String.join(",", all) + "]");
        return Arbitraries.maps(text, Arbitraries.oneOf(leaf, list))
                .ofMaxSize(4)
                .map(all -> "{"
                        + String.join(
                                ",",
                                all.entrySet().stream()
                                        .map(m -> m.getKey() + ":" + m.getValue())
                                        .toList()) + "}");
    }
}
