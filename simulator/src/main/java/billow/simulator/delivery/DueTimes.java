package billow.simulator.delivery;

import billow.model.archetype.FanOut;
import billow.simulator.kernel.Stream;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;

/// The times at which a schedule is due, one after the other.
final class DueTimes implements Stream {
    private static final int WITHIN = 331;
    private static final int LATE = 332;
    private static final int SIZE = 333;

    /// Hears of each message that is due.
    @FunctionalInterface
    interface Sink {
        /// @param time when it is due: the present
        /// @param when it is to be delivered at first: within the window, and late
        void due(long key, int bytes, long time, long when);
    }

    private final FanOut.Timetable timetable;
    private final long key;
    private final Sink sink;
    private final Sampler lateness;
    private final Sampler bytes;
    private long number;
    private long next;

    DueTimes(FanOut.Timetable timetable, long key, Sink sink) {
        this.timetable = timetable;
        this.key = key;
        this.sink = sink;
        lateness = Sampler.of(timetable.lateness());
        bytes = Sampler.of(timetable.messageBytes());
        next = timetable.expression().after(-1);
    }

    @Override
    public long next() {
        return next;
    }

    @Override
    public void fire(long time) {
        long own = Key.mix(key, number++);
        long within = (long) (timetable.windowNanos() * Key.uniform(Key.mix(own, WITHIN)));
        long late = lateness.nanos(Key.mix(own, LATE));
        int size = (int) Math.min(Integer.MAX_VALUE, bytes.sample(Key.mix(own, SIZE)));
        next = timetable.expression().after(time);
        sink.due(own, size, time, time + within + late);
    }
}
