package billow.simulator.random;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.value.Distribution;
import billow.model.value.Distribution.Mixture.Part;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/// Fingerprints of the first hundred thousand draws of each law, taken once. Whoever changes one of them changes the
/// results of every design for the same seed.
class SameBitsTest {
    @Test
    void drawsTheSameBitsOnEveryMachine() {
        assertThat(Key.mix(1, 2)).as("mix").isEqualTo(-534904783426661026L);
        assertThat(Key.of("orders")).as("of").isEqualTo(-2337242901462812347L);
        assertBits("uniform", key -> Double.doubleToLongBits(Key.uniform(key)), -6713417022792080011L);
        assertBits("exponential", key -> Double.doubleToLongBits(Key.exponential(key)), 458311456738372033L);
        assertBits("normal", key -> Double.doubleToLongBits(Key.normal(key)), -1635076240482241218L);
        Sampler logNormal = Sampler.of(Distribution.LogNormal.ofMeanAndCv(1, 2));
        assertBits("log-normal", key -> Double.doubleToLongBits(logNormal.sample(key)), -8459160021707246946L);
        assertBits("choice", Choice.of(3, 1, 2, 0.7)::sample, -1951414068797179736L);
        assertBits("zipf", new Zipf(1_000_000, 0.9)::sample, -6476279099801355147L);
    }

    @Test
    void drawsTheSameNanosecondsOnEveryMachine() {
        Distribution exponential = new Distribution.Exponential(1e9);
        Distribution logNormal = Distribution.LogNormal.ofMedianAndP99(80e6, 240e6);
        assertNanos(exponential, 5512068535434043495L);
        assertNanos(logNormal, 3845107180778659997L);
        assertNanos(new Distribution.Uniform(1e6, 5e6), -4083786028773027782L);
        assertNanos(new Distribution.Normal(1e6, 2e6), -6465057541283150805L);
        assertNanos(new Distribution.Gamma(1e8, 0.3), -2705971869546404923L);
        assertNanos(new Distribution.Gamma(1e8, 1.7), 4592049528708819071L);
        assertNanos(new Distribution.Weibull(1e8, 0.8), 5451739467749442175L);
        assertNanos(new Distribution.Empirical(List.of(1e6, 2e6, 9e6)), -217969318229229724L);
        assertNanos(
                new Distribution.Mixture(List.of(new Part(2, exponential), new Part(1, logNormal))),
                -3125246243878155347L);
    }

    private static void assertNanos(Distribution law, long fingerprint) {
        assertBits(law.toString(), Sampler.of(law)::nanos, fingerprint);
    }

    private static void assertBits(String what, LongUnaryOperator draw, long fingerprint) {
        long hash = 0;
        for (long i = 0; i < 100_000; i++) hash = Key.mix(hash, draw.applyAsLong(Key.mix(7, i)));
        assertThat(hash).as(what).isEqualTo(fingerprint);
    }
}
