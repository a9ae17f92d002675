package billow.app.cli;

import billow.app.study.ResultText;
import billow.model.check.Checks;
import billow.model.check.FaultRules;
import billow.model.check.Finding;
import billow.model.check.Mending;
import billow.model.design.Design;
import billow.model.file.DesignWriter;
import billow.model.file.Overrides;
import billow.model.file.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description =
                "Lists what is wrong with a design or remarkable about it, with paths; exit 1 when there are errors.")
final class CheckCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "DESIGN", description = "The design file.")
    private String file = "";

    @Option(
            names = "--fix",
            paramLabel = "CODE",
            description = {"Puts findings of this code right, or \"all\" that need no decision; repeatable, needs -o."})
    private List<String> fix = new ArrayList<>();

    @Option(
            names = "-o",
            paramLabel = "FILE",
            description = "Where to write the mended design; it may be DESIGN itself.")
    private @Nullable String output;

    @Mixin
    private HelpOption help = new HelpOption();

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Complaint {
        var read = Inputs.design(file);
        var design = mended(read.design());
        var findings = new ArrayList<>(Checks.of(design));
        findings.addAll(new Overrides(Vocabulary.standard()).findings(design));
        findings.addAll(FaultRules.of(design));
        findings.addAll(read.findings());
        findings.sort(java.util.Comparator.comparing(Finding::severity));
        terminal.out().print(ResultText.findings(findings));
        terminal.out().println(summary(findings));
        return Checks.blocked(findings) ? ExitCodes.FAILED : ExitCodes.DONE;
    }

    private Design mended(Design design) throws Complaint {
        var target = output;
        if (fix.isEmpty() && target == null) return design;
        if (target == null) throw Complaint.wrong("--fix — Expected -o FILE for the mended design, received none.");
        if (fix.isEmpty()) throw Complaint.wrong("-o — Expected --fix CODE or --fix all with it, received none.");
        for (var code : fix) known(design, code);
        var mending = Mending.of(design, f -> fix.contains("all") || fix.contains(f.code()));
        Inputs.write(Inputs.path(target), new DesignWriter(Vocabulary.standard()).text(mending.design()));
        for (var finding : mending.mended())
            terminal.out().println("mended  %s  [%s]".formatted(finding.path(), finding.code()));
        if (mending.mended().isEmpty()) terminal.out().println("Nothing to mend.");
        return mending.design();
    }

    private static void known(Design design, String code) throws Complaint {
        if (code.equals("all") || Mending.CODES.contains(code)) return;
        if (Checks.of(design).stream().anyMatch(f -> f.code().equals(code))) return;
        throw Complaint.wrong("--fix — Expected all or the code of a finding that can be mended (%s), received %s."
                .formatted(String.join(", ", Mending.CODES), code));
    }

    private static String summary(List<Finding> findings) {
        if (findings.isEmpty()) return "Nothing to complain about.";
        return "%d errors, %d warnings, %d hints"
                .formatted(
                        count(findings, Finding.Severity.ERROR),
                        count(findings, Finding.Severity.WARNING),
                        count(findings, Finding.Severity.HINT));
    }

    private static long count(List<Finding> findings, Finding.Severity severity) {
        return findings.stream().filter(f -> f.severity() == severity).count();
    }
}
