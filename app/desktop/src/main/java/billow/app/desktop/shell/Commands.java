package billow.app.desktop.shell;

import static javafx.scene.input.KeyCombination.SHIFT_DOWN;
import static javafx.scene.input.KeyCombination.SHORTCUT_DOWN;

import billow.app.desktop.canvas.CanvasKeys;
import billow.app.desktop.canvas.DesignCanvas;
import billow.app.desktop.document.OpenDesign;
import billow.app.desktop.document.Samples;
import billow.app.desktop.document.Scenarios;
import billow.app.desktop.inspector.InspectorView;
import billow.app.desktop.palette.PaletteView;
import billow.model.service.Catalogue;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;

/// Everything the window can do, for keys and for the command box.
final class Commands {
    private final List<Command> all = new ArrayList<>();
    private final OpenDesign open;
    private final DesignCanvas canvas;
    private final MainWindow window;

    Commands(
            MainWindow window,
            OpenDesign open,
            FileActions files,
            DesignCanvas canvas,
            CanvasKeys keys,
            PaletteView palette,
            InspectorView inspector) {
        this.window = window;
        this.open = open;
        this.canvas = canvas;
        add("new", "New design", key(KeyCode.N), files::newDesign);
        add("open", "Open…", key(KeyCode.O), files::chooseAndOpen);
        add("save", "Save", key(KeyCode.S), files::save);
        add("save-as", "Save as…", new KeyCodeCombination(KeyCode.S, SHORTCUT_DOWN, SHIFT_DOWN), files::saveAs);
        all.add(new Command(
                "undo", "Undo", key(KeyCode.Z), () -> open.canUndoProperty().get(), open::undo));
        all.add(new Command(
                "redo", "Redo", key(KeyCode.Y), () -> open.canRedoProperty().get(), open::redo));
        all.add(new Command(
                "redo-too",
                "Redo",
                new KeyCodeCombination(KeyCode.Z, SHORTCUT_DOWN, SHIFT_DOWN),
                () -> open.canRedoProperty().get(),
                open::redo));
        add("find", "Find anything", key(KeyCode.K), window::openCommandBox);
        add("run", "Run, pause or go on", key(KeyCode.R), window::playOrPause);
        add(
                "theme",
                "Light or dark",
                new KeyCodeCombination(KeyCode.L, SHORTCUT_DOWN, SHIFT_DOWN),
                window::switchTheme);
        add("fit", "Show the whole drawing", key(KeyCode.DIGIT0), canvas::fit);
        add("palette", "Go to the services", key(KeyCode.DIGIT1), palette::focus);
        add("canvas", "Go to the drawing", key(KeyCode.DIGIT2), () -> goToCanvas());
        add("inspector", "Go to the inspector", key(KeyCode.DIGIT3), inspector::focus);
        add(
                "fidelity",
                "How faithful is the selected service?",
                new KeyCodeCombination(KeyCode.F1),
                () -> window.explain());
        add("connect", "Connect the selected node", null, keys::startChoosing);
        add("duplicate", "Duplicate what is selected", null, keys::duplicate);
        add("remove", "Remove what is selected", null, keys::remove);
    }

    private void add(String id, String title, @org.jspecify.annotations.Nullable KeyCombination keys, Runnable action) {
        all.add(Command.of(id, title, keys, action));
    }

    private static KeyCombination key(KeyCode code) {
        return new KeyCodeCombination(code, SHORTCUT_DOWN);
    }

    private void goToCanvas() {
        open.selection()
                .get()
                .onlyNode()
                .or(() -> open.design().nodes().keySet().stream().findFirst())
                .ifPresentOrElse(canvas::focus, () -> canvas.view().requestFocus());
    }

    void install(Scene scene) {
        for (var command : all) {
            var keys = command.keys();
            if (keys != null)
                scene.getAccelerators().put(keys, () -> {
                    if (command.usable().getAsBoolean()) command.action().run();
                });
        }
    }

    /// What the command box offers.
    List<Finder.Entry> everything(List<Samples.Sample> samples) {
        var entries = new ArrayList<Finder.Entry>();
        for (var command : all)
            if (command.usable().getAsBoolean()
                    && !command.id().equals("find")
                    && !command.id().equals("redo-too"))
                entries.add(new Finder.Entry("Command", command.title(), command.keyText(), command.action()));
        entries.addAll(faults());
        for (var kind : Catalogue.kinds())
            entries.add(
                    new Finder.Entry("Place", kind.name(), kind.category().title(), () -> window.placeOnCanvas(kind)));
        for (var node : open.design().nodes().values())
            entries.add(new Finder.Entry("Node", node.label(), node.kind().name(), () -> {
                open.selection().node(node.id());
                canvas.reveal(node.id());
                canvas.focus(node.id());
            }));
        for (var sample : samples)
            entries.add(new Finder.Entry("Sample", sample.title(), "", () -> window.openSample(sample)));
        return entries;
    }

    /// What could break of the selected node or link.
    private List<Finder.Entry> faults() {
        var selected = open.selection().get();
        var target = selected.onlyNode().or(selected::onlyLink);
        if (target.isEmpty() || open.locked()) return List.of();
        return Scenarios.faults(open.design(), window.run().scenarioProperty().get(), target.get()).stream()
                .map(fault -> new Finder.Entry("Break", fault, "", () -> window.breakOnPurpose(fault)))
                .toList();
    }
}
