package billow.app.cli;

import billow.app.study.Complaints;
import billow.model.file.Nearest;
import billow.pricing.BillingSettings;
import billow.pricing.FreeTier;
import billow.pricing.book.PriceBook;
import billow.pricing.book.Region;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options of commands that print a bill.
final class BillingOptions {
    @Option(names = "--region", paramLabel = "R", description = "Run and bill in this region instead of the file's.")
    @Nullable
    String region;

    @Option(
            names = "--free-tier",
            paramLabel = "on|off",
            description = "Whether the allowances every account has are deducted (default: on, or what the file says).")
    @Nullable
    String freeTier;

    /// @throws Complaint when the price book does not know the region or the word is neither on nor off
    BillingSettings settings() throws Complaint {
        return over(BillingSettings.STANDARD);
    }

    /// `base` with what the options say.
    BillingSettings over(BillingSettings base) throws Complaint {
        var settings = base;
        if (region != null) settings = settings.in(known(region));
        if (freeTier != null) settings = settings.with(tier(freeTier));
        return settings;
    }

    private static FreeTier tier(String word) throws Complaint {
        return switch (word) {
            case "on" -> FreeTier.ALWAYS_FREE;
            case "off" -> FreeTier.NONE;
            default ->
                throw Complaint.wrong(
                        "--free-tier — Expected on or off, received %s.".formatted(Complaints.shown(word)));
        };
    }

    private static String known(String region) throws Complaint {
        var book = PriceBook.bundled();
        if (book.region(region).isPresent()) return region;
        var ids = book.regions().stream().map(Region::id).toList();
        throw Complaint.wrong("--region — Expected an AWS region, received %s.%s"
                .formatted(Complaints.shown(region), Nearest.maybe(region, ids)));
    }
}
