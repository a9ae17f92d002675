package billow.app.desktop;

import billow.app.desktop.document.DesignFiles;
import billow.app.desktop.document.Settings;
import billow.app.desktop.shell.MainWindow;
import java.nio.file.Path;
import java.util.List;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import javafx.stage.Window;

/// Starts the window on the FX thread.
public final class BillowApplication extends Application {
    @Override
    public void start(Stage stage) {
        var files = getParameters().getRaw().stream().map(Path::of).toList();
        var settings = Settings.ofUser();
        var samples = ReadySamples.all(new DesignFiles(settings.home()));
        new MainWindow(stage, settings, () -> samples).show(files);
    }

    /// Windows are hidden before the toolkit ends: on GTK an open tooltip or menu at exit crashes JavaFX 26.
    @Override
    public void stop() {
        for (var window : List.copyOf(Window.getWindows()).reversed()) window.hide();
        Platform.exit();
    }
}
