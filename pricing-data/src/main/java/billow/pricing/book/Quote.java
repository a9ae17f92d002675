package billow.pricing.book;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// The answer of a price book to "what does this meter cost there?".
///
/// @param meter     the meter
/// @param area      region, group of edge locations or `global` that was asked for, after resolving
/// @param price     the figure to use
/// @param estimated whether the figure belongs to another area
public record Quote(Meter meter, String area, Price price, boolean estimated) {

    /// The figure's own status, or [Status#ESTIMATED] when a trusted figure of another area stands in.
    public Status status() {
        return estimated && price.status().trusted() ? Status.ESTIMATED : price.status();
    }

    /// What a reader of the line has to be told about the figure, or null when nothing.
    public @Nullable String remark() {
        var words = new ArrayList<String>();
        if (estimated) words.add("estimated from " + price.area());
        switch (price.status()) {
            case UNVERIFIED -> words.add("unverified");
            case CONFLICT -> words.add("sources disagree");
            case STALE -> words.add("old figure");
            case VERIFIED, SINGLE_SOURCE, ESTIMATED -> {}
        }
        if (price.note() != null) words.add(price.note());
        return words.isEmpty() ? null : String.join("; ", words);
    }
}
