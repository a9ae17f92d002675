package billow.test.validation;

import billow.model.value.Estimate;
import java.util.List;
import java.util.Locale;

/// The comparisons of a chapter as a picture: one line each, the known figure in the middle, the simulated one as a dot
/// at its relative deviation with its interval as whiskers, the bound shaded.
final class Plot {
    private static final int LABEL = 470;
    private static final int WIDTH = 360;
    private static final int ROW = 18;
    private static final int TOP = 34;
    /// Deviation at the edge of the picture; what lies beyond is drawn at the edge.
    private static final double EDGE = 0.11;

    /// One line: a comparison and what was simulated.
    record Line(Comparison comparison, Estimate simulated) {
        boolean canBeDrawn() {
            return comparison.expected() != 0 && !(comparison.tolerance() instanceof Comparison.AtMost);
        }
    }

    private Plot() {}

    static String svg(String title, List<Line> all) {
        var lines = all.stream().filter(Line::canBeDrawn).toList();
        int height = TOP + ROW * lines.size() + 14;
        var svg = new StringBuilder();
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\" font-family=\"sans-serif\" font-size=\"11\">%n"
                        .formatted(LABEL + WIDTH + 20, height, LABEL + WIDTH + 20, height));
        svg.append("<title>%s: relative deviation of the simulation</title>%n".formatted(escaped(title)));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        for (int percent = -10; percent <= 10; percent += 5) {
            svg.append("<line x1=\"%s\" x2=\"%s\" y1=\"%d\" y2=\"%d\" stroke=\"%s\"/>%n"
                    .formatted(
                            x(percent / 100.0),
                            x(percent / 100.0),
                            TOP - 8,
                            height - 8,
                            percent == 0 ? "#5b6b86" : "#e3e8ef"));
            svg.append("<text x=\"%s\" y=\"%d\" text-anchor=\"middle\" fill=\"#5b6b86\">%s</text>%n"
                    .formatted(x(percent / 100.0), TOP - 14, percent == 0 ? "known" : "%+d %%".formatted(percent)));
        }
        for (int i = 0; i < lines.size(); i++) line(svg, lines.get(i), TOP + ROW * i + ROW / 2);
        return svg.append("</svg>\n").toString();
    }

    private static void line(StringBuilder svg, Line line, int y) {
        var c = line.comparison();
        var e = line.simulated();
        boolean holds = c.tolerance().accepts(c.expected(), e);
        svg.append("<text x=\"8\" y=\"%d\" fill=\"#1b2330\">%s</text>%n"
                .formatted(y + 4, escaped(shortened(c.id() + "  " + c.what()))));
        double bound = switch (c.tolerance()) {
            case Comparison.Relative r -> r.share();
            case Comparison.Absolute a -> a.distance() / Math.abs(c.expected());
            case Comparison.Interval i -> 0;
            case Comparison.AtMost a -> 0;
        };
        if (bound > 0)
            svg.append("<rect x=\"%s\" y=\"%d\" width=\"%s\" height=\"%d\" fill=\"#dbe7f7\"/>%n"
                    .formatted(x(-bound), y - 6, number(place(bound) - place(-bound)), 12));
        if (Double.isFinite(e.low()) && e.low() < e.high())
            svg.append("<line x1=\"%s\" x2=\"%s\" y1=\"%d\" y2=\"%d\" stroke=\"#2f6fed\" stroke-width=\"2\"/>%n"
                    .formatted(x(e.low() / c.expected() - 1), x(e.high() / c.expected() - 1), y, y));
        svg.append("<circle cx=\"%s\" cy=\"%d\" r=\"3.5\" fill=\"%s\"/>%n"
                .formatted(x(e.value() / c.expected() - 1), y, holds ? "#2f6fed" : "#d92d20"));
    }

    private static String x(double deviation) {
        return number(place(deviation));
    }

    private static double place(double deviation) {
        return LABEL + WIDTH / 2.0 + Math.clamp(deviation, -EDGE, EDGE) / EDGE * WIDTH / 2;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String shortened(String text) {
        return text.length() <= 84 ? text : text.substring(0, 83) + "…";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
