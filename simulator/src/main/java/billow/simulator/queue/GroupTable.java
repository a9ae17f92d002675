package billow.simulator.queue;

import java.util.Arrays;

/// Rows of groups by their number: a table with open addressing and linear probing. Memory follows the groups that
/// are there.
public final class GroupTable {
    private static final int EMPTY = -1;

    private final Rows rows = new Rows();
    private int[] names = new int[16];
    private int[] slots = new int[32];

    public GroupTable() {
        Arrays.fill(slots, EMPTY);
    }

    Rows rows() {
        return rows;
    }

    /// @return its row, or -1
    public int find(int name) {
        for (int at = home(name); slots[at] != EMPTY; at = at + 1 & slots.length - 1)
            if (names[slots[at]] == name) return slots[at];
        return -1;
    }

    /// Adds a group that is not there.
    ///
    /// @return its row, at most one beyond all rows so far
    public int add(int name) {
        int row = rows.take();
        if (row == names.length) names = Arrays.copyOf(names, Math.multiplyExact(row, 2));
        names[row] = name;
        if (2 * rows.live() > slots.length) rebuild();
        place(row);
        return row;
    }

    int name(int row) {
        return names[row];
    }

    public void remove(int row) {
        int mask = slots.length - 1;
        int hole = home(names[row]);
        while (slots[hole] != row) hole = hole + 1 & mask;
        // What probing would no longer reach moves up.
        for (int at = hole + 1 & mask; slots[at] != EMPTY; at = at + 1 & mask)
            if ((at - home(names[slots[at]]) & mask) >= (at - hole & mask)) {
                slots[hole] = slots[at];
                hole = at;
            }
        slots[hole] = EMPTY;
        rows.free(row);
    }

    private void place(int row) {
        int at = home(names[row]);
        while (slots[at] != EMPTY) at = at + 1 & slots.length - 1;
        slots[at] = row;
    }

    private void rebuild() {
        int[] old = slots;
        slots = new int[Math.multiplyExact(old.length, 2)];
        Arrays.fill(slots, EMPTY);
        for (int row : old) if (row != EMPTY) place(row);
    }

    private int home(int name) {
        return (name * 0x9e3779b9 >>> 7) & slots.length - 1;
    }
}
