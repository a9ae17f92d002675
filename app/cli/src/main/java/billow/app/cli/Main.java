package billow.app.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Entry point of `billow`: hands the call to a command and ends with its exit code.
public final class Main {
    private static final int SECONDS_TO_FINISH = 20;

    private Main() {}

    public static void main(String[] arguments) {
        var finished = new CountDownLatch(1);
        var terminal = new Terminal(System.out, System.err, isTerminal(), new AtomicBoolean());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(terminal, finished)));
        int exitCode = run(arguments, terminal);
        terminal.out().flush();
        finished.countDown();
        System.exit(exitCode);
    }

    /// Ends a running simulation and waits for what it has to be printed.
    private static void stop(Terminal terminal, CountDownLatch finished) {
        terminal.stopped().set(true);
        try {
            if (!finished.await(SECONDS_TO_FINISH, TimeUnit.SECONDS))
                terminal.err().println("Stopped.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isTerminal() {
        var console = System.console();
        return console != null && console.isTerminal();
    }

    /// Without arguments, or with the name of a design alone, the desktop opens.
    static int run(String[] arguments, Terminal terminal) {
        try {
            var line = BillowCommand.on(terminal);
            boolean design = arguments.length == 1 && arguments[0].endsWith(".billow");
            if (arguments.length == 0) return line.execute("open");
            return design ? line.execute("open", arguments[0]) : line.execute(arguments);
        } catch (RuntimeException | LinkageError | VirtualMachineError e) {
            return BillowCommand.internal(e, terminal);
        }
    }
}
