package billow.app.desktop.document;

import billow.model.design.Design;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.animation.PauseTransition;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/// Keeps the journal of the open design up to date, a moment after each change, off the FX thread.
public final class Autosave {
    private final OpenDesign open;
    private final DesignFiles files;
    private final PauseTransition pause;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("journal").factory());

    public Autosave(OpenDesign open, DesignFiles files, Duration after) {
        this.open = open;
        this.files = files;
        pause = new PauseTransition(after);
        pause.setOnFinished(e -> keep());
        open.designProperty().subscribe(d -> {
            if (open.dirty()) pause.playFromStart();
        });
        open.dirtyProperty().subscribe(dirty -> {
            if (!dirty) pause.stop();
        });
    }

    private void keep() {
        if (!open.dirty()) return;
        Design design = open.design();
        @Nullable Path file = open.file();
        writer.execute(() -> files.keep(design, file));
    }

    /// After saving, or after the changes were given up.
    public void forget(Optional<Path> file) {
        pause.stop();
        writer.execute(() -> files.forget(file.orElse(null)));
    }

    /// Writes what is pending and ends.
    public void close() {
        if (open.dirty()) keep();
        writer.close();
    }
}
