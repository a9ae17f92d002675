package billow.app.desktop.inspector;

import billow.model.design.Design;
import javafx.scene.layout.Region;

/// What the inspector shows about one thing.
sealed interface Panel permits NodePanel, LinkPanel, DesignPanel, ManyPanel {
    /// The thing it is about; another thing gets another panel.
    Object subject();

    Region node();

    /// Takes over a changed design.
    void show(Design design);
}
