package billow.simulator.log;

import billow.model.archetype.Counter;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Recorder;
import billow.simulator.flow.Slices;
import billow.simulator.statistics.LatencyHistogram;
import billow.simulator.statistics.Window;
import java.util.Map;

/// What consumers of a log come to. Every record that a consumer is to read is done, filtered out, given up, expired
/// or still inside, once for each consumer.
final class LogBook {
    private static final double MILLISECOND = 1e6;

    private final Window window;
    private final Tally offered = new Tally();
    private final Tally done = new Tally();
    private final Tally filtered = new Tally();
    private final Tally deadLettered = new Tally();
    private final Tally dropped = new Tally();
    private final Tally expired = new Tally();
    private final LatencyHistogram timeInStream = new LatencyHistogram();
    private final LatencyHistogram timeToDone = new LatencyHistogram();
    private final Slices ageSlices;
    private Recorder recorder;
    private long ages;
    private long ageMicros;
    private long oldestNanos;
    private long inside;

    LogBook(Window window) {
        this.window = window;
        recorder = new Recorder(window);
        ageSlices = new Slices(window.to());
    }

    void begin(Recorder recorder) {
        this.recorder = recorder;
    }

    void offered(int consumers, long time) {
        count(offered, consumers, time);
    }

    /// A consumer is not to read a record that was offered to it.
    void skipped(long time) {
        count(offered, -1, time);
    }

    void read(long bytes, boolean pushed, long time) {
        recorder.count(pushed ? Counter.BYTES_PUSHED : Counter.BYTES_READ, bytes, time);
    }

    /// A batch is handed over whose last record was written so long ago.
    void handedOver(long ageNanos, long time) {
        ageSlices.peak(time, (long) (ageNanos / MILLISECOND));
        if (!window.contains(time)) return;
        ages++;
        ageMicros += ageNanos / 1000;
        oldestNanos = Math.max(oldestNanos, ageNanos);
    }

    /// @param started when the consumer was invoked that has done it
    void done(long written, long started, long time) {
        count(done, 1, time);
        if (!window.contains(time)) return;
        timeInStream.record(started - written);
        timeToDone.record(time - written);
    }

    void filtered(long time) {
        count(filtered, 1, time);
    }

    /// @param kept whether there is a destination for what is given up
    void givenUp(int records, boolean kept, long time) {
        count(kept ? deadLettered : dropped, records, time);
    }

    void expired(long time) {
        count(expired, 1, time);
    }

    private void count(Tally tally, long amount, long time) {
        tally.total += amount;
        if (window.contains(time)) tally.within += amount;
        else if (time >= window.to()) tally.after += amount;
    }

    /// Closes the books.
    ///
    /// @param present records that consumers have before them
    void end(long present) {
        inside = offered.total - done.total - filtered.total - deadLettered.total - dropped.total - expired.total;
        if (inside != present)
            throw new IllegalStateException(
                    "Stream: %d records were to be read and %d went, but %d are before consumers."
                            .formatted(offered.total, offered.total - inside, present));
        // Those that came before the end of the window and had not ended then.
        inside += done.after + filtered.after + deadLettered.after + dropped.after + expired.after - offered.after;
    }

    LatencyHistogram timeInStream() {
        return timeInStream;
    }

    Slices ageSlices() {
        return ageSlices;
    }

    Measure age() {
        return new Measure.Level(ages == 0 ? Double.NaN : ageMicros / 1e3 / ages, oldestNanos / MILLISECOND);
    }

    void measures(Map<String, Measure> measures) {
        measures.put("timeToDone", new Measure.Times(timeToDone));
        long count = timeInStream.count();
        measures.put("timeInStream", new Measure.Mean(count == 0 ? 0 : timeInStream.meanMs() * count, count));
        measures.put("recordsDone", new Measure.Count(done.within));
        measures.put("recordsFiltered", new Measure.Count(filtered.within));
        measures.put("recordsDeadLettered", new Measure.Count(deadLettered.within));
        measures.put("recordsDropped", new Measure.Count(dropped.within));
        measures.put("recordsExpired", new Measure.Count(expired.within));
        // Those that were inside when the window opened are among those offered.
        long left = done.within + filtered.within + deadLettered.within + dropped.within + expired.within;
        measures.put("recordsOffered", new Measure.Count(left + inside));
        measures.put("recordsInside", new Measure.Count(inside));
    }

    /// How often something happened.
    private static final class Tally {
        private long total;
        private long within;
        // At the very end of the window, which does not belong to it.
        private long after;
    }
}
