package billow.simulator.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import billow.model.value.Estimate;
import billow.simulator.random.Key;
import org.junit.jupiter.api.Test;

class ConclusionTest {
    /// Student's t for 4 degrees of freedom is 2.7764 at 95 % and 8.6103 at 99.9 % in any printed table.
    @Test
    void agreesWithStudentsTable() {
        double[] samples = {10, 12, 9, 11, 13}; // mean 11, variance 2.5
        double error = Math.sqrt(2.5 / 5);
        Estimate usual = Interval.mean(samples, 0.95);
        assertThat(usual.value()).isEqualTo(11);
        assertThat(usual.high() - 11).isCloseTo(2.7764 * error, within(1e-4));
        assertThat(11 - usual.low()).isCloseTo(2.7764 * error, within(1e-4));
        assertThat(Interval.mean(samples, 0.999).high() - 11).isCloseTo(8.6103 * error, within(1e-4));
    }

    @Test
    void knowsNothingOfTheSpreadOfOneSampleAndEverythingOfEqualOnes() {
        assertThat(Interval.mean(new double[] {7}, 0.95)).isEqualTo(Estimate.unsure(7));
        assertThat(Interval.mean(new double[] {7, 7, 7}, 0.95)).isEqualTo(Estimate.exactly(7));
        assertThatThrownBy(() -> Interval.mean(new double[0], 0.95))
                .hasMessage("Expected one sample or more, received none.");
    }

    @Test
    void coversTheMeanNineteenTimesInTwenty() {
        int covered = 0;
        for (long run = 0; run < 200; run++) {
            double[] samples = new double[10];
            for (int i = 0; i < 10; i++) samples[i] = 5 + 2 * Key.normal(Key.mix(run, i));
            covered += covers(Interval.mean(samples, 0.95), 5);
        }
        assertThat(covered).isBetween(184, 196);
    }

    @Test
    void coversARatioNineteenTimesInTwenty() {
        int covered = 0;
        for (long run = 0; run < 200; run++) {
            double[] cold = new double[20];
            double[] requests = new double[20];
            for (int i = 0; i < 20; i++) {
                long key = Key.mix(Key.mix(77, run), i);
                requests[i] = 500 + (int) (1000 * Key.uniform(key));
                for (int r = 0; r < requests[i]; r++) if (Key.uniform(Key.mix(key, r)) < 0.02) cold[i]++;
            }
            covered += covers(Interval.share(cold, requests, 0.95), 0.02);
        }
        assertThat(covered).isBetween(184, 196);
    }

    private static int covers(Estimate estimate, double truth) {
        return estimate.low() <= truth && truth <= estimate.high() ? 1 : 0;
    }

    @Test
    void weighsRunsOfARatioByTheirLength() {
        Estimate ratio = Interval.ratio(new double[] {1, 30, 2}, new double[] {10, 100, 10}, 0.95);
        assertThat(ratio.value()).isEqualTo(33.0 / 120);
        assertThat(Interval.ratio(new double[] {2, 4, 8}, new double[] {1, 2, 4}, 0.95))
                .isEqualTo(Estimate.exactly(2));
    }

    @Test
    void doesNotTakeNoneForNever() {
        Estimate none = Interval.share(new double[] {0, 0}, new double[] {400, 600}, 0.95);
        assertThat(none.low()).isZero();
        assertThat(none.high()).isCloseTo(0.003, within(1e-5)); // the rule of three
        Estimate all = Interval.share(new double[] {400, 600}, new double[] {400, 600}, 0.95);
        assertThat(all.low()).isCloseTo(0.997, within(1e-5));
        assertThat(all.high()).isEqualTo(1);
    }

    @Test
    void findsASmallDifferenceOnTheSameLuck() {
        double[] ours = new double[30];
        double[] theirs = new double[30];
        for (int i = 0; i < 30; i++) {
            double luck = 100 * Key.normal(Key.mix(5, i));
            ours[i] = luck + 1 + 0.1 * Key.normal(Key.mix(6, i));
            theirs[i] = luck;
        }
        Estimate difference = Interval.difference(ours, theirs, 0.95);
        assertThat(difference.low()).isGreaterThan(0.9);
        assertThat(difference.high()).isLessThan(1.1);
    }

    @Test
    void cutsOffTheEmptyStart() {
        double[] series = new double[1000];
        for (int i = 0; i < 1000; i++) series[i] = 10 * (1 - StrictMath.exp(-i / 30.0)) + Key.normal(Key.mix(1, i));
        int cut = Warmup.truncation(series).orElseThrow();
        assertThat(cut).isBetween(40, 200);
        assertThat(cut % 5).isZero();
    }

    @Test
    void keepsASeriesWithoutWarmUpNearlyWhole() {
        double[] series = new double[1000];
        for (int i = 0; i < 1000; i++) series[i] = 10 + Key.normal(Key.mix(2, i));
        assertThat(Warmup.truncation(series).orElseThrow()).isLessThan(200);
        assertThat(Warmup.truncation(new double[1000])).hasValue(0);
    }

    @Test
    void refusesARunThatHasNotSettled() {
        double[] rising = new double[1000];
        for (int i = 0; i < 1000; i++) rising[i] = i + Key.normal(Key.mix(3, i));
        assertThat(Warmup.truncation(rising)).isEmpty();
        assertThat(Warmup.truncation(new double[49])).isEmpty();
    }

    @Test
    void theBurstOfAnEmptyStartEndsWhereTheUsualBegins() {
        double[] counts = new double[120];
        for (int i = 0; i < 12; i++) counts[i] = 40 - 3 * i;
        counts[70] = 1;
        counts[99] = 1;
        assertThat(Warmup.burst(counts)).isEqualTo(15);
        assertThat(Warmup.burst(new double[120])).isZero();
        java.util.Arrays.fill(counts, 7);
        assertThat(Warmup.burst(counts)).isZero();
    }
}
