package billow.pricing;

import billow.pricing.book.PriceBook;
import billow.pricing.book.Region;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Messages about names nobody knows, with the nearest known ones as a guess.
public final class Unknown {
    private static final int GUESSES = 3;

    private Unknown() {}

    public static Problem meter(PriceBook book, String path, String received) {
        return new Problem(
                path,
                "Expected a known meter, received %s.".formatted(quoted(received)),
                nearest(received, book.meters()));
    }

    public static Problem region(PriceBook book, String path, String received) {
        return new Problem(
                path,
                "Expected a region of AWS, received %s.".formatted(quoted(received)),
                nearest(received, book.regions().stream().map(Region::id).toList()));
    }

    /// A received text, quoted and cut to a length that fits a message.
    public static String quoted(String received) {
        return "\"" + (received.length() > 60 ? received.substring(0, 60) + "…" : received) + "\"";
    }

    private static @Nullable String nearest(String received, Collection<String> known) {
        var asked = received.length() > 60 ? received.substring(0, 60) : received;
        int limit = Math.max(2, asked.length() / 3);
        List<String> near = known.stream()
                .filter(name -> distance(asked, name) <= limit)
                .sorted(Comparator.comparingInt(name -> distance(asked, name)))
                .limit(GUESSES)
                .toList();
        return near.isEmpty() ? null : String.join(" or ", near) + "?";
    }

    /// Edits that turn one name into the other; case, dashes and underscores do not count.
    private static int distance(String one, String other) {
        var a = plain(one);
        var b = plain(other);
        var row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) row[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }
}
