package billow.app.cli;

import billow.app.study.BillText;
import billow.app.study.Complaints;
import billow.app.study.MonthlyBill;
import billow.app.study.ResultText;
import billow.app.study.TraceFiles;
import billow.model.check.Checks;
import billow.pricing.Bill;
import billow.pricing.Billing;
import billow.pricing.BillingSettings;
import billow.pricing.UsageException;
import billow.pricing.usage.UsageFile;
import billow.simulator.estimate.Expectation;
import billow.simulator.run.TraceSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
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

    private String file = "";

    @Mixin
    private PriceOptions prices = new PriceOptions();

    @Mixin
    private BillingOptions billing = new BillingOptions();

    @Mixin
    private HelpOption help = new HelpOption();

    private static final String DESIGN = ".billow";

    BillCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Complaint {
        var files = words.stream().filter(word -> !(json && word.equals("-"))).toList();
        if (files.size() != 1) throw Complaint.wrong("bill — Expected one file, received %d.".formatted(files.size()));
        file = files.getFirst();
        var bill = bill(Inputs.path(file));
        terminal.out().print(json ? BillText.json(bill) : BillText.of(bill));
        terminal.out().flush();
        return ExitCodes.DONE;
    }

    private Bill bill(Path path) throws Complaint {
        var byBook = new Billing(prices.book());
        if (path.toString().endsWith(DESIGN)) return expected(byBook);
        try {
            var usage = UsageFile.read(path, byBook.book());
            return byBook.price(usage.usage(), billing.over(usage.settings()));
        } catch (UsageException e) {
            throw Complaint.wrong(path + ": " + e.getMessage());
        } catch (IOException e) {
            throw Complaint.io(path + " — Could not be read: " + Complaints.reason(e) + ".");
        }
    }

    /// The bill of a design's expected usage; meters without a price are named and left out.
    private Bill expected(Billing byBook) throws Complaint {
        var design = Inputs.design(file).design();
        if (Checks.blocked(Checks.of(design)))
            throw Complaint.wrong("%s can't be priced:%n%s"
                    .formatted(file, ResultText.errors(Checks.of(design)).stripTrailing()));
        var settings = billing.over(BillingSettings.STANDARD);
        var region = settings.region() == null ? design.region() : settings.region();
        try {
            var usage = Expectation.usage(
                    design,
                    new TraceFiles(Inputs.folder(file)),
                    settings.month().hours());
            return byBook.price(MonthlyBill.priced(usage, byBook, region), settings.in(region));
        } catch (TraceSource.UnknownTrace e) {
            throw Complaint.wrong(String.valueOf(e.getMessage()));
        } catch (UsageException e) {
            throw Complaint.wrong(file + ": " + e.getMessage());
        }
    }
}
