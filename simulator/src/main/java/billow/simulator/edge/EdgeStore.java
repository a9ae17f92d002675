package billow.simulator.edge;

import billow.simulator.flow.Outcome;
import java.util.Arrays;

/// What all caches of a distribution hold, and what they wait for. An object is known by a key that is its own in its
/// cache. Holds no bytes, only when they came and how long they are good.
final class EdgeStore {
    /*
     * Open addressing with linear probing over row numbers; removal shifts the entries behind it. A row either waits
     * for a fetch, or holds an object. Rows that hold something form a list by the time they were stored, from whose
     * old end dead ones are dropped whenever one is added: memory follows what is alive, though nothing sweeps. Rows of
     * a cache with a capacity form a second list, by use.
     */
    static final int NONE = -1;
    private static final int MOST_ROWS = 1 << 22;

    private final long capacity;
    private final int[] newest;
    private final int[] oldest;
    private final long[] used;
    private long[] keys = new long[64];
    private int[] caches = new int[64];
    private int[] fetches = new int[64];
    private int[] places = new int[64];
    private long[] from = new long[64];
    private long[] fresh = new long[64];
    private long[] until = new long[64];
    private boolean[] renewed = new boolean[64];
    private long[] sizes = new long[64];
    private byte[] outcomes = new byte[64];
    private int[] newer = new int[64];
    private int[] older = new int[64];
    private int[] after = new int[64];
    private int[] before = new int[64];
    private int[] free = new int[64];
    private int[] table = new int[128];
    private int freeCount;
    private int first = NONE;
    private int last = NONE;
    private int held;

    /// @param bounded  caches 0 to this, not included, have a capacity
    /// @param capacity bytes of each of them
    EdgeStore(int bounded, long capacity) {
        this.capacity = capacity;
        newest = new int[bounded];
        oldest = new int[bounded];
        used = new long[bounded];
        Arrays.fill(newest, NONE);
        Arrays.fill(oldest, NONE);
        Arrays.fill(table, NONE);
        release(0, 64);
    }

    /// The row of what a cache holds or waits for; [#NONE] when it has nothing good.
    int find(int cache, long key, long time) {
        int row = lookup(key);
        if (row == NONE) return NONE;
        if (fetches[row] == NONE && time >= until[row]) {
            remove(row);
            return NONE;
        }
        if (fetches[row] == NONE && cache < newest.length) {
            unlinkUse(row);
            linkUse(row);
        }
        return row;
    }

    /// The fetch a row waits for, or [#NONE] when it holds its object.
    int fetch(int row) {
        return fetches[row];
    }

    /// When the object of a row has come or will have come.
    long from(int row) {
        return from[row];
    }

    /// Until when the object of a row is answered without asking anybody.
    long fresh(int row) {
        return fresh[row];
    }

    /// Until when it is answered at all.
    long until(int row) {
        return until[row];
    }

    /// Whether the object of a row is being fetched anew; from now on it is.
    boolean renews(int row) {
        boolean already = renewed[row];
        renewed[row] = true;
        return already;
    }

    /// A cache forgets an object it has, if it has one.
    void forget(long key) {
        int row = lookup(key);
        if (row != NONE && fetches[row] == NONE) remove(row);
    }

    /// Whether a cache waits for an object.
    boolean awaits(long key) {
        int row = lookup(key);
        return row != NONE && fetches[row] != NONE;
    }

    /// What the origin answered.
    Outcome outcome(int row) {
        return Outcome.of(outcomes[row]);
    }

    /// A cache begins to wait for a fetch.
    ///
    /// @param next the row that waits for the same fetch and was added before, or [#NONE]
    /// @return the new row
    int await(int cache, long key, int fetch, int next) {
        if (freeCount == 0) grow();
        int row = free[--freeCount];
        keys[row] = key;
        caches[row] = cache;
        fetches[row] = fetch;
        places[row] = next;
        insert(row);
        return row;
    }

    /// Ends the wait of all rows from `row` on: they hold what came, or nothing when it is not good any longer.
    ///
    /// @param best until when it is answered without asking anybody
    /// @param good until when it is answered at all
    void settle(int row, Outcome outcome, long size, long time, long best, long good) {
        for (int next; row != NONE; row = next) {
            next = places[row];
            fetches[row] = NONE;
            if (good > time && fits(row, size)) hold(row, outcome, size, time, best, good);
            else drop(row);
        }
    }

    private boolean fits(int row, long size) {
        return caches[row] >= newest.length || size <= capacity;
    }

    /// A cache gets an object from another that has it.
    void put(int cache, long key, Outcome outcome, long size, long time, long best, long good) {
        settle(await(cache, key, 0, NONE), outcome, size, time, best, good);
    }

    private void hold(int row, Outcome outcome, long size, long time, long best, long good) {
        outcomes[row] = (byte) outcome.ordinal();
        sizes[row] = size;
        from[row] = time;
        fresh[row] = best;
        until[row] = good;
        renewed[row] = false;
        while (first != NONE && (until[first] <= time || held >= MOST_ROWS)) remove(first);
        int cache = caches[row];
        if (cache < newest.length) {
            while (used[cache] + size > capacity) remove(oldest[cache]);
            used[cache] += size;
            linkUse(row);
        }
        before[row] = last;
        after[row] = NONE;
        if (last == NONE) first = row;
        else after[last] = row;
        last = row;
        held++;
    }

    /// Forgets all objects; what is being fetched still comes.
    void clear() {
        while (first != NONE) remove(first);
    }

    /// Objects in all caches together; some of them may have died unnoticed.
    int held() {
        return held;
    }

    private void remove(int row) {
        if (before[row] == NONE) first = after[row];
        else after[before[row]] = after[row];
        if (after[row] == NONE) last = before[row];
        else before[after[row]] = before[row];
        if (caches[row] < newest.length) {
            unlinkUse(row);
            used[caches[row]] -= sizes[row];
        }
        held--;
        drop(row);
    }

    private int slot(long key) {
        return (int) (key * 0x9e3779b97f4a7c15L >>> 32) & table.length - 1;
    }

    private int lookup(long key) {
        for (int at = slot(key); table[at] != NONE; at = at + 1 & table.length - 1)
            if (keys[table[at]] == key) return table[at];
        return NONE;
    }

    private void insert(int row) {
        int at = slot(keys[row]);
        while (table[at] != NONE) at = at + 1 & table.length - 1;
        table[at] = row;
    }

    private void drop(int row) {
        int mask = table.length - 1;
        int hole = slot(keys[row]);
        while (table[hole] != row) hole = hole + 1 & mask;
        for (int at = hole + 1 & mask; table[at] != NONE; at = at + 1 & mask) {
            int home = slot(keys[table[at]]);
            if ((at - home & mask) >= (at - hole & mask)) {
                table[hole] = table[at];
                hole = at;
            }
        }
        table[hole] = NONE;
        free[freeCount++] = row;
    }

    private void linkUse(int row) {
        int cache = caches[row];
        older[row] = newest[cache];
        newer[row] = NONE;
        if (newest[cache] == NONE) oldest[cache] = row;
        else newer[newest[cache]] = row;
        newest[cache] = row;
    }

    private void unlinkUse(int row) {
        int cache = caches[row];
        if (older[row] == NONE) oldest[cache] = newer[row];
        else newer[older[row]] = newer[row];
        if (newer[row] == NONE) newest[cache] = older[row];
        else older[newer[row]] = older[row];
    }

    private void grow() {
        int old = keys.length;
        int wide = Math.multiplyExact(old, 2);
        keys = Arrays.copyOf(keys, wide);
        caches = Arrays.copyOf(caches, wide);
        fetches = Arrays.copyOf(fetches, wide);
        places = Arrays.copyOf(places, wide);
        from = Arrays.copyOf(from, wide);
        fresh = Arrays.copyOf(fresh, wide);
        until = Arrays.copyOf(until, wide);
        renewed = Arrays.copyOf(renewed, wide);
        sizes = Arrays.copyOf(sizes, wide);
        outcomes = Arrays.copyOf(outcomes, wide);
        newer = Arrays.copyOf(newer, wide);
        older = Arrays.copyOf(older, wide);
        after = Arrays.copyOf(after, wide);
        before = Arrays.copyOf(before, wide);
        free = Arrays.copyOf(free, wide);
        table = new int[Math.multiplyExact(wide, 2)];
        Arrays.fill(table, NONE);
        for (int row = 0; row < old; row++) insert(row);
        release(old, wide);
    }

    private void release(int low, int high) {
        for (int row = high - 1; row >= low; row--) free[freeCount++] = row;
    }
}
