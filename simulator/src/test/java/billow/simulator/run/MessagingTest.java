package billow.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.archetype.Counter;
import billow.model.design.Design;
import billow.model.fault.Fault;
import billow.model.fault.FaultText;
import billow.model.kind.LinkKind;
import billow.model.value.Distribution.Constant;
import billow.simulator.kernel.Checks;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Topics, buses, pipes, streams and queues together, under full self-checks.
class MessagingTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long HOUR = 3600 * SECOND;

    private static RunResult run(Design design, long nanos, String... faults) {
        var settings =
                RunSettings.DEFAULT.lasting(nanos).warmingUp(0L).replicated(1).checked(Checks.FULL);
        var all = Arrays.stream(faults).map(MessagingTest::fault).toList();
        return Simulation.run(Blueprint.of(design, TraceSource.NONE, all), settings, Progress.SILENT)
                .orElseThrow();
    }

    private static Fault fault(String text) {
        try {
            return FaultText.parse(text);
        } catch (FaultText.BadFault e) {
            throw new AssertionError(e.message(), e);
        }
    }

    private static NodeResult node(RunResult result, String id) {
        return result.nodes().stream()
                .filter(n -> n.node().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static double count(RunResult result, String node, String metric) {
        return node(result, node).metrics().get(metric) instanceof NodeResult.Count c ? c.sum() : -1;
    }

    private static double counter(RunResult result, String node, Counter counter) {
        return node(result, node).runs().getFirst().get(counter);
    }

    private static Designs clients(double rate) {
        return Designs.draw().node("clients", "traffic.clients", "arrivals", "constant", "rate", rate);
    }

    @Test
    void aTopicDeliversToADeliveryStream() {
        var design = clients(20)
                .node("topic", "aws.sns.topic")
                .node("archive", "aws.firehose.deliverystream")
                .link("clients", "topic", "messageSize", new Constant(2048))
                .link("topic", "archive", "rawMessageDelivery", true)
                .done();
        var result = run(design, 100 * SECOND);
        double delivered = count(result, "topic", "numberOfNotificationsDelivered");
        assertThat(delivered).isBetween(1990.0, 2000.0);
        assertThat(count(result, "archive", "incomingRecords")).isBetween(delivered, delivered + 2);
        assertThat(count(result, "archive", "incomingBytes"))
                .isEqualTo(2048 * count(result, "archive", "incomingRecords"));
        assertThat(counter(result, "topic", Counter.STREAM_DELIVERIES)).isBetween(delivered, delivered + 2);
    }

    @Test
    void aBusDeliversToStreamsAndApis() {
        var design = clients(20)
                .node("bus", "aws.events.bus")
                .node("stream", "aws.kinesis.stream")
                .node("archive", "aws.firehose.deliverystream")
                .node("api", "aws.apigateway.rest")
                .node("f", "aws.lambda.function")
                .link("clients", "bus", "eventSize", new Constant(3000))
                .link("bus", "stream")
                .link("bus", "archive")
                .link("bus", "api")
                .link("api", "f")
                .done();
        var result = run(design, 100 * SECOND);
        assertThat(count(result, "stream", "incomingRecords")).isBetween(1980.0, 2000.0);
        assertThat(count(result, "stream", "incomingBytes"))
                .isEqualTo(3000 * count(result, "stream", "incomingRecords"));
        assertThat(count(result, "archive", "incomingRecords")).isBetween(1980.0, 2000.0);
        assertThat(count(result, "api", "count")).isBetween(1980.0, 2000.0);
        assertThat(count(result, "bus", "invocations")).isBetween(3 * 1980.0, 3 * 2000.0);
    }

    @Test
    void aPipeHandsRecordsToStreams() {
        for (var target : new String[] {"aws.kinesis.stream", "aws.firehose.deliverystream"}) {
            var design = clients(50)
                    .node("source", "aws.sqs.queue")
                    .node("pipe", "aws.pipes.pipe")
                    .node("target", target)
                    .link("clients", "source", "messageSize", new Constant(700))
                    .link("source", "pipe", "batchSize", 10L, "maximumBatchingWindowInSeconds", SECOND)
                    .link("pipe", "target")
                    .done();
            var result = run(design, 100 * SECOND);
            double done = count(result, "source", "numberOfMessagesDeleted");
            assertThat(done).isGreaterThan(4_900);
            assertThat(count(result, "target", "incomingRecords")).isBetween(done, done + 100);
            assertThat(count(result, "target", "incomingBytes"))
                    .isEqualTo(700 * count(result, "target", "incomingRecords"));
        }
    }

    /// A queue whose function always fails; its messages go to the dead letters after one receive.
    private static Design failing(boolean fifo) {
        return clients(2)
                .node(
                        "q",
                        "aws.sqs.queue",
                        "visibilityTimeout",
                        5 * SECOND,
                        "fifoQueue",
                        fifo,
                        "messageGroupId",
                        fifo ? "key" : "none")
                .node("dead", "aws.sqs.queue", "fifoQueue", fifo)
                .node("f", "aws.lambda.function", "errorRate", 1.0)
                .link("clients", "q")
                .link("q", "f")
                .link("q", "dead", LinkKind.DEAD_LETTER, "maxReceiveCount", 1L)
                .done();
    }

    @Test
    void aMessageThatTheDeadLetterQueueDoesNotTakeStays() {
        var killed = run(failing(false), 100 * SECOND, "kill dead at 0s for 10min");
        assertThat(count(killed, "q", "messagesDeadLettered")).isZero();
        assertThat(count(killed, "dead", "messagesInside")).isZero();
        assertThat(count(killed, "q", "messagesInside")).isEqualTo(count(killed, "q", "messagesOffered"));
        var cut = run(failing(false), 100 * SECOND, "cut q->dead at 0s for 50s");
        // A connection is given up after 60 s and tried again 5 s later: what was tried from 35 s to 50 s is still to
        // go,
        // and what came in the last 5 s.
        assertThat(count(cut, "q", "messagesDeadLettered")).isBetween(200 - 2 * 20 - 3.0, 200 - 2 * 20 + 3.0);
        assertThat(count(cut, "dead", "messagesInside")).isEqualTo(count(cut, "q", "messagesDeadLettered"));
    }

    @Test
    void aGroupWaitsForItsMessageThatTheDeadLetterQueueDoesNotTake() {
        var result = run(failing(true), 100 * SECOND, "kill dead at 0s for 50s", "cut q->dead at 60s for 5s");
        assertThat(count(result, "q", "messagesDeadLettered")).isBetween(1.0, 190.0);
        assertThat(count(result, "dead", "messagesInside")).isEqualTo(count(result, "q", "messagesDeadLettered"));
    }

    @Test
    void aDeliveryThatTheDeadLetterQueueDoesNotTakeIsDropped() {
        var design = clients(2)
                .node("topic", "aws.sns.topic")
                .node("out", "external.service", "errorRate", 1.0)
                .node("dead", "aws.sqs.queue")
                .link("clients", "topic")
                .link("topic", "out", "numRetries", 0L)
                .link("topic", "dead", LinkKind.DEAD_LETTER)
                .done();
        var result = run(design, 100 * SECOND, "kill dead at 0s for 10min");
        assertThat(count(result, "topic", "numberOfNotificationsRedrivenToDlq")).isZero();
        assertThat(count(result, "topic", "numberOfNotificationsFailed")).isBetween(195.0, 200.0);
    }

    @Test
    void subscribersOutsideAreTriedAgainByTheirPolicies() {
        var design = clients(0.01)
                .node("topic", "aws.sns.topic")
                .node("out", "external.service", "errorRate", 1.0, "latency", new Constant(0))
                .link("clients", "topic")
                .link("topic", "out", "protocol", "email")
                .done();
        // 50 retries: 2 × 10 s, ten from 10 to 600 s, 38 × 600 s; some 7 h. Those that had time for all are given up.
        var mail = run(design, 30 * HOUR);
        double failed = count(mail, "topic", "numberOfNotificationsFailed");
        double whole = 1080 * (30 - 7.0) / 30;
        assertThat(failed).isBetween(whole * 0.97, whole * 1.05);
        assertThat(counter(mail, "topic", Counter.MAIL_DELIVERIES))
                .isEqualTo(node(mail, "out").requests().offered());
        assertThat(counter(mail, "topic", Counter.OUTSIDE_DELIVERIES)).isZero();
        assertThat(retries("numRetries", 7L, "numNoDelayRetries", 2L, "numMaxDelayRetries", 1L))
                .isEqualTo(7);
        assertThat(retries("numRetries", 5L, "minDelayTarget", 1000 * SECOND, "maxDelayTarget", 1000 * SECOND))
                .as("within an hour")
                .isEqualTo(3);
    }

    private static double retries(Object... policy) {
        var design = clients(0.01)
                .node("topic", "aws.sns.topic")
                .node("out", "external.service", "errorRate", 1.0, "latency", new Constant(0))
                .link("clients", "topic")
                .link("topic", "out", policy)
                .done();
        var result = run(design, 10 * HOUR);
        double failed = count(result, "topic", "numberOfNotificationsFailed");
        return Math.rint(count(result, "topic", "deliveryRetries") / failed);
    }

    @Test
    void anEndpointGetsNoMoreThanItReceives() {
        var design = clients(10)
                .node("topic", "aws.sns.topic")
                .node("out", "external.service")
                .link("clients", "topic")
                .link("topic", "out", "maxReceivesPerSecond", 4.0)
                .done();
        var result = run(design, 100 * SECOND);
        assertThat((double) node(result, "out").requests().offered()).isCloseTo(400, within(3.0));
        assertThat(count(result, "topic", "numberOfNotificationsFailed")).isZero();
    }

    @Test
    void aStreamRefusesRecordsAndPutsThatAreTooLarge() {
        // 3000 KB against 1 MB: nothing is cut off and nothing is written.
        var large = run(put(3000, 1, 1024), 100 * SECOND);
        assertThat(count(large, "stream", "incomingRecords")).isZero();
        assertThat(count(large, "stream", "recordsRejected")).isBetween(99.0, 101.0);
        // With larger records allowed a shard is busy for 3000 KB / 1 MB/s with one.
        var allowed = run(put(3000, 1, 10_240), 300 * SECOND);
        assertThat(count(allowed, "stream", "incomingBytes") / 300 / (1 << 20)).isCloseTo(1, within(0.03));
        assertThat(count(allowed, "stream", "recordsRejected")).isZero();
        // 20 records of 600 KB are more than the 10 MB of a request.
        assertThat(count(run(put(600, 20, 1024), 100 * SECOND), "stream", "incomingRecords"))
                .isZero();
    }

    private static Design put(double kilobytes, long batch, long most) {
        return clients(1)
                .node("stream", "aws.kinesis.stream", "maxRecordSizeInKiB", most)
                .link("clients", "stream", "recordSize", new Constant(kilobytes * 1024), "putBatch", batch)
                .done();
    }

    @Test
    void aDeliveryStreamRefusesRecordsThatAreTooLarge() {
        var design = clients(1)
                .node("archive", "aws.firehose.deliverystream")
                .link("clients", "archive", "recordSize", new Constant(5000 * 1024))
                .done();
        var result = run(design, 100 * SECOND);
        assertThat(count(result, "archive", "incomingRecords")).isZero();
        assertThat(count(result, "archive", "recordsRejected")).isBetween(99.0, 101.0);
    }

    /// Messages of some groups through a FIFO topic to a FIFO queue of high throughput.
    private static RunResult fifo(double rate, long keys, String scope, Object... publish) {
        var design = Designs.draw()
                .node(
                        "clients",
                        "traffic.clients",
                        "arrivals",
                        "constant",
                        "rate",
                        rate,
                        "keys",
                        keys,
                        "keySkew",
                        0.0,
                        "retries",
                        "none")
                .node("topic", "aws.sns.topic", "fifoTopic", true, "fifoThroughputScope", scope)
                .node(
                        "queue",
                        "aws.sqs.queue",
                        "fifoQueue",
                        true,
                        "messageGroupId",
                        "key",
                        "fifoThroughputLimit",
                        "perMessageGroupId")
                .link("clients", "topic", publish)
                .link("topic", "queue")
                .done();
        return run(design, 60 * SECOND);
    }

    @Test
    void aGroupOfAFifoTopicIsDeliveredAsFastAsItIsTaken() {
        var slow = fifo(280, 1, "Topic");
        assertThat(count(slow, "topic", "publishThrottled")).isZero();
        assertThat(count(slow, "topic", "numberOfNotificationsDelivered")).isBetween(280.0 * 59.5, 280.0 * 60);
        var fast = fifo(500, 1, "Topic");
        assertThat(count(fast, "topic", "numberOfMessagesPublished")).isBetween(300.0 * 60, 300.0 * 61 + 2);
        assertThat(count(fast, "topic", "publishThrottled")).isBetween(200.0 * 60 - 302, 200.0 * 60 + 2);
    }

    @Test
    void aFifoTopicTakesItsQuotaInAllAndMoreByGroup() {
        var all = fifo(4_000, 1_000, "Topic");
        assertThat(count(all, "topic", "numberOfMessagesPublished")).isBetween(3_000.0 * 60, 3_000.0 * 61 + 2);
        var byGroup = fifo(4_000, 1_000, "MessageGroup");
        assertThat(count(byGroup, "topic", "numberOfMessagesPublished")).isBetween(3_995.0 * 60, 4_000.0 * 60);
        assertThat(count(byGroup, "topic", "numberOfNotificationsDelivered")).isGreaterThan(3_980.0 * 60);
    }

    @Test
    void aFifoTopicDeliversRepeatedMessagesOnce() {
        var result = fifo(100, 10, "Topic", "repeatedMessages", 0.3);
        double published = count(result, "topic", "numberOfMessagesPublished");
        double repeated = count(result, "topic", "messagesDeduplicated");
        assertThat(repeated / published).isCloseTo(0.3, within(3.2905 * Math.sqrt(0.3 * 0.7 / published)));
        assertThat(count(result, "topic", "deliveriesBegun")).isEqualTo(published - repeated);
    }

    /// Ten messages that differ, again and again, for 20 minutes.
    private static double toldAgain(String scope) {
        var design = Designs.draw()
                .node(
                        "clients",
                        "traffic.clients",
                        "rate",
                        20.0,
                        "keys",
                        10L,
                        "keySkew",
                        0.0,
                        "requestBody",
                        JsonMapper.shared().readTree("{\"half\": \"{% $floor($key / 6) %}\"}"))
                .node(
                        "topic",
                        "aws.sns.topic",
                        "fifoTopic",
                        true,
                        "contentBasedDeduplication",
                        true,
                        "fifoThroughputScope",
                        scope)
                .node("queue", "aws.sqs.queue", "fifoQueue", true)
                .link("clients", "topic")
                .link("topic", "queue")
                .done();
        return count(run(design, 1_199 * SECOND), "topic", "deliveriesBegun");
    }

    @Test
    void whatSaysTheSameIsDeliveredOnceInFiveMinutes() {
        // Two things are said, each four times in 20 minutes; by group each of the ten says its own.
        assertThat(toldAgain("Topic")).isEqualTo(2 * 4);
        assertThat(toldAgain("MessageGroup")).isEqualTo(10 * 4);
    }

    @Test
    void someDeliveriesAndMessagesAreThereTwice() {
        var design = clients(50)
                .node("topic", "aws.sns.topic", "duplicateProbability", 0.1)
                .node("bus", "aws.events.bus", "duplicateProbability", 0.2)
                .node("queue", "aws.sqs.queue", "duplicateProbability", 0.3)
                .node("other", "aws.sqs.queue")
                .link("clients", "topic")
                .link("clients", "bus")
                .link("topic", "queue")
                .link("bus", "other")
                .done();
        var result = run(design, 400 * SECOND);
        double published = count(result, "topic", "numberOfMessagesPublished");
        isShare(0.1, count(result, "topic", "deliveriesBegun") - published, published);
        double events = count(result, "bus", "putEventsEntriesCount");
        isShare(0.2, count(result, "bus", "deliveriesBegun") - events, events);
        double sent = count(result, "queue", "numberOfMessagesSent");
        isShare(0.3, count(result, "queue", "messagesOffered") - sent, sent);
    }

    private static void isShare(double share, double part, double all) {
        assertThat(part / all).isCloseTo(share, within(3.2905 * Math.sqrt(share * (1 - share) / all)));
    }

    /// 20 events a second; those of the second minute are replayed after five, by ten a second.
    private static Designs replaying(Object... bus) {
        Object[] set = Arrays.copyOf(
                new Object[] {
                    "archive",
                    true,
                    "replayAt",
                    300 * SECOND,
                    "replayEventStartTime",
                    60 * SECOND,
                    "replayEventEndTime",
                    120 * SECOND,
                    "replayRate",
                    10.0
                },
                10 + bus.length);
        System.arraycopy(bus, 0, set, 10, bus.length);
        return clients(20)
                .node("bus", "aws.events.bus", set)
                .node("one", "aws.sqs.queue")
                .node("two", "aws.sqs.queue")
                .link("clients", "bus")
                .link("bus", "one")
                .link("bus", "two", "rule", "second");
    }

    @Test
    void aReplaySendsArchivedEventsAgainAtItsPace() {
        var result = run(replaying().done(), 480 * SECOND);
        double published = count(result, "bus", "putEventsEntriesCount");
        assertThat(count(result, "bus", "eventsReplayed")).isBetween(1_198.0, 1_202.0);
        assertThat(count(result, "bus", "deliveriesBegun"))
                .isEqualTo(2 * published + 2 * count(result, "bus", "eventsReplayed"));
        assertThat(counter(result, "bus", Counter.BILLED_CHUNKS))
                .isEqualTo(published + count(result, "bus", "eventsReplayed"));
        assertThat(count(result, "bus", "eventsToReplay")).isZero();
        var half = run(replaying().done(), 360 * SECOND);
        assertThat(count(half, "bus", "eventsReplayed")).isBetween(599.0, 601.0);
        assertThat(count(half, "bus", "eventsToReplay")).isBetween(597.0, 603.0);
    }

    @Test
    void aReplayCanGoToOneRule() {
        var result = run(replaying("replayRule", "second", "archivedShare", 0.5).done(), 480 * SECOND);
        double published = count(result, "bus", "putEventsEntriesCount");
        double replayed = count(result, "bus", "eventsReplayed");
        isShare(0.5, replayed, 1_200);
        assertThat(count(result, "bus", "deliveriesBegun")).isEqualTo(2 * published + replayed);
        assertThat(count(result, "two", "numberOfMessagesSent"))
                .isGreaterThan(count(result, "one", "numberOfMessagesSent") + replayed - 50);
    }

    @Test
    void replayedEventsCarryTheNameOfTheReplay() {
        var design = Designs.draw()
                .node("clients", "traffic.clients", "arrivals", "constant", "rate", 20.0)
                .node("bus", "aws.events.bus", "archive", true, "replayAt", 100 * SECOND)
                .node("again", "aws.sqs.queue")
                .link("clients", "bus", "sample", json("{\"source\": \"shop\", \"detail\": {}}"))
                .link("bus", "again", "eventPattern", json("{\"replay-name\": [{\"exists\": true}]}"))
                .done();
        var result = run(design, 130 * SECOND);
        assertThat(count(result, "bus", "eventsReplayed")).isBetween(1_998.0, 2_002.0);
        assertThat(count(result, "again", "numberOfMessagesSent"))
                .isBetween(count(result, "bus", "eventsReplayed") - 10, count(result, "bus", "eventsReplayed"));
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
