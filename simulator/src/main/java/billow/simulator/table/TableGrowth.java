package billow.simulator.table;

import billow.model.archetype.Counter;
import billow.model.archetype.Table.Keeping;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Recorder;
import billow.simulator.flow.World;
import billow.simulator.random.Key;
import billow.simulator.statistics.Gauge;
import java.util.Arrays;
import java.util.Map;

/// How a table grows by the items that are put into it, and shrinks by those that expire. Items are not kept one by
/// one: those that expire in the same minute are a number and a size.
final class TableGrowth {
    private static final long MINUTE = OnDemandCapacity.MINUTE;
    private static final int NEW = 208;

    /* Minutes in which something expires, a ring: they come in order, since all items live as long. */
    private final World world;
    private final int node;
    private final int event;
    private final Keeping keeping;
    private final long sizeBytes;
    private final Gauge grown;
    private long[] minutes = new long[16];
    private long[] counts = new long[16];
    private long[] sizes = new long[16];
    private int head;
    private int length;
    private long deleted;
    private long meanBytes;

    /// @param event that wakes the table when items expire
    TableGrowth(World world, int node, int event, Keeping keeping, long sizeBytes) {
        this.world = world;
        this.node = node;
        this.event = event;
        this.keeping = keeping;
        this.sizeBytes = sizeBytes;
        grown = new Gauge(world.window());
    }

    /// An item was put.
    void put(long callKey, int item, long bytes, long time) {
        if (keeping.newItems() == 0) return;
        if (Key.uniform(Key.mix(callKey, NEW, item)) >= keeping.newItems()) return;
        grown.add(time, bytes);
        if (keeping.lifeNanos() == 0 || keeping.lifeNanos() >= world.window().to() - time) return;
        long minute = (time + keeping.lifeNanos()) / MINUTE + 1;
        if (length == 0 || minutes[slot(length - 1)] != minute) {
            if (length == minutes.length) grow();
            int at = slot(length++);
            minutes[at] = minute;
            counts[at] = 0;
            sizes[at] = 0;
            world.wakeAt(minute * MINUTE, node, event, 0);
        }
        int last = slot(length - 1);
        counts[last]++;
        sizes[last] += bytes;
    }

    /// Deletes what expires in the minute of `time`.
    ///
    /// @return how many items; their mean size is [#deletedBytes]
    long expire(Recorder book, long time) {
        int at = head;
        head = slot(1);
        length--;
        grown.add(time, -sizes[at]);
        if (book.counts(time)) deleted += counts[at];
        meanBytes = sizes[at] / counts[at];
        return counts[at];
    }

    /// Mean size of the items that expired last.
    long deletedBytes() {
        return meanBytes;
    }

    private int slot(int place) {
        return head + place & minutes.length - 1;
    }

    private void grow() {
        int old = minutes.length;
        minutes = unrolled(minutes, old);
        counts = unrolled(counts, old);
        sizes = unrolled(sizes, old);
        head = 0;
    }

    private long[] unrolled(long[] ring, int old) {
        long[] next = Arrays.copyOf(ring, 2 * old);
        for (int i = 0; i < old; i++) next[i] = ring[head + i & old - 1];
        return next;
    }

    void end(Recorder book, long time) {
        grown.close(time);
        book.count(
                Counter.GROWN_KILOBYTE_SECONDS,
                Math.round(grown.area() / 1e9 / 1024),
                Math.max(world.window().from(), time - 1));
    }

    void measures(Map<String, Measure> measures) {
        measures.put("timeToLiveDeletedItemCount", new Measure.Count(deleted));
        measures.put(
                "tableSizeBytes",
                new Measure.Level(sizeBytes + grown.mean(), sizeBytes + grown.max(), sizeBytes + grown.level()));
    }
}
