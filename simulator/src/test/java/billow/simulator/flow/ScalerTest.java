package billow.simulator.flow;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.archetype.ScalingPolicy;
import billow.model.archetype.ScalingPolicy.Adjustment;
import billow.model.archetype.ScalingPolicy.Step;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What step and simple scaling ask for, by the rules of their documentation.
class ScalerTest {
    private static final long SECOND = 1_000_000_000L;
    private static final double NONE = Double.POSITIVE_INFINITY;

    private static ScalingPolicy policy(Adjustment adjustment, boolean simple, double least, Step... steps) {
        return new ScalingPolicy(null, null, adjustment, List.of(steps), simple, 300 * SECOND, least, 1, 100);
    }

    /// Steps of 2 up to 10 beyond the threshold and of 3 from there on.
    private static ScalingPolicy outward(boolean simple) {
        return policy(Adjustment.CHANGE, simple, 0, new Step(0, 10, 2), new Step(10, NONE, 3));
    }

    /// Above the threshold the lower bound belongs to a step, below it the upper one.
    @ParameterizedTest
    @CsvSource({"0, 12", "9.99, 12", "10, 13", "500, 13", "-0.5, 10", "-1, 9", "-4.99, 9", "-5, 8", "-500, 8"})
    void theStepIsFoundByTheDistanceFromTheThreshold(double beyond, double wanted) {
        var all = policy(
                Adjustment.CHANGE,
                false,
                0,
                new Step(0, 10, 2),
                new Step(10, NONE, 3),
                new Step(-5, -1, -1),
                new Step(-NONE, -5, -2));
        assertThat(new Scaler().wanted(all, 10, beyond, 0)).isEqualTo(wanted);
    }

    /// Changes in percent are cut to whole units, of less than a unit to one; a least change goes before.
    @ParameterizedTest
    @CsvSource({
        "10, 25, 0, 12",
        "4, 25, 2, 6",
        "4, 25, 0, 5",
        "2, 10, 0, 3",
        "10, -25, 0, 8",
        "2, -10, 0, 1",
        "80, 50, 0, 100"
    })
    void percentagesAreRounded(double capacity, double percent, double least, double wanted) {
        var policy = policy(Adjustment.PERCENT, false, least, new Step(-NONE, NONE, percent));
        assertThat(new Scaler().wanted(policy, capacity, 1, 0)).isEqualTo(wanted);
    }

    @Test
    void aLargerStepWithinTheCooldownAddsWhatIsMissing() {
        var scaler = new Scaler();
        var policy = outward(false);
        assertThat(scaler.wanted(policy, 10, 5, 0)).isEqualTo(12);
        scaler.changed(policy, 10, 12, 0, 0);
        assertThat(scaler.wanted(policy, 12, 5, 60 * SECOND)).isEqualTo(12);
        assertThat(scaler.wanted(policy, 12, 50, 60 * SECOND)).isEqualTo(13);
        assertThat(scaler.wanted(policy, 12, 5, 300 * SECOND)).isEqualTo(14);
    }

    @Test
    void nothingShrinksWithinACooldownAndWhatShrankGrowsAtOnce() {
        var scaler = new Scaler();
        var inward = policy(Adjustment.CHANGE, false, 0, new Step(-NONE, 0, -1));
        scaler.changed(inward, 10, 9, 0, 0);
        assertThat(scaler.wanted(inward, 9, -1, 299 * SECOND)).isEqualTo(9);
        assertThat(scaler.wanted(inward, 9, -1, 300 * SECOND)).isEqualTo(8);
        assertThat(scaler.wanted(outward(false), 9, 5, 10 * SECOND)).isEqualTo(11);
    }

    @Test
    void simpleScalingWaitsForTheCooldownWhateverComes() {
        var scaler = new Scaler();
        var policy = outward(true);
        scaler.changed(policy, 10, 12, 0, 60 * SECOND);
        assertThat(scaler.wanted(policy, 12, 50, 359 * SECOND)).isEqualTo(12);
        assertThat(scaler.wanted(policy, 12, 50, 360 * SECOND)).isEqualTo(15);
    }
}
