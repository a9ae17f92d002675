package billow.model.design;

import billow.model.param.Params;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/// What the user draws: an immutable value. Every change makes a new design that shares all untouched parts, so
/// "did this node change?" is an identity comparison.
///
/// @param name      title of the drawing
/// @param region    AWS region it would run in, for example `eu-west-1`
/// @param account   quotas of the account it would run in, where they differ from the published ones
/// @param nodes     by id, in drawing order
/// @param links     in drawing order; both ends are nodes of this design
/// @param scenarios situations to run it in
/// @param notes     texts on the canvas
/// @param frames    rectangles around nodes
/// @param goals     what must hold, in the grammar `p99 < 300 ms`
/// @param extra     fields of the file this version does not know
public record Design(
        String name,
        String region,
        Params account,
        SequencedMap<String, Node> nodes,
        List<Link> links,
        List<Scenario> scenarios,
        List<Note> notes,
        List<Frame> frames,
        List<String> goals,
        Map<String, JsonNode> extra) {
    public static final Design EMPTY = new Design(
            "Untitled",
            "us-east-1",
            Params.DEFAULTS,
            new LinkedHashMap<>(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Map.of());

    public Design {
        nodes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(nodes));
        links = List.copyOf(links);
        scenarios = List.copyOf(scenarios);
        notes = List.copyOf(notes);
        frames = List.copyOf(frames);
        goals = List.copyOf(goals);
        extra = Map.copyOf(extra);
        var ids = new HashSet<String>();
        for (var link : links) {
            if (!nodes.containsKey(link.from()) || !nodes.containsKey(link.to()))
                throw new IllegalArgumentException(
                        "Link %s refers to a node that is not in the design.".formatted(link.id()));
            if (!ids.add(link.id()))
                throw new IllegalArgumentException("Two links have the id %s.".formatted(link.id()));
        }
    }

    public Optional<Node> node(String id) {
        return Optional.ofNullable(nodes.get(id));
    }

    public Optional<Link> link(String id) {
        return links.stream().filter(l -> l.id().equals(id)).findFirst();
    }

    public List<Link> linksFrom(String node) {
        return links.stream().filter(l -> l.from().equals(node)).toList();
    }

    public List<Link> linksTo(String node) {
        return links.stream().filter(l -> l.to().equals(node)).toList();
    }

    /// With `node` added, or replacing the one of its id. The same instance when it is there already.
    public Design put(Node node) {
        if (nodes.get(node.id()) == node) return this;
        var next = new LinkedHashMap<>(nodes);
        next.put(node.id(), node);
        return withNodes(next);
    }

    /// With every given link added, or replacing the one of its id.
    public Design put(Link link) {
        var known = link(link.id());
        if (known.isPresent() && known.get() == link) return this;
        var next = new java.util.ArrayList<>(links);
        int place = known.map(next::indexOf).orElse(-1);
        if (place < 0) next.add(link);
        else next.set(place, link);
        return withLinks(next);
    }

    /// Without these nodes, the links at them, and these links.
    public Design without(java.util.Collection<String> nodeIds, java.util.Collection<String> linkIds) {
        var nextLinks = links.stream()
                .filter(l -> !linkIds.contains(l.id()) && !nodeIds.contains(l.from()) && !nodeIds.contains(l.to()))
                .toList();
        boolean sameNodes = nodeIds.stream().noneMatch(nodes::containsKey);
        if (sameNodes && nextLinks.size() == links.size()) return this;
        var nextNodes = new LinkedHashMap<>(nodes);
        nodeIds.forEach(nextNodes::remove);
        return new Design(name, region, account, nextNodes, nextLinks, scenarios, notes, frames, goals, extra);
    }

    /// With one node changed; the same instance when there is no such node or nothing changes.
    public Design update(String nodeId, UnaryOperator<Node> change) {
        return node(nodeId).map(n -> put(change.apply(n))).orElse(this);
    }

    /// The id for a new link between two nodes.
    public String linkId(String from, String to) {
        var base = from + "->" + to;
        var id = base;
        for (int n = 2; link(id).isPresent(); n++) id = base + "#" + n;
        return id;
    }

    /// An id not used yet, made from a name: `Place order` → `place-order`, then `place-order-2`.
    public String nodeId(String wanted) {
        var base = wanted.toLowerCase(java.util.Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^[^a-z]+|-+$", "");
        if (base.isEmpty()) base = "node";
        var id = base;
        for (int n = 2; nodes.containsKey(id); n++) id = base + "-" + n;
        return id;
    }

    public Design withNodes(SequencedMap<String, Node> nodes) {
        return new Design(name, region, account, nodes, links, scenarios, notes, frames, goals, extra);
    }

    public Design withLinks(List<Link> links) {
        return new Design(name, region, account, nodes, links, scenarios, notes, frames, goals, extra);
    }

    public Design withAccount(Params account) {
        return account == this.account
                ? this
                : new Design(name, region, account, nodes, links, scenarios, notes, frames, goals, extra);
    }

    public Design named(String name) {
        return name.equals(this.name)
                ? this
                : new Design(name, region, account, nodes, links, scenarios, notes, frames, goals, extra);
    }

    public Design inRegion(String region) {
        return region.equals(this.region)
                ? this
                : new Design(name, region, account, nodes, links, scenarios, notes, frames, goals, extra);
    }

    public Design withScenarios(List<Scenario> scenarios) {
        return scenarios.equals(this.scenarios)
                ? this
                : new Design(name, region, account, nodes, links, scenarios, notes, frames, goals, extra);
    }

    public Design withNotes(List<Note> notes) {
        return notes.equals(this.notes)
                ? this
                : new Design(name, region, account, nodes, links, scenarios, notes, frames, goals, extra);
    }
}
