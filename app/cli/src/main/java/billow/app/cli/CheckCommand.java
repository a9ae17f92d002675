package billow.app.cli;

import billow.app.study.ResultText;
import billow.model.check.Checks;
import billow.model.check.FaultRules;
import billow.model.check.Finding;
import billow.model.file.Overrides;
import billow.model.file.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description =
                "Lists what is wrong with a design or remarkable about it, with paths; exit 1 when there are errors.")
final class CheckCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "DESIGN", description = "The design file.")
    private String file = "";

    @Mixin
    private HelpOption help = new HelpOption();

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Complaint {
        var read = Inputs.design(file);
        var findings = new ArrayList<>(Checks.of(read.design()));
        findings.addAll(new Overrides(Vocabulary.standard()).findings(read.design()));
        findings.addAll(FaultRules.of(read.design()));
        findings.addAll(read.findings());
        findings.sort(java.util.Comparator.comparing(Finding::severity));
        terminal.out().print(ResultText.findings(findings));
        terminal.out().println(summary(findings));
        return Checks.blocked(findings) ? ExitCodes.FAILED : ExitCodes.DONE;
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
