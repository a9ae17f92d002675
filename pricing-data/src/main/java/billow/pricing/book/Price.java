package billow.pricing.book;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A figure of a price book.
///
/// @param meter   meter id
/// @param area    region, group of edge locations or `global`
/// @param tiers   the unit prices
/// @param status  how far they can be trusted; never [Status#ESTIMATED], which only a [Quote] can be
/// @param sources where they come from, at least one
/// @param note    what else a reader of the bill should know, or null
public record Price(
        String meter,
        String area,
        Tiers tiers,
        Status status,
        List<Source> sources,
        @Nullable String note) {
    public Price {
        sources = List.copyOf(sources);
        if (sources.isEmpty())
            throw new IllegalArgumentException("%s in %s — Expected a source.".formatted(meter, area));
        if (status == Status.ESTIMATED)
            throw new IllegalArgumentException("%s in %s — Expected a figure's own status.".formatted(meter, area));
    }

    /// The most recent of its sources; an undated one only when there is no other.
    public Source newestSource() {
        var newest = sources.getFirst();
        for (var source : sources) if (rank(source).compareTo(rank(newest)) > 0) newest = source;
        return newest;
    }

    private static String rank(Source source) {
        return Character.isDigit(source.date().charAt(0)) ? source.date() : "";
    }
}
