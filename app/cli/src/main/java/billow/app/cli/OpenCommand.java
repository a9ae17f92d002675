package billow.app.cli;

import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "open", description = "Opens the desktop, with a design if one is named.")
final class OpenCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The design file.")
    private @Nullable String file;

    @Mixin
    private HelpOption help = new HelpOption();

    @Override
    public Integer call() throws Complaint {
        Path design = file == null ? null : Inputs.path(file);
        var launcher = ServiceLoader.load(DesktopLauncher.class).findFirst();
        if (launcher.isEmpty())
            throw Complaint.wrong(
                    "billow open — The desktop is not part of this installation.\nMaybe run billow --help for the commands that need no window.");
        return launcher.get().open(design);
    }
}
