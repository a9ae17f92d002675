package billow.app.cli;

import java.nio.file.Path;
import java.util.ServiceLoader;

/// Entry point of `billow`: hands the call to a command and ends with its exit code.
public final class Main {

    private static final int WRONG_CALL = 2;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        boolean open = arguments.length == 0 || arguments[0].equals("open");
        if (!open) {
            System.err.println("billow " + arguments[0] + " — Expected a known command, found none of that name.");
            return WRONG_CALL;
        }
        Path design = arguments.length > 1 ? Path.of(arguments[1]) : null;
        return ServiceLoader.load(DesktopLauncher.class)
                .findFirst()
                .map(launcher -> launcher.open(design))
                .orElseGet(() -> {
                    System.err.println("billow open — The desktop is not part of this installation.");
                    return WRONG_CALL;
                });
    }
}
