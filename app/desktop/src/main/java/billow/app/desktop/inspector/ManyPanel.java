package billow.app.desktop.inspector;

import billow.model.design.Design;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Says how much is selected.
final class ManyPanel implements Panel {
    private final Object subject;
    private final VBox root;

    ManyPanel(int nodes, int links) {
        subject = nodes + "/" + links;
        var title = new Label(nodes + links + " selected");
        title.getStyleClass().add("inspector-title");
        var hint = new Label("Move them together with the arrow keys, duplicate with Ctrl+D, remove with Delete.");
        hint.setWrapText(true);
        hint.getStyleClass().add("fine");
        root = new VBox(8, title, hint);
    }

    @Override
    public Object subject() {
        return subject;
    }

    @Override
    public Region node() {
        return root;
    }

    @Override
    public void show(Design design) {}
}
