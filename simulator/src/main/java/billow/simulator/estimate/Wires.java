package billow.simulator.estimate;

import billow.model.archetype.Archetype;
import billow.model.archetype.CallPlan;
import billow.model.archetype.DataCache;
import billow.model.archetype.Interaction;
import billow.model.design.Design;
import billow.model.design.Link;
import billow.model.kind.Connection;
import billow.model.kind.LinkKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// A design lowered: archetypes by node id, links with what they mean.
record Wires(Design design, SequencedMap<String, Archetype> types, List<Wire> all) {
    record Wire(Link link, CallPlan plan, Interaction interaction) {
        /// Whether it carries what was given up, or reports of an end.
        boolean aside() {
            return interaction instanceof Interaction.DeadLetter || interaction instanceof Interaction.Report;
        }

        /// Whether it only says who may send requests.
        boolean authorises() {
            return link.kind() == LinkKind.AUTHORISE;
        }

        /// Whether a distribution runs the function behind it for its requests.
        boolean runs() {
            var edge = plan.edge();
            return edge != null && edge.event() != null;
        }

        /// Whether the caller waits for the answer.
        boolean waits() {
            return switch (interaction) {
                case Interaction.Request r -> true;
                case Interaction.Call c -> true;
                case Interaction.Identify i -> true;
                case Interaction.FileAccess f -> true;
                case Interaction.Operate o -> true;
                case Interaction.Store s -> true;
                case Interaction.Send s -> true;
                case Interaction.Invoke i -> !i.asynchronous();
                case Interaction.Start s -> s.synchronous();
                case Interaction.Put p -> true;
                case Interaction.Publish p -> true;
                case Interaction.Deliver d -> false;
                case Interaction.Poll p -> false;
                case Interaction.Read r -> false;
                case Interaction.DeadLetter d -> false;
                case Interaction.Report r -> false;
            };
        }
    }

    static Wires of(Design design) {
        var types = new LinkedHashMap<String, Archetype>();
        design.nodes().forEach((id, node) -> types.put(id, node.kind().lower(node.params(), design.region())));
        var wires =
                design.links().stream().flatMap(l -> wire(design, l).stream()).toList();
        return new Wires(design, types, wires);
    }

    private static Optional<Wire> wire(Design design, Link link) {
        var from = design.node(link.from()).orElseThrow().kind();
        var to = design.node(link.to()).orElseThrow().kind();
        if (!(Connection.between(from, to) instanceof Connection.Possible(var options))) return Optional.empty();
        return options.stream()
                .filter(o -> o.kind() == link.kind())
                .findFirst()
                .map(o -> new Wire(
                        link,
                        o.outlet().plan().apply(link.params()),
                        o.inlet().interaction().apply(link.params())));
    }

    List<Wire> from(String node) {
        return all.stream().filter(w -> w.link().from().equals(node)).toList();
    }

    List<Wire> to(String node) {
        return all.stream().filter(w -> w.link().to().equals(node)).toList();
    }

    /// Links over which a table is asked for something: those of a cache before it stand for the cache.
    List<Wire> operations(String table) {
        return to(table).stream()
                .flatMap(w -> types.get(w.link().from()) instanceof DataCache
                        ? to(w.link().from()).stream()
                        : Stream.of(w))
                .toList();
    }
}
