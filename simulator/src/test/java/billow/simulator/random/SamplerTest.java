package billow.simulator.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.value.Distribution;
import billow.model.value.Distribution.Mixture.Part;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamplerTest {
    private static final int DRAWS = 400_000;

    static Stream<Distribution> laws() {
        return Stream.of(
                new Distribution.Uniform(2, 5),
                new Distribution.Exponential(80e6),
                new Distribution.Normal(10, 2),
                new Distribution.Normal(1, 2),
                new Distribution.Normal(0, 1),
                Distribution.LogNormal.ofMedianAndP99(80e6, 240e6),
                Distribution.LogNormal.ofMeanAndCv(5, 0.8),
                new Distribution.Gamma(4, 0.25),
                new Distribution.Gamma(4, 1),
                new Distribution.Gamma(4, 1.6),
                new Distribution.Weibull(3, 1),
                new Distribution.Weibull(3, 0.7),
                new Distribution.Weibull(3, 2.5),
                new Distribution.Empirical(List.of(1.0, 1.5, 2.0, 4.0, 10.0)),
                new Distribution.Mixture(List.of(
                        new Part(9, Distribution.LogNormal.ofMedianAndP99(20, 60)),
                        new Part(1, new Distribution.Uniform(200, 400)))));
    }

    @ParameterizedTest
    @MethodSource("laws")
    void drawsWhatTheDistributionSays(Distribution law) {
        double[] values = values(law);
        double mean = Arrays.stream(values).average().orElseThrow();
        double variance =
                Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum() / (DRAWS - 1.0);
        assertThat(mean).isCloseTo(law.mean(), within(4.5 * Math.sqrt(variance / DRAWS)));

        long[] cells = new long[200];
        for (double value : values) cells[(int) Math.min(199, law.probability(value) * 200)]++;
        double[] expected = new double[200];
        Arrays.fill(expected, DRAWS / 200.0);
        assertThat(new ChiSquareTest().chiSquareTest(expected, cells)).isGreaterThan(0.0005);
    }

    @ParameterizedTest
    @MethodSource("laws")
    void meetsTheQuantilesOfTheDistribution(Distribution law) {
        double[] values = values(law);
        for (double p : new double[] {0.01, 0.1, 0.5, 0.9, 0.99, 0.999}) {
            double quantile = law.quantile(p);
            double share = Arrays.stream(values).filter(x -> x <= quantile).count() / (double) DRAWS;
            assertThat(share).as("p = %s", p).isCloseTo(p, within(4.5 * Math.sqrt(p * (1 - p) / DRAWS)));
        }
    }

    private static double[] values(Distribution law) {
        Sampler sampler = Sampler.of(law);
        return IntStream.range(0, DRAWS)
                .mapToDouble(i -> sampler.sample(Key.mix(2026, i)))
                .toArray();
    }

    @Test
    void roundsSpansOfTimeToTheNanosecondAndCutsOffTheAbsurd() {
        assertThat(Sampler.of(new Distribution.Constant(2.5)).nanos(0)).isEqualTo(3);
        assertThat(Sampler.of(new Distribution.Constant(1e300)).nanos(0)).isEqualTo(Sampler.LONGEST_NANOS);
    }

    @Test
    void takesTheExponentialToTwoUnitsInTheLastPlace() {
        for (long i = 0; i < 200_000; i++) {
            double x = (Key.uniform(Key.mix(3, i)) - 0.5) * (i % 2 == 0 ? 90 : 1390);
            double exact = StrictMath.exp(x);
            assertThat(Math.abs(FastExp.of(x) - exact)).as("e^%s", x).isLessThanOrEqualTo(2 * Math.ulp(exact));
        }
        assertThat(FastExp.of(0)).isEqualTo(1);
        assertThat(FastExp.of(-1e4)).isZero();
        assertThat(FastExp.of(1e4)).isInfinite();
        assertThat(FastExp.of(Double.NaN)).isNaN();
    }

    @Test
    void choosesByWeight() {
        double[] weights = {5, 0, 1, 3, 0.5, 0.5};
        Choice choice = Choice.of(weights);
        long[] counts = new long[6];
        for (int i = 0; i < 1_000_000; i++) counts[choice.sample(Key.mix(1, i))]++;
        assertThat(counts[1]).isZero();
        for (int i = 0; i < 6; i++)
            assertThat(counts[i] / 1e6).isCloseTo(weights[i] / 10, within(4 * Math.sqrt(weights[i] / 10 / 1e6)));
        assertThat(Choice.of(7).sample(Key.mix(1, 1))).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 0.99, 1, 1.01, 2, 3})
    void ranksByPopularity(double s) {
        int n = 1000;
        Zipf zipf = new Zipf(n, s);
        long[] counts = new long[n];
        for (int i = 0; i < DRAWS; i++) counts[(int) zipf.sample(Key.mix(8, i)) - 1]++;
        double total = IntStream.rangeClosed(1, n)
                .mapToDouble(k -> StrictMath.pow(k, -s))
                .sum();
        // ranks expected fewer than ten times are counted together
        int cells = 0;
        while (cells < n && DRAWS * StrictMath.pow(cells + 1.0, -s) / total >= 10) cells++;
        double[] expected = new double[cells + 1];
        long[] seen = new long[cells + 1];
        for (int k = 0; k < n; k++) {
            expected[Math.min(k, cells)] += DRAWS * StrictMath.pow(k + 1.0, -s) / total;
            seen[Math.min(k, cells)] += counts[k];
        }
        int used = expected[cells] > 5 ? cells + 1 : cells;
        double p = new ChiSquareTest().chiSquareTest(Arrays.copyOf(expected, used), Arrays.copyOf(seen, used));
        assertThat(p).isGreaterThan(0.0005);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.8, 1, 2})
    void drawsEveryRankOfAFewAsOftenAsItShould(double s) {
        Zipf zipf = new Zipf(5, s);
        long[] counts = new long[5];
        for (int i = 0; i < DRAWS; i++) counts[(int) zipf.sample(Key.mix(10, i)) - 1]++;
        double[] expected = IntStream.rangeClosed(1, 5)
                .mapToDouble(k -> StrictMath.pow(k, -s))
                .toArray();
        assertThat(new ChiSquareTest().chiSquareTest(expected, counts)).isGreaterThan(0.0005);
    }

    @Test
    void ranksTenMillionThingsWithoutATable() {
        Zipf zipf = new Zipf(10_000_000, 1);
        long first = 0;
        long top = 0;
        for (int i = 0; i < DRAWS; i++) {
            long rank = zipf.sample(Key.mix(9, i));
            assertThat(rank).isBetween(1L, 10_000_000L);
            if (rank == 1) first++;
            if (rank <= 1000) top++;
        }
        double all = harmonic(1e7);
        assertThat(first / (double) DRAWS).isCloseTo(1 / all, within(4 * Math.sqrt(1 / all / DRAWS)));
        assertThat(top / (double) DRAWS).isCloseTo(harmonic(1000) / all, within(0.004));
    }

    private static double harmonic(double n) {
        return StrictMath.log(n) + 0.57721566490153286 + 1 / (2 * n);
    }

    @Test
    void drawsFromOneOfOneAlways() {
        assertThat(new Zipf(1, 1.1).sample(Key.mix(4, 4))).isEqualTo(1);
    }
}
