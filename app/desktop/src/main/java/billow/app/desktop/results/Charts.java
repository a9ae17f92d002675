package billow.app.desktop.results;

import billow.app.desktop.run.Course;
import billow.app.desktop.run.Outcome;
import billow.app.desktop.theme.Theme;
import billow.model.fault.Fault;
import billow.simulator.flow.Slices;
import billow.simulator.run.Replication;
import billow.simulator.run.RunResult;
import billow.simulator.statistics.LatencyHistogram;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import javafx.scene.paint.Color;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYAreaRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/// The charts of a run, made anew from its figures.
final class Charts {
    /// A line: its name, colour and value at each point.
    private record Line(String name, Color colour, double[] values) {}

    /// Simulated time on an axis: seconds, minutes, hours or days.
    private record Time(String unit, double seconds) {
        static Time of(double length) {
            if (length <= 300) return new Time("s", 1);
            if (length <= 3 * 3600) return new Time("min", 60);
            return length <= 3 * 86_400 ? new Time("h", 3600) : new Time("days", 86_400);
        }

        String label() {
            return "simulated time, " + unit;
        }
    }

    /// Labels of faults one below the other before they begin at the top again.
    private static final int MOST_LABELS = 4;

    private final ChartLook look;
    private final Theme theme;

    private List<Fault> faults = List.of();

    Charts(Theme theme) {
        this.theme = theme;
        look = new ChartLook(theme);
    }

    /// Marks on charts over time when something was broken.
    Charts marking(List<Fault> next) {
        faults = List.copyOf(next);
        return this;
    }

    JFreeChart latency(Outcome outcome) {
        var result = outcome.result();
        var slices = result.latencySlices();
        double width = slices.widthNanos() / 1e9;
        Function<Double, double[]> percentile = p -> {
            var values = new double[Slices.COUNT];
            for (int i = 0; i < values.length; i++) values[i] = slices.percentileMs(i, p);
            return values;
        };
        return overTime(
                "latency, ms",
                width,
                result.warmupSeconds(),
                List.of(
                        new Line("p50", theme.accent(), percentile.apply(50.0)),
                        new Line("p95", theme.caution(), percentile.apply(95.0)),
                        new Line("p99", theme.bad(), percentile.apply(99.0))));
    }

    JFreeChart latency(Course course, double warmupSeconds, double endSeconds) {
        return course(
                course,
                "latency so far, ms",
                warmupSeconds,
                endSeconds,
                List.of("p50", "p95", "p99"),
                List.of(theme.accent(), theme.caution(), theme.bad()),
                List.of(Course.Point::p50, Course.Point::p95, Course.Point::p99));
    }

    JFreeChart throughput(Outcome outcome) {
        var result = outcome.result();
        return overTime(
                "requests /s",
                width(result),
                result.warmupSeconds(),
                List.of(
                        new Line(
                                "offered",
                                theme.muted(),
                                rates(result, r -> r.requests().offeredSlices())),
                        new Line(
                                "succeeded",
                                theme.good(),
                                rates(result, r -> r.requests().outcomeSlices(billow.simulator.flow.Outcome.OK))),
                        new Line(
                                "throttled",
                                theme.bad(),
                                rates(
                                        result,
                                        r -> r.requests().outcomeSlices(billow.simulator.flow.Outcome.THROTTLED)))));
    }

    JFreeChart throughput(Course course, double warmupSeconds, double endSeconds) {
        return course(
                course,
                "requests /s",
                warmupSeconds,
                endSeconds,
                List.of("finished", "throttled", "failed"),
                List.of(theme.good(), theme.bad(), theme.caution()),
                List.of(Course.Point::perSecond, Course.Point::throttled, Course.Point::failed));
    }

    JFreeChart concurrency(Outcome outcome) {
        var result = outcome.result();
        int runs = result.replications().size();
        var busy = new double[Slices.COUNT];
        var cold = new double[Slices.COUNT];
        double width = width(result);
        for (var replication : result.replications())
            for (var node : replication.nodes()) {
                add(busy, node.slices().get("concurrency"), 1.0 / runs);
                add(cold, node.slices().get("coldStarts"), 60 / width / runs);
            }
        return overTime(
                "executions · cold starts /min",
                width,
                result.warmupSeconds(),
                List.of(
                        new Line("peak busy", theme.hue(billow.model.kind.Category.COMPUTE), busy),
                        new Line("cold starts /min", theme.accent(), cold)));
    }

    JFreeChart concurrency(Course course, double warmupSeconds, double endSeconds) {
        return course(
                course,
                "executions · cold starts /min",
                warmupSeconds,
                endSeconds,
                List.of("mean busy", "cold starts /min"),
                List.of(theme.hue(billow.model.kind.Category.COMPUTE), theme.accent()),
                List.of(Course.Point::busy, p -> 60 * p.coldPerSecond()));
    }

    private static void add(double[] to, @org.jspecify.annotations.Nullable Slices from, double factor) {
        if (from == null) return;
        var values = from.values();
        for (int i = 0; i < to.length; i++) to[i] += values[i] * factor;
    }

    private static double width(RunResult result) {
        return (result.warmupSeconds() + result.simulatedSeconds()) / Slices.COUNT;
    }

    private static double[] rates(RunResult result, Function<Replication, Slices> slices) {
        var sum = new double[Slices.COUNT];
        double factor = 1 / width(result) / result.replications().size();
        result.replications().forEach(r -> add(sum, slices.apply(r), factor));
        return sum;
    }

    /// Density in steps of equal ratio, with the share of requests up to each latency as a second line.
    JFreeChart distribution(Outcome outcome) {
        var all = new LatencyHistogram();
        outcome.result()
                .replications()
                .forEach(r -> all.merge(r.requests().all().latency()));
        var share = new XYSeries("density");
        var upTo = new XYSeries("cumulative");
        if (all.count() > 0) {
            double low = Math.max(0.1, all.percentileMs(0.05) / 1.3);
            double high = Math.max(low * 2, all.percentileMs(99.95) * 1.15);
            int steps = 90;
            double before = all.shareUpTo((long) (low * 1e6));
            for (int i = 1; i <= steps; i++) {
                double ms = low * Math.pow(high / low, (double) i / steps);
                double now = all.shareUpTo((long) (ms * 1e6));
                share.add(ms * Math.pow(high / low, -0.5 / steps), 100 * (now - before));
                upTo.add(ms, 100 * now);
                before = now;
            }
        }
        var axis = look.axis(new LogAxis(), "latency, ms");
        axis.setNumberFormatOverride(ChartLook.format());
        axis.setTickUnit(new NumberTickUnit(1));
        axis.setMinorTickMarksVisible(false);
        if (!share.isEmpty()) axis.setRange(share.getMinX(), share.getMaxX());
        var area = new XYAreaRenderer(XYAreaRenderer.AREA);
        area.setSeriesPaint(0, look.faded(theme.accent(), 0.28));
        var plot = new XYPlot(new XYSeriesCollection(share), axis, look.numbers("% of requests"), area);
        look.grid(plot);
        var second = look.numbers("cumulative, %");
        second.setRange(0, 102);
        plot.setRangeAxis(1, second);
        plot.setDataset(1, new XYSeriesCollection(upTo));
        var line = new XYLineAndShapeRenderer(true, false);
        look.line(line, 0, theme.good(), 1.6f);
        plot.setRenderer(1, line);
        plot.mapDatasetToRangeAxis(1, 1);
        return look.chart(plot);
    }

    private JFreeChart overTime(String label, double width, double warmup, List<Line> lines) {
        var time = Time.of(width * Slices.COUNT);
        var data = new XYSeriesCollection();
        for (var line : lines) {
            var series = new XYSeries(line.name());
            for (int i = 0; i < line.values().length; i++)
                if (!Double.isNaN(line.values()[i]))
                    series.add((i + 0.5) * width / time.seconds(), line.values()[i], false);
            data.addSeries(series);
        }
        return lines(
                data,
                label,
                time,
                warmup,
                width * Slices.COUNT,
                lines.stream().map(Line::colour).toList());
    }

    private JFreeChart course(
            Course course,
            String label,
            double warmup,
            double end,
            List<String> names,
            List<Color> colours,
            List<ToDoubleFunction<Course.Point>> figures) {
        var time = Time.of(end);
        var data = new XYSeriesCollection();
        for (int s = 0; s < names.size(); s++) {
            var series = new XYSeries(names.get(s));
            for (var point : course.points()) {
                double value = figures.get(s).applyAsDouble(point);
                if (!Double.isNaN(value)) series.add(point.seconds() / time.seconds(), value, false);
            }
            data.addSeries(series);
        }
        return lines(data, label, time, warmup, end, colours);
    }

    private JFreeChart lines(
            XYSeriesCollection data, String label, Time time, double warmup, double end, List<Color> colours) {
        var renderer = new XYLineAndShapeRenderer(true, false);
        for (int i = 0; i < colours.size(); i++) look.line(renderer, i, colours.get(i), 1.7f);
        NumberAxis domain = look.axis(new NumberAxis(), time.label());
        domain.setNumberFormatOverride(ChartLook.format());
        domain.setRange(0, Math.max(end / time.seconds(), 1e-6));
        var plot = new XYPlot(data, domain, look.numbers(label), renderer);
        look.grid(plot);
        if (warmup > 0) {
            var shade = new IntervalMarker(0, warmup / time.seconds());
            shade.setPaint(look.faded(theme.muted(), 0.16));
            shade.setOutlinePaint(null);
            plot.addDomainMarker(shade, Layer.BACKGROUND);
        }
        if (!faults.isEmpty()) plot.getRangeAxis().setUpperMargin(0.1 + 0.12 * Math.min(faults.size(), MOST_LABELS));
        for (int i = 0; i < faults.size(); i++) markFault(plot, faults.get(i), i, time, warmup, end);
        return look.chart(plot);
    }

    /// A band for as long as it lasts, at least a hair wide, with what broke at its head.
    private void markFault(XYPlot plot, Fault fault, int place, Time time, double warmup, double end) {
        double from = warmup + fault.atNanos() / 1e9;
        if (from >= end) return;
        double to = Math.clamp(from + fault.forNanos() / 1e9, from + end / 400, Math.max(end, from + end / 400));
        var band = new IntervalMarker(from / time.seconds(), to / time.seconds());
        band.setPaint(look.faded(theme.bad(), 0.11));
        band.setOutlinePaint(null);
        band.setLabel(fault.text().split(" at ")[0]);
        band.setLabelFont(ChartLook.font().deriveFont(10f));
        band.setLabelPaint(ChartLook.awt(theme.bad()));
        band.setLabelBackgroundColor(look.faded(theme.panel(), 0.8));
        band.setLabelAnchor(RectangleAnchor.TOP_LEFT);
        band.setLabelTextAnchor(TextAnchor.TOP_LEFT);
        band.setLabelOffset(new RectangleInsets(3 + 12 * (place % MOST_LABELS), 3, 3, 3));
        plot.addDomainMarker(band, Layer.BACKGROUND);
    }

    /// Names and colours of a chart's lines, for the legend beside its title.
    static Stream<String> names(JFreeChart chart) {
        var plot = chart.getXYPlot();
        return java.util.stream.IntStream.range(0, plot.getDatasetCount())
                .mapToObj(plot::getDataset)
                .flatMap(d -> java.util.stream.IntStream.range(0, d.getSeriesCount())
                        .mapToObj(i -> String.valueOf(d.getSeriesKey(i))));
    }
}
