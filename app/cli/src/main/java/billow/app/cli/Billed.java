package billow.app.cli;

import billow.app.study.Complaints;
import billow.app.study.ResultText;
import billow.app.study.TraceFiles;
import billow.app.study.bill.BillAnswer;
import billow.app.study.bill.BillQuestion;
import billow.app.study.bill.DesignDiscounts;
import billow.app.study.bill.ResultUsage;
import billow.model.check.Checks;
import billow.model.design.Design;
import billow.pricing.Billing;
import billow.pricing.BillingSettings;
import billow.pricing.UsageException;
import billow.pricing.book.PriceBook;
import billow.simulator.run.TraceSource;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/// Makes a bill of a file: of a design by what its traffic is expected to use, of a usage file or result as it is. With
/// all the options of that, it is mixed into every command that prints a bill.
final class Billed {
    @Mixin
    private PriceOptions prices = new PriceOptions();

    @Mixin
    private BillingOptions billing = new BillingOptions();

    @Mixin
    private ForecastOptions forecast = new ForecastOptions();

    private static final String DESIGN = ".billow";

    /// @param name   of the design, or of the file
    record Result(String name, BillAnswer answer) {}

    static boolean isDesign(String file) {
        return file.endsWith(DESIGN);
    }

    Result of(String file) throws Complaint {
        return isDesign(file) ? ofDesign(file) : ofUsage(file, Inputs.path(file));
    }

    private Result ofUsage(String file, Path path) throws Complaint {
        var byBook = new Billing(prices.book());
        try {
            var usage = ResultUsage.read(path, byBook.book());
            var question = forecast.question(byBook, billing.over(usage.settings()), null);
            return new Result(file, BillAnswer.of(usage.usage(), question));
        } catch (UsageException e) {
            throw Complaint.wrong(path + ": " + e.getMessage());
        } catch (IOException e) {
            throw Complaint.io(path + " — Could not be read: " + Complaints.reason(e) + ".");
        }
    }

    private Result ofDesign(String file) throws Complaint {
        var design = Inputs.design(file).design();
        if (Checks.blocked(Checks.of(design)))
            throw Complaint.wrong("%s can't be priced:%n%s"
                    .formatted(file, ResultText.errors(Checks.of(design)).stripTrailing()));
        var byBook = new Billing(prices.book());
        try {
            var question = forecast.question(byBook, settings(file, design, byBook), design);
            return new Result(
                    design.name(), BillAnswer.expected(design, new TraceFiles(Inputs.folder(file)), question));
        } catch (TraceSource.UnknownTrace e) {
            throw Complaint.wrong(String.valueOf(e.getMessage()));
        } catch (UsageException e) {
            throw Complaint.wrong(file + ": " + e.getMessage());
        }
    }

    /// The price book the options name.
    PriceBook book() throws Complaint {
        return prices.book();
    }

    /// The region the options name, or null.
    @Nullable
    String region() {
        return billing.region;
    }

    /// What is asked of the bill of a design that was simulated.
    ///
    /// @param file   the design was read from
    /// @param design as it was run
    BillQuestion question(String file, Design design) throws Complaint {
        var byBook = new Billing(prices.book());
        return forecast.question(byBook, settings(file, design, byBook).in(design.region()), design);
    }

    /// The design's own discounts with what the options say; the region is the design's unless they name one.
    private BillingSettings settings(String file, Design design, Billing byBook) throws Complaint {
        try {
            var own = BillingSettings.STANDARD.with(DesignDiscounts.of(design, byBook.book()));
            return billing.over(own);
        } catch (UsageException e) {
            throw Complaint.wrong(file + ": " + e.getMessage());
        }
    }
}
