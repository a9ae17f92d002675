package billow.simulator.queue;

import billow.model.archetype.Counter;
import billow.model.archetype.Interaction.Poll;
import billow.model.archetype.RecordFilter;
import billow.model.quota.Limits;
import billow.simulator.flow.Callbacks;
import billow.simulator.flow.Calls;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Wire;
import billow.simulator.flow.World;
import billow.simulator.function.PoolActor;
import billow.simulator.node.BatchSource.Choosy;
import billow.simulator.node.BatchSource.Contents;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// An event source mapping: pollers that receive messages of a queue in batches and invoke a function with each.
///
/// A batch is closed when it is full, when its payload would be too large, or when its window has passed since its
/// first message. Done messages are deleted at once; failed ones are visible again when their visibility timeout, from
/// the beginning of the batch, is over. A throttled invocation is tried again meanwhile, after pauses that double.
/// A batch that is still in work then is received a second time, and its success deletes nothing.
/// Source: Lambda developer guide, SQS event sources, 2026.
final class Mapping {
    /// Kinds of its events; each mapping of a queue has its own [#EVENTS] numbers.
    static final int VISIBLE_AGAIN = 0;

    static final int WINDOW_OVER = 1;
    static final int PLACE_OPENS = 2;
    static final int TRY_AGAIN = 3;
    static final int EVENTS = 4;

    private static final int DELIVERY = 302;
    private static final int INVOKE = 303;
    private static final int FAILS = 304;
    private static final int PASSES = 308;
    private static final long SECOND = 1_000_000_000L;

    private final World world;
    private final Calls calls;
    private final int node;
    private final int index;
    private final int firstEvent;
    private final Wire wire;
    private final Poll poll;
    private final RecordFilter filter;
    private final @Nullable Choosy choosy;
    private final Backlog backlog;
    private final Messages messages;
    private final BufferBook book;
    private final Sampler delivery;
    private final long visibilityNanos;
    private final @Nullable PoolActor function;
    private final Batches batches = new Batches();
    private final BatchContents carried;
    private final DueRows hidden;
    private final PollerRamp ramp;
    private final IdlePollers idle;
    private final @Nullable PollerPace pace;
    private final long payloadBytes = (long) Limits.limit("esm.payload").standard() << 20;
    private final long longestPause = (long) Limits.limit("esm.retryPause").standard() * SECOND;
    private final int receiveBatch = (int) Limits.limit("sqs.batch").maximum();
    private int gathering = -1;
    private int running;
    private long placeOpens = Long.MAX_VALUE;

    /// @param index           place among the queue's mappings; noted with its calls
    /// @param firstEvent      number of the first of its events
    /// @param visibilityNanos visibility timeout of what it receives
    Mapping(
            World world,
            int node,
            int index,
            int firstEvent,
            Wire wire,
            Poll poll,
            Backlog backlog,
            BufferBook book,
            Sampler delivery,
            long visibilityNanos) {
        this.world = world;
        this.calls = world.calls();
        this.node = node;
        this.index = index;
        this.firstEvent = firstEvent;
        this.wire = wire;
        this.poll = poll;
        choosy = world.actor(wire.to()) instanceof Choosy consumer ? consumer : null;
        filter = choosy == null ? poll.filter() : choosy.filter();
        this.backlog = backlog;
        this.messages = backlog.messages();
        this.book = book;
        this.delivery = delivery;
        this.visibilityNanos = visibilityNanos;
        function = world.actor(wire.to()) instanceof PoolActor pool ? pool : null;
        carried = new BatchContents(batches, messages);
        hidden = new DueRows(world, node, firstEvent + VISIBLE_AGAIN, batches.rows());
        ramp = new PollerRamp(poll.pollers(), poll.maxConcurrency(), world.window());
        pace = poll.pollers().perPoller() > 0 ? new PollerPace(poll.pollers()) : null;
        idle = new IdlePollers(
                ramp.pollers(), (long) Limits.limit("sqs.receiveWait").maximum() * SECOND, book);
    }

    /// The visibility timeout that holds for what a mapping receives: the queue's, unless gathering and handling a
    /// batch may take longer.
    static long visibility(long queueNanos, long windowNanos, long timeoutNanos) {
        long work = windowNanos + Math.max(SECOND, timeoutNanos);
        if (windowNanos == 0 || work <= queueNanos) return queueNanos;
        return work + (long) Limits.limit("esm.visibilityMargin").standard() * SECOND;
    }

    /// Receives what can be received and has a place.
    void feed(long time) {
        int message = backlog.first(time);
        while (message >= 0) {
            if (gathering < 0 && (running >= ramp.places(time) || pace != null && pace.freeAt() > time)) {
                ramp.backlog(true, time);
                waitForPlace(time);
                return;
            }
            if (gathering < 0) open(message, time);
            if (gather(time)) invoke(time);
            message = backlog.first(time);
        }
        ramp.backlog(false, time);
    }

    private void waitForPlace(long time) {
        long opens = pace != null && running < ramp.places(time) ? pace.freeAt() : ramp.growsAt(time);
        if (opens == Long.MAX_VALUE || placeOpens <= opens && placeOpens > time) return;
        placeOpens = opens;
        world.wakeAt(opens, node, firstEvent + PLACE_OPENS, 0);
    }

    private void open(int message, long time) {
        long key = Key.mix(messages.key(message), messages.receives(message));
        gathering = batches.open(key, Math.addExact(time, visibilityNanos));
        hidden.add(gathering, batches.deadline(gathering));
        running++;
        idle.leave(time);
        if (poll.windowNanos() > 0)
            world.wakeAt(Math.addExact(time, poll.windowNanos()), node, firstEvent + WINDOW_OVER, gathering);
    }

    /// Receives messages into the open batch.
    ///
    /// @return whether it is to be closed
    private boolean gather(long time) {
        int batch = gathering;
        int inCall = 0;
        long bytesInCall = 0;
        boolean again = true;
        int filtered = 0;
        int received = 0;
        long bytesReceived = 0;
        boolean full = false;
        for (int message = backlog.first(time); message >= 0 && !full; message = backlog.first(time)) {
            int bytes = messages.bytes(message);
            full = batches.count(batch) > 0 && batches.bytes(batch) + bytes > payloadBytes;
            if (full) break;
            backlog.receive(message, time);
            received++;
            bytesReceived += bytes;
            bytesInCall += bytes;
            again &= messages.receives(message) > 1;
            if (++inCall == receiveBatch) {
                book.apiCall(bytesInCall, again, time);
                inCall = 0;
                bytesInCall = 0;
                again = true;
            }
            if (!filter.takesAll() && !passes(message)) {
                backlog.delete(message, time, time);
                if (choosy != null) choosy.keptBack(time);
                filtered++;
                continue;
            }
            if (function != null && function.refuses(messages.rounds(message), time)) {
                keep(message, time);
                continue;
            }
            messages.next(message, batches.head(batch));
            batches.add(batch, message, bytes, messages.visibleSince(message));
            full = batches.count(batch) >= poll.batchSize();
        }
        if (inCall > 0) book.apiCall(bytesInCall, again, time);
        if (pace != null) pace.received(bytesReceived, Math.ceilDiv(received, receiveBatch), ramp.places(time), time);
        for (; filtered > 0; filtered -= receiveBatch) book.apiCall(0, false, time);
        return full || poll.windowNanos() == 0;
    }

    /// Leaves a message that comes round too often where it is: hidden, as after an invocation that failed.
    private void keep(int message, long time) {
        long key = Key.mix(messages.key(message), messages.receives(message));
        int row = batches.open(key, Math.addExact(time, visibilityNanos));
        batches.state(row, Batches.FAILED);
        messages.next(message, -1);
        batches.add(row, message, messages.bytes(message), messages.visibleSince(message));
        hidden.add(row, batches.deadline(row));
    }

    private boolean passes(int message) {
        double share = filter.shareOf(record(message));
        if (share == 0 || share == 1) return share == 1;
        return Key.uniform(Key.mix(messages.key(message), wire.key(), PASSES)) < share;
    }

    /// What the filter sees of a message; null when it says nothing.
    private @Nullable JsonNode record(int message) {
        var body = messages.hasData() ? messages.data(message) : null;
        if (body == null) return null;
        var record = JsonNodeFactory.instance.objectNode();
        record.set("body", body);
        return record;
    }

    /// Closes the open batch and invokes the function with it. Messages that have been visible for a while are handed
    /// over at once.
    private void invoke(long time) {
        int batch = gathering;
        gathering = -1;
        backlog.batchEnds();
        if (batches.count(batch) == 0) {
            // Nothing has passed the filter; the row is freed when its messages would have been visible again.
            batches.state(batch, Batches.FAILED);
            running--;
            idle.come(running, time);
            return;
        }
        batches.state(batch, Batches.INVOKED);
        long key = batches.key(batch);
        int call = world.note(node, key, time);
        calls.a(call, batch);
        calls.bytes(call, (int) Math.min(Integer.MAX_VALUE, batches.bytes(batch)));
        calls.rank(call, messages.rank(batches.head(batch)));
        if (messages.hasData()) calls.data(call, carried.event(batch));
        calls.afterFailure(call, carried.redelivered(batch));
        if (messages.hasRounds()) calls.rounds(call, carried.furthest(batch));
        batches.call(batch, call);
        long ready = batches.newest(batch) + delivery.nanos(Key.mix(key, DELIVERY));
        attempt(batch, Math.max(time, ready));
    }

    /// Tells of the messages of a batch that are still hidden.
    void contents(int batch, Contents contents) {
        carried.tell(batch, contents);
    }

    private void attempt(int batch, long time) {
        long key = Key.mix(batches.key(batch), INVOKE, batches.refusals(batch));
        int child = world.prepare(wire, batches.call(batch), index, key, time);
        calls.batch(child, batches.count(batch));
        if (world.disturbance() != null) calls.flaw(child, carried.flaw(batch));
        world.dispatch(child, time);
    }

    /// An invocation has ended.
    void answered(int batch, int child, long time) {
        switch (calls.outcome(child)) {
            case THROTTLED, SERVICE_ERROR -> refused(batch, time);
            case OK -> {
                int failed = poll.partialFailures() ? calls.b(child) : 0;
                if (world.disturbance() != null && calls.flaw(child) > 0)
                    failed = Math.min(batches.count(batch), failed + carried.poisoned(batch));
                delete(batch, failed, child, time);
                finish(batch, time);
            }
            case CLIENT_ERROR, FUNCTION_ERROR, TIMEOUT, DROPPED, DEAD_LETTERED -> finish(batch, time);
        }
    }

    private void refused(int batch, long time) {
        long pause = Math.min(longestPause, SECOND << Math.min(batches.refusals(batch), 30));
        batches.countRefusal(batch);
        long again = time + pause;
        if (again < batches.deadline(batch)) world.wakeAt(again, node, firstEvent + TRY_AGAIN, batch);
        else finish(batch, time);
    }

    /// Deletes the messages that were done; `failed` of them, drawn at random, were not.
    private void delete(int batch, int failed, int child, long time) {
        long started = calls.start(child);
        boolean again = calls.afterFailure(batches.call(batch));
        int left = batches.count(batch);
        int deleted = 0;
        int kept = -1;
        int poisoned = world.disturbance() == null ? 0 : carried.poisoned(batch);
        var groups = failed > 0 ? backlog.ordered() : null;
        if (groups != null) {
            groups.judge();
            batches.head(batch, messages.reversed(batches.head(batch)));
        }
        for (int message = batches.head(batch), next; message >= 0; message = next, left--) {
            next = messages.next(message);
            boolean fails = messages.isPoison(message)
                    || failed > poisoned && fails(message, failed - poisoned, left - poisoned);
            if (messages.isPoison(message)) poisoned--;
            if (fails) failed--;
            // A function that keeps the order of a group stops at the first message that fails.
            if (groups != null && fails) groups.failed(message);
            if (fails || groups != null && groups.behindFailure(message)) {
                messages.next(message, kept);
                kept = message;
            } else {
                if (function != null && messages.token(message) != Callbacks.NONE)
                    world.callBack(messages.token(message), Outcome.OK, answer(batch, child), time);
                backlog.delete(message, started, time);
                deleted++;
            }
        }
        batches.head(batch, kept);
        for (; deleted > 0; deleted -= receiveBatch) book.apiCall(0, again, time);
    }

    /// What the function has answered; a function without a result says nothing.
    private @Nullable JsonNode answer(int batch, int child) {
        var answer = calls.data(child);
        return answer == calls.data(batches.call(batch)) ? null : answer;
    }

    private boolean fails(int message, int failed, int left) {
        return failed >= left
                || Key.uniform(Key.mix(messages.key(message), FAILS, messages.receives(message))) * left < failed;
    }

    /// The invocation is over; messages that were not deleted stay hidden for the rest of their time.
    private void finish(int batch, long time) {
        world.close(batches.call(batch));
        if (batches.head(batch) < 0) batches.close(batch);
        else batches.state(batch, Batches.FAILED);
        running--;
        idle.come(running, time);
    }

    void wake(int event, int subject, long time) {
        switch (event - firstEvent) {
            case VISIBLE_AGAIN -> {
                if (!hidden.comes(time)) return;
                for (int batch = hidden.poll(time); batch >= 0; batch = hidden.poll(time)) putBack(batch, time);
            }
            case WINDOW_OVER -> {
                if (gathering == subject && batches.deadline(subject) - visibilityNanos + poll.windowNanos() == time)
                    invoke(time);
            }
            case PLACE_OPENS -> {
                if (placeOpens == time) placeOpens = Long.MAX_VALUE;
            }
            case TRY_AGAIN -> attempt(subject, time);
            default -> throw new IllegalStateException("Unknown event " + event + ".");
        }
    }

    private void putBack(int batch, long time) {
        for (int message = batches.head(batch), next; message >= 0; message = next) {
            next = messages.next(message);
            backlog.putBack(message, time);
        }
        batches.head(batch, -1);
        if (batches.state(batch) == Batches.FAILED) batches.close(batch);
    }

    void end(long time) {
        idle.end(time);
        long pollers = ramp.pollerMillis(time);
        if (pollers > 0)
            world.recorder(wire.to())
                    .count(Counter.POLLER_MILLIS, pollers, world.window().from());
    }
}
