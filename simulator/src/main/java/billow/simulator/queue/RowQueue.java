package billow.simulator.queue;

import java.util.Arrays;

/// Rows with a time each, in the order in which they were added. A row that was freed meanwhile is passed over, and
/// makes room when room is needed: the memory follows the rows that live, not those that have been added.
final class RowQueue {
    private final Rows rows;

    // A ring: `size` rows from `head`; its capacity is a power of two.
    private long[] times = new long[16];
    private int[] numbers = new int[16];
    private int[] generations = new int[16];
    private int head;
    private int size;

    RowQueue(Rows rows) {
        this.rows = rows;
    }

    void add(int row, long time) {
        if (size == times.length) makeRoom();
        int tail = head + size++ & times.length - 1;
        times[tail] = time;
        numbers[tail] = row;
        generations[tail] = rows.generation(row);
    }

    /// The first row that lives, or -1.
    int first() {
        while (size > 0) {
            if (lives(head)) return numbers[head];
            removeFirst();
        }
        return -1;
    }

    /// Time of the row that [#first] has told.
    long firstTime() {
        return times[head];
    }

    void removeFirst() {
        head = head + 1 & times.length - 1;
        size--;
    }

    private boolean lives(int slot) {
        return rows.generation(numbers[slot]) == generations[slot];
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
