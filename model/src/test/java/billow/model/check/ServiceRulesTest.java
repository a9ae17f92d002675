package billow.model.check;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.file.DesignReader;
import billow.model.file.UnreadableDesign;
import billow.model.file.Vocabulary;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Rules about entries, edges, networks, mappings, pipes and FIFO queues.
class ServiceRulesTest {
    private static final String CLIENTS = node("c", "traffic.clients", "");

    @Test
    void aLoadBalancerNeedsATarget() {
        assertThat(texts(CLIENTS + balancer(""), link("c", "lb", "")))
                .contains(
                        "ERROR alb.no-target nodes[lb] — Expected a link to a target, found none.\nMaybe connect a Lambda function.");
        assertThat(codes(CLIENTS + balancer("") + function("f", ""), link("c", "lb", "") + link("lb", "f", "")))
                .doesNotContain("alb.no-target", "alb.function-body", "alb.timeout-below-function");
    }

    @Test
    void aFunctionBehindALoadBalancerTakesSmallBodiesAndAnswersInTime() {
        var links = link("c", "lb", "") + link("lb", "f", "");
        assertThat(codes(
                        node("c", "traffic.clients", "\"payload\": \"2 MB\"") + balancer("") + function("f", ""),
                        links))
                .contains("alb.function-body");
        assertThat(texts(CLIENTS + balancer("") + function("f", "\"timeout\": 61"), links))
                .contains(
                        "WARNING alb.timeout-below-function nodes[f].timeout — Expected at most the idle timeout of lb, received 61 s; clients get 504 while the function runs on.");
        assertThat(codes(CLIENTS + balancer("\"idleTimeout\": \"61 s\"") + function("f", "\"timeout\": 61"), links))
                .doesNotContain("alb.timeout-below-function");
    }

    @Test
    void triggersOfAUserPoolHaveFiveSeconds() {
        var pool = node("pool", "aws.cognito.userpool", "");
        var links = link("c", "pool", "") + link("pool", "f", "");
        assertThat(codes(CLIENTS + pool + function("f", "\"timeout\": 6"), links))
                .contains("cognito.trigger-timeout");
        assertThat(codes(CLIENTS + pool + function("f", "\"timeout\": 5"), links))
                .doesNotContain("cognito.trigger-timeout");
    }

    @Test
    void aPoolBehindARouteIsRemarked() {
        var pool = node("pool", "aws.cognito.userpool", "") + function("f", "");
        for (var kind : List.of("aws.apigateway.rest", "aws.apigateway.http", "aws.appsync.api")) {
            var nodes = CLIENTS + node("api", kind, "") + pool;
            var links = link("c", "api", "") + link("api", "f", "");
            assertThat(codes(nodes, links + link("api", "pool", ""))).doesNotContain("cognito.pool-as-route");
            var route = link("api", "pool", "").replace("\"set\"", "\"as\": \"request\", \"set\"");
            assertThat(texts(nodes, links + route))
                    .contains(
                            "HINT cognito.pool-as-route links[api->pool] — Requests of api go to pool as to an integration. Maybe it should authorise them (\"as\": \"authorise\").");
        }
    }

    @Test
    void aWebSocketApiHasNoAuthoriserOfTokens() {
        var nodes = CLIENTS + node("api", "aws.apigateway.websocket", "") + function("f", "");
        var links = link("c", "api", "") + link("api", "f", "");
        assertThat(codes(nodes + node("pool", "aws.cognito.userpool", ""), links + link("api", "pool", "")))
                .contains("apigateway.websocket-user-pool");
        assertThat(codes(nodes, links)).doesNotContain("apigateway.websocket-user-pool");
    }

    @Test
    void anHttpApiIntegratesAFewActionsOfServices() {
        for (var target :
                List.of("aws.sqs.queue", "aws.kinesis.stream", "aws.events.bus", "aws.stepfunctions.statemachine"))
            assertThat(codes(
                            CLIENTS + node("api", "aws.apigateway.http", "") + node("t", target, ""),
                            link("c", "api", "") + link("api", "t", "")))
                    .as(target)
                    .doesNotContain("apigateway.http-integration");
        for (var target : List.of("aws.dynamodb.table", "aws.sns.topic", "aws.s3.bucket")) {
            var links = link("c", "api", "") + link("api", "t", "");
            assertThat(codes(CLIENTS + node("api", "aws.apigateway.http", "") + node("t", target, ""), links))
                    .as(target)
                    .contains("apigateway.http-integration");
            assertThat(codes(CLIENTS + node("api", "aws.apigateway.rest", "") + node("t", target, ""), links))
                    .doesNotContain("apigateway.http-integration");
        }
        assertThat(texts(
                        CLIENTS + node("api", "aws.apigateway.http", "") + node("t", "aws.sns.topic", ""),
                        link("c", "api", "") + link("api", "t", "")))
                .contains(
                        "ERROR apigateway.http-integration links[api->t] — Expected EventBridge PutEvents, SQS SendMessage, AppConfig GetConfiguration, Kinesis PutRecord or Step Functions StartExecution, received an action of SNS topic: an HTTP API has no others.\nMaybe put a Lambda function between them, or make the API a REST API.");
    }

    @Test
    void functionsBehindGraphQlAndWebSocketApisAnswerBeforeTheseGiveUp() {
        var links = link("c", "api", "") + link("api", "f", "");
        assertThat(texts(CLIENTS + node("api", "aws.appsync.api", "") + function("f", "\"timeout\": 31"), links))
                .contains(
                        "WARNING appsync.timeout-below-function nodes[f].timeout — Expected at most the request timeout of api (30 s), received 31 s; the API gives up while the function runs on.");
        assertThat(codes(CLIENTS + node("api", "aws.appsync.api", "") + function("f", "\"timeout\": 30"), links))
                .doesNotContain("appsync.timeout-below-function");
        assertThat(texts(
                        CLIENTS + node("api", "aws.apigateway.websocket", "") + function("f", "\"timeout\": 30"),
                        links))
                .contains(
                        "WARNING apigateway.timeout-below-function nodes[f].timeout — Expected at most the integration timeout of api (29 s), received 30 s; the API gives up while the function runs on.");
        assertThat(codes(
                        CLIENTS + node("api", "aws.apigateway.websocket", "") + function("f", "\"timeout\": 29"),
                        links))
                .doesNotContain("apigateway.timeout-below-function");
    }

    @Test
    void aDistributionNeedsAnOriginBesidesItsFunctions() {
        var cdn = node("cdn", "aws.cloudfront.distribution", "");
        var edge = node("e", "aws.lambda.edge", "");
        assertThat(codes(CLIENTS + cdn + edge, link("c", "cdn", "") + link("cdn", "e", "")))
                .contains("cloudfront.no-origin");
        assertThat(codes(
                        CLIENTS + cdn + node("o", "external.service", ""), link("c", "cdn", "") + link("cdn", "o", "")))
                .doesNotContain("cloudfront.no-origin");
    }

    @Test
    void theSecondOriginOfAGroupNeedsAFirst() {
        var cdn = node("cdn", "aws.cloudfront.distribution", "")
                + node("o", "external.service", "")
                + node("p", "external.service", "");
        var second = link("c", "cdn", "") + link("cdn", "p", "\"failover\": \"serverErrors\", \"route\": \"GET /\"");
        assertThat(codes(CLIENTS + cdn, second + link("cdn", "o", ""))).contains("cloudfront.failover-without-origin");
        assertThat(codes(CLIENTS + cdn, second + link("cdn", "o", "\"route\": \"GET /\"")))
                .noneMatch(code -> code.startsWith("cloudfront."));
    }

    @Test
    void aDistributionHasItsQuotas() {
        var origins = new StringBuilder();
        var links = new StringBuilder(link("c", "cdn", ""));
        for (int i = 0; i <= 100; i++) {
            origins.append(node("o" + i, "external.service", ""));
            links.append(link("cdn", "o" + i, ""));
        }
        var nodes = CLIENTS + node("cdn", "aws.cloudfront.distribution", "") + origins;
        assertThat(codes(nodes, links.toString())).contains("cloudfront.too-many-origins");
        assertThat(codes(nodes, links.toString().replace(link("cdn", "o100", ""), "")))
                .doesNotContain("cloudfront.too-many-origins");
        var large = CLIENTS
                + node("cdn", "aws.cloudfront.distribution", "\"objectSize\": \"51 GB\"")
                + node("o0", "external.service", "");
        assertThat(codes(large, link("c", "cdn", "") + link("cdn", "o0", ""))).contains("cloudfront.object-too-large");
    }

    @Test
    void whatIsUploadedWithAFunctionHasToFit() {
        var links = link("c", "f", "");
        assertThat(texts(CLIENTS + function("f", "\"environmentSize\": \"5 KB\""), links))
                .contains(
                        "ERROR lambda.environment-too-large nodes[f].environmentSize — Expected at most 4 KB of environment variables, received 5 KB.\nMaybe keep them in Parameter Store or Secrets Manager.");
        assertThat(texts(CLIENTS + function("f", "\"zippedSize\": \"60 MB\", \"codeSize\": \"200 MB\""), links))
                .contains(
                        "ERROR lambda.archive-too-large nodes[f].zippedSize — Expected at most 50 MB to be uploaded directly, received 60 MB.\nMaybe upload it to S3 first.");
        assertThat(codes(
                        CLIENTS
                                + function(
                                        "f",
                                        "\"zippedSize\": \"60 MB\", \"upload\": \"s3\", \"environmentSize\": \"4 KB\""),
                        links))
                .doesNotContain("lambda.archive-too-large", "lambda.environment-too-large");
        assertThat(codes(CLIENTS + function("f", "\"zippedSize\": \"1 MB\", \"packageType\": \"image\""), links))
                .contains("lambda.archive-of-image");
    }

    @Test
    void functionsAtTheEdgeAreSmallAndOfTwoLanguages() {
        var cdn = node("cdn", "aws.cloudfront.distribution", "") + node("o", "external.service", "");
        var links = link("c", "cdn", "") + link("cdn", "o", "");
        var viewer = links + link("cdn", "e", "\"eventType\": \"viewer-request\"");
        var origin = links + link("cdn", "e", "\"eventType\": \"origin-request\"");
        var large = cdn + node("e", "aws.lambda.edge", "\"codeSize\": \"20 MB\", \"responseSize\": \"100 KB\"");
        assertThat(texts(CLIENTS + large, viewer))
                .contains(
                        "ERROR lambda.edge-viewer-code nodes[e].codeSize — Expected at most 1 MB for viewer events, received 20 MB.",
                        "ERROR lambda.edge-viewer-response nodes[e].responseSize — Expected at most 40 KB for viewer events, received 100 KB.");
        assertThat(codes(CLIENTS + large, origin))
                .doesNotContain("lambda.edge-viewer-code", "lambda.edge-viewer-response", "lambda.edge-code");
        var wrong = cdn + node("e", "aws.lambda.edge", "\"codeSize\": \"51 MB\", \"runtime\": \"java21\"");
        assertThat(codes(CLIENTS + wrong, origin)).contains("lambda.edge-code", "lambda.edge-runtime");
    }

    @Test
    void functionsOfViewerEventsAreSmallAndQuick() {
        var cdn = node("cdn", "aws.cloudfront.distribution", "")
                + node("o", "external.service", "")
                + node("e", "aws.lambda.edge", "\"memorySize\": 256, \"timeout\": \"6 s\"");
        var links = link("c", "cdn", "") + link("cdn", "o", "");
        assertThat(texts(CLIENTS + cdn, links + link("cdn", "e", "\"eventType\": \"viewer-request\"")))
                .contains(
                        "ERROR lambda.edge-viewer-memory nodes[e].memorySize — Expected at most 128 MB for viewer events, received 256 MB.",
                        "ERROR lambda.edge-viewer-timeout nodes[e].timeout — Expected at most 5 s for viewer events, received 6.0 s.");
        assertThat(codes(CLIENTS + cdn, links + link("cdn", "e", "\"eventType\": \"origin-request\"")))
                .doesNotContain("lambda.edge-viewer-memory", "lambda.edge-viewer-timeout");
    }

    @Test
    void objectsThatAreTooLargeForTheirRequestAreFound() {
        var bucket = node("b", "aws.s3.bucket", "");
        assertThat(texts(CLIENTS + bucket, stores("\"operation\": \"putObject\", \"objectSize\": \"6 GB\"")))
                .contains(
                        "ERROR s3.request-too-large links[c->b] — Expected at most 5 GB in one request, received 6 GB on average.\nMaybe upload it in parts.");
        assertThat(codes(CLIENTS + bucket, stores("\"operation\": \"putObject\", \"objectSize\": \"5 GB\"")))
                .doesNotContain("s3.request-too-large");
        var parts = "\"operation\": \"multipartUpload\", \"objectSize\": \"%s\", \"partSize\": \"%s\"";
        assertThat(codes(CLIENTS + bucket, stores(parts.formatted("60 GB", "5 MB"))))
                .contains("s3.too-many-parts");
        assertThat(codes(CLIENTS + bucket, stores(parts.formatted("60 TB", "5 GB"))))
                .contains("s3.object-too-large")
                .doesNotContain("s3.too-many-parts");
        assertThat(codes(CLIENTS + bucket, stores(parts.formatted("48 TB", "5 GB"))))
                .noneMatch(code -> code.startsWith("s3."));
    }

    @Test
    void archivedObjectsAreRestoredBeforeTheyAreRead() {
        var deep = node("b", "aws.s3.bucket", "\"storageClass\": \"glacierDeepArchive\"");
        var reads = stores("\"operation\": \"getObject\"");
        assertThat(texts(CLIENTS + deep, reads))
                .contains(
                        "WARNING s3.read-archived links[c->b] — Objects of class glacierDeepArchive are read and never restored; every read is refused with InvalidObjectState.");
        var restores = stores("\"operation\": \"restoreObject\"");
        assertThat(codes(CLIENTS + deep, reads + restores)).noneMatch(code -> code.startsWith("s3."));
        assertThat(codes(CLIENTS + node("b", "aws.s3.bucket", ""), restores)).contains("s3.restore-not-archived");
        assertThat(codes(CLIENTS + deep, stores("\"operation\": \"restoreObject\", \"retrievalTier\": \"expedited\"")))
                .contains("s3.expedited-deep-archive");
    }

    @Test
    void lifecycleRulesGoDownhill() {
        assertThat(lifecycle("\"transitionAfter\": \"29 d\"")).contains("s3.transition-too-early");
        assertThat(lifecycle("\"transitionAfter\": \"30 d\"")).isEmpty();
        assertThat(lifecycle("\"transitionAfter\": \"1 d\", \"transitionClass\": \"glacierDeepArchive\""))
                .isEmpty();
        assertThat(lifecycle("\"transitionAfter\": \"40 d\", \"archiveAfter\": \"40 d\""))
                .containsExactly("s3.transition-order");
        assertThat(lifecycle("\"storageClass\": \"intelligentTiering\", \"transitionAfter\": \"40 d\""))
                .containsExactly("s3.transition-direction");
        assertThat(
                        lifecycle(
                                "\"transitionAfter\": \"40 d\", \"transitionClass\": \"oneZoneIa\", \"archiveAfter\": \"50 d\", \"archiveClass\": \"glacierInstantRetrieval\""))
                .containsExactly("s3.transition-direction");
    }

    private static List<String> lifecycle(String set) {
        return codes(CLIENTS + node("b", "aws.s3.bucket", set), stores("\"operation\": \"putObject\"")).stream()
                .filter(code -> code.startsWith("s3."))
                .toList();
    }

    private static String stores(String set) {
        return link("c", "b", set).replace("\"set\"", "\"as\": \"operate\", \"set\"");
    }

    @Test
    void aFunctionMountsTheFileSystemItUses() {
        var files = node("e", "aws.efs.filesystem", "");
        var links = link("c", "f", "") + link("f", "e", "");
        assertThat(texts(CLIENTS + files + function("f", ""), links))
                .contains(
                        "WARNING lambda.file-system-not-mounted nodes[f].fileSystem — Expected true for a function that uses e, received false; the time of mounting it is missing from cold starts.");
        assertThat(codes(CLIENTS + files + function("f", "\"fileSystem\": true, \"vpc\": true"), links))
                .doesNotContain("lambda.file-system-not-mounted");
    }

    @Test
    void placesOfANetworkHaveSomethingBehindThem() {
        assertThat(texts(CLIENTS + node("nat", "aws.ec2.natgateway", ""), link("c", "nat", "")))
                .contains(
                        "WARNING vpc.nothing-behind nodes[nat] — Expected a link to what is behind it, found none; calls through it fail.");
        var behind = node("q", "aws.sqs.queue", "") + node("t", "aws.dynamodb.table", "");
        var gateway = node("vpc", "aws.ec2.vpcendpoint", "\"vpcEndpointType\": \"Gateway\"");
        var table = link("c", "vpc", "") + link("vpc", "t", "");
        assertThat(codes(CLIENTS + gateway + behind, table))
                .doesNotContain("vpc.nothing-behind", "vpc.gateway-endpoint-target");
        assertThat(codes(CLIENTS + gateway + behind, table + link("vpc", "q", "")))
                .contains("vpc.gateway-endpoint-target");
    }

    @Test
    void mappingsUnderstandTheirFiltersAndHaveOneMeansOfScaling() {
        var nodes = CLIENTS + node("q", "aws.sqs.queue", "") + function("f", "");
        assertThat(codes(nodes, mapping("\"filterCriteria\": {\"body\": {\"kind\": [{\"prefx\": \"a\"}]}}")))
                .contains("esm.filter");
        assertThat(codes(nodes, mapping("\"filterCriteria\": {\"body\": {\"kind\": [{\"prefix\": \"a\"}]}}")))
                .doesNotContain("esm.filter");
        assertThat(codes(nodes, mapping("\"minimumPollers\": 5, \"maximumConcurrency\": 10")))
                .contains("esm.provisioned-with-maximum");
        assertThat(texts(nodes, mapping("\"minimumPollers\": 9, \"maximumPollers\": 8")))
                .contains(
                        "ERROR esm.pollers links[q->f].minimumPollers — Expected at most the greatest number of pollers (8), received 9.");
        assertThat(codes(nodes, mapping("\"minimumPollers\": 8, \"maximumPollers\": 9")))
                .doesNotContain("esm.pollers", "esm.provisioned-with-maximum");
    }

    private static String mapping(String set) {
        return link("c", "q", "") + link("q", "f", set);
    }

    @Test
    void readersOfStreamsGiveUpAndAreFew() {
        var nodes = CLIENTS
                + node("s", "aws.kinesis.stream", "")
                + function("f", "")
                + function("g", "")
                + function("h", "");
        var two = link("c", "s", "")
                + link("s", "f", "\"maximumRetryAttempts\": 3")
                + link("s", "g", "\"maximumRecordAgeInSeconds\": \"1 h\"");
        assertThat(codes(nodes, two)).doesNotContain("esm.endless-retries", "esm.shared-readers");
        assertThat(codes(nodes, two + link("s", "h", ""))).contains("esm.endless-retries", "esm.shared-readers");
        assertThat(codes(nodes, two + link("s", "h", "\"consumer\": \"enhancedFanOut\"")))
                .doesNotContain("esm.shared-readers");
    }

    @Test
    void aPipeHasOneSourceOneTargetAndAtMostOneEnrichment() {
        var nodes = CLIENTS
                + node("q", "aws.sqs.queue", "")
                + node("r", "aws.sqs.queue", "")
                + node("p", "aws.pipes.pipe", "")
                + function("f", "")
                + function("g", "")
                + function("h", "");
        var one = link("c", "q", "") + link("c", "r", "") + link("q", "p", "") + link("p", "f", "");
        var enriched = enrichment("g");
        assertThat(codes(nodes, one + enriched)).noneMatch(code -> code.startsWith("pipes."));
        assertThat(texts(nodes, one + link("r", "p", "")))
                .contains("ERROR pipes.source nodes[p] — Expected one source, received 2.");
        assertThat(texts(nodes, one + link("p", "g", "")))
                .contains("ERROR pipes.target nodes[p] — Expected one target, received 2.");
        assertThat(texts(nodes, one + enriched + enrichment("h")))
                .contains("ERROR pipes.enrichment nodes[p] — Expected at most one enrichment, received 2.");
        assertThat(codes(nodes, "")).contains("pipes.source", "pipes.target");
    }

    private static String enrichment(String function) {
        return link("p", function, "\"role\": \"enrichment\"").replace("\"set\"", "\"as\": \"invoke\", \"set\"");
    }

    @Test
    void aFifoQueueOfOneGroupIsRemarked() {
        var links = link("c", "q", "") + link("q", "f", "");
        assertThat(texts(CLIENTS + node("q", "aws.sqs.queue", "\"fifoQueue\": true") + function("f", ""), links))
                .contains(
                        "HINT sqs.fifo-one-group nodes[q].messageGroupId — All messages are of one group, so only one batch is in work at any time. Maybe let the key be the group.");
        assertThat(codes(
                        CLIENTS
                                + node("q", "aws.sqs.queue", "\"fifoQueue\": true, \"messageGroupId\": \"key\"")
                                + function("f", ""),
                        links))
                .doesNotContain("sqs.fifo-one-group");
        assertThat(codes(CLIENTS + node("q", "aws.sqs.queue", "") + function("f", ""), links))
                .doesNotContain("sqs.fifo-one-group");
    }

    @Test
    void messagesOfAFifoQueueHaveNoDelayOfTheirOwn() {
        var delayed = link("c", "q", "\"messageDelay\": \"5 s\"") + link("q", "f", "");
        assertThat(texts(CLIENTS + node("q", "aws.sqs.queue", "\"fifoQueue\": true") + function("f", ""), delayed))
                .contains(
                        "ERROR sqs.fifo-message-delay links[c->q].messageDelay — Expected no delay of single messages of a FIFO queue, received 5 s.\nMaybe set delaySeconds of the queue.");
        assertThat(codes(CLIENTS + node("q", "aws.sqs.queue", "") + function("f", ""), delayed))
                .doesNotContain("sqs.fifo-message-delay");
    }

    @Test
    void aFifoTopicDeliversToNoFunction() {
        var nodes = CLIENTS + node("t", "aws.sns.topic", "\"fifoTopic\": true") + function("f", "");
        assertThat(codes(nodes, link("c", "t", "") + link("t", "f", ""))).anyMatch(code -> code.startsWith("sns.fifo"));
    }

    private static String balancer(String set) {
        return node("lb", "aws.elasticloadbalancing.applicationloadbalancer", set);
    }

    private static String function(String id, String set) {
        return node(id, "aws.lambda.function", set);
    }

    private static String node(String id, String kind, String set) {
        return "{\"id\": \"%s\", \"kind\": \"%s\", \"set\": {%s}},".formatted(id, kind, set);
    }

    private static String link(String from, String to, String set) {
        return "{\"from\": \"%s\", \"to\": \"%s\", \"set\": {%s}},".formatted(from, to, set);
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
        var text = "{\"billow\": 1, \"nodes\": [%s], \"links\": [%s]}".formatted(cut(nodes), cut(links));
        try {
            var read = new DesignReader(Vocabulary.standard()).read("x", text);
            assertThat(read.findings()).as("what the file says").isEmpty();
            return Checks.of(read.design());
        } catch (UnreadableDesign e) {
            throw new AssertionError(e);
        }
    }

    private static String cut(String list) {
        return list.isEmpty() ? list : list.substring(0, list.length() - 1);
    }
}
