package billow.model.check;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.design.Design;
import billow.model.file.DesignReader;
import billow.model.file.Vocabulary;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChecksTest {
    private static final String CLIENTS = "{\"id\": \"c\", \"kind\": \"traffic.clients\"}";
    private static final String API = "{\"id\": \"api\", \"kind\": \"aws.apigateway.rest\"}";

    @Test
    void findsNothingWrongWithAnEmptyDesign() {
        assertThat(Checks.of(Design.EMPTY)).isEmpty();
    }

    @Test
    void findsNothingWrongWithASoundBackend() {
        assertThat(texts(
                        CLIENTS + "," + API + "," + function("f", "") + "," + node("t", "aws.dynamodb.table", ""),
                        link("c", "api", "") + "," + link("api", "f", "") + "," + link("f", "t", "")))
                .isEmpty();
    }

    @Test
    void complainsOfValuesOutOfRangeWhereverTheyAre() {
        assertThat(texts(
                        CLIENTS + "," + API + "," + function("f", "\"memorySize\": 64, \"timeout\": \"2 h\""),
                        link("c", "api", "\"share\": -1") + "," + link("api", "f", "")))
                .containsExactly(
                        "ERROR range nodes[f].memorySize — Expected 128 to 10240 MB, received 64.",
                        "ERROR range nodes[f].timeout — Expected 1 s to 15 min, received 2 h.",
                        "ERROR range links[c->api].share — Expected 0 to 1000000, received -1.");
    }

    @Test
    void complainsOfValuesThatContradictEachOther() {
        assertThat(texts(
                        CLIENTS + ","
                                + function(
                                        "f",
                                        "\"reservedConcurrentExecutions\": 5, \"alias\": \"live\", \"provisionedConcurrentExecutions\": 9"),
                        link("c", "f", "")))
                .containsExactly(
                        "ERROR lambda.provisioned-above-reserved nodes[f].provisionedConcurrentExecutions — Expected at most the reserved concurrency (5), received 9.");
    }

    @Test
    void missesTraffic() {
        assertThat(texts(function("f", ""), ""))
                .containsExactly(
                        "WARNING design.no-traffic Nothing sends requests, so nothing will happen. Maybe add clients.");
    }

    @Test
    void missesConnections() {
        assertThat(texts(CLIENTS + "," + API + "," + function("f", ""), ""))
                .containsExactly(
                        "ERROR apigateway.no-integration nodes[api] — Expected a link to an integration (or a mock), found none.\nMaybe connect a Lambda function.",
                        "WARNING traffic.no-target nodes[c] — Expected a link to what the clients call, found none; they send nothing.",
                        "WARNING design.unreachable nodes[api] — No traffic reaches this node; it will stay idle.",
                        "WARNING design.unreachable nodes[f] — No traffic reaches this node; it will stay idle.");
    }

    @Test
    void missesAShareAboveZero() {
        assertThat(codes(CLIENTS + "," + function("f", ""), link("c", "f", "\"share\": 0")))
                .containsExactly("link.no-share");
    }

    @Test
    void addsUpReservedConcurrency() {
        assertThat(texts(
                        CLIENTS + "," + function("f", "\"reservedConcurrentExecutions\": 600") + ","
                                + function("g", "\"reservedConcurrentExecutions\": 301"),
                        link("c", "f", "") + "," + link("c", "g", "")))
                .containsExactly(
                        "ERROR lambda.reserved-sum account.concurrentExecutions — Expected reserved concurrency of at most 900 in sum (the account's 1000 less 100 that stay unreserved), received 901.");
        assertThat(codes(CLIENTS + "," + function("f", "\"reservedConcurrentExecutions\": 900"), link("c", "f", "")))
                .isEmpty();
    }

    @Test
    void comparesTheTimeoutsOfAPollerAndItsQueue() {
        assertThat(queue("\"timeout\": 31", "", "", ""))
                .containsExactly(
                        "ERROR lambda.timeout-above-visibility nodes[f].timeout — Expected at most the visibility timeout of q (30 s), received 31 s.");
        assertThat(queue("\"timeout\": 5", "", "", "")).isEmpty();
        assertThat(queue("\"timeout\": 5", "", "\"maximumBatchingWindowInSeconds\": \"1 s\"", ""))
                .containsExactly(
                        "WARNING sqs.visibility-too-short nodes[q].visibilityTimeout — Expected at least 31 s (six times the timeout of f, plus the batching window), received 30 s; throttled batches come back too early.");
    }

    @Test
    void wantsAWindowForLargeBatches() {
        assertThat(queue("", "", "\"batchSize\": 11", ""))
                .containsExactly(
                        "ERROR esm.batch-without-window links[q->f].maximumBatchingWindowInSeconds — Expected at least 1 s for batches of more than 10 messages, received 0 s with batches of 11.");
        assertThat(queue(
                        "",
                        "\"visibilityTimeout\": 60",
                        "\"batchSize\": 11, \"maximumBatchingWindowInSeconds\": 1",
                        ""))
                .isEmpty();
    }

    @Test
    void wantsRoomForThrottledBatches() {
        assertThat(queue(
                        "\"reservedConcurrentExecutions\": 4",
                        "",
                        "\"maximumConcurrency\": 10",
                        "\"maxReceiveCount\": 3"))
                .containsExactly(
                        "WARNING esm.concurrency-above-reserved links[q->f].maximumConcurrency — Expected at most the function's reserved concurrency (4), received 10; the rest is throttled.",
                        "WARNING lambda.reserved-low-for-queue nodes[f].reservedConcurrentExecutions — Expected 5 or more for a function that polls a queue, received 4; throttled batches age towards the dead-letter queue.",
                        "WARNING sqs.receive-count-low links[q->dlq].maxReceiveCount — Expected 5 or more with a Lambda consumer, received 3; throttling alone can send good messages away.");
    }

    @Test
    void knowsWhatBelongsToADeadLetterQueue() {
        assertThat(texts(
                        CLIENTS + "," + node("q", "aws.sqs.queue", "") + "," + node("d", "aws.sqs.queue", "") + ","
                                + node("e", "aws.sqs.queue", "\"messageRetentionPeriod\": \"14 d\"") + ","
                                + function("f", ""),
                        link("c", "q", "") + "," + link("q", "f", "") + "," + link("q", "d", "") + ","
                                + link("q", "e", "") + "," + link("q", "q", "")))
                .containsExactly(
                        "ERROR sqs.several-dead-letter-queues nodes[q] — Expected one dead-letter queue, received 3.",
                        "ERROR sqs.dead-letter-itself links[q->q] — Expected another queue for dead letters, received the same.",
                        "WARNING sqs.dead-letter-retention nodes[d].messageRetentionPeriod — Expected more than the retention of q (4 d), received 4 d; a dead letter keeps the age of its message.");
    }

    @Test
    void missesConsumersAndDeadLetterQueues() {
        assertThat(texts(CLIENTS + "," + node("q", "aws.sqs.queue", ""), link("c", "q", "")))
                .containsExactly(
                        "WARNING sqs.no-consumer nodes[q] — Nothing takes messages out of this queue; they pile up until their retention ends.");
        assertThat(texts(
                        CLIENTS + "," + node("q", "aws.sqs.queue", "") + "," + function("f", ""),
                        link("c", "q", "") + "," + link("q", "f", "")))
                .containsExactly(
                        "HINT sqs.no-dead-letter-queue nodes[q] — A message that always fails comes back until its retention ends. Maybe add a dead-letter queue.");
    }

    @Test
    void knowsThatAPolledFunctionHasNoDeadLettersOfItsOwn() {
        assertThat(codes(
                        CLIENTS + "," + function("f", "") + "," + node("d", "aws.sqs.queue", ""),
                        link("c", "f", "") + ",{\"from\": \"f\", \"to\": \"d\", \"as\": \"deadLetter\"}"))
                .containsExactly("lambda.dead-letter-unused");
        assertThat(codes(
                        CLIENTS + "," + function("f", "") + "," + node("d", "aws.sqs.queue", ""),
                        link("c", "f", "\"invocationType\": \"async\"")
                                + ",{\"from\": \"f\", \"to\": \"d\", \"as\": \"deadLetter\"}"))
                .isEmpty();
    }

    @Test
    void comparesWhoStopsWaitingFirst() {
        assertThat(texts(
                        CLIENTS + "," + API + "," + function("f", "\"timeout\": 60"),
                        link("c", "api", "") + "," + link("api", "f", "")))
                .containsExactly(
                        "WARNING apigateway.timeout-below-function nodes[f].timeout — Expected at most the integration timeout of api (29 s), received 1 min; the API answers 504 while the function runs on.");
        assertThat(codes(
                        node("c", "traffic.clients", "\"timeout\": \"2 s\"") + "," + function("f", "\"timeout\": 3"),
                        link("c", "f", "")))
                .containsExactly("traffic.timeout-below-callee");
        assertThat(codes(
                        CLIENTS + "," + function("f", "") + "," + function("g", "\"timeout\": 9"),
                        link("c", "f", "") + "," + link("f", "g", "\"callTimeout\": \"1 s\"")))
                .containsExactly("sdk.timeout-below-callee", "lambda.waits-for-lambda");
    }

    @Test
    void multipliesAttemptsAlongAChain() {
        assertThat(texts(
                        node("c", "traffic.clients", "\"retries\": \"standard\"") + "," + function("f", "") + ","
                                + function("g", "") + "," + node("t", "aws.dynamodb.table", ""),
                        link("c", "f", "") + "," + link("f", "g", "") + "," + link("g", "t", "\"maxAttempts\": 4")))
                .contains(
                        "WARNING retry.amplification nodes[c] — One request can become 36 calls of t when everything fails (c × 3 → f → g × 3 → t × 4). Maybe retry in one place only.");
    }

    @Test
    void seesLoops() {
        assertThat(texts(
                        CLIENTS + "," + function("f", "") + "," + node("q", "aws.sqs.queue", ""),
                        link("c", "f", "") + "," + link("f", "q", "") + "," + link("q", "f", "")))
                .contains(
                        "WARNING lambda.recursion nodes[f] — f leads back to itself (f → q → f); AWS stops such a loop after 16 rounds.");
        assertThat(texts(
                        CLIENTS + "," + function("f", "") + "," + node("bus", "aws.events.bus", ""),
                        link("c", "f", "") + "," + link("f", "bus", "") + "," + link("bus", "f", "")))
                .contains(
                        "WARNING lambda.recursion nodes[f] — f leads back to itself (f → bus → f); AWS stops loops of functions, queues, topics and buckets alone, not this one.");
    }

    @Test
    void measuresItemsAndMessages() {
        assertThat(texts(
                        CLIENTS + "," + node("t", "aws.dynamodb.table", "") + "," + node("q", "aws.sqs.queue", ""),
                        link("c", "t", "\"itemSize\": \"500 KB\"") + ","
                                + link("c", "q", "\"messageSize\": {\"exponential\": {\"mean\": \"200 KB\"}}")))
                .startsWith(
                        "ERROR dynamodb.item-too-large links[c->t].itemSize — Expected items of a table of at most 400 KB, received up to 500 KB.",
                        "WARNING sqs.no-consumer nodes[q] — Nothing takes messages out of this queue; they pile up until their retention ends.",
                        "WARNING sqs.message-too-large links[c->q].messageSize — Expected messages of at most 1 MB, received up to 1382 KB.");
    }

    @Test
    void comparesScalingWithCapacity() {
        assertThat(codes(
                        CLIENTS + ","
                                + node(
                                        "t",
                                        "aws.dynamodb.table",
                                        "\"billingMode\": \"PROVISIONED\", \"writeCapacityUnits\": 50, \"writeMaxCapacity\": 10"),
                        link("c", "t", "")))
                .containsExactly("dynamodb.scaling-below-capacity");
    }

    @Test
    void readsTheDefinitionOfAWorkflow() {
        assertThat(texts(
                        CLIENTS + ","
                                + node(
                                        "w",
                                        "aws.stepfunctions.statemachine",
                                        "\"definition\": {\"StartAt\": \"A\", \"States\": {\"B\": {\"Type\": \"Pass\", \"End\": true}}}"),
                        link("c", "w", "\"invocationType\": \"sync\"")))
                .anyMatch(t -> t.startsWith("ERROR stepfunctions.definition nodes[w].definition.StartAt"))
                .contains(
                        "ERROR stepfunctions.sync-needs-express links[c->w].invocationType — Expected async, because w is a Standard workflow, received sync.");
        var task =
                "\"definition\": {\"StartAt\": \"Pay\", \"States\": {\"Pay\": {\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke\", \"Parameters\": {\"FunctionName\": \"f\"}, \"Retry\": [{\"ErrorEquals\": [\"States.ALL\"]}], \"End\": true}}}";
        assertThat(codes(CLIENTS + "," + node("w", "aws.stepfunctions.statemachine", task), link("c", "w", "")))
                .containsExactly("stepfunctions.task-without-link");
        assertThat(texts(
                        CLIENTS + "," + node("w", "aws.stepfunctions.statemachine", task) + "," + function("f", ""),
                        link("c", "w", "") + "," + link("w", "f", "\"states\": \"Pai\"")))
                .startsWith(
                        "ERROR stepfunctions.unknown-state links[w->f].states — Expected names of Task states (Pay), received Pai.");
    }

    private static List<String> queue(String function, String queue, String poll, String deadLetter) {
        return texts(
                CLIENTS + "," + node("q", "aws.sqs.queue", queue) + "," + function("f", function) + ","
                        + node("dlq", "aws.sqs.queue", "\"messageRetentionPeriod\": \"14 d\""),
                link("c", "q", "") + "," + link("q", "f", poll) + "," + link("q", "dlq", deadLetter));
    }

    private static String function(String id, String set) {
        return node(id, "aws.lambda.function", set);
    }

    @Test
    void knowsWhatFifoQueuesRefuse() {
        var nodes = CLIENTS + "," + function("f", "") + ","
                + node("q", "aws.sqs.queue", "\"fifoQueue\": true, \"messageGroupId\": \"key\"") + ","
                + node("dead", "aws.sqs.queue", "");
        var sent = link("c", "f", "") + "," + link("f", "q", "") + ",";
        assertThat(codes(nodes + "," + function("g", ""), sent + link("q", "g", "")))
                .doesNotContain("esm.fifo-batch", "esm.fifo-window", "sqs.dead-letter-type");
        assertThat(codes(
                        nodes + "," + function("g", ""),
                        sent
                                + link("q", "g", "\"batchSize\": 11, \"maximumBatchingWindowInSeconds\": \"1 s\"")
                                + "," + link("q", "dead", "")))
                .contains("esm.fifo-batch", "esm.fifo-window", "sqs.dead-letter-type");
        assertThat(codes(nodes + "," + node("t", "aws.sns.topic", ""), sent + link("t", "q", "")))
                .contains("sqs.fifo-source");
    }

    private static String node(String id, String kind, String set) {
        return "{\"id\": \"%s\", \"kind\": \"%s\", \"set\": {%s}}".formatted(id, kind, set);
    }

    private static String link(String from, String to, String set) {
        return "{\"from\": \"%s\", \"to\": \"%s\", \"set\": {%s}}".formatted(from, to, set);
    }

    private static List<String> texts(String nodes, String links) {
        return findings(nodes, links).stream()
                .map(f -> f.severity() + " " + f.code() + " " + f.text())
                .toList();
    }

    private static List<String> codes(String nodes, String links) {
        return findings(nodes, links).stream().map(Finding::code).toList();
    }

    private static List<Finding> findings(String nodes, String links) {
        var text = "{\"billow\": 1, \"nodes\": [" + nodes + "], \"links\": [" + links + "]}";
        try {
            var design = new DesignReader(Vocabulary.standard()).read("x", text).design();
            // Whether dead letters are watched and stores encrypted has tests of its own; it would be told everywhere
            // here.
            return Checks.of(design).stream()
                    .filter(f -> !f.code().equals("queue.dead-letters-unwatched")
                            && !f.code().equals("store.unencrypted"))
                    .toList();
        } catch (billow.model.file.UnreadableDesign e) {
            throw new AssertionError(e);
        }
    }
}
