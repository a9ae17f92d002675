package billow.app.study;

import billow.model.workload.Trace;
import billow.simulator.run.TraceSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads recorded traffic from CSV files: `time,count` by line, with or without a header line, or counts alone. Times
/// are dates (`2014-04-10 00:04:00`) or seconds; intervals the file leaves out count 0.
public final class TraceFiles implements TraceSource {
    private static final long MOST_BYTES = 1L << 30;
    private static final int MOST_INTERVALS = 20_000_000;
    private static final Set<String> COUNT_NAMES =
            Set.of("count", "counts", "value", "requests", "requestcount", "invocations", "sum", "n");

    private final Path folder;

    /// @param folder that of the design; file names in it are relative to it
    public TraceFiles(Path folder) {
        this.folder = folder;
    }

    private record Point(double seconds, double count) {}

    @Override
    public Trace read(String file, @Nullable Long intervalNanos) {
        var path = folder.resolve(file);
        try {
            if (Files.size(path) > MOST_BYTES) throw new UnknownTrace("%s — Expected at most 1 GB.".formatted(path));
            return trace(path, points(path), intervalNanos);
        } catch (NoSuchFileException | java.nio.file.InvalidPathException e) {
            throw new UnknownTrace("%s — Expected a CSV file of counts, found no such file.".formatted(path));
        } catch (IOException e) {
            throw new UnknownTrace("%s — Could not be read: %s.".formatted(path, Complaints.reason(e)));
        }
    }

    private static List<Point> points(Path path) throws IOException {
        var points = new ArrayList<Point>();
        try (BufferedReader reader = Files.newBufferedReader(path)) {
            int column = -1;
            int number = 0;
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (line.isBlank() || line.startsWith("#")) continue;
                var fields = line.split("[,;\t]", -1);
                if (column < 0) {
                    column = countColumn(fields, path, number);
                    if (isHeader(fields, column)) continue;
                }
                points.add(point(fields, column, points.size(), path + ":" + number));
            }
        }
        if (points.isEmpty())
            throw new UnknownTrace("%s — Expected lines of time and count, found none.".formatted(path));
        return points;
    }

    private static int countColumn(String[] fields, Path path, int line) {
        for (int i = 0; i < fields.length; i++)
            if (COUNT_NAMES.contains(fields[i].strip().toLowerCase(Locale.ROOT))) return i;
        if (fields.length <= 2) return fields.length - 1;
        throw new UnknownTrace("%s:%d — Expected two columns (time, count) or one named count, found %d columns."
                .formatted(path, line, fields.length));
    }

    private static boolean isHeader(String[] fields, int column) {
        return Double.isNaN(number(fields[column]));
    }

    private static Point point(String[] fields, int column, int index, String place) {
        double count = column < fields.length ? number(fields[column]) : Double.NaN;
        if (!(count >= 0) || Double.isInfinite(count))
            throw new UnknownTrace("%s — Expected a count of at least 0, received %s."
                    .formatted(place, column < fields.length ? Complaints.shown(fields[column]) : "nothing"));
        if (column == 0) return new Point(index, count);
        return new Point(seconds(fields[0].strip(), place), count);
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static double seconds(String text, String place) {
        double number = number(text);
        if (!Double.isNaN(number)) return number;
        try {
            var iso = text.replace(' ', 'T').replaceFirst("(Z|[+-]\\d{2}:?\\d{2})$", "");
            var time = LocalDateTime.parse(iso.contains("T") ? iso : iso + "T00:00");
            return time.toEpochSecond(ZoneOffset.UTC) + time.getNano() / 1e9;
        } catch (DateTimeException e) {
            throw new UnknownTrace("%s — Expected a time such as 2014-04-10 00:05:00 or seconds, received %s."
                    .formatted(place, Complaints.shown(text)));
        }
    }

    private static Trace trace(Path path, List<Point> points, @Nullable Long intervalNanos) {
        double interval = intervalNanos == null ? usualGap(path, points) : intervalNanos / 1e9;
        double first = points.stream().mapToDouble(Point::seconds).min().orElse(0);
        double last = points.stream().mapToDouble(Point::seconds).max().orElse(0);
        double intervals = Math.rint((last - first) / interval) + 1;
        if (intervals > MOST_INTERVALS)
            throw new UnknownTrace(
                    "%s — Expected at most %d intervals, found %.0f.\nMaybe set traceInterval to a longer time."
                            .formatted(path, MOST_INTERVALS, intervals));
        var counts = new double[(int) intervals];
        for (var point : points) counts[(int) Math.rint((point.seconds() - first) / interval)] += point.count();
        return new Trace(Math.round(interval * 1e9), counts);
    }

    /// The median gap between neighbouring times.
    private static double usualGap(Path path, List<Point> points) {
        var times =
                points.stream().mapToDouble(Point::seconds).sorted().distinct().toArray();
        if (times.length < 2)
            throw new UnknownTrace(
                    "%s — Expected at least two different times, found one.\nMaybe set traceInterval.".formatted(path));
        var gaps = new double[times.length - 1];
        for (int i = 0; i < gaps.length; i++) gaps[i] = times[i + 1] - times[i];
        java.util.Arrays.sort(gaps);
        return gaps[(gaps.length - 1) / 2];
    }
}
