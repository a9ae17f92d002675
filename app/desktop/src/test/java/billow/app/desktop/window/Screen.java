package billow.app.desktop.window;

import billow.app.desktop.document.DesignFiles;
import billow.app.desktop.document.Samples;
import billow.app.desktop.document.Settings;
import billow.app.desktop.run.Pace;
import billow.app.desktop.run.RunState;
import billow.app.desktop.shell.MainWindow;
import billow.diagrams.gallery.Gallery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javafx.application.Platform;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/// The real window on a virtual screen, with settings of its own.
final class Screen {
    /// Far beyond what anything takes on a machine that does nothing else: only what never comes is waited for in vain.
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private Screen() {}

    static MainWindow open(Path folder, double width, double height) throws TimeoutException {
        FxToolkit.registerPrimaryStage();
        var window = new AtomicReference<MainWindow>();
        FxToolkit.setupStage(stage -> {
            var settings = new Settings(folder.resolve("desktop.properties"));
            settings.set("width", Double.toString(width));
            settings.set("height", Double.toString(height));
            var samples = samples(folder);
            var made = new MainWindow(stage, settings, () -> samples);
            made.show(List.of());
            made.run().paceProperty().set(Pace.UNLIMITED);
            window.set(made);
        });
        WaitForAsyncUtils.waitForFxEvents();
        return window.get();
    }

    static List<Samples.Sample> samples(Path folder) {
        var files = new DesignFiles(folder);
        return Gallery.samples().stream()
                .map(s -> new Samples.Sample(
                        s.name(),
                        s.name(),
                        s.summary(),
                        ((DesignFiles.Opened) files.read(s.fileName(), s.text())).design()))
                .toList();
    }

    /// Runs something on the FX thread and waits for it.
    static <T> T on(Supplier<T> action) {
        if (Platform.isFxApplicationThread()) return action.get();
        var result = new AtomicReference<T>();
        var failure = new AtomicReference<Throwable>();
        var done = new java.util.concurrent.CountDownLatch(1);
        Platform.runLater(() -> {
            try {
                result.set(action.get());
            } catch (RuntimeException | Error e) {
                failure.set(e);
            } finally {
                done.countDown();
            }
        });
        try {
            if (!done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                throw new AssertionError("The FX thread did not answer.");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        if (failure.get() != null) throw new AssertionError("On the FX thread: " + failure.get(), failure.get());
        WaitForAsyncUtils.waitForFxEvents();
        return result.get();
    }

    static void act(Runnable action) {
        on(() -> {
            action.run();
            return true;
        });
    }

    static void waitUntil(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!on(condition::getAsBoolean)) {
            if (System.nanoTime() > end) throw new AssertionError("Waited in vain until " + what);
            try {
                Thread.sleep(40);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    static void waitForResult(MainWindow window) {
        waitUntil("the run is finished", () -> {
            if (window.run().state() == RunState.FAILED)
                throw new AssertionError(
                        "The run failed: " + window.run().remarkProperty().get());
            return window.run().state() == RunState.FINISHED;
        });
    }
}
