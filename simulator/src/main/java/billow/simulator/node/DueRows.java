package billow.simulator.node;

import billow.simulator.flow.World;
import java.util.Arrays;

/// Rows that are due in the order in which they were added, such as after a constant delay. One event is pending for
/// the first of them. A row that was freed meanwhile is passed over, and makes room when room is needed: the memory
/// follows the rows that live, not those that have been added.
final class DueRows {
    private static final long NONE = Long.MAX_VALUE;

    private final World world;
    private final int node;
    private final int event;
    private final Rows rows;
    private long[] times = new long[16];
    private int[] numbers = new int[16];
    private int[] generations = new int[16];
    private int head;
    private int size;
    private long pending = NONE;

    /// @param event what the node is woken with; it then asks [#comes], and [#poll] until there is none
    DueRows(World world, int node, int event, Rows rows) {
        this.world = world;
        this.node = node;
        this.event = event;
        this.rows = rows;
    }

    /// @param time not before the present, nor before that of the row added last
    void add(int row, long time) {
        if (size == times.length) makeRoom();
        int tail = head + size++ & times.length - 1;
        times[tail] = time;
        numbers[tail] = row;
        generations[tail] = rows.generation(row);
        await(times[head]);
    }

    /// Whether this is the event that was waited for.
    boolean comes(long time) {
        if (time != pending) return false;
        pending = NONE;
        return true;
    }

    /// The next row that lives and is due, or -1; what comes later is waited for.
    int poll(long time) {
        while (size > 0) {
            boolean lives = lives(head);
            if (lives && times[head] > time) {
                await(times[head]);
                return -1;
            }
            int row = numbers[head];
            head = head + 1 & times.length - 1;
            size--;
            if (lives) return row;
        }
        return -1;
    }

    private boolean lives(int slot) {
        return rows.generation(numbers[slot]) == generations[slot];
    }

    private void await(long time) {
        if (pending != NONE) return;
        pending = Math.max(time, world.now());
        world.wakeAt(pending, node, event, 0);
    }

    private void makeRoom() {
        int old = times.length;
        long[] keptTimes = new long[old];
        int[] keptNumbers = new int[old];
        int[] keptGenerations = new int[old];
        int kept = 0;
        for (int i = 0; i < size; i++) {
            int slot = head + i & old - 1;
            if (!lives(slot)) continue;
            keptTimes[kept] = times[slot];
            keptNumbers[kept] = numbers[slot];
            keptGenerations[kept++] = generations[slot];
        }
        int capacity = kept > old / 2 ? Math.multiplyExact(old, 2) : old;
        times = Arrays.copyOf(keptTimes, capacity);
        numbers = Arrays.copyOf(keptNumbers, capacity);
        generations = Arrays.copyOf(keptGenerations, capacity);
        head = 0;
        size = kept;
    }
}
