package billow.app.desktop.canvas;

import billow.model.design.Design;
import billow.model.kind.NodeKind;

/// Names for new nodes.
final class NewNames {
    private NewNames() {}

    /// The kind's name, with a number when a node is called that already.
    static String label(Design design, NodeKind kind) {
        var label = kind.name();
        for (int n = 2; taken(design, label); n++) label = kind.name() + " " + n;
        return label;
    }

    private static boolean taken(Design design, String label) {
        return design.nodes().values().stream().anyMatch(n -> n.label().equals(label));
    }
}
