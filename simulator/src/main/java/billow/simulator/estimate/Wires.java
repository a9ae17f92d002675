package billow.simulator.estimate;

import billow.model.archetype.Archetype;
import billow.model.archetype.CallPlan;
import billow.model.archetype.DataCache;
import billow.model.archetype.Interaction;
import billow.model.archetype.Workflow;
import billow.model.asl.AslParser;
import billow.model.asl.State;
import billow.model.asl.WorkflowType;
import billow.model.design.Design;
import billow.model.design.Link;
import billow.model.integration.TaskLink;
import billow.model.integration.TaskLinks;
import billow.model.integration.TaskOperation;
import billow.model.kind.Connection;
import billow.model.kind.LinkKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A design lowered: archetypes by node id, links with what they mean.
record Wires(Design design, SequencedMap<String, Archetype> types, List<Wire> all) {
    /// @param tasks names of the Task and Map states of a workflow that use it; null for links of others
    record Wire(
            Link link,
            CallPlan plan,
            Interaction interaction,
            @Nullable Set<String> tasks) {
        /// Whether it carries what was given up, or reports of an end.
        boolean aside() {
            return interaction instanceof Interaction.DeadLetter || interaction instanceof Interaction.Report;
        }

        /// Whether a state of a workflow uses it.
        boolean serves(String state) {
            return tasks != null && tasks.contains(state);
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
        return new Wires(design, types, divided(types, wires));
    }

    /// Links of workflows are divided by what their tasks ask for.
    private static List<Wire> divided(SequencedMap<String, Archetype> types, List<Wire> wires) {
        var tasks = new LinkedHashMap<Wire, SequencedMap<Interaction, Set<String>>>();
        types.forEach((id, type) -> {
            if (type instanceof Workflow workflow) byTask(workflow, id, wires, tasks);
        });
        var all = new ArrayList<Wire>();
        for (var wire : wires) {
            var asked = tasks.get(wire);
            if (asked == null) all.add(wire);
            else if (asked.isEmpty()) all.add(new Wire(wire.link(), wire.plan(), wire.interaction(), Set.of()));
            else
                asked.forEach((interaction, names) ->
                        all.add(new Wire(part(wire.link(), all.size()), wire.plan(), interaction, names)));
        }
        return List.copyOf(all);
    }

    private static Link part(Link link, int place) {
        return new Link(link.id() + " " + place, link.from(), link.to(), link.kind(), link.params(), link.extra());
    }

    private static void byTask(
            Workflow workflow, String id, List<Wire> wires, Map<Wire, SequencedMap<Interaction, Set<String>>> tasks) {
        var own = wires.stream()
                .filter(w -> w.link().from().equals(id) && w.link().kind() != LinkKind.WATCH)
                .toList();
        for (var wire : own) tasks.put(wire, new LinkedHashMap<>());
        var type = workflow.express() ? WorkflowType.EXPRESS : WorkflowType.STANDARD;
        var machine = AslParser.parse(workflow.definition(), type).machine();
        if (machine == null) return;
        var links = new TaskLinks(
                machine,
                own.stream()
                        .map(w -> new TaskLink(
                                w.link().to(),
                                w.link().kind(),
                                w.interaction(),
                                w.plan().states()))
                        .toList());
        for (var state : links.states()) {
            if (links.of(state) == TaskLinks.NONE) continue;
            var wire = own.get(links.of(state));
            var asked =
                    state instanceof State.Task task ? TaskOperation.of(task, wire.interaction()) : wire.interaction();
            var byOperation = tasks.get(wire);
            if (byOperation != null)
                byOperation.computeIfAbsent(asked, a -> new LinkedHashSet<>()).add(state.name());
        }
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
                        o.inlet().interaction().apply(link.params()),
                        null));
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
