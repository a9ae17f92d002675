package billow.app.desktop.theme;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.io.ByteArrayInputStream;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ThemeTest {
    @ParameterizedTest
    @EnumSource(Theme.class)
    void hasEnoughContrastForText(Theme theme) {
        for (var ground : new Color[] {theme.panel(), theme.background()}) {
            assertThat(contrast(theme.ink(), ground)).isGreaterThan(7);
            assertThat(contrast(theme.muted(), ground)).isGreaterThan(4.5);
        }
        assertThat(contrast(theme.bad(), theme.panel())).isGreaterThan(4);
        assertThat(contrast(theme.caution(), theme.panel())).isGreaterThan(3.5);
    }

    /// Web Content Accessibility Guidelines 2.2, relative luminance.
    private static double contrast(Color a, Color b) {
        double x = luminance(a);
        double y = luminance(b);
        return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
    }

    private static double luminance(Color c) {
        return 0.2126 * linear(c.getRed()) + 0.7152 * linear(c.getGreen()) + 0.0722 * linear(c.getBlue());
    }

    private static double linear(double v) {
        return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
    }

    @Test
    void makesAllDigitsOfEqualWidth() throws Exception {
        try (var in = Fonts.class.getResourceAsStream("/com/formdev/flatlaf/fonts/inter/Inter-Regular.otf")) {
            assertThat(in).isNotNull();
            var original = in.readAllBytes();
            var tabular = TabularFigures.in(original);
            for (char digit = '0'; digit <= '9'; digit++)
                assertThat(width(tabular, String.valueOf(digit).repeat(4))).isEqualTo(width(tabular, "0000"));
            assertThat(tabular).isNotEqualTo(original);
        }
    }

    private static double width(byte[] font, String text) throws Exception {
        return Font.createFont(Font.TRUETYPE_FONT, new ByteArrayInputStream(font))
                .deriveFont(100f)
                .getStringBounds(text, new FontRenderContext(null, true, true))
                .getWidth();
    }

    @Test
    void leavesAFontItDoesNotUnderstandAlone() {
        var odd = new byte[] {1, 2, 3};
        assertThat(TabularFigures.in(odd)).isEqualTo(odd);
    }
}
