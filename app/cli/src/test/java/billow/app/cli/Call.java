package billow.app.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/// One call of the program and what came of it.
record Call(int exitCode, String out, String err) {
    static Call billow(String... arguments) {
        return billow(new AtomicBoolean(), arguments);
    }

    static Call billow(AtomicBoolean stopped, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                stopped);
        int exitCode = Main.run(arguments, terminal);
        return new Call(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
