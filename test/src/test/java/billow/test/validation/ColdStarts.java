package billow.test.validation;

import billow.model.value.Distribution.Constant;
import billow.model.value.Estimate;
import billow.simulator.run.Latencies;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Cold starts of runtimes against measurements: percentiles of the init phase with 512 MB, and first runs by memory.
///
/// Source: maxday/lambda-perf daily data, 2026-05-28 to 2026-08-22, hello world, about 770 cold starts a cell.
final class ColdStarts {
    /// Runtime, package type, architecture.
    private static final String[][] CELLS = {
        {"provided.al2023-rust", "zip", "x86_64"},
        {"provided.al2023", "zip", "x86_64"},
        {"provided.al2023", "zip", "arm64"},
        {"python3.13", "zip", "x86_64"},
        {"python3.13", "zip", "arm64"},
        {"nodejs22.x", "zip", "x86_64"},
        {"nodejs22.x", "zip", "arm64"},
        {"java21", "zip", "x86_64"},
        {"java25", "zip", "x86_64"},
        {"dotnet8", "zip", "x86_64"},
        {"dotnet10", "zip", "x86_64"},
        {"provided.al2023-dotnet10-aot", "zip", "x86_64"},
        {"ruby3.4", "zip", "x86_64"},
        {"python3.13", "image", "x86_64"},
        {"nodejs22.x", "image", "x86_64"},
        {"java21", "image", "x86_64"},
        {"dotnet8", "image", "x86_64"}
    };

    /// Measured p50, p95 and p99 in ms of the same.
    private static final double[][] PERCENTILES = {
        {16.2, 27.2, 49.4},
        {50.6, 58.5, 69.3},
        {43.0, 46.5, 53.9},
        {92.1, 131.6, 186.6},
        {81.3, 104.0, 124.8},
        {144.8, 184.1, 219.1},
        {129.9, 148.6, 195.1},
        {245.1, 327.7, 622.0},
        {194.1, 420.2, 501.6},
        {258.2, 563.4, 666.5},
        {259.6, 631.8, 707.2},
        {73.2, 92.9, 118.4},
        {230.4, 425.3, 496.9},
        {162, 339, 392},
        {297, 664, 792},
        {346, 693, 811},
        {403, 742, 857}
    };

    /// Measured mean of the first handler run in ms with 128, 512 and 1024 MB, on x86.
    private static final Object[][] FIRST_RUNS = {
        {"dotnet8", 720.0, 165.0, 75.0},
        {"java21", 97.0, 32.0, 6.9},
        {"nodejs22.x", 12.5, 3.5, 3.4},
        {"python3.13", 2.5, 2.2, 2.3}
    };

    private static final long[] MEMORY = {128, 512, 1024};
    private static final double WARM_RUN = 1.3e6;

    /// Seconds of a run. On Arm the greatest measured value lies far above p99, which takes more draws to find.
    private static final double SHORT = 1_500;

    private static final double LONG = 20_000;

    private ColdStarts() {}

    static List<Comparison> all() {
        var all = new ArrayList<Comparison>();
        for (int i = 0; i < CELLS.length; i++) init(all, CELLS[i], PERCENTILES[i]);
        for (var runtime : FIRST_RUNS)
            for (int i = 0; i < MEMORY.length; i++)
                firstRun(all, (String) runtime[0], MEMORY[i], (Double) runtime[i + 1]);
        return all;
    }

    private static void init(List<Comparison> all, String[] cell, double[] measured) {
        var run = new Lazy(cell);
        var what = "of the init phase, %s %s on %s".formatted(cell[0], cell[1], cell[2]);
        add(all, "p50 " + what, measured[0], 0.02, () -> run.latencies().p50());
        add(all, "p95 " + what, measured[1], 0.02, () -> run.latencies().p95());
        add(all, "p99 " + what, measured[2], 0.03, () -> run.latencies().p99());
    }

    private static void add(
            List<Comparison> all,
            String what,
            double measured,
            double share,
            java.util.function.Supplier<Estimate> simulated) {
        all.add(new Comparison(
                "Init",
                what,
                "measured on AWS Lambda, 2026",
                measured,
                "ms",
                new Comparison.Relative(share),
                () -> Estimate.exactly(simulated.get().value())));
    }

    private static void firstRun(List<Comparison> all, String runtime, long memory, double measured) {
        all.add(new Comparison(
                "First run",
                "Handler time of a first run, %s with %d MB".formatted(runtime, memory),
                "measured on AWS Lambda, 2026",
                measured,
                "ms",
                new Comparison.Absolute(Math.max(0.06, measured * 0.01)),
                () -> Estimate.exactly(cold(
                                60,
                                "runtime",
                                runtime,
                                "memorySize",
                                memory,
                                "duration",
                                new Constant(WARM_RUN),
                                "initDuration",
                                Lab.NOTHING)
                        .p50()
                        .value())));
    }

    /// Functions whose every invocation is a cold start.
    private static Latencies cold(double seconds, Object... set) {
        Object[] more = {
            "sandboxTime",
            Lab.NOTHING,
            "invokeOverhead",
            Lab.NOTHING,
            "keepAlive",
            new Constant(1),
            "timeout",
            900 * Lab.SECOND
        };
        Object[] all = new Object[set.length + more.length];
        System.arraycopy(set, 0, all, 0, set.length);
        System.arraycopy(more, 0, all, set.length, more.length);
        var design = Lab.clients(90, "arrivals", "constant")
                .node("f", "aws.lambda.function", all)
                .link("clients", "f")
                .done();
        return Lab.run(design, 10, seconds, 1).latency();
    }

    /// A run, made when it is first asked for.
    private static final class Lazy {
        private final String[] cell;
        private @Nullable Latencies latencies;

        private Lazy(String[] cell) {
            this.cell = cell;
        }

        private Latencies latencies() {
            if (latencies == null)
                latencies = cold(
                        cell[2].equals("arm64") ? LONG : SHORT,
                        "runtime",
                        cell[0],
                        "packageType",
                        cell[1],
                        "architecture",
                        cell[2],
                        "memorySize",
                        512L,
                        "duration",
                        Lab.NOTHING,
                        "firstRunPenalty",
                        Lab.NOTHING);
            return latencies;
        }
    }
}
