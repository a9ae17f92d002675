package billow.app.study;

import billow.pricing.book.BookCheck;
import billow.pricing.book.PriceBook;
import billow.pricing.book.Status;
import billow.pricing.offer.Change;
import billow.pricing.offer.ImportReport;
import java.util.EnumMap;
import java.util.stream.Collectors;

/// What an imported price list changed, and how far a book can be trusted, for a terminal.
public final class PriceListText {
    private PriceListText() {}

    /// One line for the list, one for each figure that is not as before, one for each that made no sense.
    public static String of(ImportReport report) {
        var out = new StringBuilder("%s of %s: %s; %d products are no meter of ours, %d state allowances%n"
                .formatted(
                        report.offerCode(),
                        report.publicationDate(),
                        counts(report),
                        report.ignored(),
                        report.allowances()));
        for (var change : report.changes())
            if (change.kind() != Change.Kind.CONFIRMED)
                out.append("  ").append(change.text()).append('\n');
        for (var problem : report.problems())
            out.append("  not taken: ").append(problem.text()).append('\n');
        return out.toString();
    }

    private static String counts(ImportReport report) {
        var counts = new EnumMap<Change.Kind, Integer>(Change.Kind.class);
        for (var kind : Change.Kind.values()) counts.put(kind, 0);
        for (var change : report.changes()) counts.merge(change.kind(), 1, Integer::sum);
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + word(entry.getKey()))
                .collect(Collectors.joining(", "));
    }

    private static String word(Change.Kind kind) {
        return switch (kind) {
            case ADDED -> "added";
            case CHANGED -> "changed";
            case CONFIRMED -> "as in the book";
            case OLDER -> "unlike it but older";
        };
    }

    /// How many meters of a region rest on which kind of figure.
    public static String coverage(PriceBook book, String region) {
        var coverage = BookCheck.coverage(book, region);
        var counts = new EnumMap<Status, Integer>(Status.class);
        counts.putAll(coverage.byStatus());
        return "%s: %s%n"
                .formatted(
                        region,
                        counts.entrySet().stream()
                                .map(entry ->
                                        entry.getValue() + " " + entry.getKey().id())
                                .collect(Collectors.joining(", ")));
    }
}
