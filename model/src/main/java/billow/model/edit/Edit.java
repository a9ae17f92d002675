package billow.model.edit;

import billow.model.design.Design;
import billow.model.design.Link;
import billow.model.design.Node;
import billow.model.design.Note;
import billow.model.design.Point;
import billow.model.design.Scenario;
import billow.model.param.Param;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A change a user can make, as a value: it names its undo step, merges while dragging or typing, can be replayed.
/// An edit about something that is no longer there changes nothing.
public sealed interface Edit {
    /// As in "Undo …".
    String label();

    /// Adds nodes with the links between them (place, paste, duplicate). Nodes whose id is taken are left out.
    record Add(List<Node> nodes, List<Link> links) implements Edit {
        public Add {
            nodes = List.copyOf(nodes);
            links = List.copyOf(links);
        }

        public Add(Node node) {
            this(List.of(node), List.of());
        }

        @Override
        public String label() {
            return nodes.size() == 1 ? "Add " + nodes.getFirst().label() : "Add %d nodes".formatted(nodes.size());
        }
    }

    record Remove(Set<String> nodes, Set<String> links) implements Edit {
        public Remove {
            nodes = Set.copyOf(nodes);
            links = Set.copyOf(links);
        }

        @Override
        public String label() {
            if (nodes.isEmpty()) return links.size() == 1 ? "Remove link" : "Remove %d links".formatted(links.size());
            return nodes.size() == 1 ? "Remove " + nodes.iterator().next() : "Remove %d nodes".formatted(nodes.size());
        }
    }

    /// Puts nodes at new places.
    record Move(Map<String, Point> places) implements Edit {
        public Move {
            places = Map.copyOf(places);
        }

        @Override
        public String label() {
            return places.size() == 1
                    ? "Move " + places.keySet().iterator().next()
                    : "Move %d nodes".formatted(places.size());
        }
    }

    /// Sets one parameter; null resets it to its default.
    record SetParam<T>(
            Target target, Param<T> param, @Nullable T value) implements Edit {
        @Override
        public String label() {
            var where = switch (target) {
                case Target.OfNode(var id) -> id;
                case Target.OfLink(var id) -> id;
                case Target.OfAccount() -> "the account";
            };
            return "Change %s of %s".formatted(param.name(), where);
        }
    }

    record Connect(Link link) implements Edit {
        @Override
        public String label() {
            return "Connect %s to %s".formatted(link.from(), link.to());
        }
    }

    record Relabel(String node, String text) implements Edit {
        @Override
        public String label() {
            return "Rename " + node;
        }
    }

    record SetTags(String node, Map<String, String> tags) implements Edit {
        public SetTags {
            tags = Map.copyOf(tags);
        }

        @Override
        public String label() {
            return "Tag " + node;
        }
    }

    /// Names the design and says where it runs.
    record SetDesign(String name, String region) implements Edit {
        @Override
        public String label() {
            return "Change the design";
        }
    }

    record SetScenarios(List<Scenario> scenarios) implements Edit {
        public SetScenarios {
            scenarios = List.copyOf(scenarios);
        }

        @Override
        public String label() {
            return "Change scenarios";
        }
    }

    record SetNotes(List<Note> notes) implements Edit {
        public SetNotes {
            notes = List.copyOf(notes);
        }

        @Override
        public String label() {
            return "Change notes";
        }
    }

    /// Several edits that are one step for the user.
    record Together(String label, List<Edit> edits) implements Edit {
        public Together {
            edits = List.copyOf(edits);
        }
    }

    /// The design after this edit. An edit that changes nothing returns the same instance.
    static Design apply(Edit edit, Design d) {
        return switch (edit) {
            case Add(var nodes, var links) -> add(nodes, links, d);
            case Remove(var nodes, var links) -> d.without(nodes, links);
            case Move(var places) -> {
                var next = d;
                for (var place : places.entrySet())
                    next = next.update(place.getKey(), n -> n.movedTo(place.getValue()));
                yield next;
            }
            case SetParam<?> set -> applySet(set, d);
            case Connect(var link) -> connect(link, d);
            case Relabel(var id, var text) -> d.update(id, n -> n.labelled(text));
            case SetTags(var id, var tags) -> d.update(id, n -> n.tagged(tags));
            case SetDesign(var name, var region) -> d.named(name).inRegion(region);
            case SetScenarios(var scenarios) -> d.withScenarios(scenarios);
            case SetNotes(var notes) -> d.withNotes(notes);
            case Together(var label, var edits) -> {
                var next = d;
                for (var each : edits) next = apply(each, next);
                yield next;
            }
        };
    }

    private static Design add(List<Node> nodes, List<Link> links, Design d) {
        var next = d;
        for (var node : nodes) if (!d.nodes().containsKey(node.id())) next = next.put(node);
        for (var link : links) next = connect(link, next);
        return next;
    }

    private static Design connect(Link link, Design d) {
        if (!d.nodes().containsKey(link.from()) || !d.nodes().containsKey(link.to())) return d;
        return d.link(link.id()).isPresent() ? d : d.put(link);
    }

    private static <T> Design applySet(SetParam<T> set, Design d) {
        return switch (set.target()) {
            case Target.OfNode(var id) -> d.update(id, n -> n.with(n.params().with(set.param(), set.value())));
            case Target.OfLink(var id) ->
                d.link(id)
                        .map(l -> d.put(l.with(l.params().with(set.param(), set.value()))))
                        .orElse(d);
            case Target.OfAccount() -> d.withAccount(d.account().with(set.param(), set.value()));
        };
    }

    /// One edit standing for both, or empty when they must stay separate steps of the Undo menu.
    static Optional<Edit> merge(Edit earlier, Edit later) {
        return switch (earlier) {
            case Move a
            when later instanceof Move b
                    && a.places().keySet().equals(b.places().keySet()) -> Optional.of(b);
            case SetParam<?> a
            when later instanceof SetParam<?> b && a.target().equals(b.target()) && a.param() == b.param() ->
                Optional.of(b);
            case Relabel a when later instanceof Relabel b && a.node().equals(b.node()) -> Optional.of(b);
            default -> Optional.empty();
        };
    }
}
