package billow.simulator.queue;

import billow.model.archetype.Interaction.DeadLetter;
import billow.model.archetype.MessageBuffer;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Wire;
import billow.simulator.flow.World;
import billow.simulator.random.Key;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The life of messages in a queue: sent, after a delay visible, received and so in flight, then deleted, or visible
/// again; moved to the dead-letter queue when received too often; expired when older than the retention period.
///
/// A message in flight does not expire before it is visible again.
final class Backlog {
    /// Site of the calls by which messages go to the dead-letter queue.
    static final int REDRIVE = -1;

    private static final int MOVED = 301;
    private static final long SECOND = 1_000_000_000L;

    private final World world;
    private final MessageBuffer spec;
    private final BufferBook book;
    private final Messages messages;
    private final @Nullable Grouping grouping;
    private final OldestMessage oldest;
    private final DueRows delayed;
    private final int delayEvent;
    private DueRows[] ownDelayed = new DueRows[0];
    private long[] ownDelays = new long[0];
    private final DueRows ageing;
    private final DueRows returning;
    private final int node;
    private final int movedAges;
    private final @Nullable Wire deadLetters;
    private final int mostReceives;
    private int inFlight;

    /// @param delayOver   event of messages whose delay is over
    /// @param tooOld      event of messages that expire, in the order in which they were sent
    /// @param movedTooOld event of one message that came from another queue and expires
    /// @param returns     event of messages that the dead-letter queue did not take and that come back
    /// @param deadLetters where messages go that were received too often, or null
    Backlog(
            World world,
            int node,
            MessageBuffer spec,
            BufferBook book,
            int delayOver,
            int tooOld,
            int movedTooOld,
            int returns,
            @Nullable Wire deadLetters) {
        this.world = world;
        this.node = node;
        this.spec = spec;
        this.book = book;
        this.deadLetters = deadLetters;
        movedAges = movedTooOld;
        var groups = spec.groups();
        grouping = groups == null ? null : new Grouping(groups, world);
        messages = grouping == null ? new Messages() : new Messages(grouping.order());
        oldest = new OldestMessage(messages, world.window());
        delayEvent = delayOver;
        delayed = new DueRows(world, node, delayOver, messages.rows());
        ageing = new DueRows(world, node, tooOld, messages.rows());
        returning = new DueRows(world, node, returns, messages.rows());
        mostReceives = deadLetters != null && deadLetters.interaction() instanceof DeadLetter rule
                ? rule.maxReceiveCount()
                : Integer.MAX_VALUE;
    }

    Messages messages() {
        return messages;
    }

    /// A message has been sent.
    ///
    /// @param poison whether it can't be processed
    /// @param rounds behind it, as [Recursion] counts them
    /// @param lane   its delay, as [#lane] has told; below 0 for that of the queue
    /// @return the message
    int send(long key, int bytes, int rank, @Nullable JsonNode data, boolean poison, long rounds, int lane, long time) {
        int message = messages.add(key, bytes, rank, time);
        messages.data(message, data);
        messages.rounds(message, rounds);
        if (poison) messages.poison(message);
        if (grouping != null) grouping.enters(message, rank, key, messages.count());
        oldest.comes(message);
        book.enters(time);
        // What would expire after the run needs no watching.
        if (expiry(message) < world.window().to()) ageing.add(message, expiry(message));
        long delay = lane < 0 ? spec.delayNanos() : ownDelays[lane];
        if (delay == 0) show(message, time);
        else (lane < 0 ? delayed : ownDelayed[lane]).add(message, Math.addExact(time, delay));
        return message;
    }

    /// A message comes from another queue and keeps its age.
    ///
    /// @param enqueued when it was first sent
    void take(long key, int bytes, int rank, @Nullable JsonNode data, long enqueued, long time) {
        int message = messages.add(key, bytes, rank, enqueued);
        messages.data(message, data);
        if (grouping != null) grouping.enters(message, rank, key, messages.count());
        book.enters(time);
        if (expiry(message) <= time) {
            book.expired(time);
            remove(message, time);
            return;
        }
        oldest.comes(message);
        if (expiry(message) < world.window().to()) world.wakeAt(expiry(message), node, movedAges, message);
        show(message, time);
    }

    /// Lets messages be seen whose delay is over.
    void delayOver(long time) {
        show(delayed, time);
        for (var lane : ownDelayed) show(lane, time);
    }

    private void show(DueRows due, long time) {
        if (!due.comes(time)) return;
        for (int message = due.poll(time); message >= 0; message = due.poll(time)) show(message, time);
    }

    /// Where messages wait that have this delay of their own.
    int lane(long delayNanos) {
        int lane = ownDelays.length;
        ownDelays = Arrays.copyOf(ownDelays, lane + 1);
        ownDelays[lane] = delayNanos;
        var lanes = new ArrayList<>(List.of(ownDelayed));
        lanes.add(new DueRows(world, node, delayEvent, messages.rows()));
        ownDelayed = lanes.toArray(DueRows[]::new);
        return lane;
    }

    /// Lets messages expire that are too old.
    void tooOld(long time) {
        if (!ageing.comes(time)) return;
        for (int message = ageing.poll(time); message >= 0; message = ageing.poll(time)) expire(message, time);
    }

    void movedTooOld(int message, long time) {
        if (messages.alive(message) && expiry(message) == time) expire(message, time);
    }

    /// The message to receive next, or -1. Those that were received too often are moved on the way.
    int first(long time) {
        if (inFlight >= spec.maxInFlight()) return -1;
        int message = messages.first(time);
        while (message >= 0 && messages.receives(message) >= mostReceives) {
            move(message, time);
            message = messages.first(time);
        }
        return message;
    }

    /// Receives the message that [#first] has told.
    void receive(int message, long time) {
        messages.takeFirst(time);
        messages.countReceive(message);
        inFlight++;
        book.received(time);
    }

    /// The batch that is being received takes no more.
    void batchEnds() {
        if (grouping != null) grouping.order().batchEnds();
    }

    /// The groups of a FIFO queue, or null.
    @Nullable
    GroupOrder ordered() {
        return grouping != null && grouping.order().ordered() ? grouping.order() : null;
    }

    /// The group of a message.
    ///
    /// @param key of the message
    int group(int rank, long key) {
        return grouping == null ? 0 : grouping.group(rank, key);
    }

    /// A received message is deleted.
    ///
    /// @param started when the consumer was invoked that has done it
    void delete(int message, long started, long time) {
        inFlight--;
        book.landed(time);
        book.done(messages.enqueued(message), started, time);
        if (grouping != null && grouping.quiet(message)) book.quietDone(messages.enqueued(message), started, time);
        remove(message, time);
    }

    /// The visibility timeout of a received message is over.
    void putBack(int message, long time) {
        inFlight--;
        book.landed(time);
        reappear(message, time);
    }

    void end(long time) {
        oldest.pass(time);
        if (grouping != null) grouping.order().end(time);
        book.end(messages.count(), time);
    }

    /// Age of the oldest message over time, in seconds.
    Measure.Level age() {
        return oldest.level(world.now());
    }

    private void show(int message, long time) {
        messages.show(message, time);
        book.showsUp(1, time);
    }

    private void remove(int message, long time) {
        if (oldest.is(message)) oldest.pass(time);
        messages.remove(message, time);
    }

    private void expire(int message, long time) {
        if (messages.state(message) == Messages.IN_FLIGHT) return;
        if (messages.state(message) == Messages.VISIBLE) book.showsUp(-1, time);
        book.expired(time);
        remove(message, time);
    }

    /// The message that is first in order goes to the dead-letter queue; unless that takes it at once, it is hidden
    /// until then.
    private void move(int message, long time) {
        if (deadLetters == null) throw new IllegalStateException("There is no dead-letter queue.");
        var calls = world.calls();
        int beyond = messages.receives(message) - mostReceives;
        long key = Key.mix(messages.key(message), MOVED);
        if (beyond > 0) key = Key.mix(key, beyond);
        int row = world.note(node, key, time);
        int generation = calls.generation(row);
        calls.a(row, message);
        int call = world.prepare(deadLetters, row, REDRIVE, key, time);
        calls.bytes(call, messages.bytes(message));
        calls.rank(call, messages.rank(message));
        calls.mark(call, messages.enqueued(message));
        calls.data(call, messages.data(message));
        world.dispatch(call, time);
        if (calls.generation(row) == generation) hide(message, time);
    }

    /// Nobody receives a message that is on its way to the dead-letter queue, nor those behind it in its group.
    private void hide(int message, long time) {
        messages.takeFirst(time);
        book.showsUp(-1, time);
        if (grouping != null) grouping.order().setAside();
    }

    /// The dead-letter queue has taken a message; if not, it will be visible again.
    void moved(int row, Outcome outcome, long time) {
        int message = world.calls().a(row);
        boolean atOnce = messages.state(message) == Messages.VISIBLE;
        world.close(row);
        if (outcome == Outcome.OK) {
            book.deadLettered(time);
            if (atOnce) {
                book.showsUp(-1, time);
                if (oldest.is(message)) oldest.pass(time);
                messages.removeFirst(time);
            } else remove(message, time);
        } else {
            if (atOnce) hide(message, time);
            messages.countReceive(message);
            returning.add(message, Math.addExact(time, Math.max(SECOND, spec.visibilityNanos())));
        }
    }

    void returned(long time) {
        if (!returning.comes(time)) return;
        for (int message = returning.poll(time); message >= 0; message = returning.poll(time)) reappear(message, time);
    }

    private void reappear(int message, long time) {
        if (expiry(message) <= time) {
            book.expired(time);
            remove(message, time);
        } else show(message, time);
    }

    private long expiry(int message) {
        return messages.enqueued(message) + spec.retentionNanos();
    }
}
