package billow.simulator.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.service.SqsQueue;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BufferActorTest {
    private static final long SECOND = Queues.SECOND;
    private static final long MILLISECOND = 1_000_000;

    /// Two-sided 99.9 % quantile of the normal distribution.
    private static final double Z = 3.2905;

    @Test
    void answersTheSenderWithoutWaitingForTheConsumer() {
        var run = new Queues().sending(10, 10).run(60);
        assertThat(run.caller().got(Outcome.OK)).isEqualTo(100);
        assertThat(run.world().recorder(0).latency().maxMs()).isEqualTo(5);
    }

    @Test
    void handsMessagesOverAfterTheDeliveryLatencyAndDeletesThem() {
        var run = new Queues()
                .sending(1, 10)
                .delivery(16 * MILLISECOND)
                .consumer(100 * MILLISECOND, c -> c)
                .run(60);
        assertThat(run.count("messagesDone")).isEqualTo(10);
        assertThat(run.count("messagesInside")).isZero();
        assertThat(run.measure("timeInQueue")).isEqualTo(new Measure.Mean(160, 10));
        assertThat(run.level("approximateNumberOfMessagesNotVisible").mean()).isCloseTo(10 * 0.116 / 60, within(1e-9));
    }

    @Test
    void messagesThatEndAtTheEndOfTheWindowAreStillInside() {
        // Sent at 0, 1 … 9 s; done a second later, the last at 10 s.
        var run = new Queues().sending(1, 10).consumer(SECOND, c -> c).run(10);
        assertThat(run.count("messagesDone")).isEqualTo(9);
        assertThat(run.count("messagesInside")).isEqualTo(1);
        assertThat(run.count("messagesOffered")).isEqualTo(10);
        // The tenth comes at the end.
        var shorter = new Queues().sending(1, 10).consumer(SECOND, c -> c).run(9);
        assertThat(shorter.count("messagesOffered")).isEqualTo(9);
        assertThat(shorter.count("messagesInside")).isEqualTo(1);
    }

    @Test
    void delaysMessages() {
        var run = new Queues().sending(1, 10).delay(7).run(60);
        assertThat(((Measure.Mean) run.measure("timeInQueue")).sum()).isEqualTo(10 * 7000.0);
    }

    @Test
    void messagesMayHaveADelayOfTheirOwn() {
        var later = new Queues().sending(1, 10).delay(7).messageDelay(12).run(60);
        assertThat(((Measure.Mean) later.measure("timeInQueue")).sum()).isEqualTo(10 * 12_000.0);
        var atOnce = new Queues().sending(1, 10).delay(7).messageDelay(0).run(60);
        assertThat(((Measure.Mean) atOnce.measure("timeInQueue")).sum()).isZero();
        var expired = new Queues().sending(1, 10).retention(60).messageDelay(61).run(100);
        assertThat(expired.count("messagesExpired")).isEqualTo(10);
        assertThat(expired.count("messagesDone")).isZero();
    }

    @Test
    void queueWithoutConsumerFillsUntilMessagesExpire() {
        var run = new Queues()
                .sending(2, 1000)
                .notPolled()
                .retention(60)
                .warmup(100)
                .run(200);
        assertThat(run.level("approximateNumberOfMessagesVisible").max()).isEqualTo(120);
        assertThat(run.level("approximateNumberOfMessagesVisible").mean()).isCloseTo(120, within(0.01));
        assertThat(run.count("messagesExpired")).isEqualTo(200);
        assertThat(run.count("messagesInside")).isEqualTo(120);
        assertThat(run.level("approximateAgeOfOldestMessage").max()).isEqualTo(60);
        // From 59.5 s, when the one before has expired, to 60 s.
        assertThat(run.level("approximateAgeOfOldestMessage").mean()).isCloseTo(59.75, within(1e-6));
        assertThat(run.count("numberOfEmptyReceives")).isZero();
    }

    @Test
    void failedMessagesComeBackAfterTheVisibilityTimeoutFromTheirReceive() {
        var run = new Queues()
                .sending(1, 1)
                .visibility(30)
                .consumer(SECOND, c -> c.failing(1))
                .run(100);
        // At 0, 30, 60 and 90 s.
        assertThat(run.consumer().invocations()).isEqualTo(4);
        assertThat(run.consumer().lastStart()).isEqualTo(90 * SECOND);
        assertThat(run.count("numberOfMessagesReceived")).isEqualTo(4);
        assertThat(run.count("messagesInside")).isEqualTo(1);
    }

    @Test
    void ageOfTheOldestMessageIsZeroWhileThereIsNone() {
        // Each message stays for 1 s of every 4 s: half a second old in the mean while it is there.
        var run = new Queues().sending(0.25, 400).run(400);
        assertThat(run.level("approximateAgeOfOldestMessage").max()).isEqualTo(1);
        assertThat(run.level("approximateAgeOfOldestMessage").mean()).isCloseTo(0.5 / 4, within(1e-9));
    }

    @Test
    void messagesWithoutDeadLetterQueueComeBackUntilTheyExpire() {
        var run = new Queues()
                .sending(1, 1)
                .visibility(30)
                .retention(80)
                .consumer(SECOND, c -> c.failing(1))
                .run(300);
        assertThat(run.consumer().invocations()).isEqualTo(3);
        assertThat(run.count("messagesExpired")).isEqualTo(1);
    }

    @Test
    void deadLettersKeepTheirAge() {
        var run = new Queues()
                .sending(1, 1)
                .visibility(30)
                .retention(200)
                .deadLetterAfter(3)
                .consumer(SECOND, c -> c.failing(1))
                .run(300);
        // Received at 0, 30 and 60 s, moved at 90 s, expired at 200 s.
        assertThat(run.consumer().invocations()).isEqualTo(3);
        assertThat(run.count("messagesDeadLettered")).isEqualTo(1);
        assertThat(run.deadLetters("messagesOffered")).isEqualTo(1);
        assertThat(run.deadLetters("messagesExpired")).isEqualTo(1);
        assertThat(run.deadLetters("numberOfMessagesSent")).isZero();
        assertThat(((Measure.Level) run.deadLetters().measures().get("approximateNumberOfMessagesVisible")).mean())
                .isCloseTo(110.0 / 300, within(1e-9));
    }

    @Test
    void deadLetteredShareAndReceivesFollowFromIndependentFailures() {
        int messages = 200_000;
        var run = new Queues()
                .sending(1000, messages / 1000)
                .polled(10, 0, 0, true)
                .visibility(5)
                .deadLetterAfter(5)
                .consumer(10 * MILLISECOND, c -> c.failingPartly(0.3))
                .run(300);
        double share = Math.pow(0.3, 5);
        assertThat(run.count("messagesDeadLettered") / (double) messages)
                .isCloseTo(share, within(Z * Math.sqrt(share * (1 - share) / messages)));
        // A geometric number of receives, cut off at 5: E N² = Σ (2k + 1) P(N > k).
        double mean = (1 - share) / 0.7;
        double square = 0;
        for (int k = 0; k < 5; k++) square += (2 * k + 1) * Math.pow(0.3, k);
        assertThat(run.count("numberOfMessagesReceived") / (double) messages)
                .isCloseTo(mean, within(Z * Math.sqrt((square - mean * mean) / messages)));
        assertThat(run.count("messagesInside")).isZero();
    }

    @Test
    void wholeBatchesFailWithoutPartialReports() {
        var run = new Queues()
                .sending(100, 100)
                .polled(1, 0, 0, false)
                .visibility(5)
                .deadLetterAfter(2)
                .consumer(10 * MILLISECOND, c -> c.failing(0.3))
                .run(300);
        assertThat(run.count("messagesDeadLettered") / 10_000.0)
                .isCloseTo(0.09, within(Z * Math.sqrt(0.09 * 0.91 / 10_000)));
        assertThat(run.count("messagesDone") + run.count("messagesDeadLettered"))
                .isEqualTo(10_000);
    }

    @Test
    void throttlingGrowsReceiveCountsUntilGoodMessagesAreDeadLettered() {
        var run = new Queues()
                .sending(1, 1)
                .visibility(30)
                .deadLetterAfter(2)
                .consumer(SECOND, c -> c.places(0))
                .run(300);
        // Tried at 0, 1, 3, 7 and 15 s; 31 s would be too late. Then once more.
        assertThat(run.consumer().refusals()).isEqualTo(10);
        assertThat(run.count("messagesDeadLettered")).isEqualTo(1);
    }

    @Test
    void pausesAfterThrottlingEndAtThirtySeconds() {
        var run = new Queues()
                .sending(1, 1)
                .visibility(200)
                .consumer(SECOND, c -> c.places(0))
                .run(199);
        // 0, 1, 3, 7, 15, 31, 61, 91, 121, 151, 181.
        assertThat(run.consumer().refusals()).isEqualTo(11);
    }

    @Test
    void lateSuccessDeletesNothing() {
        var run = new Queues()
                .sending(1, 1)
                .visibility(30)
                .deadLetterAfter(3)
                .consumer(40 * SECOND, c -> c)
                .run(200);
        assertThat(run.consumer().invocations()).isEqualTo(3);
        assertThat(run.count("numberOfMessagesDeleted")).isZero();
        assertThat(run.count("messagesDeadLettered")).isEqualTo(1);
    }

    @Test
    void backlogIsDrainedAsConcurrencyGrows() {
        // 1 000 000 messages, batches of 10, 1 s each: N(t) = 50 t + 25 t² is reached at 199 s.
        var run = new Queues()
                .sending(200_000, 1)
                .sendBatch(5)
                .visibility(900)
                .maxInFlight(1_000_000)
                .run(260);
        assertThat(run.count("messagesOffered")).isEqualTo(1_000_000);
        assertThat(run.count("messagesDone")).isEqualTo(1_000_000);
        assertThat(run.consumer().lastStart() / 1e9).isCloseTo(199.0, within(0.02 * 199));
        assertThat((double) run.consumer().mostBusy()).isCloseTo(1000, within(20.0));
    }

    @Test
    void concurrencyEndsAtItsMaximum() {
        var run = new Queues()
                .sending(200_000, 1)
                .sendBatch(10)
                .visibility(900)
                .maxInFlight(1_000_000)
                .run(249);
        // During the ramp of 249 s: 1.562 million messages.
        assertThat(run.consumer().messages() / 1e6).isCloseTo(1.562, within(0.02 * 1.562));
        assertThat((double) run.consumer().mostBusy()).isCloseTo(1250, within(1.0));
    }

    @Test
    void ownMaximumConcurrencyBinds() {
        var run = new Queues()
                .sending(100, 100)
                .polled(1, 0, 7, false)
                .visibility(900)
                .run(100);
        assertThat(run.consumer().mostBusy()).isEqualTo(7);
        assertThat(run.consumer().invocations()).isBetween(7L * 99, 7L * 101);
    }

    @Test
    void receivesNoMoreThanMayBeInFlight() {
        var run = new Queues()
                .sending(100, 10)
                .polled(10, 0, 0, false)
                .maxInFlight(12)
                .visibility(900)
                .run(100);
        assertThat(run.level("approximateNumberOfMessagesNotVisible").max()).isEqualTo(12);
    }

    @Test
    void batchWindowGathersFromTheFirstMessage() {
        // Poisson arrivals at 3 a second, 5 s from the first message: 1 + λW messages a batch, λ / (1 + λW) batches.
        var run = new Queues()
                .sending(3, 100_000)
                .poisson()
                .polled(10_000, 5, 0, false)
                .visibility(900)
                .consumer(MILLISECOND, c -> c)
                .run(100_000);
        double batches = run.consumer().invocations();
        assertThat(run.consumer().messages() / batches).isCloseTo(16, within(Z * Math.sqrt(15 / batches)));
        // From one batch to the next it takes 5 s and an exponential of 1/3 s: a renewal process.
        double interval = 16 / 3.0;
        double deviation = (1 / 3.0) / Math.sqrt(interval * interval * interval * 100_000);
        assertThat(batches / 100_000).isCloseTo(0.1875, within(Z * deviation));
    }

    @Test
    void batchesCloseWhenTheyAreFull() {
        var run = new Queues()
                .sending(100, 10)
                .polled(20, 5, 0, false)
                .visibility(900)
                .consumer(MILLISECOND, c -> c)
                .run(60);
        assertThat(run.consumer().largest()).isEqualTo(20);
        assertThat(run.consumer().invocations()).isEqualTo(50);
    }

    @Test
    void batchesCloseBeforeTheirPayloadIsTooLarge() {
        var run = new Queues()
                .sending(100, 10)
                .messageBytes(1 << 20)
                .polled(100, 5, 0, false)
                .visibility(900)
                .run(60);
        assertThat(run.consumer().largest()).isEqualTo(6);
    }

    @Test
    void windowAndTimeoutStretchTheVisibilityTimeout() {
        assertThat(Mapping.visibility(30 * SECOND, 0, 900 * SECOND)).isEqualTo(30 * SECOND);
        assertThat(Mapping.visibility(30 * SECOND, 10 * SECOND, 20 * SECOND)).isEqualTo(30 * SECOND);
        assertThat(Mapping.visibility(30 * SECOND, 11 * SECOND, 20 * SECOND)).isEqualTo(61 * SECOND);
    }

    @Test
    void idlePollersAskFifteenTimesAMinute() {
        var run = new Queues().sending(1, 0).warmup(60).run(660);
        assertThat(run.count("numberOfEmptyReceives")).isEqualTo(150);
        assertThat(run.chunks()).isEqualTo(150);
    }

    @Test
    void emptyReceivesEndWhereMessagesComeOften() {
        // Five pollers, a message each second: each poller waits 5 s.
        var run = new Queues().sending(1, 600).consumer(MILLISECOND, c -> c).run(600);
        assertThat(run.count("numberOfEmptyReceives")).isZero();
    }

    @Test
    void everyApiCallIsBilledBySixtyFourKilobytes() {
        // Sends of 10 × 10 KB: 100 KB, 2 chunks; received in one call, 2 chunks; deleted in one call, 1 chunk.
        var run = new Queues()
                .sending(1, 10)
                .sendBatch(10)
                .messageBytes(10_240)
                .consumer(MILLISECOND, c -> c)
                .run(19);
        assertThat(run.count("numberOfEmptyReceives")).isZero();
        assertThat(run.chunks()).isEqualTo(10 * (2 + 2 + 1));
    }

    @Test
    void foldingChangesNothing() {
        assertThat(random(7, true).queue().measures())
                .isEqualTo(random(7, false).queue().measures());
    }

    private static Queues.Run random(long seed, boolean folding) {
        var queues = new Queues()
                .seed(seed)
                .sending(50, 200)
                .poisson()
                .polled(20, 2, 9, true)
                .visibility(20)
                .retention(90)
                .deadLetterAfter(3)
                .consumer(2 * SECOND, c -> c.failingPartly(0.4).places(8));
        if (!folding) queues.unfolded();
        return queues.run(250);
    }

    @Property(tries = 60)
    void noMessageIsLost(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 30) int batchSize,
            @ForAll @IntRange(min = 0, max = 10) int windowSeconds,
            @ForAll @IntRange(min = 0, max = 6) int deadLetterAfter,
            @ForAll @IntRange(min = 0, max = 40) int visibility,
            @ForAll @IntRange(min = 60, max = 200) int retention,
            @ForAll @IntRange(min = 0, max = 15) int delay,
            @ForAll @IntRange(min = 1, max = 20) int places,
            @ForAll @DoubleRange(min = 0, max = 1) double failing) {
        var run = new Queues()
                .seed(seed)
                .sending(20, 150)
                .poisson()
                .polled(batchSize, windowSeconds, 0, seed % 2 == 0)
                .visibility(visibility)
                .retention(retention)
                .delay(delay)
                .delivery(16 * MILLISECOND)
                .deadLetterAfter(deadLetterAfter)
                .warmup(30)
                .consumer(
                        3 * SECOND, c -> (seed % 2 == 0 ? c.failingPartly(failing) : c.failing(failing)).places(places))
                .run(250);
        // That what is inside is what came in and did not go is proved by the queue itself at its end.
        assertThat(run.count("messagesDone")
                        + run.count("messagesDeadLettered")
                        + run.count("messagesExpired")
                        + run.count("messagesInside"))
                .isEqualTo(run.count("messagesOffered"));
        assertThat(run.deadLetters("messagesOffered")).isGreaterThanOrEqualTo(run.count("messagesDeadLettered"));
        assertThat(run.count("messagesInside")).isGreaterThanOrEqualTo(0);
    }

    @Test
    void everyDeclaredMetricIsReported() {
        var run = new Queues().fifo(300, n -> 1).sending(1, 1).run(10);
        assertThat(run.queue().measures().keySet())
                .containsAll(
                        new SqsQueue().metrics().stream().map(m -> m.name()).toList());
    }
}
