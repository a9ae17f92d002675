package billow.simulator.queue;

import billow.model.archetype.Counter;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Recorder;
import billow.simulator.flow.Slices;
import billow.simulator.statistics.Gauge;
import billow.simulator.statistics.LatencyHistogram;
import billow.simulator.statistics.Window;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is counted at a queue. Every message that comes in is done, dead-lettered, expired or still inside.
final class BufferBook {
    private Recorder recorder;
    private final Window window;
    private final long chunkBytes;
    private final Tally offered = new Tally();
    private final Tally done = new Tally();
    private final Tally deadLettered = new Tally();
    private final Tally expired = new Tally();
    private final Tally sent = new Tally();
    private final Tally received = new Tally();
    private final Tally empty = new Tally();
    private final Tally repeated = new Tally();
    private final LatencyHistogram timeToDone = new LatencyHistogram();
    private final LatencyHistogram timeInQueue = new LatencyHistogram();
    private final Gauge visible;
    private final Gauge inFlight;
    private final Slices visibleSlices;
    private long sliced;
    private double quietMillis;
    private long quietMessages;

    /// @param chunkBytes API calls are billed by this size
    BufferBook(Window window, long chunkBytes) {
        this.window = window;
        this.chunkBytes = chunkBytes;
        recorder = new Recorder(window);
        visible = new Gauge(window);
        inFlight = new Gauge(window);
        visibleSlices = new Slices(window.to());
    }

    /// Counts what is billed with `recorder` from now on.
    void begin(Recorder recorder) {
        this.recorder = recorder;
    }

    /// An API call that carries so many bytes.
    ///
    /// @param afterFailure whether it would not have been made had nothing failed
    void apiCall(long bytes, boolean afterFailure, long time) {
        recorder.count(Counter.BILLED_CHUNKS, Math.max(1, Math.ceilDiv(bytes, chunkBytes)), time, afterFailure);
    }

    void sent(long messages, long time) {
        count(sent, messages, time);
    }

    /// A message was taken for one that is in the queue.
    void repeated(long time) {
        count(repeated, 1, time);
    }

    /// An API call brings messages of a fair queue with a group.
    void grouped(long time) {
        recorder.count(Counter.GROUPED_REQUESTS, 1, time);
    }

    /// A message is in the queue from now on.
    void enters(long time) {
        count(offered, 1, time);
    }

    void received(long time) {
        count(received, 1, time);
        showsUp(-1, time);
        inFlight.add(time, 1);
    }

    /// Messages have become visible, or ceased to be.
    void showsUp(int messages, long time) {
        for (; sliced < time; sliced += visibleSlices.widthNanos()) visibleSlices.peak(sliced, visible.level());
        visible.add(time, messages);
        visibleSlices.peak(time, visible.level());
    }

    /// A received message is no longer hidden, or has ended.
    void landed(long time) {
        inFlight.add(time, -1);
    }

    /// @param enqueued when it was first sent
    /// @param started  when the consumer was invoked that has done it
    void done(long enqueued, long started, long time) {
        if (window.contains(time)) {
            timeInQueue.record(started - enqueued);
            timeToDone.record(time - enqueued);
        }
        count(done, 1, time);
    }

    /// The same for a message of a group that is not noisy.
    void quietDone(long enqueued, long started, long time) {
        if (!window.contains(time)) return;
        quietMillis += (started - enqueued) / 1e6;
        quietMessages++;
    }

    void deadLettered(long time) {
        count(deadLettered, 1, time);
    }

    void expired(long time) {
        count(expired, 1, time);
    }

    /// Long polls that began at `since`, one after the other, and ended by `time` without a message.
    void emptyReceives(long since, long time, long pollNanos) {
        long all = (time - since) / pollNanos;
        // Those that end within the window: after its beginning or at it, and before its end.
        long before = Math.max(0, Math.ceilDiv(window.from() - since, pollNanos) - 1);
        long within = Math.max(0, (Math.min(time, window.to() - 1) - since) / pollNanos - before);
        empty.total += all;
        empty.within += within;
        recorder.count(Counter.BILLED_CHUNKS, within, window.from());
    }

    private void count(Tally tally, long amount, long time) {
        tally.total += amount;
        if (window.contains(time)) tally.within += amount;
        else if (time >= window.to()) tally.after += amount;
    }

    /// Closes the books.
    ///
    /// @param present messages that are in the queue
    void end(long present, long time) {
        if (inside() != present)
            throw new IllegalStateException("Queue: %d messages came in and %d went, but %d are inside."
                    .formatted(offered.total, offered.total - inside(), present));
        showsUp(0, time);
        visible.close(time);
        inFlight.close(time);
    }

    private long inside() {
        return offered.total - done.total - deadLettered.total - expired.total;
    }

    /// Messages that came before the end of the window and had not ended then.
    private long left() {
        return inside() - offered.after + done.after + deadLettered.after + expired.after;
    }

    /// From first sending to the invocation of the consumer that has done the message.
    LatencyHistogram timeInQueue() {
        return timeInQueue;
    }

    Map<String, Slices> slices() {
        return Map.of("approximateNumberOfMessagesVisible", visibleSlices);
    }

    /// What queues with groups report besides.
    ///
    /// @param locked groups with messages in flight of a FIFO queue, or null
    void grouped(Map<String, Measure> measures, Measure.@Nullable Level locked) {
        measures.put("timeInQueueOfQuietGroups", new Measure.Mean(quietMillis, quietMessages));
        if (locked == null) return;
        measures.put("numberOfDeduplicatedSentMessages", new Measure.Count(repeated.within));
        measures.put("approximateNumberOfGroupsWithInflightMessages", locked);
    }

    /// @param age of the oldest message, in seconds
    Map<String, Measure> measures(Measure.Level age) {
        var measures = new LinkedHashMap<String, Measure>();
        measures.put("numberOfMessagesSent", new Measure.Count(sent.within));
        measures.put("numberOfMessagesReceived", new Measure.Count(received.within));
        measures.put("numberOfMessagesDeleted", new Measure.Count(done.within));
        measures.put("numberOfEmptyReceives", new Measure.Count(empty.within));
        measures.put("approximateNumberOfMessagesVisible", level(visible));
        measures.put("approximateNumberOfMessagesNotVisible", level(inFlight));
        measures.put("approximateAgeOfOldestMessage", age);
        measures.put("messagesDeadLettered", new Measure.Count(deadLettered.within));
        measures.put("messagesExpired", new Measure.Count(expired.within));
        long count = timeInQueue.count();
        measures.put("timeToDone", new Measure.Times(timeToDone));
        measures.put("timeInQueue", new Measure.Mean(count == 0 ? 0 : timeInQueue.meanMs() * count, count));
        // Those that were inside when the window opened are among those offered.
        long within = done.within + deadLettered.within + expired.within;
        measures.put("messagesOffered", new Measure.Count(within + left()));
        measures.put("messagesDone", new Measure.Count(done.within));
        measures.put("messagesInside", new Measure.Count(left()));
        return measures;
    }

    private static Measure.Level level(Gauge gauge) {
        return new Measure.Level(gauge.mean(), gauge.max(), gauge.level());
    }

    /// How often something happened.
    private static final class Tally {
        private long total;
        private long within;
        // At the very end of the window, which does not belong to it.
        private long after;
    }
}
