package billow.pricing.offer;

import billow.pricing.Problem;
import billow.pricing.book.Price;
import billow.pricing.book.PriceBook;
import billow.pricing.book.Region;
import billow.pricing.book.Source;
import billow.pricing.book.Status;
import billow.pricing.book.Tiers;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps the rates of our meters while a price list is read, and makes figures of them.
final class Collector implements OfferSink {
    private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3600);

    /// A product of ours.
    ///
    /// @param prefixed whether its usage type names the region
    private record Wanted(String meter, String area, boolean prefixed, List<Rate> rates) {}

    private record Figure(String meter, String area) {}

    private final PriceBook book;
    private final UsageTypes types;
    private final String file;
    private final Map<String, Wanted> bySku = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private String offerCode = "";
    private String publicationDate = "";
    private long ignored;
    private long allowances;

    Collector(PriceBook book, UsageTypes types, String file) {
        this.book = book;
        this.types = types;
        this.file = file;
    }

    @Override
    public void header(String offerCode, String publicationDate) {
        this.offerCode = offerCode;
        this.publicationDate = publicationDate;
        if (!types.knowsOffer(offerCode))
            throw new NoOffer("Expected the price list of a service of ours (%s), received \"%s\"."
                    .formatted(String.join(", ", types.offers()), offerCode));
    }

    @Override
    public boolean wants(Product product) {
        if (product.location().equals("Any") || product.usageType().startsWith("Global-")) {
            allowances++;
            return false;
        }
        var meter = types.meter(offerCode, product).flatMap(book::meter);
        var area = meter.isEmpty() ? Optional.<String>empty() : area(product);
        if (meter.isEmpty() || area.isEmpty()) {
            ignored++;
            return false;
        }
        bySku.put(
                product.sku(),
                new Wanted(
                        meter.get().id(),
                        area.get(),
                        UsageTypes.prefix(product.usageType()) != null,
                        new ArrayList<>()));
        return true;
    }

    @Override
    public void rate(String sku, Rate rate) {
        var wanted = bySku.get(sku);
        if (wanted != null) wanted.rates().add(rate);
    }

    private Optional<String> area(Product product) {
        if (!product.regionCode().isEmpty())
            return book.region(product.regionCode()).map(Region::id);
        var location = product.location().replace("Europe (", "EU (");
        return book.regions().stream()
                .filter(region -> region.name().replace("Europe (", "EU (").equals(location))
                .map(Region::id)
                .findFirst();
    }

    ImportReport report() {
        var changes = new ArrayList<Change>();
        perFigure().forEach((figure, products) -> {
            var price = price(figure, products);
            if (price != null) changes.add(change(price));
        });
        return new ImportReport(offerCode, publicationDate, changes, ignored, allowances, problems);
    }

    /// Products by figure. Of two products for the same figure, the one that names its region is the current one.
    private Map<Figure, List<Wanted>> perFigure() {
        var figures = new LinkedHashMap<Figure, List<Wanted>>();
        for (var product : bySku.values()) {
            if (product.rates().isEmpty()) continue;
            figures.computeIfAbsent(new Figure(product.meter(), product.area()), key -> new ArrayList<>())
                    .add(product);
        }
        for (var products : figures.values())
            if (products.stream().anyMatch(Wanted::prefixed)) products.removeIf(product -> !product.prefixed());
        return figures;
    }

    private @Nullable Price price(Figure figure, List<Wanted> products) {
        var path = figure.meter() + " in " + figure.area();
        Tiers tiers = null;
        for (var product : products) {
            var own = tiers(path, product);
            if (own == null) return null;
            if (tiers != null && !same(tiers, own)) {
                problems.add(new Problem(path, "Expected one price, received two products with different ones."));
                return null;
            }
            tiers = own;
        }
        if (tiers == null) return null;
        var date = publicationDate.length() >= 10 ? publicationDate.substring(0, 10) : "undated";
        var source = new Source("list:" + offerCode + ":" + date, "AWS price list " + offerCode, file, date);
        return new Price(figure.meter(), figure.area(), tiers, Status.SINGLE_SOURCE, List.of(source), null);
    }

    private @Nullable Tiers tiers(String path, Wanted product) {
        var rates = product.rates().stream()
                .sorted(Comparator.comparing(Rate::from))
                .distinct()
                .toList();
        var tiers = new ArrayList<Tiers.Tier>();
        BigDecimal expected = BigDecimal.ZERO;
        for (var rate : rates) {
            if (expected == null || rate.from().compareTo(expected) != 0) {
                problems.add(new Problem(
                        path,
                        "Expected a tier from %s, received one from %s."
                                .formatted(expected == null ? "none" : expected, rate.from())));
                return null;
            }
            if (rate.usd().signum() < 0) {
                problems.add(new Problem(path, "Expected a price of at least 0, received %s.".formatted(rate.usd())));
                return null;
            }
            tiers.add(new Tiers.Tier(inOurUnit(rate, rate.from(), true), inOurUnit(rate, rate.usd(), false), true));
            expected = rate.to();
        }
        if (expected != null) {
            var last = rates.getLast();
            tiers.add(new Tiers.Tier(
                    inOurUnit(last, expected, true), tiers.getLast().unitPrice(), false));
        }
        return new Tiers(tiers);
    }

    /// Gigabyte-hours become gigabyte-seconds; other units differ in name only.
    private static BigDecimal inOurUnit(Rate rate, BigDecimal value, boolean quantity) {
        var unit = rate.unit().toLowerCase(Locale.ROOT);
        boolean hours = unit.endsWith("gb-hours") || unit.endsWith("gb-hour") || unit.endsWith("gb-hrs");
        if (!hours) return value;
        return quantity ? value.multiply(SECONDS_PER_HOUR) : value.divide(SECONDS_PER_HOUR, MathContext.DECIMAL64);
    }

    private Change change(Price after) {
        var before = book.prices(after.meter()).get(after.area());
        if (before == null) return new Change(Change.Kind.ADDED, null, after, true);
        boolean same = same(before.tiers(), after.tiers());
        boolean older = before.status().trusted() && isOlder(after, before);
        if (same) return new Change(Change.Kind.CONFIRMED, before, after, !older);
        return new Change(older ? Change.Kind.OLDER : Change.Kind.CHANGED, before, after, !older);
    }

    private static boolean isOlder(Price one, Price other) {
        var known = other.newestSource().date();
        return Character.isDigit(known.charAt(0)) && one.newestSource().date().compareTo(known) < 0;
    }

    private static boolean same(Tiers one, Tiers other) {
        if (one.tiers().size() != other.tiers().size()) return false;
        for (int i = 0; i < one.tiers().size(); i++) {
            var a = one.tiers().get(i);
            var b = other.tiers().get(i);
            if (a.from().compareTo(b.from()) != 0 || a.unitPrice().compareTo(b.unitPrice()) != 0) return false;
        }
        return true;
    }
}
