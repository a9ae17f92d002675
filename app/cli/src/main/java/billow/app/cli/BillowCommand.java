package billow.app.cli;

import billow.app.study.Complaints;
import billow.model.file.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The command `billow` with all its subcommands.
@Command(
        name = "billow",
        description = "Designs, simulates and prices serverless architectures.",
        synopsisSubcommandLabel = "COMMAND")
final class BillowCommand {
    @Mixin
    private HelpOption help = new HelpOption();

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    private boolean version;

    private BillowCommand() {}

    /// A command line that talks to `terminal`; it never throws and never shows a stack trace.
    static CommandLine on(Terminal terminal) {
        var line = new CommandLine(new BillowCommand());
        line.addSubcommand(new OpenCommand());
        line.addSubcommand(new SimulateCommand(terminal));
        line.addSubcommand(new BillCommand(terminal));
        line.addSubcommand(new ExportCommand(terminal));
        line.addSubcommand(new CheckCommand(terminal));
        line.addSubcommand(new KindsCommand(terminal));
        line.addSubcommand(new SamplesCommand(terminal));
        line.addSubcommand(new PricesCommand(terminal));
        line.getCommandSpec().version("Billow " + version());
        line.setOut(new java.io.PrintWriter(terminal.out(), true));
        line.setErr(new java.io.PrintWriter(terminal.err(), true));
        line.setAbbreviatedOptionsAllowed(false);
        line.setOverwrittenOptionsAllowed(true);
        line.setParameterExceptionHandler((e, args) -> wrongCall(e, terminal));
        line.setExecutionExceptionHandler((e, command, parsed) -> failed(e, terminal));
        return line;
    }

    private static String version() {
        var version = BillowCommand.class.getPackage().getImplementationVersion();
        return version == null ? "0.1.0" : version;
    }

    private static int wrongCall(CommandLine.ParameterException e, Terminal terminal) {
        var name = e.getCommandLine().getCommandSpec().qualifiedName();
        terminal.err().println(name + " — " + explain(e));
        var guess = guess(e);
        terminal.err().println(guess.isEmpty() ? "Maybe run " + name + " --help." : "Maybe " + guess + ".");
        return ExitCodes.WRONG;
    }

    private static String explain(CommandLine.ParameterException e) {
        return switch (e) {
            case CommandLine.UnmatchedArgumentException u ->
                "Expected a known command or option, received %s."
                        .formatted(Complaints.shown(u.getUnmatched().getFirst()));
            case CommandLine.MissingParameterException m ->
                "Expected %s, received none."
                        .formatted(m.getMissing().stream()
                                .map(a -> a.isOption() ? "a value for " + a.paramLabel() : a.paramLabel())
                                .collect(Collectors.joining(", ")));
            default -> String.valueOf(e.getMessage());
        };
    }

    private static String guess(CommandLine.ParameterException e) {
        if (!(e instanceof CommandLine.UnmatchedArgumentException unmatched)) return "";
        var words = new ArrayList<>(e.getCommandLine().getSubcommands().keySet());
        words.addAll(e.getCommandLine().getCommandSpec().optionsMap().keySet());
        return Nearest.to(unmatched.getUnmatched().getFirst(), words).orElse("");
    }

    private static int failed(Exception e, Terminal terminal) {
        if (e instanceof Complaint complaint) {
            terminal.err().println(complaint.message());
            return complaint.exitCode();
        }
        return internal(e, terminal);
    }

    /// A promise of our own code is broken: what to report, in two lines.
    static int internal(Throwable e, Terminal terminal) {
        terminal.err()
                .println(
                        "Billow made a mistake of its own; your files are untouched. Please report the command and this line:");
        var frames = List.of(e.getStackTrace());
        var place = frames.stream()
                .filter(f -> f.getClassName().startsWith("billow."))
                .findFirst()
                .map(f -> " at " + f.getClassName() + "." + f.getMethodName() + ":" + f.getLineNumber())
                .orElse("");
        terminal.err().println("  " + e.getClass().getSimpleName() + ": " + e.getMessage() + place);
        return ExitCodes.IO;
    }
}
