package billow.simulator.flow;

import java.util.Arrays;

/// Tokens that tasks of workflows wait for: handed out with a message, an event or a start, and returned once by
/// whoever
/// has done the work. A token is a slot and the number of times the slot was used before, so that one that comes back
/// late finds nothing rather than somebody else's task.
public final class Callbacks {
    /// What stands for no token.
    public static final long NONE = 0;

    private int[] nodes = new int[16];
    private int[] rows = new int[16];
    private int[] sites = new int[16];
    private int[] generations = new int[16];
    private int[] free = new int[16];
    private int freeCount;
    private int used = 1;

    Callbacks() {}

    /// Hands out a token.
    ///
    /// @param node who waits for it
    /// @param row  the row it waits with
    /// @param site what it notes to know it by
    public long open(int node, int row, int site) {
        int slot = freeCount > 0 ? free[--freeCount] : fresh();
        nodes[slot] = node;
        rows[slot] = row;
        sites[slot] = site;
        return (long) generations[slot] << Integer.SIZE | slot;
    }

    private int fresh() {
        if (used == nodes.length) {
            int size = Math.multiplyExact(used, 2);
            nodes = Arrays.copyOf(nodes, size);
            rows = Arrays.copyOf(rows, size);
            sites = Arrays.copyOf(sites, size);
            generations = Arrays.copyOf(generations, size);
            free = Arrays.copyOf(free, size);
        }
        return used++;
    }

    /// Whether it is still waited for.
    public boolean isOpen(long token) {
        return token != NONE && generations[(int) token] == (int) (token >>> Integer.SIZE);
    }

    /// Nobody waits for it any longer.
    public void close(long token) {
        if (!isOpen(token)) return;
        generations[(int) token]++;
        free[freeCount++] = (int) token;
    }

    int node(long token) {
        return nodes[(int) token];
    }

    int row(long token) {
        return rows[(int) token];
    }

    int site(long token) {
        return sites[(int) token];
    }
}
