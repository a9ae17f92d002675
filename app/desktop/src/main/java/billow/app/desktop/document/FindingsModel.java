package billow.app.desktop.document;

import billow.model.check.Checks;
import billow.model.check.Finding;
import billow.model.design.Design;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// What is wrong with the open design, worked out off the FX thread. An answer about a design that is no longer the
/// open
/// one is dropped.
public final class FindingsModel {
    private final ReadOnlyObjectWrapper<List<Finding>> findings = new ReadOnlyObjectWrapper<>(List.of());
    private final OpenDesign open;
    private final Executor worker;
    private final Executor screen;

    /// @param worker where designs are checked; @param screen the FX thread
    public FindingsModel(OpenDesign open, Executor worker, Executor screen) {
        this.open = open;
        this.worker = worker;
        this.screen = screen;
        open.designProperty().subscribe(this::check);
    }

    public ReadOnlyObjectProperty<List<Finding>> findings() {
        return findings.getReadOnlyProperty();
    }

    private void check(Design design) {
        worker.execute(() -> {
            if (design != open.designProperty().get()) return;
            var found = Checks.of(design);
            screen.execute(() -> {
                if (design == open.design()) findings.set(found);
            });
        });
    }

    /// Those about nodes, by node id.
    public static Map<String, List<Finding>> byNode(Design design, List<Finding> findings) {
        var all = new LinkedHashMap<String, List<Finding>>();
        for (var id : design.nodes().keySet()) {
            var own = findings.stream()
                    .filter(f -> f.path().startsWith("nodes[" + id + "]"))
                    .toList();
            if (!own.isEmpty()) all.put(id, own);
        }
        return all;
    }
}
