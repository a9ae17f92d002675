package billow.model.check;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.design.Design;
import billow.model.edit.Edit;
import billow.model.file.DesignReader;
import billow.model.file.UnreadableDesign;
import billow.model.file.Vocabulary;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ReviewRulesTest {
    private static final String TASK =
            "{\"StartAt\": \"Charge\", \"States\": {\"Charge\": {\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke\", %s \"End\": true}}}";

    @Test
    void seesABacklogThatCanStarveWhatClientsWaitFor() {
        var nodes = clients("") + "," + node("shop", "aws.lambda.function", "") + "," + node("q", "aws.sqs.queue", "")
                + "," + node("work", "aws.lambda.function", "%s");
        var links = link("c", "shop", "") + "," + link("shop", "q", "") + "," + link("q", "work", "%s");

        var bad = design(nodes.formatted(""), links.formatted(""));
        assertThat(texts(bad, "lambda.unreserved-beside-critical"))
                .containsExactly(
                        "links[q->work] — A backlog of q can take all 1000 concurrent executions of the account; then shop, whose callers wait, is throttled.\nMaybe set maximumConcurrency, or reserve concurrency.");
        assertMended(bad, "lambda.unreserved-beside-critical");
        assertThat(texts(
                        design(nodes.formatted("\"reservedConcurrentExecutions\": 50"), links.formatted("")),
                        "lambda.unreserved-beside-critical"))
                .isEmpty();
        assertThat(texts(
                        design(nodes.formatted(""), links.formatted("\"maximumConcurrency\": 50")),
                        "lambda.unreserved-beside-critical"))
                .isEmpty();
    }

    @Test
    void seesAFunctionThatDoesTheWorkOfAWorkflow() {
        var nodes = clients("") + "," + node("all", "aws.lambda.function", "\"timeout\": \"%s\"") + ","
                + node("t", "aws.dynamodb.table", "") + "," + node("p", "external.service", "");
        var links =
                link("c", "all", "") + "," + link("all", "t", "\"calls\": %s") + "," + link("all", "p", "\"calls\": 2");

        assertThat(texts(design(nodes.formatted("5 min"), links.formatted(2)), "lambda.single-function"))
                .hasSize(1);
        assertThat(texts(design(nodes.formatted("5 min"), links.formatted(1)), "lambda.single-function"))
                .isEmpty();
        assertThat(texts(design(nodes.formatted("30 s"), links.formatted(2)), "lambda.single-function"))
                .isEmpty();
    }

    @Test
    void seesFunctionsThatWaitForOneAnother() {
        var nodes = clients("") + "," + node("a", "aws.lambda.function", "") + ","
                + node("b", "aws.lambda.function", "") + "," + node("d", "aws.lambda.function", "");
        var links = link("c", "a", "") + "," + link("a", "b", "") + "," + link("b", "d", "%s");

        assertThat(texts(design(nodes, links.formatted("")), "lambda.chain"))
                .singleElement()
                .asString()
                .startsWith("nodes[a] — 3 functions wait for one another (a → b → d)");
        assertThat(texts(design(nodes, links.formatted("\"invocationType\": \"async\"")), "lambda.chain"))
                .isEmpty();
    }

    @Test
    void seesTasksThatDoNotRetryOrDoNotBackOff() {
        assertThat(codes(workflow(""))).contains("stepfunctions.no-retry");
        assertThat(codes(workflow(retry("\"BackoffRate\": 1, \"MaxAttempts\": 5"))))
                .contains("stepfunctions.no-back-off")
                .doesNotContain("stepfunctions.no-retry");
        assertThat(codes(workflow(retry("\"BackoffRate\": 2, \"MaxAttempts\": 5"))))
                .doesNotContain("stepfunctions.no-back-off", "stepfunctions.no-retry");
    }

    private static String retry(String how) {
        return "\"Retry\": [{\"ErrorEquals\": [\"States.ALL\"], %s}],".formatted(how);
    }

    private static Design workflow(String retry) {
        var set = "\"definition\": " + TASK.formatted(retry);
        return design(
                clients("") + "," + node("w", "aws.stepfunctions.statemachine", set) + ","
                        + node("f", "aws.lambda.function", ""),
                link("c", "w", "") + "," + link("w", "f", ""));
    }

    @Test
    void countsTheShardsThatAreNeeded() {
        var nodes = clients("\"rate\": \"%s /s\"") + "," + node("s", "aws.kinesis.stream", "");
        var links = link("c", "s", "\"recordSize\": \"%s KB\"");

        var records = design(nodes.formatted(1500), links.formatted("0.5"));
        assertThat(texts(records, "kinesis.shard-demand"))
                .containsExactly(
                        "nodes[s].shardCount — Expected at least 2 shards for 1500 records and 750 KB a second, received 1; what is above is refused.");
        assertMended(records, "kinesis.shard-demand");
        assertThat(texts(design(nodes.formatted(300), links.formatted("10")), "kinesis.shard-demand"))
                .singleElement()
                .asString()
                .contains("at least 3 shards");
        assertThat(texts(design(nodes.formatted(900), links.formatted("1")), "kinesis.shard-demand"))
                .isEmpty();
    }

    private static void assertMended(Design design, String code) {
        var mending = Mending.of(design, f -> f.code().equals(code));
        assertThat(mending.mended()).hasSize(1);
        assertThat(texts(mending.design(), code)).isEmpty();
        assertThat(Checks.blocked(Checks.of(mending.design()))).isFalse();
        assertThat(Edit.apply(Objects.requireNonNull(mending.mended().getFirst().mend()), design))
                .isEqualTo(mending.design());
    }

    private static List<String> codes(Design design) {
        return Checks.of(design).stream().map(Finding::code).toList();
    }

    private static List<String> texts(Design design, String code) {
        return Checks.of(design).stream()
                .filter(f -> f.code().equals(code))
                .map(Finding::text)
                .toList();
    }

    private static String clients(String set) {
        return node("c", "traffic.clients", set);
    }

    private static String node(String id, String kind, String set) {
        return "{\"id\": \"%s\", \"kind\": \"%s\", \"set\": {%s}}".formatted(id, kind, set);
    }

    private static String link(String from, String to, String set) {
        return "{\"from\": \"%s\", \"to\": \"%s\", \"set\": {%s}}".formatted(from, to, set);
    }

    private static Design design(String nodes, String links) {
        var text = "{\"billow\": 1, \"nodes\": [%s], \"links\": [%s]}".formatted(nodes, links);
        try {
            var read = new DesignReader(Vocabulary.standard()).read("test.billow", text);
            assertThat(read.findings()).isEmpty();
            return read.design();
        } catch (UnreadableDesign e) {
            throw new AssertionError(e.message(), e);
        }
    }
}
