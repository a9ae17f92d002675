package billow.model.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import billow.model.value.Distribution.Constant;
import billow.model.value.Distribution.Empirical;
import billow.model.value.Distribution.Exponential;
import billow.model.value.Distribution.Gamma;
import billow.model.value.Distribution.LogNormal;
import billow.model.value.Distribution.Mixture;
import billow.model.value.Distribution.Mixture.Part;
import billow.model.value.Distribution.Normal;
import billow.model.value.Distribution.Uniform;
import billow.model.value.Distribution.Weibull;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DistributionTest {
    static Stream<Distribution> smoothLaws() {
        return Stream.of(
                new Uniform(2, 5),
                new Exponential(3),
                new Normal(10, 2),
                new Normal(1, 2),
                LogNormal.ofMedianAndP99(80, 240),
                LogNormal.ofMeanAndCv(5, 0.8),
                new Gamma(4, 0.25),
                new Gamma(4, 1),
                new Gamma(4, 1.5),
                new Weibull(3, 1.2),
                new Weibull(3, 2.5),
                new Empirical(List.of(1.0, 1.5, 2.0, 4.0, 10.0)),
                new Mixture(List.of(new Part(3, new Uniform(0, 2)), new Part(1, new Normal(8, 1)))));
    }

    @ParameterizedTest
    @MethodSource("smoothLaws")
    void hasQuantilesThatUndoItsProbabilities(Distribution law) {
        for (double p = 0.001; p < 1; p += 0.0173)
            assertThat(law.probability(law.quantile(p))).as("%s at %s", law, p).isCloseTo(p, within(1e-9));
        assertThat(law.quantile(0)).isGreaterThanOrEqualTo(0).isLessThanOrEqualTo(law.quantile(0.001));
        assertThat(law.probability(-1)).isZero();
    }

    @ParameterizedTest
    @MethodSource("smoothLaws")
    void hasTheMeanOfItsQuantiles(Distribution law) {
        int n = 200_000;
        double sum = 0;
        for (int i = 0; i < 2_000; i++) sum += law.quantile((i + 0.5) / 2_000);
        double tail = 0; // the last of the 2000 strata, where quantiles rise steeply, more finely
        for (int i = 0; i < 100; i++) tail += law.quantile(1 - (i + 0.5) / n);
        double mean = (sum - law.quantile(1 - 0.5 / 2_000)) / 2_000 + tail / n;
        assertThat(law.mean()).isCloseTo(mean, within(2e-4 * mean));
    }

    @ParameterizedTest
    @MethodSource("smoothLaws")
    void hasTheDensityOfItsProbabilities(Distribution law) {
        double step = 1e-5;
        for (double p : new double[] {0.1, 0.3, 0.6, 0.95}) {
            double x = law.quantile(p);
            double slope = (law.probability(x + step) - law.probability(x - step)) / (2 * step);
            assertThat(law.density(x)).as("%s at %s", law, x).isCloseTo(slope, within(1e-5));
        }
    }

    @Test
    void agreesWithKnownFigures() {
        assertThat(new Exponential(2).quantile(0.5)).isCloseTo(2 * 0.6931471805599453, within(1e-12));
        assertThat(new Weibull(1, 2).mean()).isCloseTo(0.886226925452758, within(1e-12));
        assertThat(new Gamma(2, 1).probability(2)).isCloseTo(1 - 1 / Math.E, within(1e-12));
        // Normal(0, 1) cut off at 0 is the half-normal law
        assertThat(new Normal(0, 1).mean()).isCloseTo(Math.sqrt(2 / Math.PI), within(1e-12));
        assertThat(new Normal(0, 1).quantile(0.5)).isCloseTo(0.674489750196082, within(1e-9));
        assertThat(new Empirical(List.of(0.0, 1.0, 3.0)).mean()).isEqualTo(1.25);
        assertThat(new Empirical(List.of(0.0, 1.0, 3.0)).quantile(0.75)).isEqualTo(2);
    }

    @Test
    void meetsThePercentilesALogNormalIsGivenBy() {
        LogNormal law = LogNormal.ofMedianAndP99(80e6, 240e6);
        assertThat(law.quantile(0.5)).isCloseTo(80e6, within(1.0));
        assertThat(law.quantile(0.99)).isCloseTo(240e6, within(1.0));
        LogNormal steady = LogNormal.ofMedianAndP99(80e6, 80e6);
        assertThat(steady.quantile(0.999)).isCloseTo(80e6, within(1e-6 * 80e6));
        assertThat(steady.quantile(0)).isEqualTo(steady.quantile(1));
    }

    @Test
    void meetsTheMeanAndSpreadALogNormalIsGivenBy() {
        LogNormal law = LogNormal.ofMeanAndCv(50, 0.5);
        assertThat(law.mean()).isCloseTo(50, within(1e-9));
        double second = StrictMath.exp(2 * law.mu() + 2 * law.sigma() * law.sigma());
        assertThat(Math.sqrt(second - 2500) / 50).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void jumpsWhereAValueHasAProbabilityOfItsOwn() {
        assertThat(new Constant(4).probability(3.9)).isZero();
        assertThat(new Constant(4).probability(4)).isEqualTo(1);
        assertThat(new Constant(4).density(4)).isInfinite();
        Mixture cold = new Mixture(List.of(new Part(99, new Constant(5)), new Part(1, new Constant(300))));
        assertThat(cold.mean()).isCloseTo(7.95, within(1e-12));
        assertThat(cold.quantile(0.98)).isEqualTo(5);
        assertThat(cold.quantile(0.995)).isEqualTo(300);
        assertThat(cold.quantile(1)).isEqualTo(300);
        Empirical tied = new Empirical(List.of(1.0, 1.0, 1.0, 2.0));
        assertThat(tied.quantile(0.5)).isEqualTo(1);
        assertThat(tied.probability(1)).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(new Empirical(List.of(3.0, 3.0)).mean()).isEqualTo(3);
    }

    @Test
    void saysWhatIsWrongWithWhichValue() {
        refuses(() -> new Constant(-1), "value — Expected a finite number, 0 or more, received -1.0.");
        refuses(() -> new Uniform(3, 2), "high — Expected low (3.0) or more, received 2.0.");
        refuses(() -> new Exponential(0), "mean — Expected a finite number above 0, received 0.0.");
        refuses(() -> new Normal(1, Double.NaN), "sd — Expected a finite number above 0, received NaN.");
        refuses(() -> LogNormal.ofMedianAndP99(80, 70), "p99 — Expected p50 (80.0) or more, received 70.0.");
        refuses(() -> new Gamma(1, 0), "cv — Expected a finite number above 0, received 0.0.");
        refuses(() -> new Weibull(1, -2), "shape — Expected a finite number above 0, received -2.0.");
        refuses(() -> new Empirical(List.of(1.0)), "quantiles — Expected two or more, received 1.");
        refuses(() -> new Empirical(List.of(2.0, 1.0)), "quantiles[1] — Expected 2.0 or more, received 1.0.");
        refuses(() -> new Mixture(List.of()), "parts — Expected one or more, received 0.");
        refuses(() -> new Exponential(1).quantile(1.5), "p — Expected 0 to 1, received 1.5.");
    }

    private static void refuses(ThrowingCallable making, String message) {
        assertThatThrownBy(making).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
