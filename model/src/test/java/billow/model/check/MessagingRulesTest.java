package billow.model.check;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.file.DesignReader;
import billow.model.file.UnreadableDesign;
import billow.model.file.Vocabulary;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Rules about pipes, topics, buses, queues and streams.
class MessagingRulesTest {
    private static final String PIPE = node("c", "traffic.clients", "")
            + node("q", "aws.sqs.queue", "")
            + node("f", "aws.lambda.function", "")
            + node("g", "aws.lambda.function", "");

    private static String node(String id, String kind, String set) {
        return "{\"id\": \"%s\", \"kind\": \"%s\", \"set\": {%s}},".formatted(id, kind, set);
    }

    private static String link(String from, String to, String set) {
        return "{\"from\": \"%s\", \"to\": \"%s\", \"set\": {%s}},".formatted(from, to, set);
    }

    private static List<String> texts(String nodes, String links) {
        return Checks.of(design(nodes, links)).stream()
                .map(f -> f.severity() + " " + f.code() + " " + f.text())
                .toList();
    }

    private static billow.model.design.Design design(String nodes, String links) {
        var text = "{\"billow\": 1, \"nodes\": [%s], \"links\": [%s]}"
                .formatted(nodes.substring(0, nodes.length() - 1), links.substring(0, links.length() - 1));
        try {
            return new DesignReader(Vocabulary.standard()).read("x", text).design();
        } catch (UnreadableDesign e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> codes(String nodes, String links) {
        return Checks.of(design(nodes, links)).stream().map(Finding::code).toList();
    }

    @Test
    void aPipeWaitsForItsEnrichment() {
        var nodes = PIPE + node("p", "aws.pipes.pipe", "");
        var links = link("c", "q", "") + link("q", "p", "") + link("p", "f", "");
        assertThat(texts(nodes, links + link("p", "g", "\"role\": \"enrichment\", \"invocationType\": \"async\"")))
                .contains(
                        "ERROR pipes.enrichment-async links[p->g].invocationType — Expected sync, because the pipe goes on with what the enrichment answers, received async.");
        assertThat(codes(nodes, links + link("p", "g", "\"role\": \"enrichment\"")))
                .noneMatch(code -> code.startsWith("pipes."));
    }

    @Test
    void aPipeUnderstandsItsFilter() {
        var links = link("c", "q", "") + link("q", "p", "") + link("p", "f", "");
        assertThat(codes(
                        PIPE
                                + node(
                                        "p",
                                        "aws.pipes.pipe",
                                        "\"filterCriteria\": {\"body\": {\"kind\": [{\"prefx\": \"a\"}]}}"),
                        links))
                .contains("esm.filter");
    }

    @Test
    void aPipeWaitsForExpressWorkflowsOnly() {
        var links = link("c", "q", "") + link("q", "p", "") + link("p", "w", "");
        var standard = PIPE + node("p", "aws.pipes.pipe", "") + node("w", "aws.stepfunctions.statemachine", "");
        assertThat(codes(standard, links)).contains("stepfunctions.sync-needs-express");
        assertThat(codes(
                        standard,
                        links.replace(
                                "\"p\", \"to\": \"w\", \"set\": {",
                                "\"p\", \"to\": \"w\", \"set\": {\"invocationType\": \"async\"")))
                .doesNotContain("stepfunctions.sync-needs-express");
    }

    @Test
    void theDeliveryPolicyOfAnEndpointAddsUp() {
        var nodes =
                node("c", "traffic.clients", "") + node("t", "aws.sns.topic", "") + node("out", "external.service", "");
        var publish = link("c", "t", "");
        assertThat(texts(nodes, publish + link("t", "out", "\"numNoDelayRetries\": 2, \"numMaxDelayRetries\": 2")))
                .contains(
                        "ERROR sns.delivery-policy links[t->out].numRetries — Expected at least the 4 retries without, with least and with most delay, received 3.");
        assertThat(codes(nodes, publish + link("t", "out", "\"minDelayTarget\": \"30 s\"")))
                .contains("sns.delivery-policy");
        assertThat(codes(
                        nodes,
                        publish + link("t", "out", "\"minDelayTarget\": \"30 s\", \"maxDelayTarget\": \"40 s\"")))
                .doesNotContain("sns.delivery-policy");
    }

    @Test
    void onlyFifoTopicsLookForRepetitions() {
        var nodes =
                node("c", "traffic.clients", "") + node("t", "aws.sns.topic", "\"contentBasedDeduplication\": true");
        var links = link("c", "t", "\"repeatedMessages\": 0.1");
        assertThat(codes(nodes, links)).filteredOn("sns.fifo-only"::equals).hasSize(2);
        assertThat(codes(nodes.replace("\"content", "\"fifoTopic\": true, \"content"), links))
                .doesNotContain("sns.fifo-only");
    }

    @Test
    void aFilterThatSeesTemplatedDataIsNoSurprise() {
        var nodes = node("t", "aws.sns.topic", "") + node("q", "aws.sqs.queue", "");
        var links = link("c", "t", "") + link("t", "q", "\"filterPolicy\": {\"kind\": [\"order\"]}");
        assertThat(codes(node("c", "traffic.clients", "") + nodes, links)).contains("fanout.filter-without-sample");
        assertThat(codes(node("c", "traffic.clients", "\"requestBody\": {\"kind\": \"order\"}") + nodes, links))
                .doesNotContain("fanout.filter-without-sample");
    }

    @Test
    void aBusHasThreeHundredRulesOfFiveTargets() {
        var nodes = new StringBuilder(node("c", "traffic.clients", "") + node("b", "aws.events.bus", ""));
        var links = new StringBuilder(link("c", "b", ""));
        for (int i = 0; i < 301; i++) {
            nodes.append(node("q" + i, "aws.sqs.queue", ""));
            links.append(link("b", "q" + i, ""));
        }
        assertThat(texts(nodes.toString(), links.toString()))
                .contains("ERROR eventbridge.rules nodes[b] — Expected at most 300 rules, received 301.");
        var named = links.toString()
                .replace("\"to\": \"q0\", \"set\": {", "\"to\": \"q0\", \"set\": {\"rule\": \"all\"")
                .replace("\"to\": \"q1\", \"set\": {", "\"to\": \"q1\", \"set\": {\"rule\": \"all\"");
        assertThat(codes(nodes.toString(), named)).doesNotContain("eventbridge.rules", "eventbridge.targets");
        var six = links.toString();
        for (int i = 0; i < 6; i++)
            six = six.replace(
                    "\"to\": \"q%d\", \"set\": {".formatted(i),
                    "\"to\": \"q%d\", \"set\": {\"rule\": \"all\"".formatted(i));
        assertThat(codes(nodes.toString(), six)).contains("eventbridge.targets");
        assertThat(codes(
                        nodes.toString(),
                        named.replace(
                                "\"to\": \"q1\", \"set\": {",
                                "\"to\": \"q1\", \"set\": {\"eventPattern\": {\"source\": [\"a\"]}, ")))
                .contains("eventbridge.rule-pattern");
    }

    @Test
    void aStreamHasTwentyConsumersOfTheirOwn() {
        var nodes = new StringBuilder(node("c", "traffic.clients", "") + node("s", "aws.kinesis.stream", ""));
        var links = new StringBuilder(link("c", "s", ""));
        for (int i = 0; i < 21; i++) {
            nodes.append(node("f" + i, "aws.lambda.function", ""));
            links.append(link("s", "f" + i, "\"consumer\": \"enhancedFanOut\""));
        }
        assertThat(texts(nodes.toString(), links.toString()))
                .contains(
                        "ERROR kinesis.consumers nodes[s] — Expected at most 20 consumers with enhanced fan-out, received 21.");
    }

    @Test
    void theMostPopularKeyFitsAShard() {
        var stream = node("s", "aws.kinesis.stream", "\"shardCount\": 20");
        var clients = node("c", "traffic.clients", "\"rate\": \"3000 /s\", \"keySkew\": 2");
        assertThat(codes(clients + stream, link("c", "s", ""))).contains("kinesis.hot-shard");
        assertThat(codes(clients + stream, link("c", "s", "\"partitionKey\": \"random\"")))
                .doesNotContain("kinesis.hot-shard");
        assertThat(codes(clients.replace("\"keySkew\": 2", "\"keySkew\": 0.5") + stream, link("c", "s", "")))
                .doesNotContain("kinesis.hot-shard", "kinesis.shard-demand");
    }

    @Test
    void recordsAreNotTooLarge() {
        var nodes = node("c", "traffic.clients", "") + node("s", "aws.kinesis.stream", "");
        var large = link("c", "s", "\"recordSize\": \"3000 KB\"");
        assertThat(codes(nodes, large)).contains("kinesis.record-too-large").doesNotContain("kinesis.shard-demand");
        assertThat(codes(
                        nodes.replace(
                                "\"aws.kinesis.stream\", \"set\": {",
                                "\"aws.kinesis.stream\", \"set\": {\"maxRecordSizeInKiB\": \"4 MB\""),
                        large))
                .doesNotContain("kinesis.record-too-large");
        assertThat(codes(
                        node("c", "traffic.clients", "") + node("d", "aws.firehose.deliverystream", ""),
                        link("c", "d", "\"recordSize\": \"5000 KB\"")))
                .contains("firehose.record-too-large");
    }

    @Test
    void whatIsNotOfferedIsKeptAndRemarked() throws UnreadableDesign {
        var text = """
                {"billow": 1, "nodes": [
                  {"id": "c", "kind": "traffic.clients"},
                  {"id": "t", "kind": "aws.sns.topic"},
                  {"id": "q", "kind": "aws.sqs.queue", "set": {"maxReceiveCount": 3, "receiveMessageWaitTimeSeconds": 20}},
                  {"id": "f", "kind": "aws.lambda.function"}],
                 "links": [
                  {"from": "c", "to": "t"},
                  {"from": "t", "to": "f", "set": {"numRetries": 4, "rawMessageDelivery": true}},
                  {"from": "t", "to": "q", "as": "deadLetter", "set": {"maxReceiveCount": 4}}]}
                """;
        var read = new DesignReader(Vocabulary.standard()).read("x", text);
        assertThat(read.findings())
                .extracting(Finding::path)
                .containsExactlyInAnyOrder(
                        "nodes[q].maxReceiveCount",
                        "nodes[q].receiveMessageWaitTimeSeconds",
                        "links[t->f].numRetries",
                        "links[t->f].rawMessageDelivery",
                        "links[t->q].maxReceiveCount");
        assertThat(read.findings())
                .extracting(Finding::message)
                .anyMatch(m -> m.endsWith("Maybe on a link as deadLetter."));
        assertThat(new billow.model.file.DesignWriter(Vocabulary.standard()).text(read.design()))
                .contains("\"numRetries\"", "\"receiveMessageWaitTimeSeconds\"");
    }
}
