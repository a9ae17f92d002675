package billow.simulator.log;

import billow.model.archetype.PartitionedLog.Reading;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;

/// Where a consumer stands in a shard, and when it gets to see the next record.
///
/// A consumer that shares polls at its own moments, evenly spaced; only the polls that find something are looked at. A
/// poll takes what has been written by then, up to a number and a size; after much data the next one has to wait. To
/// the others records are pushed one by one. What was seen first is handed over first.
final class Reader {
    static final long NONE = Long.MAX_VALUE;

    private final Shard shard;
    private final Reading spec;
    private final boolean pushed;
    private final long period;
    private final long phase;
    private final double nanosPerByte;
    private final Sampler delivery;
    private final long key;
    private long next;
    private long opened = NONE;
    private long awaited = NONE;
    private long ahead = NONE;
    private long aheadBegin;
    private boolean known;
    private long latest;
    private long paidUntil;
    private long poll = -1;
    private int pollRecords;
    private long pollBytes;

    /// @param sharing consumers that share the reads of the shard, this one included
    Reader(Shard shard, Reading spec, boolean pushed, int sharing, long key) {
        this.shard = shard;
        this.spec = spec;
        this.pushed = pushed;
        this.key = key;
        period = Math.max(1, Math.max(spec.pollNanos(), (long) (sharing / spec.pollsPerSecond() * 1e9)));
        phase = (long) (Key.uniform(Key.mix(key, 1)) * period);
        nanosPerByte = 1e9 * (pushed ? 1 : sharing) / spec.bytesPerSecond();
        delivery = Sampler.of(pushed ? spec.pushDelivery() : spec.pollDelivery());
    }

    Shard shard() {
        return shard;
    }

    /// Lets it read from `time` on.
    void open(long time) {
        opened = time;
    }

    boolean isOpen() {
        return opened != NONE;
    }

    /// The moment its mapping is to be woken for it, or [#NONE].
    long awaited() {
        return awaited;
    }

    void await(long time) {
        awaited = time;
    }

    /// The next record to be read.
    long next() {
        return next;
    }

    /// Whether the next record was written before `time`.
    boolean isBehind(long time) {
        return next < shard.tail() && shard.time(next) < time;
    }

    /// When the next record is there to be handed over; [#NONE] while there is none.
    long visible() {
        if (!known) {
            if (next == shard.tail()) return NONE;
            look();
        }
        return ahead;
    }

    private void look() {
        long written = Math.max(shard.time(next), opened);
        if (pushed) {
            aheadBegin = Math.max(written, paidUntil);
            ahead = aheadBegin + delivery.nanos(Key.mix(key, 2, next));
        } else {
            aheadBegin = joins(written) ? poll : pollFrom(Math.max(Math.max(written, paidUntil), poll + 1));
            ahead = aheadBegin + delivery.nanos(Key.mix(key, 2, aheadBegin));
        }
        ahead = Math.max(ahead, latest);
        known = true;
    }

    private boolean joins(long written) {
        return written <= poll && pollRecords < spec.pollRecords() && pollBytes + shard.bytes(next) <= spec.pollBytes();
    }

    private long pollFrom(long time) {
        return phase + Math.max(0, Math.ceilDiv(time - phase, period)) * period;
    }

    /// Moves past the next record, which it is not to see.
    void skip() {
        next++;
    }

    /// Moves past the next record, which is visible.
    void take() {
        long bytes = shard.bytes(next);
        if (aheadBegin != poll) {
            poll = aheadBegin;
            pollRecords = 0;
            pollBytes = 0;
        }
        pollRecords++;
        pollBytes += bytes;
        paidUntil = Math.max(paidUntil, aheadBegin) + (long) (bytes * nanosPerByte);
        latest = ahead;
        known = false;
        next++;
    }
}
