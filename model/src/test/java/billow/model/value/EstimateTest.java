package billow.model.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EstimateTest {
    @Test
    void scalesItsIntervalAlong() {
        assertThat(new Estimate(10, 8, 13).times(2)).isEqualTo(new Estimate(20, 16, 26));
        assertThat(new Estimate(10, 8, 13).times(-1)).isEqualTo(new Estimate(-10, -13, -8));
        assertThat(Estimate.unsure(3).times(0)).isEqualTo(Estimate.exactly(0));
    }

    @Test
    void tellsHowPreciseItIs() {
        assertThat(new Estimate(10, 8, 13).relativePrecision()).isEqualTo(0.25);
        assertThat(Estimate.exactly(0).relativePrecision()).isZero();
        assertThat(Estimate.unsure(5).relativePrecision()).isInfinite();
    }

    @Test
    void liesWithinItsInterval() {
        assertThatThrownBy(() -> new Estimate(5, 6, 7))
                .hasMessage("Expected low ≤ value ≤ high, received 6.0, 5.0, 7.0.");
        assertThatThrownBy(() -> new Estimate(Double.NaN, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
