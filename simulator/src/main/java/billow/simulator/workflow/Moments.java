package billow.simulator.workflow;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Times at which executions will be told of something, as rows of a table. A row is used again only when its time has
/// come, so that what was taken back can't be mistaken for what took its place.
final class Moments {
    private @Nullable WorkflowRun[] runs = new @Nullable WorkflowRun[64];
    private int[] tokens = new int[64];
    private int[] freeRows = new int[64];
    private int free;
    private int used;

    /// @return the row to be woken with
    int add(WorkflowRun run, int token) {
        if (free == 0 && used == tokens.length) grow();
        int row = free > 0 ? freeRows[--free] : used++;
        runs[row] = run;
        tokens[row] = token;
        return row;
    }

    /// Takes a moment back; its row stays until the time has come.
    void cancel(int row) {
        runs[row] = null;
    }

    /// The time of a row has come.
    ///
    /// @return whom it concerns, or null when it was taken back
    @Nullable
    WorkflowRun take(int row) {
        WorkflowRun run = runs[row];
        runs[row] = null;
        freeRows[free++] = row;
        return run;
    }

    /// What is to be told; valid after [#take] until the next [#add].
    int token(int row) {
        return tokens[row];
    }

    private void grow() {
        int size = Math.multiplyExact(tokens.length, 2);
        runs = Arrays.copyOf(runs, size);
        tokens = Arrays.copyOf(tokens, size);
        freeRows = Arrays.copyOf(freeRows, size);
    }
}
