package billow.model.asl;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.expression.QueryLanguage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AslParserTest {
    @Test
    void readsEveryKindOfState() {
        Parsed parsed = parse("""
                {'Comment': 'all', 'StartAt': 'P', 'TimeoutSeconds': 60, 'States': {
                  'P': {'Type': 'Pass', 'Result': 1, 'ResultPath': '$.one', 'Next': 'W'},
                  'W': {'Type': 'Wait', 'Seconds': 3, 'Next': 'T'},
                  'T': {'Type': 'Task', 'Resource': 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
                        'TimeoutSeconds': 30, 'HeartbeatSeconds': 10, 'Credentials': {'RoleArn': 'r'},
                        'Retry': [{'ErrorEquals': ['A'], 'MaxDelaySeconds': 9, 'JitterStrategy': 'FULL'}],
                        'Catch': [{'ErrorEquals': ['States.ALL'], 'ResultPath': null, 'Next': 'F'}], 'Next': 'L'},
                  'L': {'Type': 'Parallel', 'Branches': [{'StartAt': 'X', 'States': {'X': {'Type': 'Succeed'}}}], 'Next': 'M'},
                  'M': {'Type': 'Map', 'ItemsPath': '$.items', 'MaxConcurrency': 2, 'Next': 'C',
                        'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED', 'ExecutionType': 'EXPRESS'},
                                          'StartAt': 'Y', 'States': {'Y': {'Type': 'Pass', 'End': true}}}},
                  'C': {'Type': 'Choice', 'Choices': [{'Variable': '$.a', 'IsNull': true, 'Next': 'S'}], 'Default': 'F'},
                  'S': {'Type': 'Succeed'},
                  'F': {'Type': 'Fail', 'Error': 'E', 'CausePath': '$.why'}}}""");
        assertThat(parsed.problems()).isEmpty();
        StateMachine machine = parsed.machine();
        assertThat(machine.flow().states().keySet()).containsExactly("P", "W", "T", "L", "M", "C", "S", "F");
        assertThat(machine.stateCount()).isEqualTo(10);
        assertThat(machine.timeoutSeconds()).isEqualTo(60);
        State.Task task = (State.Task) machine.flow().state("T");
        assertThat(task.integration())
                .isEqualTo(new Integration(
                        Integration.Kind.OPTIMIZED, "sqs", "sendMessage", Integration.Completion.CALLBACK));
        assertThat(task.credentials()).isNotNull();
        assertThat(task.retriers()).containsExactly(new Retrier(List.of("A"), 1, 3, 2.0, 9L, true));
        State.Map map = (State.Map) machine.flow().state("M");
        assertThat(map.processing().distributed()).isTrue();
        assertThat(map.processing().childType()).isEqualTo(WorkflowType.EXPRESS);
    }

    @Test
    void readsYamlAsJson() {
        Parsed parsed = AslParser.parse("""
                StartAt: A
                QueryLanguage: JSONata
                States:
                  A:
                    Type: Pass
                    Output: "{% $states.input.x + 1 %}"
                    End: true
                """, WorkflowType.STANDARD);
        assertThat(parsed.problems()).isEmpty();
        assertThat(parsed.machine().flow().state("A").header().language()).isEqualTo(QueryLanguage.JSONATA);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            'A': {'Type': 'Pass', 'Next': 'B'}                    | States.A.Next — Expected the name of a state here, received B.
            'A': {'Type': 'Pass'}                                 | States.A.Next — Expected Next or End, received neither.
            'A': {'Type': 'Pass', 'End': true}, 'B': {'Type': 'Succeed'} | States.B — Expected a state that can be reached from A, received B.
            'A': {'Type': 'Pas', 'End': true}                     | States.A.Type — Expected one of Task, Choice, Wait, Parallel, Map, Pass, Succeed, Fail, received Pas.
            'A': {'Type': 'Wait', 'End': true}                    | States.A — Expected exactly one of Seconds, SecondsPath, Timestamp, TimestampPath, received none.
            'A': {'Type': 'Wait', 'Seconds': 1, 'Timestamp': '2026-01-01T00:00:00Z', 'End': true} | States.A — Expected exactly one of Seconds, SecondsPath, Timestamp, TimestampPath, received two.
            'A': {'Type': 'Task', 'Resource': 'r', 'TimeoutSeconds': 5, 'HeartbeatSeconds': 5, 'End': true} | States.A.HeartbeatSeconds — Expected less than TimeoutSeconds (5 s), received 5.
            'A': {'Type': 'Task', 'Resource': 'r', 'Retry': [{'ErrorEquals': ['States.ALL', 'B']}], 'End': true} | States.A.Retry[0].ErrorEquals — Expected States.ALL alone and in the last entry, received [States.ALL, B].
            'A': {'Type': 'Task', 'Resource': 'r', 'Retry': [{'ErrorEquals': ['E'], 'BackoffRate': 0.5}], 'End': true} | States.A.Retry[0].BackoffRate — Expected a number from 1.0 to 1.7976931348623157E308, received 0.5.
            'A': {'Type': 'Task', 'Resource': 'r', 'Catch': [{'ErrorEquals': ['States.Nope'], 'Next': 'A'}], 'End': true} | States.A.Catch[0].ErrorEquals — Expected an error name the language defines after States., received States.Nope.
            'A': {'Type': 'Pass', 'Parameters': {'x.$': 'y'}, 'End': true} | States.A.Parameters — Expected a JSONPath beginning with $, received y.
            'A': {'Type': 'Pass', 'Parameters': {'x.$': 'States.Nope(1)'}, 'End': true} | States.A.Parameters — Expected an intrinsic function such as States.Format, received States.Nope.
            'A': {'Type': 'Pass', 'QueryLanguage': 'JSONata', 'Output': '{% 1 + %}', 'End': true} | States.A.Output — Expected a JSONata expression, received 1 + (Unexpected end of expression).
            'A': {'Type': 'Pass', 'QueryLanguage': 'JSONata', 'ResultPath': '$.x', 'End': true} | States.A.ResultPath — Expected no ResultPath in a state whose language is JSONata, received one.
            'A': {'Type': 'Choice', 'Choices': [{'Variable': '$.a', 'StringEquals': 3, 'Next': 'A'}]} | States.A.Choices[0].StringEquals — Expected a text, received 3.
            'A': {'Type': 'Choice', 'Choices': [{'Variable': '$.a', 'Next': 'A'}]} | States.A.Choices[0] — Expected exactly one comparison, received none.
            'A': {'Type': 'Choice', 'Choices': [{'Probability': 0.7, 'Next': 'A'}, {'Probability': 0.7, 'Next': 'A'}]} | States.A.Choices — Expected probabilities that sum to at most 1, received 1.4.
            'A': {'Type': 'Parallel', 'Branches': [{'States': {'X': {'Type': 'Succeed'}}}], 'End': true} | States.A.Branches[0].StartAt — Expected a value, received none.
            'A': {'Type': 'Map', 'ItemProcessor': {'States': {'X': {'Type': 'Succeed'}}}, 'End': true} | States.A.ItemProcessor.StartAt — Expected a value, received none.
            'A': {'Type': 'Parallel', 'Branches': [{'StartAt': 'A', 'States': {'A': {'Type': 'Succeed'}}}], 'End': true} | States.A.Branches[0].States.A — Expected a name no other state of the machine has, received A twice.
            """)
    void complainsInItsPlace(String states, String problem) {
        Parsed parsed = parse("{'StartAt': 'A', 'States': {" + states + "}}");
        assertThat(parsed.isRunnable()).isFalse();
        assertThat(parsed.problems().stream().map(Problem::toString)).contains(problem);
    }

    @Test
    void warnsOfChoiceWithoutDefaultAndOfUnknownFields() {
        Parsed parsed = parse("""
                {'StartAt': 'A', 'States': {
                  'A': {'Type': 'Choice', 'Choises': 1, 'Choices': [{'Variable': '$.a', 'IsNull': true, 'Next': 'B'}]},
                  'B': {'Type': 'Succeed'}}}""");
        assertThat(parsed.isRunnable()).isTrue();
        assertThat(parsed.problems().stream().map(Problem::toString))
                .containsExactly(
                        "States.A.Default — Expected a Default for input no rule matches, received none.",
                        "States.A.Choises — Expected a field of this object, received the unknown Choises.");
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:states:::batch:submitJob.sync, .sync",
        "arn:aws:states:::states:startExecution.sync:2, .sync",
        "arn:aws:states:::sqs:sendMessage.waitForTaskToken, .waitForTaskToken"
    })
    void refusesLongIntegrationsInExpressWorkflows(String resource, String named) {
        String definition = "{'StartAt': 'A', 'States': {'A': {'Type': 'Task', 'TimeoutSeconds': 5, 'Resource': '"
                + resource + "', 'End': true}}}";
        assertThat(parse(definition).isRunnable()).isTrue();
        assertThat(AslParser.parse(definition.replace('\'', '"'), WorkflowType.EXPRESS).problems().stream()
                        .map(Problem::toString))
                .containsExactly("States.A.Resource — Expected request-response in an Express workflow, received "
                        + named + ".");
    }

    @Test
    void letsNoInnerFlowAssignWhatASurroundingOneDoes() {
        String machine = """
                {'StartAt': 'A', 'States': {
                  'A': {'Type': 'Pass', 'Assign': {'x.$': '$.n'}, 'Next': 'M'},
                  'M': {'Type': 'Map', 'End': true, 'ItemProcessor': {'StartAt': 'I', 'States': {
                    'I': {'Type': 'Pass', 'Assign': {'x': 1, 'y': 2}, 'End': true}}}}}}""";
        assertThat(parse(machine).problems().stream().map(Problem::toString))
                .containsExactly(
                        "States.M.ItemProcessor.States — Expected to assign no variable of a surrounding flow, received [x].");
        String distributed = machine.replace(
                "'StartAt': 'I'",
                "'ProcessorConfig': {'Mode': 'DISTRIBUTED', 'ExecutionType': 'STANDARD'}, 'StartAt': 'I'");
        assertThat(parse(distributed).problems()).isEmpty();
    }

    @Test
    void keepsWhatItDoesNotKnow() {
        Parsed parsed = parse("{'StartAt': 'A', 'Future': [1], 'States': {'A': {'Type': 'Succeed', 'Odd': 2}}}");
        assertThat(parsed.machine().source().at("/States/A/Odd").intValue()).isEqualTo(2);
        assertThat(parsed.machine().source().has("Future")).isTrue();
    }

    @Test
    void readsGenuineDefinitions() throws IOException {
        String named = System.getenv("BILLOW_SHARED");
        String root = Optional.ofNullable(System.getenv("BILLOW_ROOT")).orElse(".");
        Path folder = named == null ? Path.of(root).resolve("../shared").normalize() : Path.of(named);
        Assumptions.assumeTrue(named != null || Files.isDirectory(folder), "no samples at hand");
        try (Stream<Path> files = Files.walk(folder.resolve("samples/asl"))) {
            List<Path> definitions =
                    files.filter(file -> file.toString().contains(".asl.")).toList();
            assertThat(definitions).hasSize(6);
            for (Path file : definitions) {
                Parsed parsed = AslParser.parse(Files.readString(file), WorkflowType.STANDARD);
                assertThat(parsed.problems().stream().filter(p -> p.severity() == Problem.Severity.ERROR))
                        .as(file.toString())
                        .isEmpty();
            }
        }
    }

    @Property(tries = 500)
    void neverThrowsOnAnyText(@ForAll String text) {
        assertThat(AslParser.parse(text, WorkflowType.STANDARD).isRunnable()).isFalse();
        assertThat(parse("{'StartAt': 'A', 'States': " + text.replace('\'', ' ') + "}")
                        .problems())
                .isNotEmpty();
    }

    @Property(tries = 300)
    void neverThrowsOnFieldsOfTheWrongType(
            @ForAll("fields") String field, @ForAll("types") String type, @ForAll("values") String value) {
        Parsed parsed =
                parse("{'StartAt': 'A', 'States': {'A': {'Type': '" + type + "', '" + field + "': " + value + "}}}");
        assertThat(parsed.problems()).isNotNull();
    }

    @net.jqwik.api.Provide
    net.jqwik.api.Arbitrary<String> fields() {
        return net.jqwik.api.Arbitraries.of(
                "Next",
                "End",
                "Retry",
                "Catch",
                "Choices",
                "Default",
                "Branches",
                "ItemProcessor",
                "Iterator",
                "Parameters",
                "Resource",
                "Seconds",
                "Timestamp",
                "SecondsPath",
                "InputPath",
                "OutputPath",
                "ResultPath",
                "ResultSelector",
                "ItemReader",
                "ItemBatcher",
                "ResultWriter",
                "MaxConcurrency",
                "ItemsPath",
                "Assign",
                "Error",
                "CausePath",
                "QueryLanguage",
                "TimeoutSeconds",
                "HeartbeatSecondsPath",
                "Type",
                "Comment",
                "ItemCount");
    }

    @net.jqwik.api.Provide
    net.jqwik.api.Arbitrary<String> types() {
        return net.jqwik.api.Arbitraries.of("Task", "Choice", "Wait", "Parallel", "Map", "Pass", "Succeed", "Fail");
    }

    @net.jqwik.api.Provide
    net.jqwik.api.Arbitrary<String> values() {
        return net.jqwik.api.Arbitraries.of(
                "null",
                "1",
                "-1",
                "1.5",
                "true",
                "'x'",
                "'$.'",
                "'$[?('",
                "[]",
                "[1]",
                "[{}]",
                "{}",
                "{'x.$': 1}",
                "'{% ( %}'",
                "[{'ErrorEquals': 1}]",
                "[{'Not': 1, 'Next': 2}]",
                "{'StartAt': 1, 'States': [2]}");
    }

    private static Parsed parse(String definition) {
        return AslParser.parse(definition.replace('\'', '"'), WorkflowType.STANDARD);
    }
}
