package billow.app.desktop.palette;

import billow.model.kind.Category;
import billow.model.kind.NodeKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;

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

    /// What Enter places: the first kind shown.
    public Optional<NodeKind> first() {
        return groups(search.get()).stream().flatMap(g -> g.kinds().stream()).findFirst();
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
