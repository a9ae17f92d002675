package billow.app.desktop.document;

import billow.model.design.Design;
import billow.model.design.Link;
import billow.model.design.Node;
import billow.model.design.Point;
import billow.model.edit.Edit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Nodes with the links between them, taken out of a design to be put in again.
public record Clip(List<Node> nodes, List<Link> links) {
    public static final Clip EMPTY = new Clip(List.of(), List.of());

    public Clip {
        nodes = List.copyOf(nodes);
        links = List.copyOf(links);
    }

    public static Clip of(Design design, Set<String> ids) {
        return new Clip(
                design.nodes().values().stream()
                        .filter(n -> ids.contains(n.id()))
                        .toList(),
                design.links().stream()
                        .filter(l -> ids.contains(l.from()) && ids.contains(l.to()))
                        .toList());
    }

    public boolean isEmpty() {
        return nodes.isEmpty();
    }

    /// Top left corner of what it holds.
    public Point corner() {
        return new Point(
                nodes.stream().mapToDouble(n -> n.at().x()).min().orElse(0),
                nodes.stream().mapToDouble(n -> n.at().y()).min().orElse(0));
    }

    /// The edit that puts copies into `design`, moved by a distance, under ids that are free.
    public Edit.Add into(Design design, double dx, double dy) {
        var ids = new HashMap<String, String>();
        var added = new ArrayList<Node>();
        var growing = design;
        for (var node : nodes) {
            var id = growing.nodeId(node.id().replaceFirst("-\\d+$", ""));
            ids.put(node.id(), id);
            var label = node.label().equals(node.id()) ? id : node.label();
            var copy =
                    new Node(id, node.kind(), label, node.at().plus(dx, dy), node.params(), node.tags(), node.extra());
            added.add(copy);
            growing = growing.put(copy);
        }
        return new Edit.Add(added, links(ids));
    }

    private List<Link> links(Map<String, String> ids) {
        var copies = new ArrayList<Link>();
        var taken = new HashMap<String, Integer>();
        for (var link : links) {
            var from = ids.getOrDefault(link.from(), link.from());
            var to = ids.getOrDefault(link.to(), link.to());
            var base = from + "->" + to;
            int n = taken.merge(base, 1, Integer::sum);
            copies.add(new Link(n == 1 ? base : base + "#" + n, from, to, link.kind(), link.params(), link.extra()));
        }
        return copies;
    }
}
