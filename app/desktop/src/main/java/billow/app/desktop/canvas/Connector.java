package billow.app.desktop.canvas;

import billow.model.design.Design;
import billow.model.design.Link;
import billow.model.design.Node;
import billow.model.kind.Connection;
import billow.model.kind.NodeKind;
import billow.model.param.Params;
import billow.model.service.Catalogue;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Decides which nodes of a design can be connected, and makes the links.
public final class Connector {
    private Connector() {}

    public static Connection between(Node from, Node to) {
        if (from.id().equals(to.id())) return new Connection.Refused("A node can't use itself.");
        return Connection.between(from.kind(), to.kind());
    }

    /// Whether links can begin at nodes of a kind.
    static boolean leads(NodeKind kind) {
        return !kind.outlets().isEmpty()
                || Catalogue.kinds().stream()
                        .anyMatch(to -> Connection.between(kind, to) instanceof Connection.Possible);
    }

    /// Nodes that `from` can use, the nearest first.
    public static List<Node> targets(Design design, Node from) {
        return design.nodes().values().stream()
                .filter(to -> between(from, to) instanceof Connection.Possible)
                .sorted(Comparator.comparingDouble(to -> distance(from, to)))
                .toList();
    }

    private static double distance(Node a, Node b) {
        double dx = b.at().x() - a.at().x();
        return Math.hypot(dx < 0 ? dx * 2 : dx, b.at().y() - a.at().y());
    }

    /// The most usual link between two nodes that can be connected.
    public static Link link(Design design, Node from, Node to, Connection.Option option) {
        return new Link(
                design.linkId(from.id(), to.id()), from.id(), to.id(), option.kind(), Params.DEFAULTS, Map.of());
    }

    /// What connecting set, for a message: `Orders API invokes Place order`.
    public static String said(Node from, Node to, Connection.Possible possible) {
        var usual = possible.options().getFirst();
        var sentence = from.label() + " " + usual.kind().verb() + " " + to.label() + ".";
        int others = possible.options().size() - 1;
        return others == 0
                ? sentence
                : sentence + (others == 1 ? " Another way is" : " %d other ways are".formatted(others))
                        + " offered in the inspector.";
    }
}
