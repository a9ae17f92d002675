package billow.simulator.queue;

import billow.simulator.flow.World;

/// Rows that are due in the order in which they were added, such as after a constant delay. One event is pending for
/// the first of them; rows that were freed meanwhile are passed over.
final class DueRows {
    private static final long NONE = Long.MAX_VALUE;

    private final World world;
    private final int node;
    private final int event;
    private final RowQueue queue;
    private long pending = NONE;

    /// @param event what the node is woken with; it then asks [#comes], and [#poll] until there is none
    DueRows(World world, int node, int event, Rows rows) {
        this.world = world;
        this.node = node;
        this.event = event;
        queue = new RowQueue(rows);
    }

    /// @param time not before the present, nor before that of the row added last
    void add(int row, long time) {
        queue.add(row, time);
        await();
    }

    /// Whether this is the event that was waited for.
    boolean comes(long time) {
        if (time != pending) return false;
        pending = NONE;
        return true;
    }

    /// The next row that lives and is due, or -1; what comes later is waited for.
    int poll(long time) {
        int row = queue.first();
        if (row >= 0 && queue.firstTime() <= time) {
            queue.removeFirst();
            return row;
        }
        if (row >= 0) await();
        return -1;
    }

    private void await() {
        if (pending != NONE) return;
        pending = Math.max(queue.firstTime(), world.now());
        world.wakeAt(pending, node, event, 0);
    }
}
