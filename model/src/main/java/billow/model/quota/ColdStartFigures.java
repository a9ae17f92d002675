package billow.model.quota;

import billow.model.value.Distribution;
import billow.model.value.Distribution.Mixture;
import billow.model.value.Unit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Measured init phases of Lambda runtimes, read once from `lambda-cold-starts.json`: percentiles by runtime, package
/// type, architecture and memory, of functions that do nothing.
public final class ColdStartFigures {
    private static final int P50 = 0;
    private static final int P90 = 1;
    private static final int P95 = 2;
    private static final int P99 = 3;
    private static final int MAX = 4;
    private static final int MEAN = 5;
    private static final int FIRST_RUN = 6;

    private static final JsonNode DATA = read();
    private static final double[] MEMORY = numbers(DATA.get("memory"));
    private static final Map<Cell, double[][]> CELLS = cells();

    /// @param runtime      identifier of the runtime, `nodejs22.x`
    /// @param packageType  `zip` or `image`
    /// @param architecture `x86_64` or `arm64`
    public record Cell(String runtime, String packageType, String architecture) {}

    private ColdStartFigures() {}

    /// Runtimes that were measured, in the order of the data.
    public static List<String> runtimes() {
        return List.copyOf(DATA.get("init").propertyNames());
    }

    /// Where the figures stand.
    public static String source() {
        return DATA.get("source").asString();
    }

    /// Init phase through the measured p50, p90, p95, p99 and greatest value, evenly spread between them; below the
    /// median so that the mean is the measured one.
    ///
    /// @throws IllegalArgumentException when there are no figures for the cell
    public static Distribution init(Cell cell, long megabytes) {
        var f = figures(cell, megabytes);
        double above = 0.2 * (f[P50] + f[P90])
                + 0.025 * (f[P90] + f[P95])
                + 0.02 * (f[P95] + f[P99])
                + 0.005 * (f[P99] + f[MAX]);
        double low = Math.clamp(4 * (f[MEAN] - above) - f[P50], f[P50] / 2, f[P50]);
        return new Mixture(List.of(
                part(50, low, f[P50]),
                part(40, f[P50], f[P90]),
                part(5, f[P90], f[P95]),
                part(4, f[P95], f[P99]),
                part(1, f[P99], f[MAX])));
    }

    /// What the first handler run of an environment takes in milliseconds.
    ///
    /// @throws IllegalArgumentException when there are no figures for the cell
    public static double firstRunMillis(Cell cell, long megabytes) {
        return figures(cell, megabytes)[FIRST_RUN];
    }

    /// Restoring a SnapStart snapshot. Only Java was measured; the others are assumed to be like Java 21.
    public static Distribution restore(String runtime) {
        var figures = numbers(
                DATA.get("restore").path(runtime).isArray()
                        ? DATA.get("restore").get(runtime)
                        : DATA.get("restore").get("other"));
        return Distribution.LogNormal.ofMedianAndP99(nanos(figures[0]), nanos(figures[2]));
    }

    private static Mixture.Part part(double percent, double lowMillis, double highMillis) {
        return new Mixture.Part(percent, new Distribution.Uniform(nanos(lowMillis), nanos(highMillis)));
    }

    private static double nanos(double millis) {
        return Math.rint(Unit.MILLISECOND.toCanonical(millis));
    }

    /// Between two measured memory sizes each figure follows a power law.
    private static double[] figures(Cell cell, long megabytes) {
        var rows = CELLS.get(cell);
        if (rows == null) throw new IllegalArgumentException("No cold starts were measured for %s.".formatted(cell));
        int above = 0;
        while (above < MEMORY.length && MEMORY[above] < megabytes) above++;
        if (above == MEMORY.length) return rows[above - 1];
        if (above == 0 || MEMORY[above] == megabytes) return rows[above];
        double share =
                StrictMath.log(megabytes / MEMORY[above - 1]) / StrictMath.log(MEMORY[above] / MEMORY[above - 1]);
        var low = rows[above - 1];
        var high = rows[above];
        return IntStream.range(0, low.length)
                .mapToDouble(i -> low[i] * StrictMath.pow(high[i] / low[i], share))
                .toArray();
    }

    private static Map<Cell, double[][]> cells() {
        return DATA.get("init")
                .propertyStream()
                .flatMap(runtime -> runtime.getValue()
                        .propertyStream()
                        .flatMap(type -> type.getValue()
                                .propertyStream()
                                .map(a -> Map.entry(
                                        new Cell(runtime.getKey(), type.getKey(), a.getKey()), rows(a.getValue())))))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static double[][] rows(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false)
                .map(ColdStartFigures::numbers)
                .toArray(double[][]::new);
    }

    private static double[] numbers(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    private static JsonNode read() {
        try (var in = ColdStartFigures.class.getResourceAsStream("/billow/model/lambda-cold-starts.json")) {
            if (in == null) throw new IllegalStateException("lambda-cold-starts.json is missing from the program.");
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
