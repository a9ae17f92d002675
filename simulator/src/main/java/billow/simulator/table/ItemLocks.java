package billow.simulator.table;

/// Items that somebody is at work on, each until a time. What is over is forgotten when room is needed, so that memory
/// stays that of the items held at once.
final class ItemLocks {
    /* Open addressing with linear probing; `until` 0 marks a free place. */
    private long[] items = new long[64];
    private long[] until = new long[64];
    private int taken;

    /// Whether somebody is at work on an item.
    boolean held(long item, long time) {
        int at = place(items, until, item);
        return until[at] > time;
    }

    /// Holds an item, or holds it longer.
    ///
    /// @param end after `time`, which is the present
    void hold(long item, long end, long time) {
        if (2 * taken >= items.length) clear(time);
        int at = place(items, until, item);
        if (until[at] == 0) taken++;
        items[at] = item;
        until[at] = Math.max(until[at], end);
    }

    private static int place(long[] items, long[] until, long item) {
        int mask = items.length - 1;
        int at = (int) (item * 0x9e3779b97f4a7c15L >>> 33) & mask;
        while (until[at] != 0 && items[at] != item) at = at + 1 & mask;
        return at;
    }

    private void clear(long time) {
        long[] oldItems = items;
        long[] oldUntil = until;
        int live = 0;
        for (long end : oldUntil) if (end > time) live++;
        int room = items.length;
        while (4 * live >= room) room *= 2;
        items = new long[room];
        until = new long[room];
        taken = live;
        for (int i = 0; i < oldItems.length; i++)
            if (oldUntil[i] > time) {
                int at = place(items, until, oldItems[i]);
                items[at] = oldItems[i];
                until[at] = oldUntil[i];
            }
    }
}
