package billow.app.cli;

import billow.app.study.Complaints;
import billow.diagrams.gallery.Gallery;
import billow.model.file.Nearest;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "samples", description = "Lists the sample designs, or writes one to a file.")
final class SamplesCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The sample to write.")
    private @Nullable String name;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to write it (default: NAME.billow; - for standard output).")
    private @Nullable String output;

    @Mixin
    private HelpOption help = new HelpOption();

    SamplesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Complaint {
        if (name == null) {
            for (var sample : Gallery.samples())
                terminal.out().println("%-20s %s".formatted(sample.name(), sample.summary()));
            return ExitCodes.DONE;
        }
        var wanted = name;
        var names = Gallery.samples().stream().map(Gallery.Sample::name).toList();
        var sample = Gallery.sample(wanted)
                .orElseThrow(() -> Complaint.wrong("Expected one of the samples %s, received %s.%s"
                        .formatted(String.join(", ", names), Complaints.shown(wanted), Nearest.maybe(wanted, names))));
        if ("-".equals(output)) {
            terminal.out().print(sample.text());
            return ExitCodes.DONE;
        }
        var file = Inputs.path(output == null ? sample.fileName() : output);
        Inputs.write(file, sample.text());
        terminal.out().println("Wrote " + file + ".");
        return ExitCodes.DONE;
    }
}
