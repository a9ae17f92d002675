package billow.simulator.queue;

import java.util.Arrays;

/// Numbers of rows in columns that someone else keeps; a free row is used again. Its generation tells whether a row
/// that was noted is still the same thing.
final class Rows {
    private int[] generations = new int[16];
    private int[] freeRows = new int[16];
    private int free;
    private int used;

    /// @return a free row, at most one beyond all rows so far
    int take() {
        if (free > 0) return freeRows[--free];
        if (used == generations.length) generations = Arrays.copyOf(generations, Math.multiplyExact(used, 2));
        return used++;
    }

    void free(int row) {
        generations[row]++;
        if (free == freeRows.length) freeRows = Arrays.copyOf(freeRows, Math.multiplyExact(free, 2));
        freeRows[free++] = row;
    }

    int generation(int row) {
        return generations[row];
    }

    /// Rows in use.
    int live() {
        return used - free;
    }
}
