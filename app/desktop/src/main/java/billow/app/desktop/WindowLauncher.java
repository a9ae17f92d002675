package billow.app.desktop;

import billow.app.cli.DesktopLauncher;
import java.nio.file.Path;
import javafx.application.Application;
import org.jspecify.annotations.Nullable;

/// Opens the window for the command line.
public final class WindowLauncher implements DesktopLauncher {
    @Override
    public int open(@Nullable Path design) {
        System.setProperty("java.awt.headless", "true");
        Application.launch(BillowApplication.class, design == null ? new String[0] : new String[] {design.toString()});
        return 0;
    }
}
