package billow.simulator.run;

import static billow.simulator.run.Functions.MILLI;
import static billow.simulator.run.Functions.SECOND;
import static billow.simulator.run.Functions.count;
import static billow.simulator.run.Functions.level;
import static billow.simulator.run.Functions.node;
import static billow.simulator.run.Functions.plain;
import static billow.simulator.run.Functions.run;
import static billow.simulator.run.Functions.steady;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.archetype.Counter;
import billow.model.kind.LinkKind;
import billow.model.value.Distribution.Constant;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Event source mappings with filters and provisioned pollers; function URLs, streamed responses and large payloads.
class MappingsTest {
    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private static Designs polled(double rate, Object... link) {
        return steady(rate)
                .node("q", "aws.sqs.queue")
                .node("f", "aws.lambda.function", plain())
                .link("clients", "q")
                .link("q", "f", LinkKind.POLL, link);
    }

    private static long queue(Replication run, String metric) {
        return ((Measure.Count) node(run, "q").measures().get(metric)).value();
    }

    @Test
    void deletesMessagesThatDoNotPassTheFilterWithoutInvokingTheFunction() {
        var run = run(polled(20, "filterMatches", 0.25, "batchSize", 1L).done(), 1_000);
        double n = queue(run, "messagesOffered");
        assertThat(count(run, "invocations") / n).isCloseTo(0.25, within(3.29 * Math.sqrt(0.25 * 0.75 / n) + 0.001));
        assertThat((double) queue(run, "messagesDone")).isCloseTo(n, within(5.0));
    }

    @Test
    void filtersMessagesByWhatTheySay() {
        for (var kind : new String[] {"order", "refund"}) {
            var design = steady(1, "requestBody", json("{\"kind\": \"order\"}"))
                    .node("q", "aws.sqs.queue")
                    .node("f", "aws.lambda.function", plain())
                    .link("clients", "q")
                    .link(
                            "q",
                            "f",
                            LinkKind.POLL,
                            "filterCriteria",
                            json("{\"body\": {\"kind\": [\"%s\"]}}".formatted(kind)))
                    .done();
            assertThat(count(run(design, 20.5), "invocations")).isEqualTo(kind.equals("order") ? 20 : 0);
        }
    }

    @Test
    void skipsRecordsThatDoNotMatch() {
        for (var kind : new String[] {"order", "refund"}) {
            var design = steady(1, "requestBody", json("{\"kind\": \"order\"}"))
                    .node("s", "aws.kinesis.stream")
                    .node("f", "aws.lambda.function", plain())
                    .link("clients", "s")
                    .link(
                            "s",
                            "f",
                            LinkKind.STREAM,
                            "filterCriteria",
                            json("{\"data\": {\"kind\": [\"%s\"]}}".formatted(kind)))
                    .done();
            long invocations = count(run(design, 60), "invocations");
            if (kind.equals("order")) assertThat(invocations).isGreaterThan(20);
            else assertThat(invocations).isZero();
        }
    }

    @Test
    void provisionedPollersAreBilledAtTheFunctionAndStartWithTenInvocationsEach() {
        var run = run(polled(1, "minimumPollers", 3L, "maximumPollers", 10L).done(), 3_600);
        assertThat(node(run, "f").get(Counter.POLLER_MILLIS)).isEqualTo(3 * 3_600_000.0);
        var usual = run(polled(1).done(), 60);
        assertThat(node(usual, "f").get(Counter.POLLER_MILLIS)).isZero();
    }

    private static Designs provisioned(double kilobytes, double rate, Object... function) {
        return steady(rate)
                .node("q", "aws.sqs.queue", "visibilityTimeout", 43_200 * SECOND)
                .node("f", "aws.lambda.function", plain(function))
                .link("clients", "q", "messageSize", new Constant(1024 * kilobytes))
                .link("q", "f", LinkKind.POLL, "minimumPollers", 2L, "maximumPollers", 2L);
    }

    @Test
    void aProvisionedPollerReceivesAMegabyteASecond() {
        // 20 MB/s come, 2 MB/s can be received: 20 messages of 100 KB a second and the batch that was begun.
        var run = run(provisioned(100, 200).done(), 60);
        assertThat((double) queue(run, "messagesDone")).isCloseTo(60 * 2 * 1024 / 100.0, within(12.0));
    }

    @Test
    void aProvisionedPollerPollsTenTimesASecondAndInvokesTenTimesAtOnce() {
        // Small messages: ten of each of 2 x 10 polls a second.
        var polls = run(provisioned(1, 1_000).done(), 60);
        assertThat((double) queue(polls, "messagesDone")).isCloseTo(60 * 200, within(60.0));
        // Slow handlers: 20 at once, of 2 s and ten messages each.
        var slow = run(
                provisioned(1, 1_000, "duration", new Constant(2.0 * SECOND)).done(), 60);
        assertThat(level(slow, "concurrency").max()).isEqualTo(20);
        assertThat((double) queue(slow, "messagesDone")).isCloseTo(58 * 10 * 10, within(210.0));
    }

    @Test
    void aMappingOfAFifoQueueFiltersWithinItsGroupsAndKeepsTheirOrder() {
        // The order of each group is proved by the self-checks while it runs.
        var design = steady(20)
                .node(
                        "q",
                        "aws.sqs.queue",
                        "fifoQueue",
                        true,
                        "visibilityTimeout",
                        10 * SECOND,
                        "messageGroupId",
                        "drawn",
                        "messageGroups",
                        8L)
                .node("dead", "aws.sqs.queue", "fifoQueue", true)
                .node("f", "aws.lambda.function", plain("errorRate", 0.1))
                .link("clients", "q")
                .link("q", "f", LinkKind.POLL, "filterMatches", 0.25, "batchSize", 1L)
                .link("q", "dead", "maxReceiveCount", 2L)
                .done();
        var run = run(design, 1_000);
        double n = queue(run, "messagesOffered");
        double gone = queue(run, "messagesDone") + queue(run, "messagesDeadLettered");
        assertThat(gone + queue(run, "messagesInside")).isEqualTo(n);
        assertThat(gone / n).isGreaterThan(0.95);
        // What passes is invoked once, a tenth of it twice; a hundredth of it is dead-lettered.
        double passed = count(run, "invocations") / 1.1;
        assertThat(passed / n).isCloseTo(0.25, within(3.29 * Math.sqrt(0.25 * 0.75 / n) + 0.006));
        assertThat(queue(run, "messagesDeadLettered") / passed)
                .isCloseTo(0.01, within(3.29 * Math.sqrt(0.01 * 0.99 / passed)));
        assertThat(level(run, "concurrency").max()).isBetween(2.0, 8.0);
    }

    @Test
    void aFunctionUrlAnswersLikeAnInvocation() {
        var design = steady(1)
                .node("f", "aws.lambda.function", plain())
                .link("clients", "f", LinkKind.REQUEST)
                .done();
        var run = run(design, 10.5);
        assertThat(node(run, "f").outcome(Outcome.OK)).isEqualTo(10);
    }

    @Test
    void streamsSixMegabytesAtOnceAndTheRestAtTwoASecond() {
        var size = new Constant(10.5 * 1024 * 1024);
        var design = steady(1 / 5.0)
                .node(
                        "f",
                        "aws.lambda.function",
                        plain("responseSize", size, "invokeMode", "streamed", "timeout", 10 * SECOND))
                .link("clients", "f", LinkKind.REQUEST)
                .done();
        var run = run(design, 54);
        assertThat(node(run, "f").latency().maxMs()).isCloseTo(100 + 2_250, within(0.01));
        assertThat(node(run, "f").get(Counter.STREAMED_BYTES)).isEqualTo(10 * 5 * 1024 * 1024.0);
    }

    @Test
    void failsWithAResponseThatIsTooLargeToBeBuffered() {
        var design = steady(1)
                .node("f", "aws.lambda.function", plain("responseSize", new Constant(7 * 1024 * 1024)))
                .link("clients", "f")
                .done();
        assertThat(node(run(design, 10.5), "f").outcome(Outcome.FUNCTION_ERROR)).isEqualTo(10);
    }

    @Test
    void refusesPayloadsAboveItsLimitAndBillsLargeEventsAsSeveralRequests() {
        var large = new Constant(7 * 1024 * 1024);
        var refused = steady(1, "payload", large)
                .node("f", "aws.lambda.function", plain())
                .link("clients", "f")
                .done();
        assertThat(node(run(refused, 10.5), "f").outcome(Outcome.CLIENT_ERROR)).isEqualTo(10);
        var events = steady(1, "payload", new Constant(300 * 1024))
                .node("f", "aws.lambda.function", plain("duration", new Constant(MILLI)))
                .link("clients", "f", LinkKind.INVOKE, "invocationType", "async")
                .done();
        assertThat(node(run(events, 10.5), "f").get(Counter.BILLED_REQUESTS)).isEqualTo(20);
    }
}
