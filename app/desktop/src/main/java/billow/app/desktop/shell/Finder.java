package billow.app.desktop.shell;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Finds commands, services, nodes and samples by what is typed.
final class Finder {
    /// @param group  what it is, for example `Command`
    /// @param detail small text behind the title
    record Entry(String group, String title, String detail, Runnable action) {}

    private final Supplier<List<Entry>> everything;

    Finder(Supplier<List<Entry>> everything) {
        this.everything = everything;
    }

    /// Entries whose words begin with, or contain, all typed words; better matches first. A whole
    /// word is better than the beginning of one: `lambda` finds Lambda function before Lambda@Edge function.
    List<Entry> find(String typed) {
        var words = Stream.of(typed.toLowerCase(Locale.ROOT).strip().split("\\s+"))
                .filter(w -> !w.isEmpty())
                .toList();
        return everything.get().stream()
                .map(e -> new Scored(e, score(e, words)))
                .filter(s -> s.score().isPresent())
                .sorted(Comparator.comparingInt(s -> -s.score().orElse(0)))
                .map(Scored::entry)
                .limit(40)
                .toList();
    }

    private record Scored(Entry entry, Optional<Integer> score) {}

    private static Optional<Integer> score(Entry entry, List<String> words) {
        var title = entry.title().toLowerCase(Locale.ROOT);
        var all = title + " " + entry.detail().toLowerCase(Locale.ROOT) + " "
                + entry.group().toLowerCase(Locale.ROOT);
        int score = 0;
        for (var word : words) {
            if (title.startsWith(word)) score += 8;
            else if (title.contains(" " + word)) score += 6;
            else if (title.contains(word)) score += 4;
            else if (all.contains(word)) score += 2;
            else return Optional.empty();
            if ((" " + title + " ").contains(" " + word + " ")) score++;
        }
        return Optional.of(score);
    }
}
