package billow.simulator.log;

import billow.simulator.flow.Actor;
import billow.simulator.flow.Measure;
import billow.simulator.flow.World;
import billow.simulator.random.Key;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongUnaryOperator;

/// Writes records into a log of its own: evenly spaced or as a Poisson stream. The size of a record is its number, from
/// 1, unless it is given.
final class Source implements Actor {
    private final World world;
    private final int node;
    private final double gapNanos;
    private final long records;
    private final boolean poisson;
    private final LongUnaryOperator rank;
    private final int bytes;
    private RecordLog log;
    private long written;
    private long mostKept;

    Source(World world, int node, double perSecond, long records, boolean poisson, LongUnaryOperator rank, int bytes) {
        this.world = world;
        this.node = node;
        this.gapNanos = 1e9 / perSecond;
        this.records = records;
        this.poisson = poisson;
        this.rank = rank;
        this.bytes = bytes;
    }

    void log(RecordLog log) {
        this.log = log;
    }

    RecordLog log() {
        return log;
    }

    @Override
    public void begin() {
        log.begin();
        world.wakeAt(poisson ? gap() : 0, node, 0, 0);
    }

    private long gap() {
        return Math.max(1, (long) (gapNanos * Key.exponential(Key.mix(world.keyOf("source"), written))));
    }

    @Override
    public void wake(int event, int subject, long time) {
        if (event > 0) {
            log.wake(event, subject, time);
            return;
        }
        if (written == records) return;
        int key = (int) rank.applyAsLong(written);
        written++;
        log.append(log.shardOf(key), key, bytes > 0 ? bytes : (int) written, null, time);
        mostKept = Math.max(mostKept, log.kept());
        world.wakeAt(poisson ? time + gap() : Math.max(time, Math.round(written * gapNanos)), node, 0, 0);
    }

    @Override
    public void arrive(int call, long time) {
        throw new AssertionError("Nobody calls a source.");
    }

    @Override
    public void answered(int call, int child, long time) {
        log.answered(call, child, time);
    }

    @Override
    public void end(long time) {
        log.end();
    }

    long written() {
        return written;
    }

    /// Most records that were kept at once.
    long mostKept() {
        return mostKept;
    }

    @Override
    public Map<String, Measure> measures() {
        var measures = new LinkedHashMap<String, Measure>();
        log.measures(measures);
        return measures;
    }
}
