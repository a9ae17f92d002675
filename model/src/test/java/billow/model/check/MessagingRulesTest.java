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
}
