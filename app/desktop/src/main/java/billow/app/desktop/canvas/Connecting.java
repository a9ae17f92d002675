package billow.app.desktop.canvas;

import billow.model.design.Node;
import billow.model.kind.Connection;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Draws a link from a node's right port to another node.
final class Connecting implements Gesture {
    /// What the gesture needs of the canvas.
    interface Board {
        Optional<Node> nodeAt(Pointer pointer);

        /// Shows the link so far, what it would connect to, and why it cannot.
        void preview(Node from, Pointer pointer, @Nullable Node target, @Nullable Connection connection);

        void connect(Node from, Node to, Connection connection);

        void clear();
    }

    private final Node from;
    private final Board board;
    private final Function<Node, Connection> rule;

    Connecting(Node from, Board board) {
        this.from = from;
        this.board = board;
        this.rule = to -> Connector.between(from, to);
    }

    Node from() {
        return from;
    }

    @Override
    public void move(Pointer pointer) {
        var target = board.nodeAt(pointer).filter(n -> !n.id().equals(from.id()));
        board.preview(from, pointer, target.orElse(null), target.map(rule).orElse(null));
    }

    @Override
    public void finish(Pointer pointer) {
        board.clear();
        board.nodeAt(pointer)
                .filter(n -> !n.id().equals(from.id()))
                .ifPresent(to -> board.connect(from, to, rule.apply(to)));
    }

    @Override
    public void cancel() {
        board.clear();
    }
}
