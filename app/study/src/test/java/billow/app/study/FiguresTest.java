package billow.app.study;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0 ms",
                "0.0312 | 0.0312 ms",
                "34.149 | 34.1 ms",
                "999.4 | 999 ms",
                "1234 | 1.23 s",
                "90000 | 90 s",
                "150000 | 2.5 min",
                "9e6 | 2.5 h",
            })
    void writesTimesInAUnitToSuit(double millis, String text) {
        assertThat(Figures.millis(millis)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0 %",
                "1 | 100 %",
                "0.99987 | 99.99 %",
                "0.000133 | 0.0133 %",
                "0.124 | 12.4 %",
                "0.012 | 1.2 %"
            })
    void writesSharesInPercent(double share, String text) {
        assertThat(Figures.percent(share)).isEqualTo(text);
    }

    @Test
    void alignsColumns() {
        var table = new TextTable(true, false);
        table.row("a", "1,000");
        table.row("long", "µ");
        assertThat(table.toString()).isEqualTo("a     1,000\nlong      µ\n");
    }
}
