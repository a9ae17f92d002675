package billow.app.cli;

import billow.app.study.Goal;
import billow.app.study.ResultCsv;
import billow.app.study.ResultJson;
import billow.app.study.ResultText;
import billow.app.study.Study;
import billow.app.study.TraceFiles;
import billow.app.study.TracesJson;
import billow.app.study.bill.BillAnswer;
import billow.app.study.bill.BillAnswerJson;
import billow.app.study.bill.BillAnswerText;
import billow.app.study.bill.BillQuestion;
import billow.app.study.report.HtmlReport;
import billow.model.check.Checks;
import billow.model.check.FaultRules;
import billow.model.check.Finding;
import billow.model.design.Design;
import billow.model.design.Scenario;
import billow.model.fault.Fault;
import billow.model.fault.FaultText;
import billow.model.file.Overrides;
import billow.model.file.Vocabulary;
import billow.simulator.run.RunSettings;
import billow.simulator.run.TraceSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "simulate",
        description = "Runs a design and prints latency, throughput, throttles, cold starts, cost and findings.",
        footer = {
            "",
            "Exit codes: 0 done, 1 a goal was missed, 2 the input or the call is wrong, 3 could not read or write."
        })
final class SimulateCommand implements Callable<Integer> {
    private static final String STANDARD_OUTPUT = "-";

    private final Terminal terminal;

    @Parameters(paramLabel = "DESIGN", description = "The design file.")
    private String file = "";

    @Option(names = "--scenario", paramLabel = "NAME", description = "Run in one of the design's scenarios.")
    private @Nullable String scenarioName;

    @Option(names = "--for", paramLabel = "TIME", description = "Simulated time that is measured: 1h, \"30 min\".")
    private @Nullable String duration;

    @Option(names = "--warmup", paramLabel = "TIME", description = "Simulated time before measuring: auto, 0, 5min.")
    private @Nullable String warmup;

    @Option(names = "--scale", paramLabel = "X", description = "Multiply the traffic.")
    private @Nullable String scale;

    @Option(
            names = "--goal",
            paramLabel = "GOAL",
            description = "What must hold, for example \"p99 < 300 ms\" (repeatable); exit 1 when it does not.")
    private List<String> goals = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", description = "Equal seeds give equal results, to the bit.")
    private long seed = RunSettings.DEFAULT.seed();

    @Option(
            names = "--replications",
            paramLabel = "N",
            description = "Independent runs; by default as many as sensible.")
    private int replications;

    @Option(names = "--threads", paramLabel = "N", description = "Runs at once; the result does not depend on it.")
    private int threads = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 1024);

    @Option(
            names = "--precision",
            paramLabel = "P",
            description = "Run until the 95 %% interval of every headline is within P of it: 2%%.")
    private @Nullable String precision;

    @Option(
            names = "--set",
            paramLabel = "NODE.PARAM=VALUE",
            description =
                    "Change a value: orders.memorySize=1GB, api->orders.share=2, account.concurrentExecutions=50.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--fault",
            paramLabel = "FAULT",
            description =
                    "What breaks, and when: \"kill orders at 10m for 2m\", \"slow table by 3x at 5m\", \"fail 20%% of api at 1m\", \"cut api->orders at 2m for 30s\", \"limit account to 50 at 1m\", \"flush api at 3m\", \"poison queue at 1m\", \"lose 33%% of orders at 1m\" (repeatable).")
    private List<String> faults = new ArrayList<>();

    @Option(
            names = "--json",
            paramLabel = "FILE|-",
            description = "Write the result as JSON; - to standard output, alone.")
    private @Nullable String json;

    @Option(names = "--csv", paramLabel = "DIR", description = "Write tables into a folder.")
    private @Nullable String csv;

    @Option(names = "--traces", paramLabel = "FILE.json", description = "Write single requests, hop by hop.")
    private @Nullable String traces;

    @Option(names = "--report", paramLabel = "FILE.html", description = "Write a page to read and share.")
    private @Nullable String report;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print nothing but complaints.")
    private boolean quiet;

    @Mixin
    private Billed bill = new Billed();

    @Mixin
    private HelpOption help = new HelpOption();

    SimulateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Complaint {
        var read = Inputs.design(file);
        var scenario = scenario(read.design());
        var design = changed(read.design(), scenario);
        check(design);
        var question = bill.question(file, design);
        var study = study(design, scenario, question);
        if (report != null && !report.toLowerCase(java.util.Locale.ROOT).endsWith(".html"))
            throw Complaint.wrong("--report — Expected a file name that ends in .html, received %s.".formatted(report));
        var result = execute(study);
        if (result.isEmpty()) {
            terminal.err().println("Stopped before the first replication was finished; there is nothing to show.");
            return ExitCodes.FAILED;
        }
        var bill = BillAnswer.simulated(
                result.get().run().design(),
                new TraceFiles(Inputs.folder(file)),
                result.get().bill(),
                question);
        write(result.get(), bill, read.findings());
        return result.get().goalsMet() ? ExitCodes.DONE : ExitCodes.FAILED;
    }

    private Optional<Scenario> scenario(Design design) throws Complaint {
        if (scenarioName == null) return Optional.empty();
        try {
            return Optional.of(Overrides.scenario(design, scenarioName));
        } catch (Overrides.BadOverride e) {
            throw Complaint.wrong("--scenario — " + e.message());
        }
    }

    private Design changed(Design design, Optional<Scenario> scenario) throws Complaint {
        var overrides = new Overrides(Vocabulary.standard());
        var next = design;
        var region = bill.region();
        if (region != null) next = next.inRegion(region);
        try {
            if (scenario.isPresent()) next = overrides.apply(next, scenario.get());
        } catch (Overrides.BadOverride e) {
            throw Complaint.wrong(
                    "%s: scenarios[%s] — %s".formatted(file, scenario.get().name(), e.message()));
        }
        try {
            next = overrides.apply(next, settings);
        } catch (Overrides.BadOverride e) {
            throw Complaint.wrong("--set " + e.message());
        }
        return scale == null ? next : Study.scaled(next, Inputs.number("--scale", scale, 0, "1000"));
    }

    private void check(Design design) throws Complaint {
        var findings = Checks.of(design);
        if (Checks.blocked(findings))
            throw Complaint.wrong("%s can't be simulated:%n%s"
                    .formatted(file, ResultText.errors(findings).stripTrailing()));
    }

    private Study study(Design design, Optional<Scenario> scenario, BillQuestion question) throws Complaint {
        return new Study(
                design,
                scenario.map(Scenario::name).orElse(""),
                new TraceFiles(Inputs.folder(file)),
                runSettings(scenario),
                precision == null ? 0 : Inputs.number("--precision", precision, 0, "2%"),
                question.billing(),
                question.settings(),
                goals(design),
                faults(design, scenario));
    }

    private List<Fault> faults(Design design, Optional<Scenario> scenario) throws Complaint {
        var all = new ArrayList<Fault>();
        for (var text : scenario.map(Scenario::faults).orElse(List.of()))
            all.add(fault(
                    design,
                    text,
                    "%s: scenarios[%s].faults — ".formatted(file, scenario.get().name())));
        for (var text : faults) all.add(fault(design, text, "--fault — "));
        return all;
    }

    private static Fault fault(Design design, String text, String place) throws Complaint {
        try {
            var fault = FaultText.parse(text);
            var complaint = FaultRules.complaint(design, fault);
            if (complaint.isPresent()) throw Complaint.wrong(place + complaint.get());
            return fault;
        } catch (FaultText.BadFault e) {
            throw Complaint.wrong(place + e.message());
        }
    }

    private RunSettings runSettings(Optional<Scenario> scenario) throws Complaint {
        var run = RunSettings.DEFAULT.seeded(seed);
        try {
            run = run.replicated(replications).onThreads(threads);
        } catch (IllegalArgumentException e) {
            throw Complaint.wrong(String.valueOf(e.getMessage()));
        }
        Long measured = scenario.map(Scenario::durationNanos).orElse(null);
        if (duration != null) measured = Inputs.nanos("--for", duration, 1);
        if (measured != null) run = run.lasting(measured);
        Long before = scenario.map(Scenario::warmupNanos).orElse(null);
        if (warmup != null) before = warmup.equals("auto") ? null : Long.valueOf(Inputs.nanos("--warmup", warmup, 0));
        return run.warmingUp(before);
    }

    private List<Goal> goals(Design design) throws Complaint {
        var all = new ArrayList<Goal>();
        for (var goal : design.goals()) all.add(goal(goal, file + ": goals — "));
        for (var goal : goals) all.add(goal(goal, "--goal — "));
        return all;
    }

    private static Goal goal(String text, String place) throws Complaint {
        try {
            return Goal.parse(text);
        } catch (Goal.BadGoal e) {
            throw Complaint.wrong(place + e.message());
        }
    }

    private Optional<Study.Result> execute(Study study) throws Complaint {
        var progress = new ProgressLine(terminal, quiet);
        try {
            return study.execute(progress);
        } catch (TraceSource.UnknownTrace e) {
            throw Complaint.wrong(String.valueOf(e.getMessage()));
        } catch (Goal.BadGoal e) {
            throw Complaint.wrong(e.message());
        } finally {
            progress.clear();
        }
    }

    private void write(Study.Result result, BillAnswer bill, List<Finding> remarks) throws Complaint {
        boolean jsonAlone = STANDARD_OUTPUT.equals(json);
        if (jsonAlone) terminal.out().print(json(result, bill));
        else if (!quiet) {
            terminal.out().print(ResultText.of(result, BillAnswerText.of(bill)));
            terminal.out().print(ResultText.findings(remarks));
        }
        if (json != null && !jsonAlone) Inputs.write(Inputs.path(json), json(result, bill));
        if (csv != null) writeTables(result, csv);
        if (traces != null)
            Inputs.write(Inputs.path(traces), TracesJson.of(result, new TraceFiles(Inputs.folder(file))));
        if (report != null) Inputs.write(Inputs.path(report), HtmlReport.of(result, bill));
        terminal.out().flush();
    }

    private static String json(Study.Result result, BillAnswer bill) {
        return ResultJson.text(result, fields -> BillAnswerJson.add(bill, fields));
    }

    private static void writeTables(Study.Result result, String folder) throws Complaint {
        var path = Inputs.path(folder);
        try {
            ResultCsv.write(result, path);
        } catch (IOException e) {
            throw Complaint.io(Inputs.cannot("written", path, e));
        }
    }
}
