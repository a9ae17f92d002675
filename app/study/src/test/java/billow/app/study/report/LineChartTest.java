package billow.app.study.report;

import static org.assertj.core.api.Assertions.assertThat;

import billow.app.study.Figures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineChartTest {
    @ParameterizedTest
    @CsvSource({"0, 1", "0.93, 1", "1, 1", "1.01, 2", "2.5, 4", "4.5, 5", "61, 80", "812, 1000"})
    void endsTheAxisAtARoundNumber(double greatest, double end) {
        assertThat(LineChart.ceiling(greatest)).isEqualTo(end);
    }

    @Test
    void leavesGapsWhereNothingWasMeasured() {
        var svg = new LineChart("Latency <ms>", Figures::millis, 1, 0)
                .line("p99", "a", new double[] {1, 2, Double.NaN, 4})
                .svg();

        assertThat(svg).contains("Latency &lt;ms&gt;").doesNotContain("NaN");
        assertThat(svg.substring(svg.indexOf("<path class=\"line a\"")).chars().filter(c -> c == 'M'))
                .hasSize(2);
    }

    @Test
    void isEmptyWithoutAnythingToShow() {
        assertThat(new LineChart("x", Figures::digits, 1, 0)
                        .line("none", "a", new double[] {0, 0})
                        .isEmpty())
                .isTrue();
    }
}
