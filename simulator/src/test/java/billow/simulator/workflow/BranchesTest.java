package billow.simulator.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.asl.WorkflowType;
import billow.simulator.workflow.Driver.Answer;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Parallel and Map.
final class BranchesTest {
    private static final String TASK =
            "{'StartAt': 'T', 'States': {'T': {'Type': 'Task', 'Resource': 'r', 'End': true}}}";

    private static String map(String fields) {
        return "{'StartAt': 'M', 'States': {'M': {'Type': 'Map', " + fields + ", 'ItemProcessor': " + TASK
                + ", 'End': true}}}";
    }

    private static String distributed(String fields) {
        return map(fields)
                .replace(
                        "'StartAt': 'T'",
                        "'ProcessorConfig': {'Mode': 'DISTRIBUTED', 'ExecutionType': 'EXPRESS'}, 'StartAt': 'T'");
    }

    private static final String PARALLEL = """
            {'StartAt': 'P', 'States': {'P': {'Type': 'Parallel', 'Next': 'Z',
              'Catch': [{'ErrorEquals': ['E'], 'ResultPath': '$.error', 'Next': 'Z'}],
              'Branches': [
                {'StartAt': 'A', 'States': {'A': {'Type': 'Task', 'Resource': 'a', 'End': true}}},
                {'StartAt': 'B', 'States': {'B': {'Type': 'Wait', 'Seconds': 1, 'Next': 'C'}, 'C': {'Type': 'Task', 'Resource': 'c', 'End': true}}}]},
             'Z': {'Type': 'Succeed'}}}""";

    @Test
    void joinsBranchesInTheirOrder() {
        Driver driver = Driver.run(
                PARALLEL, "{'x': 1}", (s, r, i) -> Answer.after(r.equals("a") ? 5 : 1, Driver.json("'" + r + "'")));
        assertThat(driver.output).isEqualTo(Driver.json("['a', 'c']"));
        assertThat(driver.seconds()).isEqualTo(5);
        assertThat(driver.taskInputs).containsExactly(Driver.json("{'x': 1}"), Driver.json("{'x': 1}"));
    }

    @Test
    void stopsTheOtherBranchesWhenOneFails() {
        Driver driver = Driver.run(
                PARALLEL, "{'x': 1}", (s, r, i) -> r.equals("a") ? Answer.after(50, i) : Answer.failing(1, "E"));
        assertThat(driver.seconds()).isEqualTo(2);
        assertThat(driver.running).isZero();
        assertThat(driver.output).isEqualTo(Driver.json("{'x': 1, 'error': {'Error': 'E', 'Cause': 'because'}}"));
    }

    @Test
    void failsWithTheErrorOfTheBranch() {
        Driver driver = Driver.run(PARALLEL, "{}", (s, r, i) -> Answer.failing(1, "Other"));
        assertThat(driver.error).isEqualTo("Other");
        assertThat(driver.cause).isEqualTo("because");
    }

    @ParameterizedTest
    @CsvSource({"100, 0, 3, 40", "100, 40, 3, 40", "100, 7, 15, 7", "5, 1, 5, 1", "0, 1, 0, 0"})
    void runsAtMostSoManyIterationsAtOnce(int items, int concurrency, double seconds, int most) {
        Driver driver = Driver.run(
                map("'MaxConcurrency': " + concurrency + ", 'ItemCount': " + items),
                null,
                (s, r, i) -> Answer.after(1, null));
        assertThat(driver.seconds()).isEqualTo(seconds);
        assertThat(driver.mostRunning).isEqualTo(most);
        assertThat(driver.taskInputs).hasSize(items);
    }

    @Test
    void handsItemsOnAndKeepsTheirOrder() {
        Driver driver = Driver.run(
                map(
                        "'ItemsPath': '$.list', 'ItemSelector': {'i.$': '$$.Map.Item.Index', 'v.$': '$$.Map.Item.Value', 'k.$': '$.k'}, 'ResultPath': '$.out'"),
                "{'list': ['a', 'b', 'c'], 'k': 9}",
                (s, r, i) -> Answer.after(3 - i.get("i").intValue(), i.get("v")));
        assertThat(driver.output).isEqualTo(Driver.json("{'list': ['a', 'b', 'c'], 'k': 9, 'out': ['a', 'b', 'c']}"));
        assertThat(driver.taskInputs).contains(Driver.json("{'i': 1, 'v': 'b', 'k': 9}"));
    }

    @Test
    void iteratesOverMembersInADistributedMap() {
        Driver driver = Driver.run("""
                {'StartAt': 'M', 'QueryLanguage': 'JSONata', 'States': {'M': {'Type': 'Map', 'Items': '{% $states.input.o %}',
                  'ItemSelector': '{% $states.context.Map.Item.Key & $string($states.context.Map.Item.Value) %}',
                  'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED', 'ExecutionType': 'STANDARD'},
                  'StartAt': 'X', 'States': {'X': {'Type': 'Pass', 'End': true}}}, 'End': true}}}""", "{'o': {'a': 1, 'b': 2}}");
        assertThat(driver.output).isEqualTo(Driver.json("['a1', 'b2']"));
    }

    @Test
    void failsTheMapWhenAnIterationFails() {
        Driver driver = Driver.run(
                map("'MaxConcurrency': 2"),
                "[1, 2, 3, 4]",
                (s, r, i) -> i.intValue() == 3 ? Answer.failing(1, "E") : Answer.after(1, i));
        assertThat(driver.error).isEqualTo("E");
        assertThat(driver.seconds()).isEqualTo(2);
        assertThat(driver.running).isZero();
    }

    @Test
    void repeatsTheWholeMapOnRetry() {
        AtomicInteger failures = new AtomicInteger(1);
        Driver driver = Driver.run(
                map("'Retry': [{'ErrorEquals': ['E']}]"),
                "[1, 2]",
                (s, r, i) -> i.intValue() == 2 && failures.getAndDecrement() > 0
                        ? Answer.failing(1, "E")
                        : Answer.after(1, i));
        assertThat(driver.output).isEqualTo(Driver.json("[1, 2]"));
        assertThat(driver.taskInputs).hasSize(4);
        assertThat(driver.seconds()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            'ToleratedFailureCount': 3            | SUCCEEDED
            'ToleratedFailureCount': 2            | FAILED
            'ToleratedFailurePercentage': 30      | SUCCEEDED
            'ToleratedFailurePercentage': 29      | FAILED
            'Comment': 'no tolerance'             | FAILED
            """)
    void toleratesFailedChildrenUpToTheThreshold(String tolerance, String status) {
        Driver driver = Driver.run(
                distributed(tolerance),
                "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]",
                (s, r, i) -> i.intValue() < 3 ? Answer.failing(1, "E") : Answer.after(2, i));
        assertThat(driver.status).isEqualTo(status);
        assertThat(driver.children).isEqualTo(10);
        if (status.equals("FAILED")) {
            assertThat(driver.error).isEqualTo("States.ExceedToleratedFailureThreshold");
            assertThat(driver.running).isZero();
        } else {
            assertThat(driver.output).isEqualTo(Driver.json("[3, 4, 5, 6, 7, 8, 9]"));
            assertThat(driver.childFailures).isEqualTo(3);
        }
    }

    @Test
    void keepsTheHistoryOfChildrenOutOfTheParents() {
        Driver few = Driver.run(distributed("'ItemCount': 2"), null, (s, r, i) -> Answer.after(1, null));
        Driver many = Driver.run(distributed("'ItemCount': 200"), null, (s, r, i) -> Answer.after(1, null));
        assertThat(many.execution.historyEvents()).isEqualTo(few.execution.historyEvents());
        assertThat(many.children).isEqualTo(200);
    }

    @Test
    void readsItemsBatchesThemAndWritesResults() {
        Driver driver = Driver.run(
                distributed(
                        "'ItemReader': {'Resource': 'arn:aws:states:::s3:getObject', 'Parameters': {'Bucket': 'b', 'Key.$': '$.key'}, 'ReaderConfig': {'InputType': 'JSON', 'MaxItems': 5}},"
                                + " 'ItemBatcher': {'MaxItemsPerBatch': 2, 'BatchInput': {'k.$': '$.key'}},"
                                + " 'ResultWriter': {'Resource': 'arn:aws:states:::s3:putObject', 'Parameters': {'Bucket': 'out', 'Prefix': 'p'}}"),
                "{'key': 'file.json'}",
                (s, r, i) -> r.endsWith("getObject")
                        ? Answer.after(1, Driver.json("[1, 2, 3, 4, 5, 6, 7]"))
                        : Answer.after(1, i));
        assertThat(driver.taskInputs.getFirst()).isEqualTo(Driver.json("{'Bucket': 'b', 'Key': 'file.json'}"));
        assertThat(driver.taskInputs.subList(1, 4))
                .containsExactly(
                        Driver.json("{'BatchInput': {'k': 'file.json'}, 'Items': [1, 2]}"),
                        Driver.json("{'BatchInput': {'k': 'file.json'}, 'Items': [3, 4]}"),
                        Driver.json("{'BatchInput': {'k': 'file.json'}, 'Items': [5]}"));
        assertThat(driver.output.get("ResultWriterDetails"))
                .isEqualTo(Driver.json("{'Bucket': 'out', 'Key': 'p/manifest.json'}"));
        assertThat(driver.seconds()).isEqualTo(3);
    }

    @Test
    void failsWhereItemsCannotBeRead() {
        Driver driver = Driver.run(
                distributed(
                        "'ItemReader': {'Resource': 'arn:aws:states:::s3:getObject', 'Parameters': {'Bucket': 'b'}}"),
                "{}",
                (s, r, i) -> Answer.failing(1, "S3.NoSuchKey"));
        assertThat(driver.error).isEqualTo("States.ItemReaderFailed");
    }

    @ParameterizedTest
    @CsvSource({"10, 292.897", "40, 427.854"})
    void lastsAsLongAsTheSlowestOfExponentialBranches(int items, double meanMillis) {
        SplittableRandom random = new SplittableRandom(3);
        var machine = Driver.machine(map("'ItemCount': " + items));
        int runs = 4000;
        double sum = 0;
        for (int seed = 0; seed < runs; seed++) {
            sum += new Driver(
                            machine,
                            null,
                            Driver.setting(WorkflowType.STANDARD, seed),
                            (s, r, i) -> Answer.after(-0.1 * StrictMath.log(1 - random.nextDouble()), null))
                    .run()
                    .seconds();
        }
        // O14: 100 ms times the harmonic number; the maximum's standard deviation is below 128.3 ms, four standard
        // errors 8.2 ms.
        assertThat(sum / runs * 1000).isBetween(meanMillis - 8.2, meanMillis + 8.2);
    }

    @Test
    void nestsWithoutEndAndWithoutDeepCalls() {
        Driver driver =
                Driver.run(map("'MaxConcurrency': 1000, 'ItemCount': 5000"), null, (s, r, i) -> Answer.after(0, null));
        assertThat(driver.status).isEqualTo("FAILED");
        assertThat(driver.cause).contains("25000");
        Driver wide = Driver.run(distributed("'ItemCount': 20000"), null, (s, r, i) -> Answer.after(0, null));
        assertThat(wide.status).isEqualTo("SUCCEEDED");
    }
}
