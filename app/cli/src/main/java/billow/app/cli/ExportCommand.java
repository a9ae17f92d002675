package billow.app.cli;

import billow.app.study.Complaints;
import billow.app.study.bill.BillAnswer;
import billow.app.study.bill.BillAnswerJson;
import billow.model.file.JsonLayout;
import billow.model.file.Nearest;
import billow.model.service.FunctionCapacity;
import billow.model.service.LambdaFunction;
import billow.pricing.book.PriceBook;
import billow.pricing.export.FocusCsv;
import billow.pricing.export.InfracostUsage;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        description =
                "Writes the bill of a design, a result or a usage file in another program's form: focus (FinOps Open Cost and Usage Specification), infracost-usage, csv or json.")
final class ExportCommand implements Callable<Integer> {
    private static final List<String> TARGETS = List.of("focus", "infracost-usage", "csv", "json");
    private static final String STANDARD_OUTPUT = "-";

    private final Terminal terminal;

    @Parameters(
            paramLabel = "DESIGN|RESULT.json|USAGE",
            description = "A design, what \"billow simulate --json\" has written, or a usage file.")
    private String file = "";

    @Option(
            names = "--to",
            required = true,
            paramLabel = "TARGET",
            description = "focus, infracost-usage, csv or json.")
    private String target = "";

    @Option(names = "-o", paramLabel = "FILE|-", description = "Where it goes (default: standard output).")
    private @Nullable String output;

    @Mixin
    private Billed bill = new Billed();

    @Mixin
    private HelpOption help = new HelpOption();

    ExportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Complaint {
        if (!TARGETS.contains(target))
            throw Complaint.wrong("--to — Expected one of %s, received %s.%s"
                    .formatted(String.join(", ", TARGETS), Complaints.shown(target), Nearest.maybe(target, TARGETS)));
        var billed = bill.of(file);
        var text = text(billed, bill.book());
        if (output == null || output.equals(STANDARD_OUTPUT)) terminal.out().print(text);
        else Inputs.write(Inputs.path(output), text);
        terminal.out().flush();
        return ExitCodes.DONE;
    }

    private String text(Billed.Result billed, PriceBook book) throws Complaint {
        BillAnswer answer = billed.answer();
        var out = new StringBuilder();
        try {
            switch (target) {
                case "focus" -> FocusCsv.write(answer.bill(), book, billed.name(), out);
                case "infracost-usage" -> InfracostUsage.write(answer.usage(), memory(), out);
                case "csv" -> out.append(BillCommand.table(answer));
                default -> out.append(JsonLayout.of(BillAnswerJson.of(answer)));
            }
        } catch (IOException e) {
            throw new IllegalStateException("A text can't be written to.", e);
        }
        return out.toString();
    }

    /// Memory of each function, as far as the file tells.
    private Map<String, Integer> memory() throws Complaint {
        if (!Billed.isDesign(file)) return Map.of();
        var memory = new HashMap<String, Integer>();
        for (var node : Inputs.design(file).design().nodes().values())
            if (node.kind() instanceof LambdaFunction)
                memory.put(node.id(), Math.toIntExact(node.params().get(FunctionCapacity.MEMORY)));
        return memory;
    }
}
