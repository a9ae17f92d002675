package billow.model.check;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.design.Design;
import billow.model.edit.Edit;
import billow.model.file.DesignReader;
import billow.model.file.Vocabulary;
import billow.model.service.FunctionCapacity;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A mend removes its finding and brings no error.
class MendTest {
    private static final String CLIENTS = "{\"id\": \"c\", \"kind\": \"traffic.clients\"}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "range | f: memorySize=64 | | |",
                "sqs.no-dead-letter-queue | | | |",
                "esm.batch-without-window | | | batchSize=100 |",
                "lambda.timeout-above-visibility | f: timeout='1 min' | | |",
                "sqs.visibility-too-short | f: timeout='10 s' | | |",
                "sqs.visibility-too-short | f: timeout='10 s' | | maximumBatchingWindowInSeconds='5 s' |",
                "sqs.receive-count-low | | | | maxReceiveCount=2",
                "sqs.dead-letter-retention | | d: messageRetentionPeriod='1 d' | | maxReceiveCount=6",
                "queue.dead-letters-unwatched | | d: messageRetentionPeriod='14 d' | | maxReceiveCount=6",
                "esm.concurrency-above-reserved | f: reservedConcurrentExecutions=6 | | maximumConcurrency=9 |",
                "lambda.reserved-low-for-queue | f: reservedConcurrentExecutions=2 | | |",
                "sqs.dead-letter-itself | | | | itself",
            })
    void mendsAQueue(String code, String function, String dead, String poll, String deadLetter) {
        var links = new ArrayList<>(List.of(link("c", "q", null, ""), link("q", "f", null, set(poll))));
        if ("itself".equals(deadLetter)) links.add(link("q", "q", "deadLetter", ""));
        else if (deadLetter != null) links.add(link("q", "d", "deadLetter", set(deadLetter)));
        var nodes = new ArrayList<>(
                List.of(CLIENTS, node("q", "aws.sqs.queue", ""), node("f", "aws.lambda.function", set(function))));
        if (deadLetter != null && !deadLetter.equals("itself")) nodes.add(node("d", "aws.sqs.queue", set(dead)));
        assertMends(code, design(nodes, links));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "apigateway.timeout-below-function | timeout='1 min' | |",
                "sdk.timeout-below-callee | timeout='9 s' | | callTimeout='2 s'",
                "traffic.timeout-below-callee | timeout='9 s' | timeout='1 s' |",
            })
    void mendsTimeouts(String code, String function, String clients, String call) {
        var nodes = List.of(
                node("c", "traffic.clients", set(clients)),
                node("api", "aws.apigateway.http", ""),
                node("f", "aws.lambda.function", set(function)),
                node("g", "aws.lambda.function", set(function)));
        var links =
                List.of(link("c", "api", null, ""), link("api", "f", null, ""), link("f", "g", "invoke", set(call)));
        assertMends(code, design(nodes, links));
    }

    /// The longest the API waits is 29 s: everything behind it ends before what calls it.
    @Test
    void mendsOfTimeoutsComeToAnEnd() {
        var nodes = List.of(
                node("c", "traffic.clients", ""),
                node("api", "aws.apigateway.rest", ""),
                node("f", "aws.lambda.function", set("timeout='1 min'")),
                node("h", "aws.lambda.function", set("timeout='2 min'")));
        var links = List.of(
                link("c", "api", null, ""),
                link("api", "f", null, ""),
                link("f", "h", "invoke", set("callTimeout='100 s'")));
        var mending = Mending.of(design(nodes, links), f -> true);
        assertThat(Checks.of(mending.design()).stream().filter(f -> f.mend() != null))
                .isEmpty();
        assertThat(Checks.of(mending.design()).stream().map(Finding::code))
                .doesNotContain(
                        "apigateway.timeout-below-function", "sdk.timeout-above-caller", "sdk.timeout-below-callee");
        assertThat(mending.design().nodes().get("f").params().get(FunctionCapacity.TIMEOUT))
                .isEqualTo(29_000_000_000L);
        assertThat(mending.design().nodes().get("h").params().get(FunctionCapacity.TIMEOUT))
                .isEqualTo(28_000_000_000L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "timeout='9 s' | timeout='3 s' | callTimeout='20 s'",
                "timeout='9 s' | timeout='30 s' | callTimeout='9 s'"
            })
    void mendsACallThatOutlivesItsCaller(String caller, String callee, String call) {
        var nodes = List.of(
                node("c", "traffic.clients", ""),
                node("f", "aws.lambda.function", set(caller)),
                node("g", "aws.lambda.function", set(callee)));
        assertMends(
                "sdk.timeout-above-caller",
                design(nodes, List.of(link("c", "f", null, ""), link("f", "g", "invoke", set(call)))));
    }

    @Test
    void retriesInOnePlace() {
        var nodes = List.of(
                node("c", "traffic.clients", "\"retries\": \"standard\""),
                node("f", "aws.lambda.function", ""),
                node("g", "aws.lambda.function", ""),
                node("t", "aws.dynamodb.table", ""));
        var often = "\"retries\": \"standard\"";
        assertMends(
                "retry.amplification",
                design(
                        nodes,
                        List.of(
                                link("c", "f", null, ""),
                                link("f", "g", "invoke", often),
                                link("g", "t", null, often))));
    }

    @Test
    void endsEndlessRetries() {
        var nodes = List.of(CLIENTS, node("s", "aws.kinesis.stream", ""), node("f", "aws.lambda.function", ""));
        assertMends("esm.endless-retries", design(nodes, List.of(link("c", "s", null, ""), link("s", "f", null, ""))));
    }

    @Test
    void warmsATable() {
        var nodes = List.of(
                node("c", "traffic.clients", "\"rate\": 9000"),
                node("f", "aws.lambda.function", ""),
                node("t", "aws.dynamodb.table", ""));
        assertMends(
                "dynamodb.on-demand-peak",
                design(nodes, List.of(link("c", "f", null, ""), link("f", "t", null, "\"operation\": \"putItem\""))));
    }

    @Test
    void spreadsAHotKey() {
        var nodes = List.of(
                node("c", "traffic.clients", "\"rate\": 3000, \"keys\": 1"),
                node("f", "aws.lambda.function", ""),
                node("t", "aws.dynamodb.table", ""));
        var write = "\"operation\": \"putItem\"";
        assertMends("dynamodb.hot-key", design(nodes, List.of(link("c", "f", null, ""), link("f", "t", null, write))));
    }

    @Test
    void keepsEventsThatFail() {
        var nodes = List.of(CLIENTS, node("topic", "aws.sns.topic", ""), node("f", "aws.lambda.function", ""));
        var links = List.of(link("c", "topic", null, ""), link("topic", "f", null, ""));
        assertMends("lambda.no-dead-letter-queue", design(nodes, links));
        assertThat(Checks.of(Mending.of(design(nodes, links), f -> true).design()).stream()
                        .map(Finding::code))
                .doesNotContain("lambda.dead-letter-unused", "queue.dead-letters-unwatched");
    }

    /// 200 messages a second that may each run for 10 s: 2000 executions of the account's 1000.
    @ParameterizedTest
    @CsvSource({"aws.sns.topic", "aws.events.bus", "aws.s3.bucket"})
    void keepsWorkFromTakingTheAccount(String kind) {
        var nodes = List.of(
                node("c", "traffic.clients", "\"rate\": 200"),
                node("d", "traffic.clients", ""),
                node("m", kind, ""),
                node("f", "aws.lambda.function", set("timeout='10 s'")),
                node("g", "aws.lambda.function", ""));
        var links = List.of(link("c", "m", null, ""), link("m", "f", null, ""), link("d", "g", null, ""));
        assertMends("lambda.competes-with-critical", design(nodes, links));
    }

    @Test
    void rollsBackWhatIsDeployed() {
        var function = "\"alias\": \"live\", \"deploymentPreference\": \"AllAtOnce\"";
        var nodes = List.of(CLIENTS, node("f", "aws.lambda.function", function), node("a", "aws.cloudwatch.alarm", ""));
        var links = List.of(link("c", "f", null, ""), link("f", "a", "watch", ""), link("a", "f", "invoke", ""));
        assertMends("alarm.invokes-deployment", design(nodes, links));
    }

    @Test
    void namesTheStageOfTheLinks() {
        var nodes = List.of(CLIENTS, node("api", "aws.apigateway.rest", ""), node("f", "aws.lambda.function", ""));
        var links = List.of(link("c", "api", null, ""), link("api", "f", null, "\"stage\": \"dev\""));
        assertMends("apigateway.no-link-for-stage", design(nodes, links));
    }

    @ParameterizedTest
    @CsvSource({"aws.kinesis.stream", "aws.sns.topic", "aws.efs.filesystem", "aws.dax.cluster"})
    void encryptsWhatIsKept(String kind) {
        assertMends("store.unencrypted", design(List.of(CLIENTS, node("s", kind, "")), List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "esm.fifo-batch | batchSize=50",
                "esm.fifo-window | maximumBatchingWindowInSeconds='5 s'",
            })
    void mendsAFifoQueue(String code, String poll) {
        var nodes = List.of(
                CLIENTS, node("q", "aws.sqs.queue", "\"fifoQueue\": true"), node("f", "aws.lambda.function", ""));
        assertMends(code, design(nodes, List.of(link("c", "q", null, ""), link("q", "f", null, set(poll)))));
    }

    @Test
    void addsADeadLetterQueueOfTheSameType() {
        var nodes = List.of(
                CLIENTS, node("q", "aws.sqs.queue", "\"fifoQueue\": true"), node("f", "aws.lambda.function", ""));
        assertMends(
                "sqs.no-dead-letter-queue", design(nodes, List.of(link("c", "q", null, ""), link("q", "f", null, ""))));
    }

    @Test
    void mendsAWorkflowThatCannotBeWaitedFor() {
        var nodes = List.of(CLIENTS, node("w", "aws.stepfunctions.statemachine", ""));
        assertMends(
                "stepfunctions.sync-needs-express",
                design(nodes, List.of(link("c", "w", null, "\"invocationType\": \"sync\""))));
    }

    @Test
    void mendsScalingThatCannotReachItsCapacity() {
        var table = "\"billingMode\": \"PROVISIONED\", \"readCapacityUnits\": 50, \"readMaxCapacity\": 20";
        var nodes = List.of(CLIENTS, node("t", "aws.dynamodb.table", table));
        assertMends("dynamodb.scaling-below-capacity", design(nodes, List.of(link("c", "t", null, ""))));
    }

    private static void assertMends(String code, Design design) {
        var mend = Checks.of(design).stream()
                .filter(f -> f.code().equals(code))
                .map(Finding::mend)
                .filter(Objects::nonNull)
                .findFirst();
        assertThat(mend).as("a mend for %s among %s", code, Checks.of(design)).isPresent();
        var after = Checks.of(Edit.apply(mend.orElseThrow(), design));
        var before = Checks.of(design);
        assertThat(count(after, code)).isEqualTo(count(before, code) - 1);
        assertThat(after.stream().filter(f -> f.severity() == Finding.Severity.ERROR))
                .as("errors after the mend")
                .allMatch(e -> before.stream().anyMatch(f -> f.text().equals(e.text())));
    }

    private static long count(List<Finding> findings, String code) {
        return findings.stream().filter(f -> f.code().equals(code)).count();
    }

    /// `f: timeout='1 min'` as JSON.
    private static String set(String text) {
        if (text == null) return "";
        var pair = text.substring(text.indexOf(':') + 1).strip().split("=");
        return "\"%s\": %s".formatted(pair[0], pair[1].replace('\'', '"'));
    }

    private static String node(String id, String kind, String set) {
        return "{\"id\": \"%s\", \"kind\": \"%s\", \"set\": {%s}}".formatted(id, kind, set);
    }

    private static String link(String from, String to, String as, String set) {
        var sort = as == null ? "" : "\"as\": \"" + as + "\", ";
        return "{\"from\": \"%s\", \"to\": \"%s\", %s\"set\": {%s}}".formatted(from, to, sort, set);
    }

    private static Design design(List<String> nodes, List<String> links) {
        var text = "{\"billow\": 1, \"nodes\": [%s], \"links\": [%s]}"
                .formatted(String.join(",", nodes), String.join(",", links));
        try {
            var read = new DesignReader(Vocabulary.standard()).read("test.billow", text);
            assertThat(read.findings()).isEmpty();
            return read.design();
        } catch (billow.model.file.UnreadableDesign e) {
            throw new AssertionError(e.message(), e);
        }
    }
}
