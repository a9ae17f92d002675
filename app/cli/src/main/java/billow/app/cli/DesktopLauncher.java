package billow.app.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Opens the window. Provided by the desktop module through [java.util.ServiceLoader], so that the command line
/// carries no JavaFX and works where the desktop is not installed.
public interface DesktopLauncher {

    /// Shows the window and returns when it has been closed.
    ///
    /// @param design the file to open, `null` for an empty design
    /// @return the exit code of the process
    int open(@Nullable Path design);
}
