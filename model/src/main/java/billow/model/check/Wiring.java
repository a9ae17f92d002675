package billow.model.check;

import billow.model.archetype.Archetype;
import billow.model.archetype.CallPlan;
import billow.model.archetype.Interaction;
import billow.model.design.Design;
import billow.model.design.Link;
import billow.model.design.Node;
import billow.model.kind.Connection;
import billow.model.kind.LinkKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A design as it would be simulated: nodes lowered to archetypes, links to what they mean. Nodes and links with values
/// out of range are left out, since they cannot be lowered.
///
/// @param design what was drawn
/// @param types  archetypes by node id, in drawing order
/// @param wires  links whose both ends are in `types`
record Wiring(Design design, SequencedMap<String, Archetype> types, List<Wire> wires) {

    /// A link with the meaning of both its sides.
    record Wire(Link link, Node from, Node to, CallPlan plan, Interaction interaction) {
        String path() {
            return Paths.link(link.id());
        }

        /// The interaction when it is of this sort.
        <T extends Interaction> Optional<T> as(Class<T> sort) {
            return sort.isInstance(interaction) ? Optional.of(sort.cast(interaction)) : Optional.empty();
        }

        /// Whether its caller waits for the answer.
        boolean waits() {
            return switch (interaction) {
                case Interaction.Request r -> true;
                case Interaction.Call c -> true;
                case Interaction.Identify i -> true;
                case Interaction.FileAccess f -> true;
                case Interaction.Operate o -> true;
                case Interaction.Store s -> true;
                case Interaction.Invoke i -> !i.asynchronous();
                case Interaction.Start s -> s.synchronous();
                case Interaction.Send s -> false;
                case Interaction.Publish p -> false;
                case Interaction.Deliver d -> false;
                case Interaction.Poll p -> false;
                case Interaction.Put p -> false;
                case Interaction.Read r -> false;
                case Interaction.DeadLetter d -> false;
                case Interaction.Report r -> false;
            };
        }

        /// Whether a function is given an event over it, which waits in Lambda's own queue.
        boolean isEvent() {
            return interaction instanceof Interaction.Deliver
                    || link.kind() == LinkKind.ON_SUCCESS
                    || link.kind() == LinkKind.ON_FAILURE
                    || interaction instanceof Interaction.Invoke invoke && invoke.asynchronous();
        }

        /// Whether it only carries what was given up or reports of an end.
        boolean aside() {
            return interaction instanceof Interaction.DeadLetter || interaction instanceof Interaction.Report;
        }
    }

    /// @param broken paths of nodes and links to leave out
    static Wiring of(Design design, Set<String> broken) {
        var types = new LinkedHashMap<String, Archetype>();
        for (var node : design.nodes().values())
            if (!broken.contains(Paths.node(node.id())))
                types.put(node.id(), node.kind().lower(node.params(), design.region()));
        var wires = design.links().stream()
                .filter(l -> !broken.contains(Paths.link(l.id())))
                .filter(l -> types.containsKey(l.from()) && types.containsKey(l.to()))
                .map(l -> wire(design, l))
                .flatMap(Optional::stream)
                .toList();
        return new Wiring(design, types, wires);
    }

    private static Optional<Wire> wire(Design design, Link link) {
        var from = design.node(link.from()).orElseThrow();
        var to = design.node(link.to()).orElseThrow();
        return option(link, from, to)
                .map(o -> new Wire(
                        link,
                        from,
                        to,
                        o.outlet().plan().apply(link.params()),
                        o.inlet().interaction().apply(link.params())));
    }

    static Optional<Connection.Option> option(Link link, Node from, Node to) {
        return switch (Connection.between(from.kind(), to.kind())) {
            case Connection.Refused refused -> Optional.empty();
            case Connection.Possible(var options) ->
                options.stream().filter(o -> o.kind() == link.kind()).findFirst();
        };
    }

    Stream<Wire> from(String node) {
        return wires.stream().filter(w -> w.from().id().equals(node));
    }

    Stream<Wire> to(String node) {
        return wires.stream().filter(w -> w.to().id().equals(node));
    }

    /// Ids of the nodes of this archetype, with it.
    <T extends Archetype> SequencedMap<String, T> all(Class<T> type) {
        var found = new LinkedHashMap<String, T>();
        types.forEach((id, archetype) -> {
            if (type.isInstance(archetype)) found.put(id, type.cast(archetype));
        });
        return found;
    }

    <T extends Archetype> @Nullable T type(String node, Class<T> type) {
        var archetype = types.get(node);
        return type.isInstance(archetype) ? type.cast(archetype) : null;
    }
}
