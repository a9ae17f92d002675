package billow.pricing;

import billow.model.usage.Usage;
import billow.pricing.book.PriceBook;
import billow.pricing.book.Quote;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns usage into a bill. Immutable; may be used by several threads.
///
/// Quantities of a meter are added up over all nodes of a region, as the provider does for an account; allowances are
/// spent, tiers applied, and the result is shared out to the nodes in proportion to what each used.
public final class Billing {
    private final PriceBook book;

    public Billing(PriceBook book) {
        this.book = book;
    }

    /// Bills by the price book that ships with the product.
    public static Billing standard() {
        return new Billing(PriceBook.bundled());
    }

    public PriceBook book() {
        return book;
    }

    /// The bill of a month's usage.
    ///
    /// @throws UsageException when a meter or region is unknown, or a meter has no price anywhere
    public Bill price(Usage usage, BillingSettings settings) {
        var region = settings.region() == null ? usage.region() : settings.region();
        var pools = pools(usage, region);
        Allowances.spend(book.allowances(), settings.freeTier(), pools.values());
        var lines = inOrder(usage, pools);
        return new Bill(
                region,
                book.priceDate(),
                settings.month(),
                settings.freeTier(),
                Discounting.apply(settings.discounts(), settings.month(), lines));
    }

    /// The bill of usage that is only known within bounds. The assumptions' bounds belong here; the error of a sample
    /// is another range, priced by another call and shown apart. Exact, because no price falls as quantities grow.
    ///
    /// @param low      every quantity at its lower bound
    /// @param expected the quantities expected
    /// @param high     every quantity at its upper bound
    public BillRange range(Usage low, Usage expected, Usage high, BillingSettings settings) {
        return new BillRange(price(low, settings), price(expected, settings), price(high, settings));
    }

    private record PoolKey(String meter, String area) {}

    private Map<PoolKey, Pool> pools(Usage usage, String region) {
        var pools = new LinkedHashMap<PoolKey, Pool>();
        var problems = new ArrayList<Problem>();
        for (int i = 0; i < usage.lines().size(); i++) {
            var line = usage.lines().get(i);
            var area = line.region() == null ? region : line.region();
            var problem = problem(line.meter(), area, "usage[%d].".formatted(i));
            if (problem == null) {
                Quote quote = book.quote(line.meter(), area).orElseThrow();
                pools.computeIfAbsent(new PoolKey(line.meter(), quote.area()), key -> new Pool(quote))
                        .add(i, line);
            } else problems.add(problem);
        }
        if (!problems.isEmpty()) throw new UsageException(problems);
        return pools;
    }

    private @Nullable Problem problem(String meter, String area, String path) {
        var known = book.meter(meter);
        if (known.isEmpty()) return Unknown.meter(book, path + "meter", meter);
        if (!book.knowsArea(known.get(), area)) return Unknown.region(book, path + "region", area);
        if (book.quote(meter, area).isEmpty())
            return new Problem(path + "meter", "Expected a meter with a price, received %s.".formatted(meter));
        return null;
    }

    private static List<BillLine> inOrder(Usage usage, Map<PoolKey, Pool> pools) {
        var ordered = new BillLine[usage.lines().size()];
        for (var pool : pools.values()) pool.bill(ordered);
        return List.of(ordered);
    }
}
