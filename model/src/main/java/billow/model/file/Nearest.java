package billow.model.file;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Guesses what a misspelt name was meant to be.
public final class Nearest {
    private static final int LONGEST = 80;

    private Nearest() {}

    /// The known name closest to `wanted`; empty when none is close enough to be a likely slip.
    public static Optional<String> to(String wanted, Collection<String> known) {
        if (wanted.length() > LONGEST) return Optional.empty();
        var lower = wanted.toLowerCase(Locale.ROOT);
        int tolerated = Math.max(1, wanted.length() / 3);
        return known.stream()
                .filter(name -> distance(lower, name.toLowerCase(Locale.ROOT)) <= tolerated || partOf(lower, name))
                .min(Comparator.<String>comparingInt(name -> distance(lower, name.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /// `" Maybe orders."` or nothing, to stand behind a complaint.
    public static String maybe(String wanted, Collection<String> known) {
        return to(wanted, known).map(name -> "\nMaybe " + name + ".").orElse("");
    }

    private static boolean partOf(String wanted, String name) {
        return wanted.length() >= 3 && name.toLowerCase(Locale.ROOT).contains(wanted);
    }

    /// Edits (insert, delete, replace, swap of neighbours) that turn `a` into `b`.
    static int distance(String a, String b) {
        var before = new int[b.length() + 1];
        var last = new int[b.length() + 1];
        var row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) last[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int other = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + other);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1))
                    row[j] = Math.min(row[j], before[j - 2] + 1);
            }
            var free = before;
            before = last;
            last = row;
            row = free;
        }
        return last[b.length()];
    }
}
