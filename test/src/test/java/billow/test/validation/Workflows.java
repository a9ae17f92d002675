package billow.test.validation;

import static billow.test.validation.Lab.NOTHING;
import static billow.test.validation.Lab.SECOND;

import billow.model.design.Design;
import billow.model.kind.LinkKind;
import billow.model.value.Distribution;
import billow.model.value.Estimate;
import billow.simulator.run.MeasuredWorkflows;
import billow.simulator.run.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/// State machines: laws of branches and pauses, and workflows measured on AWS.
final class Workflows {
    private static final double MINUTE = 60;

    private Workflows() {}

    static List<Comparison> all() {
        var all = new ArrayList<Comparison>();
        branches(all);
        pauses(all);
        for (int app : new int[] {8, 12, 16}) measured(app, all);
        return all;
    }

    /// Clients who wait for an Express workflow that calls functions f1, f2 and so on.
    private static Design flow(
            double rate, String definition, double overheadMillis, double transitionMillis, Distribution... work) {
        var designs = Lab.clients(rate)
                .node(
                        "flow",
                        "aws.stepfunctions.statemachine",
                        "type",
                        "EXPRESS",
                        "definition",
                        JsonMapper.shared().readTree(definition.replace('\'', '"')),
                        "startLatency",
                        NOTHING,
                        "taskOverhead",
                        new Distribution.Constant(overheadMillis * 1e6),
                        "transitionLatency",
                        new Distribution.Constant(transitionMillis * 1e6))
                .link("clients", "flow", "invocationType", "sync");
        for (int i = 1; i <= work.length; i++)
            designs.node(
                            "f" + i,
                            "aws.lambda.function",
                            "duration",
                            work[i - 1],
                            "coldDuration",
                            work[i - 1],
                            "invokeOverhead",
                            NOTHING,
                            "timeout",
                            900 * SECOND)
                    .link("flow", "f" + i, LinkKind.INVOKE);
        return designs.done();
    }

    private static String task(String name) {
        return "{'StartAt':'%s','States':{'%s':{'Type':'Task','Resource':'arn:aws:lambda:us-east-1:123456789012:function:f1','End':true}}}"
                .formatted(name, name);
    }

    private static String map(int items, String more) {
        return "{'StartAt':'M','States':{'M':{'Type':'Map','ItemCount':%d,%s'ItemProcessor':%s,'End':true}}}"
                .formatted(items, more, task("T"));
    }

    private static void branches(List<Comparison> all) {
        var exponential = new Distribution.Exponential(0.1e9);
        String parallel = IntStream.range(0, 10)
                .mapToObj(i -> task("T" + i))
                .collect(Collectors.joining(
                        ",", "{'StartAt':'P','States':{'P':{'Type':'Parallel','Branches':[", "],'End':true}}}"));
        all.add(law(
                "O14",
                "Parallel of 10 tasks, exponential of 100 ms",
                "m · H(10)",
                292.897,
                flow(10, parallel, 0, 0, exponential)));
        all.add(law(
                "O14",
                "Map of 40 items, exponential of 100 ms",
                "m · H(40)",
                427.854,
                flow(10, map(40, ""), 0, 0, exponential)));
        all.add(exact(
                "O15",
                "Map of 100 items of 1 s, 40 at once",
                "⌈n / c⌉ · S",
                3_000,
                flow(0.5, map(100, "'MaxConcurrency':40,"), 0, 0, new Distribution.Constant(1e9))));
    }

    private static void pauses(List<Comparison> all) {
        String always =
                "{'StartAt':'T','States':{'T':{'Type':'Task','Resource':'arn:aws:lambda:us-east-1:123456789012:function:f1',"
                        + "'Retry':[{'ErrorEquals':['States.ALL']}],'Catch':[{'ErrorEquals':['States.ALL'],'Next':'D'}],'End':true},"
                        + "'D':{'Type':'Succeed'}}}";
        var fails = flow(10, always, 0, 0, NOTHING);
        var failing = fails.put(fails.node("f1").orElseThrow().with(errors(fails)));
        all.add(exact("O17", "Pauses of a state's default Retry", "1 + 2 + 4 s", 7_000, failing));
    }

    private static billow.model.param.Params errors(Design design) {
        var node = design.node("f1").orElseThrow();
        var rate =
                (billow.model.param.Param.Real) node.kind().param("errorRate").orElseThrow();
        return node.params().with(rate, 1.0);
    }

    private static Comparison law(String id, String what, String formula, double millis, Design design) {
        return new Comparison(
                id,
                what,
                formula,
                millis,
                "ms",
                new Comparison.Interval(0.02),
                () -> Lab.estimate(
                        design, 10, 1_000, r -> r.requests().all().latency().meanMs()));
    }

    private static Comparison exact(String id, String what, String formula, double millis, Design design) {
        return new Comparison(
                id,
                what,
                formula,
                millis,
                "ms",
                new Comparison.Absolute(1e-6),
                () -> Lab.run(design, 10, 100, 1).latency().mean());
    }

    private static void measured(int app, List<Comparison> all) {
        double[] figures = switch (app) {
            case 8 -> new double[] {2705.3, 2538, 3432, 3593, 4517};
            case 12 -> new double[] {3003.3, 2852, 3830, 4139, 5053};
            default -> new double[] {3597.2, 3285, 4826, 5126, 6575};
        };
        var work = IntStream.rangeClosed(1, MeasuredWorkflows.functions(app))
                .mapToObj(f -> MeasuredWorkflows.duration(app, f))
                .toArray(Distribution[]::new);
        var run = new Once(flow(
                10,
                MeasuredWorkflows.definition(app),
                MeasuredWorkflows.TASK_OVERHEAD,
                MeasuredWorkflows.TRANSITION,
                work));
        String[] names = {"mean", "p50", "p90", "p95", "p99"};
        double[] bounds = {0.02, 0.03, 0.03, 0.03, 0.10};
        for (int i = 0; i < names.length; i++) {
            int figure = i;
            all.add(new Comparison(
                    "App" + app,
                    "Express workflow of %d functions, %s of 3000 executions".formatted(work.length, names[i]),
                    "measured on AWS, January 2020",
                    figures[i],
                    "ms",
                    new Comparison.Relative(bounds[i]),
                    () -> figure(run.get(), figure)));
        }
    }

    private static Estimate figure(RunResult result, int figure) {
        var latency = result.latency();
        return switch (figure) {
            case 0 -> latency.mean();
            case 1 -> latency.p50();
            case 2 -> latency.p90();
            case 3 -> latency.p95();
            default -> latency.p99();
        };
    }

    /// Some 20 000 executions, run when first asked for.
    private static final class Once implements Supplier<RunResult> {
        private final Design design;
        private RunResult result;

        private Once(Design design) {
            this.design = design;
        }

        @Override
        public synchronized RunResult get() {
            if (result == null) result = Lab.run(design, MINUTE, 1_000, 2);
            return result;
        }
    }
}
