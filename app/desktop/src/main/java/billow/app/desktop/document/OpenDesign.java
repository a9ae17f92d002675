package billow.app.desktop.document;

import billow.model.design.Design;
import billow.model.edit.Edit;
import billow.model.edit.History;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;

/// The design that is open: every change passes through here. FX thread only.
public final class OpenDesign {
    private final ReadOnlyObjectWrapper<Design> design = new ReadOnlyObjectWrapper<>(Design.EMPTY);
    private final ReadOnlyObjectWrapper<@Nullable Path> file = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper dirty = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper canUndo = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper canRedo = new ReadOnlyBooleanWrapper();
    private final SimpleBooleanProperty locked = new SimpleBooleanProperty();
    private final Selection selection = new Selection();
    private History history = new History(Design.EMPTY);
    private Design saved = Design.EMPTY;

    public ReadOnlyObjectProperty<Design> designProperty() {
        return design.getReadOnlyProperty();
    }

    public Design design() {
        return history.design();
    }

    public ReadOnlyObjectProperty<@Nullable Path> fileProperty() {
        return file.getReadOnlyProperty();
    }

    public @Nullable Path file() {
        return file.get();
    }

    /// Whether there are changes that are in no file.
    public ReadOnlyBooleanProperty dirtyProperty() {
        return dirty.getReadOnlyProperty();
    }

    public boolean dirty() {
        return dirty.get();
    }

    public ReadOnlyBooleanProperty canUndoProperty() {
        return canUndo.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty canRedoProperty() {
        return canRedo.getReadOnlyProperty();
    }

    /// Whether edits are refused, because a run of this design is being watched.
    public SimpleBooleanProperty lockedProperty() {
        return locked;
    }

    public boolean locked() {
        return locked.get();
    }

    public Selection selection() {
        return selection;
    }

    /// Applies an edit as one step; nothing happens while the design is locked.
    public void edit(Edit edit) {
        if (locked()) return;
        history.push(edit);
        publish();
    }

    /// Applies an edit that ends a gesture: the next one is a step of its own.
    public void editOnce(Edit edit) {
        seal();
        edit(edit);
        seal();
    }

    /// Ends a step: what follows is undone separately.
    public void seal() {
        history.seal();
    }

    public void undo() {
        if (!locked() && history.undo()) publish();
    }

    public void redo() {
        if (!locked() && history.redo()) publish();
    }

    /// Steps that can be taken back, newest first.
    public List<String> undoLabels() {
        return history.undoLabels();
    }

    public List<String> redoLabels() {
        return history.redoLabels();
    }

    /// Opens another design in the place of this one.
    ///
    /// @param from the file it was read from, null for one that is in no file
    public void open(Design next, @Nullable Path from) {
        history = new History(next);
        saved = next;
        locked.set(false);
        selection.clear();
        file.set(from);
        publish();
    }

    /// Opens a design whose changes are in no file yet, for example one that was recovered.
    public void openUnsaved(Design next, @Nullable Path from, Design inFile) {
        open(next, from);
        saved = inFile;
        publish();
    }

    /// Says that the present state is in `path`.
    public void savedAs(Path path) {
        saved = history.design();
        file.set(path);
        publish();
    }

    private void publish() {
        var now = history.design();
        selection.retain(now.nodes().keySet(), linkIds(now));
        design.set(now);
        dirty.set(now != saved);
        canUndo.set(history.canUndo());
        canRedo.set(history.canRedo());
    }

    private static Set<String> linkIds(Design design) {
        return design.links().stream().map(l -> l.id()).collect(java.util.stream.Collectors.toSet());
    }
}
