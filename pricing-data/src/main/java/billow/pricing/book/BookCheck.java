package billow.pricing.book;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What a reader of a price book should know before relying on it.
public final class BookCheck {
    private BookCheck() {}

    /// How well a book covers a region.
    ///
    /// @param region   id
    /// @param byStatus number of meters by the status of the figure a bill would use there
    /// @param unpriced meters without a figure anywhere
    public record Coverage(String region, Map<Status, Integer> byStatus, List<String> unpriced) {
        public Coverage {
            byStatus = Map.copyOf(byStatus);
            unpriced = List.copyOf(unpriced);
        }
    }

    public static Coverage coverage(PriceBook book, String region) {
        var counts = new EnumMap<Status, Integer>(Status.class);
        var unpriced = new ArrayList<String>();
        for (var meter : book.meters()) {
            var quote = book.quote(meter, region);
            if (quote.isEmpty()) unpriced.add(meter);
            else counts.merge(quote.get().status(), 1, Integer::sum);
        }
        return new Coverage(region, counts, unpriced);
    }

    /// Figures that cannot be trusted fully: `meter in area — why`.
    public static List<String> doubts(PriceBook book) {
        return figures(book)
                .filter(price -> !price.status().trusted())
                .map(price -> "%s in %s — %s"
                        .formatted(price.meter(), price.area(), price.status().id()))
                .toList();
    }

    /// Figures whose newest source is older than a day, undated ones included: `meter in area — date`.
    public static List<String> olderThan(PriceBook book, LocalDate day) {
        return figures(book)
                .filter(price -> isOlder(price.newestSource().date(), day))
                .map(price -> "%s in %s — %s"
                        .formatted(
                                price.meter(),
                                price.area(),
                                price.newestSource().date()))
                .toList();
    }

    /// Tiers that grow dearer, which no provider has: `meter in area — from what quantity`.
    public static List<String> risingTiers(PriceBook book) {
        var found = new ArrayList<String>();
        figures(book).forEach(price -> {
            var tiers = price.tiers().withoutLeadingAllowance().tiers();
            for (int i = 1; i < tiers.size(); i++)
                if (tiers.get(i).unitPrice().compareTo(tiers.get(i - 1).unitPrice()) > 0)
                    found.add("%s in %s — dearer from %s"
                            .formatted(
                                    price.meter(),
                                    price.area(),
                                    tiers.get(i).from().toPlainString()));
        });
        return found;
    }

    private static java.util.stream.Stream<Price> figures(PriceBook book) {
        return book.meters().stream().flatMap(meter -> book.prices(meter).values().stream());
    }

    private static boolean isOlder(String date, LocalDate day) {
        var full = switch (date.length()) {
            case 4 -> date + "-12-31";
            case 7 -> date + "-28";
            default -> date;
        };
        try {
            return LocalDate.parse(full).isBefore(day);
        } catch (DateTimeParseException undated) {
            return true;
        }
    }
}
