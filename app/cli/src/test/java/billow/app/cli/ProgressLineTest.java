package billow.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    private Terminal terminal(boolean interactive) {
        var err = new PrintStream(shown, true, StandardCharsets.UTF_8);
        var out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return new Terminal(out, err, interactive, new AtomicBoolean());
    }

    @Test
    void showsHowFarItIsOnATerminalAndTakesItAway() throws Exception {
        var line = new ProgressLine(terminal(true), false);
        Thread.sleep(350); // short work shows nothing
        line.at(0.5);
        var text = shown.toString(StandardCharsets.UTF_8);
        line.clear();

        assertThat(text).startsWith("\r██████████████░░░░░░░░░░░░░░  50 %").contains("s left");
        assertThat(shown.toString(StandardCharsets.UTF_8)).endsWith(" \r");
    }

    @Test
    void showsNothingWhenPipedOrQuiet() throws Exception {
        var piped = new ProgressLine(terminal(false), false);
        var quiet = new ProgressLine(terminal(true), true);
        Thread.sleep(350);
        piped.at(0.5);
        quiet.at(0.5);
        piped.clear();
        quiet.clear();

        assertThat(shown.toString(StandardCharsets.UTF_8)).isEmpty();
    }
}
