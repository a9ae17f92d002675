package billow.simulator.node;

import java.util.Arrays;

/// Responses by key, each for a fixed time from when it was stored; hits don't renew it. When full, the least recently
/// used goes first.
public final class ResponseCache {
    /*
     * Open addressing with linear probing over row numbers; rows form a list in order of use. Removal shifts the
     * entries behind it, so no tombstones pile up.
     */
    private final long ttl;
    private final long capacity;
    private long[] keys = new long[64];
    private long[] stored = new long[64];
    private long[] bytes = new long[64];
    private int[] newer = new int[64];
    private int[] older = new int[64];
    private int[] free = new int[64];
    private int[] table = new int[128];
    private int freeCount;
    private int newest = -1;
    private int oldest = -1;
    private long used;
    private long hits;
    private long misses;
    private long evicted;

    /// @param ttl      nanoseconds an entry lives
    /// @param capacity bytes of all entries
    public ResponseCache(long ttl, long capacity) {
        this.ttl = ttl;
        this.capacity = capacity;
        Arrays.fill(table, -1);
        release(0, 64);
    }

    /// Whether a response for `key` is there; counted.
    public boolean hit(long key, long time, boolean counted) {
        return hit(key, ttl, time, counted);
    }

    /// The same, for caches whose entries live for different times.
    ///
    /// @param life nanoseconds this entry lives
    public boolean hit(long key, long life, long time, boolean counted) {
        int row = find(key);
        if (row >= 0 && time - stored[row] >= life) {
            remove(row);
            row = -1;
        }
        if (row >= 0) {
            unlink(row);
            link(row);
        }
        if (counted && row >= 0) hits++;
        if (counted && row < 0) misses++;
        return row >= 0;
    }

    /// A request went past the cache to renew an entry.
    public void miss(boolean counted) {
        if (counted) misses++;
    }

    /// Stores a response, or renews the one that is there.
    public void store(long key, long size, long time) {
        if (size > capacity) return;
        int row = find(key);
        if (row >= 0) remove(row);
        for (int i = 0; i < 2 && oldest >= 0 && time - stored[oldest] >= ttl; i++) remove(oldest);
        while (used + size > capacity) {
            evicted += bytes[oldest];
            remove(oldest);
        }
        if (freeCount == 0) grow();
        row = free[--freeCount];
        keys[row] = key;
        stored[row] = time;
        bytes[row] = size;
        used += size;
        link(row);
        insert(row);
    }

    public long hits() {
        return hits;
    }

    public long misses() {
        return misses;
    }

    /// Bytes of all entries, those included whose time is over and that nobody has asked for since.
    public long used() {
        return used;
    }

    /// Bytes that had to go because room was needed.
    public long evicted() {
        return evicted;
    }

    private int slot(long key) {
        long h = key * 0x9e3779b97f4a7c15L;
        return (int) (h >>> 32) & table.length - 1;
    }

    private int find(long key) {
        for (int at = slot(key); table[at] >= 0; at = at + 1 & table.length - 1)
            if (keys[table[at]] == key) return table[at];
        return -1;
    }

    /// Forgets all entries.
    public void clear() {
        while (oldest >= 0) remove(oldest);
    }

    private void insert(int row) {
        int at = slot(keys[row]);
        while (table[at] >= 0) at = at + 1 & table.length - 1;
        table[at] = row;
    }

    private void remove(int row) {
        int mask = table.length - 1;
        int hole = slot(keys[row]);
        while (table[hole] != row) hole = hole + 1 & mask;
        for (int at = hole + 1 & mask; table[at] >= 0; at = at + 1 & mask) {
            int home = slot(keys[table[at]]);
            if ((at - home & mask) >= (at - hole & mask)) {
                table[hole] = table[at];
                hole = at;
            }
        }
        table[hole] = -1;
        unlink(row);
        used -= bytes[row];
        free[freeCount++] = row;
    }

    private void link(int row) {
        older[row] = newest;
        newer[row] = -1;
        if (newest >= 0) newer[newest] = row;
        else oldest = row;
        newest = row;
    }

    private void unlink(int row) {
        if (older[row] >= 0) newer[older[row]] = newer[row];
        else oldest = newer[row];
        if (newer[row] >= 0) older[newer[row]] = older[row];
        else newest = older[row];
    }

    private void grow() {
        int old = keys.length;
        keys = Arrays.copyOf(keys, 2 * old);
        stored = Arrays.copyOf(stored, 2 * old);
        bytes = Arrays.copyOf(bytes, 2 * old);
        newer = Arrays.copyOf(newer, 2 * old);
        older = Arrays.copyOf(older, 2 * old);
        free = Arrays.copyOf(free, 2 * old);
        table = new int[4 * old];
        Arrays.fill(table, -1);
        for (int row = newest; row >= 0; row = older[row]) insert(row);
        release(old, 2 * old);
    }

    private void release(int from, int to) {
        for (int row = to - 1; row >= from; row--) free[freeCount++] = row;
    }
}
