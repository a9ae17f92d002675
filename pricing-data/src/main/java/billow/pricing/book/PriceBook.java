package billow.pricing.book;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/// What each meter costs in each region: list prices in US dollars, on demand, without tax. Immutable.
///
/// A meter's price is looked up in the region asked for; where the book has none, the figure of [#DEFAULT_REGION]
/// stands in, or failing that the first region that has one, and the [Quote] says so.
public final class PriceBook {
    /// The region whose figures stand in for missing ones.
    public static final String DEFAULT_REGION = "us-east-1";

    /// The area of prices that are the same everywhere.
    public static final String GLOBAL = "global";

    private final LocalDate priceDate;
    private final SequencedMap<String, Region> regions;
    private final SequencedMap<String, Meter> meters;
    private final SequencedMap<String, SequencedMap<String, Price>> pricesByMeter;
    private final List<Allowance> stated;
    private final List<Allowance> allowances;

    PriceBook(
            LocalDate priceDate,
            Collection<Region> regions,
            Collection<Meter> meters,
            Collection<Price> prices,
            Collection<Allowance> stated) {
        this.priceDate = priceDate;
        this.regions = new LinkedHashMap<>();
        regions.forEach(region -> this.regions.put(region.id(), region));
        this.meters = new LinkedHashMap<>();
        meters.forEach(meter -> this.meters.put(meter.id(), meter));
        this.pricesByMeter = new LinkedHashMap<>();
        for (var price : prices) {
            if (!this.meters.containsKey(price.meter()))
                throw new IllegalArgumentException("%s — Expected a known meter.".formatted(price.meter()));
            pricesByMeter
                    .computeIfAbsent(price.meter(), id -> new LinkedHashMap<>())
                    .put(price.area(), price);
        }
        this.stated = List.copyOf(stated);
        this.allowances = withLeadingTiers(stated);
    }

    /// The book that ships with the product.
    public static PriceBook bundled() {
        return BundledBook.BOOK;
    }

    /// The day the figures were put together; each one has a date of its own.
    public LocalDate priceDate() {
        return priceDate;
    }

    /// Ids of all meters, in the order of the catalogue.
    public SequencedSet<String> meters() {
        return java.util.Collections.unmodifiableSequencedSet(meters.sequencedKeySet());
    }

    public Optional<Meter> meter(String id) {
        return Optional.ofNullable(meters.get(id));
    }

    /// All regions of the provider, also those the book has few figures for.
    public Collection<Region> regions() {
        return java.util.Collections.unmodifiableCollection(regions.values());
    }

    public Optional<Region> region(String id) {
        return Optional.ofNullable(regions.get(id));
    }

    /// Whether `area` is a region, a group of edge locations or [#GLOBAL].
    public boolean knowsArea(String area) {
        return regions.containsKey(area)
                || area.equals(GLOBAL)
                || regions.values().stream()
                        .anyMatch(region -> region.geography().equals(area));
    }

    /// Whether a meter can be used there: regional ones in regions only.
    public boolean knowsArea(Meter meter, String area) {
        return meter.scope() == Meter.Scope.REGION ? regions.containsKey(area) : knowsArea(area);
    }

    /// Whether the book has a figure of its own for the meter where `area` would find it.
    public boolean has(String meter, String area) {
        var known = meters.get(meter);
        return known != null && prices(meter).containsKey(resolve(known, area));
    }

    /// Figures of a meter by area.
    public Map<String, Price> prices(String meter) {
        return java.util.Collections.unmodifiableMap(pricesByMeter.getOrDefault(meter, new LinkedHashMap<>()));
    }

    /// The price of a meter where it is used; empty when the meter is unknown or has no figure anywhere.
    public Optional<Quote> quote(String meter, String area) {
        var known = meters.get(meter);
        var prices = pricesByMeter.get(meter);
        if (known == null || prices == null) return Optional.empty();
        var asked = resolve(known, area);
        var own = prices.get(asked);
        if (own != null) return Optional.of(new Quote(known, asked, own, false));
        var standIn = prices.getOrDefault(DEFAULT_REGION, prices.firstEntry().getValue());
        return Optional.of(new Quote(known, asked, standIn, true));
    }

    /// Every allowance of an account, those that are leading tiers of a price included.
    public List<Allowance> allowances() {
        return allowances;
    }

    /// This book with some figures replaced or added, for example imported or negotiated ones.
    public PriceBook with(LocalDate date, Collection<Price> changes) {
        var prices = new ArrayList<Price>();
        pricesByMeter.values().forEach(byArea -> prices.addAll(byArea.values()));
        prices.addAll(changes);
        return new PriceBook(date, regions.values(), meters.values(), prices, stated);
    }

    /// The figures that are not those of another book: what [#with] brought in.
    public List<Price> unlike(PriceBook other) {
        return pricesByMeter.values().stream()
                .flatMap(byArea -> byArea.values().stream())
                .filter(price -> !price.equals(other.prices(price.meter()).get(price.area())))
                .toList();
    }

    private String resolve(Meter meter, String area) {
        return switch (meter.scope()) {
            case REGION -> area;
            case GLOBAL -> GLOBAL;
            case EDGE -> {
                var region = regions.get(area);
                yield region == null ? area : region.geography();
            }
        };
    }

    private List<Allowance> withLeadingTiers(Collection<Allowance> stated) {
        var all = new ArrayList<>(stated);
        pricesByMeter.forEach((meter, byArea) -> byArea.values().stream()
                .filter(price -> price.tiers().leadingAllowance().signum() > 0)
                .max((one, other) ->
                        one.tiers().leadingAllowance().compareTo(other.tiers().leadingAllowance()))
                .ifPresent(price -> all.add(leadingTier(meter, price))));
        return List.copyOf(all);
    }

    private static Allowance leadingTier(String meter, Price price) {
        BigDecimal quantity = price.tiers().leadingAllowance();
        return new Allowance(
                meter,
                Allowance.Kind.ALWAYS,
                quantity,
                List.of(meter),
                Allowance.Sharing.PROPORTIONAL,
                true,
                price.sources());
    }
}
