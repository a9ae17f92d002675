package billow.app.cli;

import billow.simulator.run.Progress;
import java.util.Locale;

/// One line on a terminal that says how far a run has come and when it will end. Used by several threads.
final class ProgressLine implements Progress {
    private static final int WIDTH = 28;
    private static final long BETWEEN_NANOS = 100_000_000L;
    private static final double MIN_SHARE = 0.01;

    private final Terminal terminal;
    private final boolean shown;
    private final long start = System.nanoTime();
    private long next = start + 3 * BETWEEN_NANOS;
    private int length;

    ProgressLine(Terminal terminal, boolean quiet) {
        this.terminal = terminal;
        shown = terminal.interactive() && !quiet;
    }

    @Override
    public boolean at(double done) {
        if (shown) show(done);
        return !terminal.stopped().get();
    }

    private synchronized void show(double done) {
        long now = System.nanoTime();
        if (now < next) return;
        next = now + BETWEEN_NANOS;
        int full = (int) Math.round(done * WIDTH);
        var line = "█".repeat(full)
                + "░".repeat(WIDTH - full)
                + String.format(Locale.ROOT, " %3.0f %%%s", done * 100, remaining(done, now - start));
        terminal.err().print("\r" + line + " ".repeat(Math.max(0, length - line.length())));
        terminal.err().flush();
        length = line.length();
    }

    private static String remaining(double done, long elapsedNanos) {
        if (done < MIN_SHARE) return "";
        long seconds = Math.round(elapsedNanos / 1e9 * (1 - done) / done);
        return seconds < 60
                ? "  %d s left".formatted(seconds)
                : "  %d min %d s left".formatted(seconds / 60, seconds % 60);
    }

    /// Takes the line away.
    synchronized void clear() {
        if (length > 0) terminal.err().print("\r" + " ".repeat(length) + "\r");
        terminal.err().flush();
        length = 0;
    }
}
