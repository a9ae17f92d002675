package billow.app.desktop.palette;

import billow.model.kind.Category;
import billow.model.kind.NodeKind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableSet;

/// The services on offer, by family, narrowed by what is typed.
public final class PaletteModel {
    /// A family with the kinds that are shown of it; never empty.
    public record Group(Category category, List<NodeKind> kinds) {
        public Group {
            kinds = List.copyOf(kinds);
        }
    }

    private final List<NodeKind> kinds;
    private final StringProperty search = new SimpleStringProperty("");
    private final ObservableValue<List<Group>> groups;
    private final ObservableSet<Category> folded = FXCollections.observableSet(EnumSet.noneOf(Category.class));

    public PaletteModel(List<NodeKind> kinds) {
        this.kinds = List.copyOf(kinds);
        groups = search.map(this::groups);
    }

    public StringProperty searchProperty() {
        return search;
    }

    public ObservableValue<List<Group>> groups() {
        return groups;
    }

    /// Shows the kinds of a family, or its title alone.
    public void toggle(Category category) {
        if (!folded.remove(category)) folded.add(category);
    }

    /// Whether only the title of a family is shown; a search opens all.
    public boolean isFolded(Category category) {
        return search.get().isBlank() && folded.contains(category);
    }

    /// Families that were folded.
    public ObservableSet<Category> folded() {
        return folded;
    }

    /// What Enter places: the first kind shown, or the first whose name begins with the typed words as whole ones.
    public Optional<NodeKind> first() {
        var shown =
                groups(search.get()).stream().flatMap(g -> g.kinds().stream()).toList();
        var typed = search.get().toLowerCase(Locale.ROOT).strip() + " ";
        return shown.stream()
                .filter(k -> (k.name().toLowerCase(Locale.ROOT) + " ").startsWith(typed))
                .findFirst()
                .or(() -> shown.stream().findFirst());
    }

    private List<Group> groups(String wanted) {
        return Arrays.stream(Category.values())
                .map(c -> new Group(
                        c,
                        kinds.stream()
                                .filter(k -> k.category() == c && matches(k, wanted))
                                .toList()))
                .filter(g -> !g.kinds().isEmpty())
                .toList();
    }

    /// Whether every typed word occurs in the kind's name, id, family or summary.
    static boolean matches(NodeKind kind, String wanted) {
        var text = (kind.name() + " " + kind.id() + " " + kind.category().title() + " " + kind.summary())
                .toLowerCase(Locale.ROOT);
        return Stream.of(wanted.toLowerCase(Locale.ROOT).strip().split("\\s+")).allMatch(text::contains);
    }
}
