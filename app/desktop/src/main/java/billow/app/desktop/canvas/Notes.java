package billow.app.desktop.canvas;

import billow.model.design.Design;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/// Frames and notes behind the cards.
final class Notes {
    private Notes() {}

    static List<Node> of(Design design) {
        var all = new ArrayList<Node>();
        for (var frame : design.frames()) {
            var area = new Region();
            area.getStyleClass().add("frame");
            area.resizeRelocate(frame.at().x(), frame.at().y(), frame.width(), frame.height());
            area.setManaged(false);
            var label = new Label(frame.label());
            label.getStyleClass().add("frame-label");
            label.relocate(frame.at().x() + 12, frame.at().y() + 8);
            all.add(area);
            all.add(label);
        }
        for (var note : design.notes()) {
            var label = new Label(note.text());
            label.getStyleClass().add("note");
            label.setWrapText(true);
            label.setMaxWidth(Card.NOTE_WIDTH);
            label.relocate(note.at().x(), note.at().y());
            all.add(label);
        }
        return all;
    }
}
