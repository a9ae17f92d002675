package billow.app.desktop.results;

import billow.app.desktop.theme.Theme;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.ui.RectangleInsets;

/// The theme on charts: quiet grid, the text face, no borders.
final class ChartLook {
    private static final Font FONT = new Font("Inter", Font.PLAIN, 11);
    private final Theme theme;

    ChartLook(Theme theme) {
        this.theme = theme;
    }

    Theme theme() {
        return theme;
    }

    static Color awt(javafx.scene.paint.Color c) {
        return new Color((float) c.getRed(), (float) c.getGreen(), (float) c.getBlue(), (float) c.getOpacity());
    }

    Color faded(javafx.scene.paint.Color c, double opacity) {
        return awt(c.deriveColor(0, 1, 1, opacity));
    }

    JFreeChart chart(Plot plot) {
        var chart = new JFreeChart(null, FONT, plot, false);
        chart.setBackgroundPaint(awt(theme.panel()));
        chart.setPadding(new RectangleInsets(4, 2, 2, 8));
        chart.setBorderVisible(false);
        plot.setBackgroundPaint(awt(theme.panel()));
        plot.setOutlineVisible(false);
        plot.setNoDataMessage("Nothing measured yet");
        plot.setNoDataMessageFont(FONT);
        plot.setNoDataMessagePaint(awt(theme.muted()));
        return chart;
    }

    void grid(XYPlot plot) {
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(awt(theme.line()));
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    }

    <A extends ValueAxis> A axis(A axis, String label) {
        axis.setLabel(label);
        axis.setLabelFont(FONT);
        axis.setTickLabelFont(FONT);
        axis.setLabelPaint(awt(theme.muted()));
        axis.setTickLabelPaint(awt(theme.muted()));
        axis.setAxisLinePaint(awt(theme.line()));
        axis.setTickMarksVisible(false);
        axis.setLowerMargin(0);
        return axis;
    }

    NumberAxis numbers(String label) {
        var axis = axis(new NumberAxis(), label);
        axis.setAutoRangeIncludesZero(true);
        axis.setUpperMargin(0.08);
        axis.setNumberFormatOverride(format());
        return axis;
    }

    static DecimalFormat format() {
        var symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
        symbols.setGroupingSeparator('\u00a0');
        return new DecimalFormat("#,##0.###", symbols);
    }

    void line(XYItemRenderer renderer, int series, javafx.scene.paint.Color colour, float width) {
        renderer.setSeriesPaint(series, awt(colour));
        renderer.setSeriesStroke(series, new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    }

    static Font font() {
        return FONT;
    }
}
