package billow.app.cli;

import billow.app.study.BillText;
import billow.app.study.Complaints;
import billow.pricing.Bill;
import billow.pricing.Billing;
import billow.pricing.UsageException;
import billow.pricing.usage.UsageFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "bill", description = "Prices a month's usage from a usage file, line by line, without simulating.")
final class BillCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "USAGE", description = "The usage file (\"billow-usage\": 1).")
    private String file = "";

    @Option(names = "--json", description = "Print the bill as JSON.")
    private boolean json;

    @Mixin
    private BillingOptions billing = new BillingOptions();

    @Mixin
    private HelpOption help = new HelpOption();

    BillCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Complaint {
        var bill = bill(Inputs.path(file));
        terminal.out().print(json ? BillText.json(bill) : BillText.of(bill));
        terminal.out().flush();
        return ExitCodes.DONE;
    }

    private Bill bill(Path path) throws Complaint {
        var prices = Billing.standard();
        try {
            var usage = UsageFile.read(path, prices.book());
            return prices.price(usage.usage(), billing.over(usage.settings()));
        } catch (UsageException e) {
            throw Complaint.wrong(path + ": " + e.getMessage());
        } catch (IOException e) {
            throw Complaint.io(path + " — Could not be read: " + Complaints.reason(e) + ".");
        }
    }
}
