package billow.simulator.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.value.Distribution;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.RealDistribution;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

class KeyTest {
    private static final int DRAWS = 1_000_000;

    private static double[] draws(LongToDoubleFunction law, long run) {
        return IntStream.range(0, DRAWS)
                .mapToDouble(i -> law.applyAsDouble(Key.mix(run, i)))
                .toArray();
    }

    private static double moment(double[] values, int power) {
        return Arrays.stream(values)
                .map(x -> StrictMath.pow(x, power))
                .average()
                .orElseThrow();
    }

    @Test
    void drawsExponentialNumbersOfTheRightMoments() {
        double[] x = draws(Key::exponential, 1);
        // E[X^k] = k!, standard error sqrt(((2k)! - k!²)/n); four of them
        assertThat(moment(x, 1)).isCloseTo(1, within(0.004));
        assertThat(moment(x, 2)).isCloseTo(2, within(0.018));
        assertThat(moment(x, 3)).isCloseTo(6, within(0.11));
        assertThat(Arrays.stream(x).min().orElseThrow()).isBetween(0.0, 1e-5);
    }

    @Test
    void drawsNormalNumbersOfTheRightMoments() {
        double[] x = draws(Key::normal, 2);
        assertThat(moment(x, 1)).isCloseTo(0, within(0.004));
        assertThat(moment(x, 2)).isCloseTo(1, within(0.006));
        assertThat(moment(x, 3)).isCloseTo(0, within(0.016));
        assertThat(moment(x, 4)).isCloseTo(3, within(0.04));
    }

    @Test
    void followsTheExactLawsThroughoutTheirRange() {
        assertThat(pValue(draws(Key::uniform, 3), new UniformRealDistribution(0, 1)::cumulativeProbability))
                .isGreaterThan(0.001);
        assertThat(pValue(draws(Key::exponential, 4), new Distribution.Exponential(1)::probability))
                .isGreaterThan(0.001);
        assertThat(pValue(draws(Key::normal, 5), new NormalDistribution(0, 1)::cumulativeProbability))
                .isGreaterThan(0.001);
    }

    /// Chi-square over 1000 cells of equal probability.
    private static double pValue(double[] values, DoubleUnaryOperator law) {
        long[] cells = new long[1000];
        for (double value : values) cells[(int) Math.min(999, law.applyAsDouble(value) * 1000)]++;
        double[] expected = new double[1000];
        Arrays.fill(expected, values.length / 1000.0);
        return new ChiSquareTest().chiSquareTest(expected, cells);
    }

    @Test
    void passesKolmogorovSmirnov() {
        RealDistribution normal = new NormalDistribution(0, 1);
        double[] sample = Arrays.copyOf(draws(Key::normal, 6), 20_000);
        assertThat(new KolmogorovSmirnovTest().kolmogorovSmirnovTest(normal, sample))
                .isGreaterThan(0.001);
    }

    /// One draw in 2200 exponential and 3900 normal ones lies beyond the last layer and is made otherwise.
    @Test
    void drawsTheTailsAsOftenAsTheyShouldBe() {
        double[] x = draws(Key::exponential, 7);
        double beyond =
                Arrays.stream(x).filter(v -> v > Ziggurat.EXPONENTIAL.tail()).count();
        double expected = DRAWS * StrictMath.exp(-Ziggurat.EXPONENTIAL.tail());
        assertThat(beyond).isCloseTo(expected, within(4 * Math.sqrt(expected)));
        double excess = Arrays.stream(x)
                .filter(v -> v > Ziggurat.EXPONENTIAL.tail())
                .map(v -> v - Ziggurat.EXPONENTIAL.tail())
                .average()
                .orElseThrow();
        assertThat(excess).isCloseTo(1, within(4 / Math.sqrt(expected)));

        double tail = Ziggurat.NORMAL.tail();
        double[] z = draws(Key::normal, 8);
        double right = Arrays.stream(z).filter(v -> v > tail).count();
        double left = Arrays.stream(z).filter(v -> v < -tail).count();
        double each = DRAWS * new NormalDistribution(0, 1).cumulativeProbability(-tail);
        assertThat(right).isCloseTo(each, within(4 * Math.sqrt(each)));
        assertThat(left).isCloseTo(each, within(4 * Math.sqrt(each)));
    }

    @Test
    void closesBothZigguratsAtTheTop() {
        for (Ziggurat ziggurat : new Ziggurat[] {Ziggurat.EXPONENTIAL, Ziggurat.NORMAL}) {
            double area = ziggurat.width(0) * ziggurat.height(1, 0);
            double top = ziggurat.width(255) * (ziggurat.height(255, 1) - ziggurat.height(255, 0));
            assertThat(top).isCloseTo(area, within(1e-8));
            assertThat(ziggurat.width(256)).isZero();
        }
    }

    @Test
    void changesHalfTheBitsWhenOneBitOfEitherPartChanges() {
        for (int bit = 0; bit < 64; bit++) {
            int left = 0;
            int right = 0;
            for (long i = 0; i < 1000; i++) {
                left += Long.bitCount(Key.mix(i, 5) ^ Key.mix(i ^ 1L << bit, 5));
                right += Long.bitCount(Key.mix(5, i) ^ Key.mix(5, i ^ 1L << bit));
            }
            assertThat(left / 1000.0).as("bit %d of a", bit).isBetween(31.0, 33.0);
            assertThat(right / 1000.0).as("bit %d of b", bit).isBetween(31.0, 33.0);
        }
    }

    @Test
    void keepsNeighbouringRunsRequestsAndStagesUncorrelated() {
        double requests = 0;
        double stages = 0;
        double runs = 0;
        for (long i = 0; i < 200_000; i++) {
            long request = Key.mix(11, i);
            requests += Key.normal(Key.mix(request, 1)) * Key.normal(Key.mix(Key.mix(11, i + 1), 1));
            stages += Key.normal(Key.mix(request, 1)) * Key.normal(Key.mix(request, 2));
            runs += Key.normal(Key.mix(request, 1)) * Key.normal(Key.mix(Key.mix(12, i), 1));
        }
        double fourErrors = 4 * Math.sqrt(200_000);
        assertThat(Math.abs(requests)).isLessThan(fourErrors);
        assertThat(Math.abs(stages)).isLessThan(fourErrors);
        assertThat(Math.abs(runs)).isLessThan(fourErrors);
    }

    @Test
    void givesDifferentNamesDifferentKeys() {
        Set<Long> keys = new HashSet<>();
        for (char a = '0'; a <= 'z'; a++)
            for (char b = '0'; b <= 'z'; b++) {
                keys.add(Key.of("node" + a + b));
                keys.add(Key.of("" + a + b));
                keys.add(Key.of("" + a + b + "\0"));
            }
        int letters = 'z' - '0' + 1;
        assertThat(keys).hasSize(3 * letters * letters);
        assertThat(Key.of("Aa")).isNotEqualTo(Key.of("BB")); // String.hashCode cannot tell these apart
    }
}
