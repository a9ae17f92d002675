package billow.model.file;

import billow.model.design.Link;
import billow.model.design.Node;
import billow.model.design.Point;
import billow.model.kind.Connection;
import billow.model.kind.Inlet;
import billow.model.kind.LinkKind;
import billow.model.kind.NodeKind;
import billow.model.kind.Outlet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads nodes and links.
final class GraphReader {
    private static final int MOST_NODES = 20_000;
    private static final int MOST_LINKS = 100_000;
    private static final int LONGEST_LABEL = 500;
    private static final int LONGEST_LINK_ID = 600;
    private static final Pattern ID = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,254}");
    private static final Set<String> NODE_FIELDS = Set.of("id", "kind", "label", "at", "set", "tags");
    private static final Set<String> LINK_FIELDS = Set.of("id", "from", "to", "as", "set");

    private final Vocabulary vocabulary;
    private final Map<String, NodeKind> kinds;
    private final Problems problems;

    GraphReader(Vocabulary vocabulary, Problems problems) {
        this.vocabulary = vocabulary;
        this.kinds = vocabulary.byId();
        this.problems = problems;
    }

    SequencedMap<String, Node> nodes(At list) {
        var nodes = new LinkedHashMap<String, Node>();
        var elements = problems.list(list, MOST_NODES);
        for (int i = 0; i < elements.size(); i++) {
            var node = node(elements.get(i), i, nodes.keySet());
            if (node != null) nodes.put(node.id(), node);
        }
        return nodes;
    }

    private @Nullable Node node(At at, int place, Set<String> taken) {
        if (!required(at)) return null;
        var id = id(at.field("id"), taken);
        if (id == null) return null;
        var named = at.called("nodes[" + id + "]");
        var kind = kind(named.field("kind"));
        if (kind == null) return null;
        var position = named.field("at").missing() ? freePlace(place) : CanvasReader.point(named.field("at"), problems);
        return new Node(
                id,
                kind,
                problems.text(named.field("label"), id, LONGEST_LABEL),
                position,
                SetReader.params(
                        named.field("set"),
                        named.path(),
                        kind.params(),
                        kind.id(),
                        name -> onLinks(kind, name),
                        problems),
                tags(named.field("tags")),
                DesignReader.extra(at.node(), NODE_FIELDS));
    }

    /// On which links of a kind a parameter of this name stands.
    private static String onLinks(NodeKind kind, String name) {
        var words = Stream.concat(
                        kind.inlets().stream()
                                .filter(i -> i.params().stream()
                                        .anyMatch(p -> p.name().equals(name)))
                                .map(Inlet::kind),
                        kind.outlets().stream()
                                .filter(o -> o.params().stream()
                                        .anyMatch(p -> p.name().equals(name)))
                                .map(Outlet::kind))
                .map(LinkKind::word)
                .distinct()
                .toList();
        return words.isEmpty() ? "" : "\nMaybe on a link as %s.".formatted(String.join(" or ", words));
    }

    private @Nullable String id(At at, Set<String> taken) {
        var id = at.node().isString() ? at.node().stringValue() : null;
        if (id == null || !ID.matcher(id).matches()) {
            problems.problem(
                    at,
                    "file.id",
                    "Expected an id (a letter, then letters, digits, - or _), received %s."
                            .formatted(Shown.value(at.node())));
            return null;
        }
        if (!taken.contains(id)) return id;
        problems.problem(
                at,
                "file.duplicate-id",
                "Expected an id of its own, received %s, which another node has.".formatted(id));
        return null;
    }

    private @Nullable NodeKind kind(At at) {
        var kind = at.node().isString() ? kinds.get(at.node().stringValue()) : null;
        if (kind != null) return kind;
        var guess = at.node().isString() ? Nearest.maybe(at.node().stringValue(), vocabulary.ids()) : "";
        problems.problem(
                at,
                "file.kind",
                "Expected a kind this version knows, received %s.%s".formatted(Shown.value(at.node()), guess));
        return null;
    }

    private Map<String, String> tags(At at) {
        if (!problems.object(at)) return Map.of();
        var tags = new HashMap<String, String>();
        at.node().forEachEntry((name, value) -> tags.put(name, problems.text(at.field(name), "", LONGEST_LABEL)));
        return tags;
    }

    List<Link> links(At list, SequencedMap<String, Node> nodes) {
        var links = new ArrayList<Link>();
        var ids = new HashSet<String>();
        for (var at : problems.list(list, MOST_LINKS)) {
            if (!required(at)) continue;
            var from = end(at.field("from"), nodes);
            var to = end(at.field("to"), nodes);
            if (from == null || to == null) continue;
            var id = linkId(at.field("id"), from.id() + "->" + to.id(), ids);
            var link = link(at.called("links[" + id + "]"), id, from, to);
            if (link != null && ids.add(id)) links.add(link);
        }
        return links;
    }

    private @Nullable Node end(At at, Map<String, Node> nodes) {
        var id = at.node().isString() ? at.node().stringValue() : null;
        var node = id == null ? null : nodes.get(id);
        if (node == null)
            problems.problem(
                    at,
                    "file.dangling-link",
                    "Expected the id of a node, received %s.%s"
                            .formatted(Shown.value(at.node()), id == null ? "" : Nearest.maybe(id, nodes.keySet())));
        return node;
    }

    private String linkId(At at, String base, Set<String> taken) {
        var given = problems.text(at, "", LONGEST_LINK_ID);
        if (!given.isEmpty()) {
            if (taken.contains(given))
                problems.problem(
                        at,
                        "file.duplicate-id",
                        "Expected an id of its own, received %s, which another link has.".formatted(Shown.text(given)));
            return given;
        }
        var id = base;
        for (int n = 2; taken.contains(id); n++) id = base + "#" + n;
        return id;
    }

    private @Nullable Link link(At at, String id, Node from, Node to) {
        return switch (Connection.between(from.kind(), to.kind())) {
            case Connection.Refused(var reason) -> {
                problems.problem(
                        at, "link.impossible", refusal(at.field("as"), from, to).orElse(reason));
                yield null;
            }
            case Connection.Possible(var options) -> {
                var option = option(at.field("as"), options, from, to);
                if (option.isEmpty()) yield null;
                var verb = "The link from %s to %s".formatted(from.id(), to.id());
                var extra = DesignReader.extra(at.node(), LINK_FIELDS);
                for (var name : extra.keySet()) remark(at, name, verb);
                yield new Link(
                        id,
                        from.id(),
                        to.id(),
                        option.get().kind(),
                        SetReader.params(
                                at.field("set"), at.path(), option.get().params(), verb, problems),
                        extra);
            }
        };
    }

    /// What a link is, others call its kind or type.
    private void remark(At link, String name, String what) {
        boolean way = name.equalsIgnoreCase("kind") || name.equalsIgnoreCase("type");
        problems.remark(
                link.field(name),
                "file.unknown-field",
                "%s has no field of this name; it is kept but does nothing.%s"
                        .formatted(what, way ? "\nMaybe as." : Nearest.maybe(name, LINK_FIELDS)));
    }

    /// Why there is no link of the kind asked for.
    private static Optional<String> refusal(At as, Node from, Node to) {
        if (as.missing() || !as.node().isString()) return Optional.empty();
        return LinkKind.of(as.node().stringValue()).flatMap(kind -> from.kind().refusal(kind, to.kind()));
    }

    private Optional<Connection.Option> option(At as, List<Connection.Option> options, Node from, Node to) {
        if (as.missing()) return Optional.of(options.getFirst());
        var word = as.node().isString() ? as.node().stringValue() : "";
        var found = options.stream().filter(o -> o.kind().word().equals(word)).findFirst();
        if (found.isEmpty()) {
            var words = options.stream()
                    .map(Connection.Option::kind)
                    .map(LinkKind::word)
                    .toList();
            problems.problem(
                    as,
                    "link.kind",
                    refusal(as, from, to)
                            .orElseGet(() -> "Expected %s, received %s."
                                    .formatted(String.join(" or ", words), Shown.value(as.node()))));
        }
        return found;
    }

    private boolean required(At at) {
        if (at.node().isObject()) return true;
        problems.problem(at, "file.type", "Expected an object, received " + Shown.value(at.node()) + ".");
        return false;
    }

    /// Places for nodes that have none, row by row.
    private static Point freePlace(int place) {
        return new Point(40 + 240 * (place % 5), 40 + 160 * (place / 5));
    }
}
