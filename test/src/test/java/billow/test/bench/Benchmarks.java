package billow.test.bench;

import billow.model.design.Design;
import billow.model.design.Link;
import billow.model.design.Node;
import billow.model.design.Point;
import billow.model.kind.Connection;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.service.Catalogue;
import billow.model.value.Distribution;
import billow.simulator.run.Blueprint;
import billow.simulator.run.Progress;
import billow.simulator.run.RunResult;
import billow.simulator.run.RunSettings;
import billow.simulator.run.Simulation;
import billow.simulator.run.TraceSource;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/// `./billow bench [chain|pool|memory]`: requests per second of processor time, median of the last half of the runs.
public final class Benchmarks {
    private static final long SECOND = 1_000_000_000L;

    private Benchmarks() {}

    public static void main(String[] args) {
        var wanted = args.length == 0 || args[0].isBlank() ? "all" : args[0];
        if (wanted.equals("all") || wanted.equals("chain")) chain();
        if (wanted.equals("all") || wanted.equals("pool")) pool();
        if (wanted.equals("all") || wanted.equals("memory")) memory();
    }

    /// Client, API, function, table at 100 requests a second, everything lognormal, full statistics at every node.
    private static void chain() {
        speed(
                "chain: client → API → function → table, 100/s",
                Blueprint.of(chainDesign(), TraceSource.NONE),
                20_000,
                9);
    }

    /// The function pool of SimFaaS's example, at its rate and at a hundred requests a second.
    private static void pool() {
        speed("pool: one function, 0.9/s", Blueprint.of(poolDesign(0.9), TraceSource.NONE), 1_000_000, 9);
        speed("pool: one function, 100/s", Blueprint.of(poolDesign(100), TraceSource.NONE), 20_000, 9);
    }

    /// Heap after a collection at 1, 10 and 100 million requests: it must not grow with their number.
    private static void memory() {
        var blueprint = Blueprint.of(chainDesign(), TraceSource.NONE);
        for (long seconds : new long[] {10_000, 100_000, 1_000_000}) {
            var result = run(blueprint, seconds, 1);
            long used = usedAfterCollection();
            System.out.printf(
                    Locale.ROOT,
                    "memory: %,d requests, heap in use with the result %.1f MB, peak resident %.0f MB%n",
                    result.requests().offered(),
                    used / 1e6,
                    peakResident() / 1e6);
            java.lang.ref.Reference.reachabilityFence(result);
        }
    }

    private static void speed(String what, Blueprint blueprint, long seconds, int runs) {
        double[] perSecond = new double[runs];
        double events = 0;
        for (int i = 0; i < runs; i++) {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            var result = run(blueprint, seconds, i);
            double cpu = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e9;
            perSecond[i] = result.requests().offered() / cpu;
            events = (double) result.events() / result.requests().offered();
        }
        double[] last = Arrays.copyOfRange(perSecond, runs / 2, runs);
        Arrays.sort(last);
        System.out.printf(
                Locale.ROOT,
                "%s: %.2f M requests per second and core (%.2f to %.2f), %.2f events per request%n",
                what,
                last[last.length / 2] / 1e6,
                last[0] / 1e6,
                last[last.length - 1] / 1e6,
                events);
    }

    private static RunResult run(Blueprint blueprint, long seconds, int seed) {
        var settings = RunSettings.DEFAULT
                .lasting(seconds * SECOND)
                .warmingUp(0L)
                .replicated(1)
                .seeded(seed);
        return Simulation.run(blueprint, settings, Progress.SILENT).orElseThrow();
    }

    private static Design chainDesign() {
        var design = node(Design.EMPTY, "clients", "traffic.clients", "rate", 100.0);
        design = node(design, "api", "aws.apigateway.rest");
        design = node(design, "function", "aws.lambda.function");
        design = node(
                design,
                "table",
                "aws.dynamodb.table",
                "billingMode",
                "PROVISIONED",
                "readCapacityUnits",
                400L,
                "writeCapacityUnits",
                400L);
        return link(
                link(link(design, "clients", "api"), "api", "function"), "function", "table", "operation", "putItem");
    }

    private static Design poolDesign(double rate) {
        var nothing = new Distribution.Constant(0);
        var design = node(Design.EMPTY, "clients", "traffic.clients", "rate", rate, "network", nothing);
        design = node(
                design,
                "function",
                "aws.lambda.function",
                "duration",
                new Distribution.Exponential(1.991e9),
                "coldDuration",
                new Distribution.Exponential(2.244e9),
                "keepAlive",
                new Distribution.Constant(600e9),
                "maxLife",
                0L,
                "timeout",
                900 * SECOND,
                "invokeOverhead",
                nothing);
        return link(design, "clients", "function");
    }

    private static Design node(Design design, String id, String kind, Object... set) {
        var nodeKind = Catalogue.kind(kind).orElseThrow();
        var params = Params.DEFAULTS;
        for (int i = 0; i < set.length; i += 2)
            params = with(params, nodeKind.param((String) set[i]).orElseThrow(), set[i + 1]);
        return design.put(Node.of(id, nodeKind, Point.ORIGIN).with(params));
    }

    private static Design link(Design design, String from, String to, Object... set) {
        var connection = Connection.between(
                design.node(from).orElseThrow().kind(),
                design.node(to).orElseThrow().kind());
        var option = ((Connection.Possible) connection).options().getFirst();
        var params = Params.DEFAULTS;
        for (int i = 0; i < set.length; i += 2) {
            var name = set[i];
            var param = option.params().stream()
                    .filter(p -> p.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            params = with(params, param, set[i + 1]);
        }
        return design.put(new Link(design.linkId(from, to), from, to, option.kind(), params, Map.of()));
    }

    private static <T> Params with(Params params, Param<T> param, Object value) {
        return params.with(param, param.type().cast(value));
    }

    private static long usedAfterCollection() {
        for (int i = 0; i < 3; i++) System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /// Bytes, where the system tells; otherwise 0.
    private static long peakResident() {
        try {
            return java.nio.file.Files.readAllLines(java.nio.file.Path.of("/proc/self/status")).stream()
                    .filter(l -> l.startsWith("VmHWM:"))
                    .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (java.io.IOException e) {
            return 0;
        }
    }
}
