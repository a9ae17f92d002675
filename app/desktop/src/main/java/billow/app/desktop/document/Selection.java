package billow.app.desktop.document;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// What commands act on: some nodes and links of the open design.
public final class Selection {
    /// @param nodes ids of nodes; @param links ids of links
    public record Selected(Set<String> nodes, Set<String> links) {
        static final Selected NOTHING = new Selected(Set.of(), Set.of());

        public Selected {
            nodes = Set.copyOf(nodes);
            links = Set.copyOf(links);
        }

        public boolean isEmpty() {
            return nodes.isEmpty() && links.isEmpty();
        }

        /// The one node that is selected, when nothing else is.
        public Optional<String> onlyNode() {
            return nodes.size() == 1 && links.isEmpty()
                    ? Optional.of(nodes.iterator().next())
                    : Optional.empty();
        }

        /// The one link that is selected, when nothing else is.
        public Optional<String> onlyLink() {
            return links.size() == 1 && nodes.isEmpty()
                    ? Optional.of(links.iterator().next())
                    : Optional.empty();
        }
    }

    private final ReadOnlyObjectWrapper<Selected> selected = new ReadOnlyObjectWrapper<>(Selected.NOTHING);

    public ReadOnlyObjectProperty<Selected> property() {
        return selected.getReadOnlyProperty();
    }

    public Selected get() {
        return selected.get();
    }

    public boolean hasNode(String id) {
        return get().nodes().contains(id);
    }

    public boolean hasLink(String id) {
        return get().links().contains(id);
    }

    public void clear() {
        set(Selected.NOTHING);
    }

    public void node(String id) {
        set(new Selected(Set.of(id), Set.of()));
    }

    public void link(String id) {
        set(new Selected(Set.of(), Set.of(id)));
    }

    public void nodes(Collection<String> ids) {
        set(new Selected(Set.copyOf(ids), Set.of()));
    }

    /// Adds a node to what is selected, or takes it out.
    public void toggle(String node) {
        var nodes = new LinkedHashSet<>(get().nodes());
        if (!nodes.remove(node)) nodes.add(node);
        set(new Selected(nodes, get().links()));
    }

    /// Forgets what is no longer there.
    void retain(Set<String> nodes, Set<String> links) {
        var keptNodes = new LinkedHashSet<>(get().nodes());
        keptNodes.retainAll(nodes);
        var keptLinks = new LinkedHashSet<>(get().links());
        keptLinks.retainAll(links);
        set(new Selected(keptNodes, keptLinks));
    }

    private void set(Selected next) {
        if (!next.equals(get())) selected.set(next);
    }
}
