package billow.app.cli;

import billow.app.study.BillText;
import billow.app.study.ResultText;
import billow.app.study.bill.BillAnswer;
import billow.app.study.bill.BillAnswerJson;
import billow.app.study.bill.BillAnswerText;
import billow.app.study.report.HtmlReport;
import billow.model.file.JsonLayout;
import billow.pricing.export.BillCsv;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "bill",
        description = "Prices a usage file, or a design by what its traffic is expected to use, without simulating.")
final class BillCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            arity = "1..2",
            paramLabel = "USAGE|DESIGN",
            description = "The usage file (\"billow-usage\": 1) or the design file.")
    private List<String> words = List.of();

    @Option(names = "--json", description = "Print the bill as JSON; \"--json -\" says the same.")
    private boolean json;

    @Option(names = "--csv", paramLabel = "FILE", description = "Write the lines as a table.")
    private @Nullable String csv;

    @Option(names = "--report", paramLabel = "FILE.html", description = "Write a page to read and share.")
    private @Nullable String report;

    @Mixin
    private Billed bill = new Billed();

    @Mixin
    private HelpOption help = new HelpOption();

    BillCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Complaint {
        var files = words.stream().filter(word -> !(json && word.equals("-"))).toList();
        if (files.size() != 1) throw Complaint.wrong("bill — Expected one file, received %d.".formatted(files.size()));
        if (report != null && !report.toLowerCase(Locale.ROOT).endsWith(".html"))
            throw Complaint.wrong("--report — Expected a file name that ends in .html, received %s.".formatted(report));
        var billed = bill.of(files.getFirst());
        print(billed.answer());
        if (csv != null) Inputs.write(Inputs.path(csv), table(billed.answer()));
        if (report != null) Inputs.write(Inputs.path(report), HtmlReport.of(billed.name(), billed.answer()));
        terminal.out().flush();
        return ExitCodes.DONE;
    }

    private void print(BillAnswer answer) {
        if (json) {
            terminal.out().print(JsonLayout.of(BillAnswerJson.of(answer)));
            return;
        }
        terminal.out().print(BillText.of(answer.bill()));
        terminal.out().print(BillAnswerText.of(answer));
        terminal.out().print(ResultText.findings(answer.findings()));
    }

    static String table(BillAnswer answer) {
        var out = new StringBuilder();
        try {
            BillCsv.write(answer.bill(), out);
        } catch (IOException e) {
            throw new IllegalStateException("A text can't be written to.", e);
        }
        return out.toString();
    }
}
