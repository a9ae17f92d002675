package billow.simulator.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import billow.model.archetype.MessageBuffer;
import billow.model.param.Params;
import billow.model.service.QueueGroups;
import billow.model.service.SqsQueue;
import billow.model.value.Distribution;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.random.Key;
import java.util.HashMap;
import java.util.function.LongUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// FIFO and fair queues. Runs are under full self-checks, so a FIFO queue proves its order in each of them.
class MessageGroupsTest {
    private static final long SECOND = Queues.SECOND;
    private static final LongUnaryOperator ONE = n -> 1;

    @Test
    void oneGroupIsDoneOneBatchAfterTheOther() {
        var run = new Queues()
                .fifo(300, ONE)
                .sending(2, 10)
                .polled(1, 0, 0, false)
                .run(60);
        assertThat(run.consumer().mostBusy()).isEqualTo(1);
        assertThat(run.consumer().invocations()).isEqualTo(20);
        assertThat(run.consumer().lastStart()).isEqualTo(19 * SECOND);
        assertThat(run.level("approximateNumberOfGroupsWithInflightMessages").max())
                .isEqualTo(1);
    }

    @Test
    void batchesTakeWhatHasComeOfTheGroupMeanwhile() {
        var run = new Queues()
                .fifo(300, ONE)
                .sending(10, 10)
                .polled(10, 0, 0, false)
                .run(60);
        assertThat(run.consumer().mostBusy()).isEqualTo(1);
        assertThat(run.consumer().largest()).isEqualTo(10);
        assertThat(run.consumer().invocations()).isLessThan(14);
        assertThat(run.count("messagesDone")).isEqualTo(100);
    }

    @Test
    void concurrencyIsThatOfTheGroups() {
        var run = new Queues()
                .fifo(300, n -> 1 + n % 3)
                .sending(100, 10)
                .polled(1, 0, 0, false)
                .run(20);
        assertThat(run.consumer().mostBusy()).isEqualTo(3);
        assertThat(run.level("approximateNumberOfGroupsWithInflightMessages").max())
                .isEqualTo(3);
    }

    @Test
    void aFailedMessageHoldsUpItsGroupUntilItIsDeadLettered() {
        var run = new Queues()
                .fifo(300, ONE)
                .sending(1, 2)
                .polled(1, 0, 0, false)
                .visibility(5)
                .deadLetterAfter(3)
                .consumer(SECOND, c -> c.failing(1))
                .run(100);
        // The first at 0, 5 and 10 s, the second at 15, 20 and 25 s.
        assertThat(run.consumer().invocations()).isEqualTo(6);
        assertThat(run.consumer().lastStart()).isEqualTo(25 * SECOND);
        assertThat(run.deadLetters("messagesOffered")).isEqualTo(2);
    }

    @Test
    void otherGroupsGoOnWhileOneIsHeldUp() {
        // The third message fails for ever; those of its group wait, the other three groups are done at once.
        var run = new Queues()
                .fifo(300, n -> 1 + n % 4)
                .sending(4, 10)
                .polled(1, 0, 0, false)
                .visibility(30)
                .consumer(SECOND / 10, c -> c.failingRank(3))
                .run(29);
        assertThat(run.count("messagesDone")).isEqualTo(30);
        assertThat(run.count("messagesInside")).isEqualTo(10);
        assertThat(run.consumer().invocations()).isEqualTo(31);
    }

    @Test
    void repeatedMessagesAreKeptOnce() {
        var run = new Queues()
                .fifo(300, ONE)
                .repeating(0.25)
                .sending(50, 100)
                .consumer(7, c -> c)
                .run(200);
        long repeated = run.count("numberOfDeduplicatedSentMessages");
        assertThat(repeated / 5000.0).isCloseTo(0.25, within(3.2905 * Math.sqrt(0.25 * 0.75 / 5000)));
        assertThat(run.count("messagesOffered")).isEqualTo(5000 - repeated);
        assertThat(run.count("numberOfMessagesSent")).isEqualTo(5000);
        assertThat(run.caller().got(Outcome.OK)).isEqualTo(5000);
    }

    @Test
    void afterFiveMinutesARepeatedMessageIsANewOne() {
        var run = new Queues()
                .fifo(300, ONE)
                .repeating(1)
                .sending(1 / 301.0, 3_010)
                .run(3_100);
        assertThat(run.count("numberOfDeduplicatedSentMessages")).isZero();
        var often = new Queues()
                .fifo(300, ONE)
                .repeating(1)
                .sending(1 / 200.0, 2_000)
                .run(3_100);
        // Kept at 0, 400, 800 … s.
        assertThat(often.count("messagesOffered")).isEqualTo(5);
    }

    @Test
    void sendsBeyondTheQuotaAreRefused() {
        var run =
                new Queues().fifo(300, ONE).sending(400, 20).consumer(7, c -> c).run(60);
        // A second's worth at once, then 300 a second.
        assertThat(run.caller().got(Outcome.OK)).isBetween(6_295L, 6_305L);
        assertThat(run.caller().got(Outcome.THROTTLED)).isBetween(1_695L, 1_705L);
        assertThat(run.count("messagesOffered")).isEqualTo(run.caller().got(Outcome.OK));
    }

    @Test
    void tenTimesAsManyMessagesFitInBatches() {
        var run = new Queues()
                .fifo(300, ONE)
                .sending(300, 20)
                .sendBatch(10)
                .consumer(7, c -> c)
                .run(60);
        assertThat(run.caller().got(Outcome.THROTTLED)).isZero();
        assertThat(run.count("messagesOffered")).isEqualTo(60_000);
    }

    /// Nine of ten messages are of one tenant, and there are more than the consumer can do.
    private static double meanWaitOfQuiet(Queues queues) {
        var run = queues.sending(20, 200)
                .polled(1, 0, 5, false)
                .consumer(SECOND / 2, c -> c)
                .run(200);
        var wait = (Measure.Mean) run.measure("timeInQueueOfQuietGroups");
        return wait.sum() / wait.count();
    }

    @Test
    void aNoisyTenantDelaysTheOthersOfAFairQueueHardly() {
        LongUnaryOperator tenants = n -> n % 10 == 0 ? 2 + n / 10 % 7 : 1;
        assertThat(meanWaitOfQuiet(new Queues().fair(tenants))).isLessThan(1_000);
        var plain = new Queues()
                .ranks(tenants)
                .sending(20, 200)
                .polled(1, 0, 5, false)
                .consumer(SECOND / 2, c -> c)
                .run(200);
        var wait = (Measure.Mean) plain.measure("timeInQueue");
        assertThat(wait.sum() / wait.count()).isGreaterThan(30_000);
    }

    @Test
    void deliveriesFromFifoQueuesTakeAsLongAsMeasured() {
        var law = new SqsQueue().lower(Params.DEFAULTS.with(QueueGroups.FIFO, true), "eu-west-1")
                        instanceof MessageBuffer buffer
                ? buffer.deliveryLatency()
                : new Distribution.Constant(0);
        var run = new Queues()
                .fifo(300, n -> (int) n)
                .sending(100, 500)
                .delivery(law)
                .polled(1, 0, 0, false)
                .consumer(1, c -> c)
                .run(600);
        var measured = run.queue().timeInQueue();
        assertThat(measured.percentileMs(10)).isCloseTo(21.9, within(0.1 * 21.9));
        assertThat(measured.percentileMs(50)).isCloseTo(28.1, within(0.1 * 28.1));
        assertThat(measured.percentileMs(90)).isCloseTo(61.2, within(0.1 * 61.2));
        assertThat(measured.percentileMs(99)).isCloseTo(645, within(0.1 * 645));
    }

    @Test
    void aBrokenOrderIsDetected() {
        var proof = new OrderProof();
        for (long message = 0; message < 4; message++) proof.entered(7, message);
        proof.received(7, 0, 1);
        proof.received(7, 1, 1);
        assertThatThrownBy(() -> proof.received(7, 3, 1)).hasMessageContaining("message 2 of the group still waited");
        assertThatThrownBy(() -> proof.received(7, 2, 2)).hasMessageContaining("was in flight");
        proof.left(7, 0);
        proof.landed(7, 1);
        assertThatThrownBy(() -> proof.received(7, 2, 2)).hasMessageContaining("message 1 of the group still waited");
        proof.received(7, 1, 2);
        proof.received(7, 2, 2);
    }

    @Test
    void messagesReceivedOutOfTurnStopTheRun() {
        var order = new GroupOrder(true, new OrderProof(), new billow.simulator.statistics.Window(0, SECOND));
        order.enters(0, 1);
        order.enters(1, 1);
        // The second is shown first, as an order by visibility would have it.
        order.add(1);
        order.removeFirst();
        assertThatThrownBy(() -> order.received(1, 0)).hasMessageContaining("still waited");
    }

    @Test
    void nobodyGetsWhatIsBehindAMessageThatIsBeingMoved() {
        var order = new GroupOrder(true, new OrderProof(), new billow.simulator.statistics.Window(0, SECOND));
        for (int message = 0; message < 2; message++) {
            order.enters(message, 1);
            order.add(message);
        }
        order.removeFirst();
        order.received(0, 0);
        order.setAside();
        assertThat(order.first()).isNegative();
        order.leaves(0, 0);
        assertThat(order.first()).isEqualTo(1);
    }

    @Property(tries = 20)
    void noMessageIsLostAndEveryGroupKeepsItsOrder(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 30) int groups,
            @ForAll @IntRange(min = 1, max = 12) int batchSize,
            @ForAll @IntRange(min = 0, max = 6) int deadLetterAfter,
            @ForAll @IntRange(min = 0, max = 40) int visibility,
            @ForAll @IntRange(min = 60, max = 200) int retention,
            @ForAll @IntRange(min = 0, max = 15) int delay,
            @ForAll @IntRange(min = 1, max = 20) int places,
            @ForAll @DoubleRange(min = 0, max = 1) double failing) {
        LongUnaryOperator ranks = n -> 1 + Math.floorMod(Key.mix(seed, n), groups);
        var queues = seed % 3 == 0 ? new Queues().fair(ranks) : new Queues().fifo(300, ranks);
        var run = queues.seed(seed)
                .repeating(seed % 5 == 0 ? 0.3 : 0)
                .sending(10, 100)
                .poisson()
                .polled(batchSize, seed % 7, 0, seed % 2 == 0)
                .visibility(visibility)
                .retention(retention)
                .delay(delay)
                .delivery(16_000_000)
                .deadLetterAfter(deadLetterAfter)
                .warmup(30)
                .consumer(
                        3 * SECOND, c -> (seed % 2 == 0 ? c.failingPartly(failing) : c.failing(failing)).places(places))
                .run(250);
        assertThat(run.count("messagesDone")
                        + run.count("messagesDeadLettered")
                        + run.count("messagesExpired")
                        + run.count("messagesInside"))
                .isEqualTo(run.count("messagesOffered"));
        assertThat(run.count("messagesInside")).isGreaterThanOrEqualTo(0);
    }

    @Test
    void foldingChangesNothing() {
        assertThat(random(true).queue().measures())
                .isEqualTo(random(false).queue().measures());
    }

    private static Queues.Run random(boolean folding) {
        var queues = new Queues()
                .fifo(100, n -> 1 + n % 5)
                .sending(50, 200)
                .poisson()
                .polled(7, 0, 9, true)
                .visibility(20)
                .deadLetterAfter(3)
                .consumer(SECOND, c -> c.failingPartly(0.2).places(3));
        if (!folding) queues.unfolded();
        return queues.run(250);
    }

    @Property(tries = 100)
    void groupTableIsAMap(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int names) {
        var table = new GroupTable();
        var twin = new HashMap<Integer, Integer>();
        for (int i = 0; i < 400; i++) {
            int name = Math.floorMod((int) Key.mix(seed, i), names) * 1_000_003;
            assertThat(table.find(name)).isEqualTo(twin.getOrDefault(name, -1));
            if (!twin.containsKey(name)) twin.put(name, table.add(name));
            else if (Key.mix(seed, i, 1) % 2 == 0) table.remove(twin.remove(name));
        }
        assertThat(table.rows().live()).isEqualTo(twin.size());
        twin.forEach((name, row) -> assertThat(table.name(row)).isEqualTo(name));
    }
}
