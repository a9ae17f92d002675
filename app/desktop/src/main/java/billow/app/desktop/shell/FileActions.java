package billow.app.desktop.shell;

import billow.app.desktop.document.Autosave;
import billow.app.desktop.document.DesignFiles;
import billow.app.desktop.document.OpenDesign;
import billow.app.desktop.document.Settings;
import billow.model.design.Design;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.Scene;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.stage.FileChooser;
import javafx.stage.Stage;

/// New, open, save; dropping files; what an earlier session left unsaved. A file that cannot be read leaves the open
/// design untouched.
final class FileActions {
    private final Stage stage;
    private final OpenDesign open;
    private final DesignFiles files;
    private final Autosave autosave;
    private final Settings settings;
    private final ProblemPanel problems;
    private final Toasts toasts;

    FileActions(
            Stage stage,
            OpenDesign open,
            DesignFiles files,
            Autosave autosave,
            Settings settings,
            ProblemPanel problems,
            Toasts toasts) {
        this.stage = stage;
        this.open = open;
        this.files = files;
        this.autosave = autosave;
        this.settings = settings;
        this.problems = problems;
        this.toasts = toasts;
    }

    /// Runs `next` when there is nothing to lose, otherwise asks first.
    void leaving(Runnable next) {
        if (!open.dirty()) {
            problems.close();
            next.run();
            return;
        }
        problems.ask(
                "Save the changes to “" + open.design().name() + "”?",
                "They are in no file yet.",
                List.of(
                        new ProblemPanel.Answer("Save", () -> {
                            if (save()) next.run();
                        }),
                        new ProblemPanel.Answer("Discard", () -> {
                            autosave.forget(Optional.ofNullable(open.file()));
                            open.open(open.design(), open.file());
                            next.run();
                        }),
                        new ProblemPanel.Answer("Cancel", () -> {})));
    }

    void newDesign() {
        leaving(() -> open.open(Design.EMPTY, null));
    }

    void chooseAndOpen() {
        var chosen = chooser("Open a design").showOpenDialog(stage);
        if (chosen != null) open(chosen.toPath());
    }

    /// Opens a file in the place of the open design.
    void open(Path file) {
        switch (files.read(file)) {
            case DesignFiles.Refused(var message, var all) ->
                problems.wrong(file.getFileName() + " can't be opened", text(message, all.size()));
            case DesignFiles.Opened(var design, var remarks) ->
                leaving(() -> {
                    open.open(design, file.toAbsolutePath());
                    settings.addRecent(file);
                    if (!remarks.isEmpty())
                        toasts.said("%d remarks about %s. The first: %s"
                                .formatted(
                                        remarks.size(),
                                        file.getFileName(),
                                        remarks.getFirst().text()));
                    offerKept(file.toAbsolutePath(), design);
                });
        }
    }

    private static String text(String message, int problems) {
        return problems > 1 ? message + "\nand %d more.".formatted(problems - 1) : message;
    }

    private void offerKept(Path file, Design inFile) {
        files.kept(file, inFile)
                .ifPresent(kept -> problems.ask(
                        "There are changes that were not saved",
                        "The last session with %s ended before they were.".formatted(file.getFileName()),
                        List.of(
                                new ProblemPanel.Answer("Bring them back", () -> open.openUnsaved(kept, file, inFile)),
                                new ProblemPanel.Answer("Discard", () -> autosave.forget(Optional.of(file))))));
    }

    /// Offers what the last session left in no file.
    void offerKept() {
        files.kept(null, Design.EMPTY)
                .ifPresent(kept -> problems.ask(
                        "There is a design that was not saved",
                        "“%s”, with %d nodes, from the last session."
                                .formatted(kept.name(), kept.nodes().size()),
                        List.of(
                                new ProblemPanel.Answer(
                                        "Bring it back", () -> open.openUnsaved(kept, null, Design.EMPTY)),
                                new ProblemPanel.Answer("Discard", () -> autosave.forget(Optional.empty())))));
    }

    /// @return whether it is saved now
    boolean save() {
        var file = open.file();
        return file == null ? saveAs() : write(file);
    }

    boolean saveAs() {
        var chooser = chooser("Save the design");
        var file = open.file();
        chooser.setInitialFileName(
                file == null
                        ? open.design().nodeId(open.design().name()) + DesignFiles.EXTENSION
                        : String.valueOf(file.getFileName()));
        var chosen = chooser.showSaveDialog(stage);
        return chosen != null && write(withExtension(chosen.toPath()));
    }

    private static Path withExtension(Path file) {
        var name = String.valueOf(file.getFileName());
        return name.contains(".") ? file : file.resolveSibling(name + DesignFiles.EXTENSION);
    }

    boolean write(Path file) {
        var before = Optional.ofNullable(open.file());
        var failure = files.write(open.design(), file);
        failure.ifPresent(message -> problems.wrong("The design was not saved", message));
        if (failure.isPresent()) return false;
        open.savedAs(file.toAbsolutePath());
        autosave.forget(before);
        autosave.forget(Optional.of(file.toAbsolutePath()));
        settings.addRecent(file);
        toasts.said("Saved to " + file.getFileName() + ".");
        return true;
    }

    private FileChooser chooser(String title) {
        var chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.getExtensionFilters()
                .setAll(
                        new FileChooser.ExtensionFilter("Billow designs", "*" + DesignFiles.EXTENSION),
                        new FileChooser.ExtensionFilter("All files", "*"));
        var file = open.file();
        var folder = file == null ? null : file.toAbsolutePath().getParent();
        if (folder != null && folder.toFile().isDirectory()) chooser.setInitialDirectory(folder.toFile());
        return chooser;
    }

    /// Opens a file that is dropped on the window.
    void acceptDrops(Scene scene) {
        scene.addEventHandler(DragEvent.DRAG_OVER, e -> {
            if (e.getDragboard().hasFiles()) e.acceptTransferModes(TransferMode.COPY);
            e.consume();
        });
        scene.addEventHandler(DragEvent.DRAG_DROPPED, e -> {
            List<File> dropped = e.getDragboard().getFiles();
            if (dropped != null && !dropped.isEmpty()) open(dropped.getFirst().toPath());
            e.setDropCompleted(true);
            e.consume();
        });
    }

    void close() {
        autosave.close();
    }
}
