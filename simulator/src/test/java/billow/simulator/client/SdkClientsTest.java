package billow.simulator.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.archetype.RetryPolicy;
import billow.simulator.flow.Backoff;
import billow.simulator.flow.Outcome;
import billow.simulator.random.Key;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SdkClientsTest {
    private static final RetryPolicy STANDARD = RetryPolicy.usual(RetryPolicy.Mode.STANDARD);
    private static final RetryPolicy OF_2026 = RetryPolicy.usual(RetryPolicy.Mode.STANDARD_2026);

    /// The table of the retry modes, step by step, for one client.
    private static final class Twin {
        private final RetryPolicy.Mode mode;
        private int bucket = 500;
        private final Map<Integer, Integer> paid = new HashMap<>();

        private Twin(RetryPolicy.Mode mode) {
            this.mode = mode;
        }

        boolean retry(int request, Outcome outcome, boolean ownTimeout) {
            if (mode == RetryPolicy.Mode.NONE || mode == RetryPolicy.Mode.LEGACY) return true;
            int price;
            if (mode == RetryPolicy.Mode.STANDARD_2026) price = outcome == Outcome.THROTTLED ? 5 : 14;
            else price = ownTimeout ? 10 : 5;
            if (price > bucket) return false;
            bucket -= price;
            paid.put(request, price);
            return true;
        }

        void success(int request) {
            if (mode == RetryPolicy.Mode.NONE || mode == RetryPolicy.Mode.LEGACY) return;
            var last = paid.remove(request);
            bucket = Math.min(500, bucket + (last == null ? 1 : last));
        }

        void failure(int request) {
            paid.remove(request);
        }
    }

    @ParameterizedTest
    @EnumSource(RetryPolicy.Mode.class)
    void keepsTheQuotaOfTheTableOverRandomRequests(RetryPolicy.Mode mode) {
        var policy = RetryPolicy.usual(mode);
        var random = new Random(7);
        var twin = new Twin(mode);
        var clients = new SdkClients();
        long time = 0;
        int refused = 0;
        for (int request = 0; request < 20_000; request++) {
            int call = request % 100;
            double bad = request / 2_000 % 2 == 0 ? 0.05 : 0.9;
            for (int made = 1; ; made++) {
                time += 1_000_000;
                if (random.nextDouble() >= bad) {
                    var good = random.nextBoolean() ? Outcome.OK : Outcome.FUNCTION_ERROR;
                    clients.heard(0, policy, call, made, good, time);
                    twin.success(call);
                    break;
                }
                boolean own = random.nextInt(4) == 0;
                var outcome = own ? Outcome.TIMEOUT : random.nextBoolean() ? Outcome.THROTTLED : Outcome.SERVICE_ERROR;
                clients.heard(0, policy, call, made, outcome, time);
                boolean wanted = made < policy.attempts(false);
                boolean expected = wanted && twin.retry(call, outcome, own);
                assertThat(wanted && clients.pay(0, policy, call, outcome, own)).isEqualTo(expected);
                if (!expected) {
                    if (wanted) refused++;
                    twin.failure(call);
                    break;
                }
            }
            assertThat(clients.tokens(0)).as("after request %d", request).isEqualTo(twin.bucket);
        }
        if (policy.hasQuota()) assertThat(refused).isGreaterThan(1_000);
        else assertThat(refused).isZero();
    }

    @Test
    void aHundredRetriesEmptyAFullBucketAndTheNextFailsAtOnce() {
        var clients = new SdkClients();
        for (int i = 0; i < 100; i++)
            assertThat(clients.pay(3, STANDARD, i, Outcome.THROTTLED, false)).isTrue();
        assertThat(clients.tokens(3)).isZero();
        assertThat(clients.pay(3, STANDARD, 100, Outcome.THROTTLED, false)).isFalse();
        assertThat(clients.pay(2, STANDARD, 100, Outcome.THROTTLED, false))
                .as("another client")
                .isTrue();
        for (int i = 0; i < 5; i++) clients.heard(3, STANDARD, 200, 1, Outcome.OK, 0);
        assertThat(clients.pay(3, STANDARD, 100, Outcome.THROTTLED, false)).isTrue();
        clients.renew(3);
        assertThat(clients.tokens(3)).isEqualTo(500);
    }

    @Test
    void timeoutsCostTwiceAndTheRulesOf2026ChargeErrorsMore() {
        var clients = new SdkClients();
        clients.pay(0, STANDARD, 1, Outcome.TIMEOUT, true);
        assertThat(clients.tokens(0)).isEqualTo(490);
        clients.heard(0, STANDARD, 1, 2, Outcome.OK, 0);
        assertThat(clients.tokens(0)).as("refunded").isEqualTo(500);
        clients.pay(1, OF_2026, 1, Outcome.SERVICE_ERROR, false);
        clients.pay(1, OF_2026, 2, Outcome.THROTTLED, false);
        assertThat(clients.tokens(1)).isEqualTo(500 - 14 - 5);
    }

    /// Expected pauses of all retries of a call: O17.
    @Test
    void pausesAddUpToTheExpectedSums() {
        var legacy = RetryPolicy.usual(RetryPolicy.Mode.LEGACY);
        double table = 0;
        for (int made = 1; made < legacy.attempts(true); made++)
            table += Backoff.nanos(legacy, Outcome.THROTTLED, made, true, Key.mix(1, made)) / 1e9;
        assertThat(table).isCloseTo(25.55, within(1e-6));
        assertMean(STANDARD, Outcome.THROTTLED, false, 0.5 + 1.0);
        assertMean(OF_2026, Outcome.SERVICE_ERROR, false, 0.025 + 0.050);
        assertMean(OF_2026, Outcome.SERVICE_ERROR, true, 0.0125 + 0.025 + 0.050);
        assertMean(OF_2026, Outcome.THROTTLED, false, 0.5 + 1.0);
    }

    /// Within 99.9 % of the mean of a sum of uniform pauses.
    private static void assertMean(RetryPolicy policy, Outcome outcome, boolean table, double seconds) {
        int runs = 100_000;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < runs; i++) {
            double one = 0;
            for (int made = 1; made < policy.attempts(table); made++)
                one += Backoff.nanos(policy, outcome, made, table, Key.mix(Key.mix(9, i), made)) / 1e9;
            sum += one;
            squares += one * one;
        }
        double mean = sum / runs;
        double deviation = Math.sqrt((squares / runs - mean * mean) / runs);
        assertThat(mean).isCloseTo(seconds, within(3.29 * deviation));
        assertThat(deviation).isLessThan(0.01 * seconds);
    }

    @Test
    void theAdaptiveRateFallsToSevenTenthsAndComesBackAlongTheCubicCurve() {
        var rate = new AdaptiveRate(0);
        long time = 0;
        for (int i = 0; i < 1_000; i++) { // 100/s for 10 s
            time = i * 10_000_000L;
            assertThat(rate.send(time)).isEqualTo(time);
            rate.heard(false, time);
        }
        rate.heard(true, time);
        assertThat(rate.perSecond()).isCloseTo(0.7 * 100, within(1.0));
        // w(t) = 0.4 (t − K)³ + w_max, K = ∛(0.3 w_max / 0.4), with w_max near 100: back at it after K = 4.2 s.
        double plateau = Math.cbrt(100 * 0.3 / 0.4);
        long throttled = time;
        while (time < throttled + (long) (plateau * 1e9)) {
            time = Math.max(time + 1, rate.send(time));
            rate.heard(false, time);
        }
        assertThat(rate.perSecond()).isCloseTo(100, within(2.0));
    }

    @Test
    void theAdaptiveRateNeverFallsBelowHalfAnAttemptASecond() {
        var rate = new AdaptiveRate(0);
        long time = 0;
        for (int i = 0; i < 100; i++) {
            time = rate.send(time);
            rate.heard(true, time);
        }
        assertThat(rate.perSecond()).isEqualTo(0.5);
        assertThat(rate.send(time) - time).isCloseTo(2_000_000_000L, within(2_000_000_000L));
        assertThat(rate.send(rate.send(time))).isGreaterThan(time);
    }
}
