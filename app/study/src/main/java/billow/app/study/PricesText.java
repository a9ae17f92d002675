package billow.app.study;

import billow.model.kind.NodeKind;
import billow.pricing.book.PriceBook;
import java.util.List;

/// The price book for a terminal.
public final class PricesText {
    private PricesText() {}

    /// Every meter with its price in a region, source and date.
    public static String of(PriceBook book, String region) {
        var table = new TextTable(true, false, true, true);
        for (var meter : book.meters())
            book.quote(meter, region).ifPresent(quote -> {
                var source = quote.price().newestSource();
                var remark = quote.remark();
                table.row(
                        meter,
                        "$"
                                + quote.price()
                                        .tiers()
                                        .tiers()
                                        .getFirst()
                                        .unitPrice()
                                        .stripTrailingZeros()
                                        .toPlainString(),
                        "per " + quote.meter().units(true),
                        source.date() + (remark == null ? "" : ", " + remark));
            });
        return "Prices in %s, book of %s (first tier)%n%n%s".formatted(region, book.priceDate(), table);
    }

    /// Meters of kinds that the book cannot price in a region.
    public static List<String> missing(PriceBook book, List<NodeKind> kinds, String region) {
        return kinds.stream()
                .flatMap(k -> k.meters().stream()
                        .filter(m -> book.quote(m.id(), region).isEmpty())
                        .map(m -> "%s — Expected a price of %s in %s, found none.".formatted(k.id(), m.id(), region)))
                .toList();
    }
}
