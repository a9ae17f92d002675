package billow.app.cli;

import billow.app.study.Complaints;
import billow.model.file.Nearest;
import billow.pricing.BillingSettings;
import billow.pricing.Discount;
import billow.pricing.FreeTier;
import billow.pricing.Month;
import billow.pricing.book.PriceBook;
import billow.pricing.book.Region;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options of commands that print a bill.
final class BillingOptions {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal LARGEST = new BigDecimal("1e12");

    @Option(names = "--region", paramLabel = "R", description = "Run and bill in this region instead of the file's.")
    @Nullable
    String region;

    @Option(
            names = "--free-tier",
            paramLabel = "on|off|old|new",
            description = {
                "Allowances that are deducted (default: on, or what the file says).",
                "on: those every account has; off: none; old: also those of the first",
                "twelve months, for accounts made before 2025-07-15; new: as on, an account",
                "made since has no others (give its credits by --credit)."
            })
    @Nullable
    String freeTier;

    @Option(
            names = "--month",
            paramLabel = "730h|YYYY-MM",
            description = "Length of the month: hours, or a calendar month (default: 730h, or what the file says).")
    @Nullable
    String month;

    @Option(
            names = "--discount",
            paramLabel = "SERVICE=PERCENT",
            description = "A percentage off a service, or * for all: lambda=10%% (repeatable).")
    List<String> discounts = new ArrayList<>();

    @Option(
            names = "--savings-plan",
            paramLabel = "USD=PERCENT",
            description = "Compute savings plan: commitment per hour and what it takes off functions, 0.10=17%%.")
    @Nullable
    String savingsPlan;

    @Option(names = "--credit", paramLabel = "USD", description = "An amount the provider grants this month.")
    @Nullable
    String credit;

    /// `base` with what the options say; discounts come on top of its own.
    ///
    /// @throws Complaint when the price book does not know the region, or an option makes no sense
    BillingSettings over(BillingSettings base) throws Complaint {
        var settings = base;
        if (region != null) settings = settings.in(known(region));
        if (freeTier != null) settings = settings.with(tier(freeTier));
        if (month != null) settings = settings.with(month(month));
        var more = discounts();
        if (more.isEmpty()) return settings;
        more.addAll(0, base.discounts());
        return settings.with(more);
    }

    private static FreeTier tier(String word) throws Complaint {
        return switch (word) {
            case "on", "new", "always-free" -> FreeTier.ALWAYS_FREE;
            case "off", "none" -> FreeTier.NONE;
            case "old", "legacy-12-month" -> FreeTier.LEGACY_TWELVE_MONTHS;
            default ->
                throw Complaint.wrong(
                        "--free-tier — Expected on, off, old or new, received %s.".formatted(Complaints.shown(word)));
        };
    }

    private static Month month(String word) throws Complaint {
        return Month.parse(word)
                .orElseThrow(() -> Complaint.wrong(
                        "--month — Expected hours such as 730h (1 to 744) or a month such as 2026-02, received %s."
                                .formatted(Complaints.shown(word))));
    }

    private List<Discount> discounts() throws Complaint {
        var all = new ArrayList<Discount>();
        for (var text : discounts) all.add(percentage(text));
        if (savingsPlan != null) all.add(plan(savingsPlan));
        if (credit != null) all.add(new Discount.Credit("Credit", dollars("--credit", credit)));
        return all;
    }

    private static Discount percentage(String text) throws Complaint {
        int equals = text.indexOf('=');
        var percent = equals < 1 ? Optional.<BigDecimal>empty() : percent(text.substring(equals + 1));
        if (percent.isEmpty())
            throw Complaint.wrong(
                    "--discount — Expected a service and 0 to 100 percent such as lambda=10%%, received %s."
                            .formatted(Complaints.shown(text)));
        var service = text.substring(0, equals);
        var services = PriceBook.bundled().meters().stream()
                .map(m -> m.substring(0, m.indexOf('.')))
                .distinct()
                .toList();
        if (!service.equals("*") && !services.contains(service))
            throw Complaint.wrong("--discount — Expected a service such as lambda, or *, received %s.%s"
                    .formatted(Complaints.shown(service), Nearest.maybe(service, services)));
        return new Discount.Percentage(service, percent.get());
    }

    private static Discount plan(String text) throws Complaint {
        int equals = text.indexOf('=');
        var percent = equals < 1 ? Optional.<BigDecimal>empty() : percent(text.substring(equals + 1));
        if (percent.isEmpty() || percent.get().compareTo(HUNDRED) == 0)
            throw Complaint.wrong(
                    "--savings-plan — Expected dollars per hour and a percentage below 100 such as 0.10=17%%, received %s."
                            .formatted(Complaints.shown(text)));
        return new Discount.SavingsPlan(
                dollars("--savings-plan", text.substring(0, equals)),
                percent.get(),
                Discount.SavingsPlan.FUNCTION_METERS);
    }

    /// `10%`, `10 %` or `10`: 0 to 100.
    static Optional<BigDecimal> percent(String text) {
        var number = number(text.strip().replaceFirst("\\s*%$", ""));
        return number.filter(n -> n.signum() >= 0 && n.compareTo(HUNDRED) <= 0);
    }

    /// `50`, `$50` or `50 USD`, at least 0.
    static BigDecimal dollars(String option, String text) throws Complaint {
        var plain = text.strip().replaceFirst("^\\$\\s*", "").replaceFirst("\\s*(USD|\\$)(/h)?$", "");
        return number(plain)
                .filter(n -> n.signum() >= 0 && n.compareTo(LARGEST) <= 0)
                .orElseThrow(() -> Complaint.wrong("%s — Expected an amount such as 50 or \"50 USD\", received %s."
                        .formatted(option, Complaints.shown(text))));
    }

    static Optional<BigDecimal> number(String text) {
        return text.matches("[-+]?\\d{1,15}(\\.\\d{1,15})?") ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    private static String known(String region) throws Complaint {
        var book = PriceBook.bundled();
        if (book.region(region).isPresent()) return region;
        var ids = book.regions().stream().map(Region::id).toList();
        throw Complaint.wrong("--region — Expected an AWS region, received %s.%s"
                .formatted(Complaints.shown(region), Nearest.maybe(region, ids)));
    }
}
