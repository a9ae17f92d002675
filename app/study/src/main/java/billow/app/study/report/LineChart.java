package billow.app.study.report;

import billow.app.study.FaultEffect;
import billow.app.study.Figures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;

/// Lines over simulated time as an SVG element, axes with units, the warm-up shaded.
final class LineChart {
    private static final double WIDTH = 560;
    private static final double HEIGHT = 230;
    private static final double LEFT = 58;
    private static final double RIGHT = 14;
    private static final double TOP = 14;
    private static final double BOTTOM = 30;
    private static final int TICKS = 4;

    /// @param name   in the legend
    /// @param style  class that colours it: `a` to `d`, or `bad`
    /// @param values one for each slice; NaN leaves a gap
    record Line(String name, String style, double[] values) {}

    private final String title;
    private final DoubleFunction<String> unit;
    private final double widthSeconds;
    private final double warmupSeconds;
    private final List<Line> lines = new ArrayList<>();
    private final List<FaultEffect> faults = new ArrayList<>();

    /// @param widthSeconds  of a slice
    /// @param warmupSeconds shaded at the left
    LineChart(String title, DoubleFunction<String> unit, double widthSeconds, double warmupSeconds) {
        this.title = title;
        this.unit = unit;
        this.widthSeconds = widthSeconds;
        this.warmupSeconds = warmupSeconds;
    }

    LineChart line(String name, String style, double[] values) {
        if (Arrays.stream(values).anyMatch(v -> v > 0)) lines.add(new Line(name, style, values));
        return this;
    }

    /// Marks when something was broken.
    LineChart faults(List<FaultEffect> effects) {
        faults.addAll(effects);
        return this;
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    String svg() {
        int slices = lines.stream().mapToInt(l -> l.values().length).max().orElse(1);
        double end = slices * widthSeconds;
        double top = ceiling(lines.stream()
                .flatMapToDouble(l -> DoubleStream.of(l.values()))
                .filter(Double::isFinite)
                .max()
                .orElse(1));
        var out = new StringBuilder("<figure><figcaption>")
                .append(Html.escape(title))
                .append(legend());
        out.append("</figcaption><svg class=\"chart\" viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"%s\">"
                .formatted(n(WIDTH), n(HEIGHT), Html.escape(title)));
        if (warmupSeconds > 0)
            out.append(
                    "<rect class=\"warmup\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"><title>warm-up, not counted</title></rect>"
                            .formatted(
                                    n(LEFT),
                                    n(TOP),
                                    n(x(Math.min(warmupSeconds, end), end) - LEFT),
                                    n(HEIGHT - TOP - BOTTOM)));
        for (var fault : faults) out.append(mark(fault, end));
        for (int i = 0; i <= TICKS; i++) {
            double value = top * i / TICKS;
            out.append("<line class=\"grid\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>"
                    .formatted(n(LEFT), n(WIDTH - RIGHT), n(y(value, top)), n(y(value, top))));
            out.append("<text class=\"tick\" x=\"%s\" y=\"%s\" text-anchor=\"end\">%s</text>"
                    .formatted(n(LEFT - 8), n(y(value, top) + 3.5), Html.escape(unit.apply(value))));
        }
        double step = timeStep(end);
        for (double t = 0; t <= end + 1e-9; t += step)
            out.append("<text class=\"tick\" x=\"%s\" y=\"%s\" text-anchor=\"middle\">%s</text>"
                    .formatted(n(x(t, end)), n(HEIGHT - BOTTOM + 18), Html.escape(time(t, step))));
        for (var line : lines) out.append(path(line, end, top));
        return out.append("</svg></figure>").toString();
    }

    private static String mark(FaultEffect fault, double end) {
        double from = x(Math.min(fault.fromSeconds(), end), end);
        double to = x(Math.min(fault.toSeconds(), end), end);
        return "<rect class=\"fault\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"><title>%s</title></rect>"
                .formatted(
                        n(from),
                        n(TOP),
                        n(Math.max(2, to - from)),
                        n(HEIGHT - TOP - BOTTOM),
                        Html.escape(fault.fault().text()));
    }

    private String legend() {
        var out = new StringBuilder("<span class=\"legend\">");
        for (var line : lines) out.append("<i class=\"%s\"></i>%s ".formatted(line.style(), Html.escape(line.name())));
        return out.append("</span>").toString();
    }

    private String path(Line line, double end, double top) {
        var d = new StringBuilder();
        boolean pen = false;
        for (int i = 0; i < line.values().length; i++) {
            double value = line.values()[i];
            if (!Double.isFinite(value)) {
                pen = false;
                continue;
            }
            d.append(pen ? 'L' : 'M')
                    .append(n(x((i + 0.5) * widthSeconds, end)))
                    .append(' ')
                    .append(n(y(value, top)));
            pen = true;
        }
        return "<path class=\"line %s\" d=\"%s\"/>".formatted(line.style(), d);
    }

    private static double x(double seconds, double end) {
        return LEFT + seconds / end * (WIDTH - LEFT - RIGHT);
    }

    private static double y(double value, double top) {
        return HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM);
    }

    /// The next of 1, 2, 2.5, 4, 5, 8 times a power of ten, so that four steps have round numbers.
    static double ceiling(double value) {
        if (!(value > 0)) return 1;
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        for (double factor : new double[] {1, 2, 4, 5, 6, 8, 10})
            if (value <= factor * power * (1 + 1e-12)) return factor * power;
        return 10 * power;
    }

    private static double timeStep(double end) {
        double[] steps = {
            1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400, 172800, 604800
        };
        for (double step : steps) if (end / step <= 7) return step;
        return end / 6;
    }

    private static String time(double seconds, double step) {
        if (seconds == 0) return "0";
        if (step >= 86_400) return Figures.digits(seconds / 86_400) + " d";
        if (step >= 3600) return Figures.digits(seconds / 3600) + " h";
        if (step >= 60) return Figures.digits(seconds / 60) + " min";
        return Figures.digits(seconds) + " s";
    }

    private static String n(double value) {
        return String.format(Locale.ROOT, "%.1f", value).replaceFirst("\\.0$", "");
    }
}
