package billow.simulator.function;

import billow.model.archetype.InstancePool;
import billow.model.archetype.Interaction;
import billow.model.kind.LinkKind;
import billow.model.quota.Limits;
import billow.model.value.Unit;
import billow.simulator.flow.Calls;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Wire;
import billow.simulator.flow.World;
import billow.simulator.node.Stage;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;
import java.util.List;

/// The queue before asynchronous invocations. After a function error an event is tried again after one minute and then
/// two, as often as is configured; after a throttle from one second on, doubling up to five minutes, until it is too
/// old. What is given up goes to the dead-letter queue and the failure destination.
final class AsyncEvents {
    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final long LONGEST_PAUSE = 300 * SECOND;
    private static final int DUPLICATE = 313;
    /* Route of an event's row: which version it is for; of the row of a letter: what it is. */
    private static final int LATEST = 1;
    private static final int DEAD_LETTER = 2;
    private static final int REPORT = 3;

    private final World world;
    private final Calls calls;
    private final int node;
    private final InstancePool.AsyncQueue spec;
    private final List<Wire> outgoing;
    private final PoolBook book;
    private final Sampler delay;
    private final boolean answers;
    private final long firstChunk = kilobytes("lambda.asyncFirstChunk");
    private final long chunk = kilobytes("lambda.asyncChunk");

    AsyncEvents(World world, int node, InstancePool pool, List<Wire> outgoing, PoolBook book) {
        this.world = world;
        this.calls = world.calls();
        this.node = node;
        this.spec = pool.asynchronous();
        this.outgoing = outgoing;
        this.book = book;
        delay = Sampler.of(spec.delay());
        answers = pool.answer().result() != null;
    }

    private static long kilobytes(String limit) {
        return (long) Unit.KILOBYTE.toCanonical(Limits.limit(limit).standard());
    }

    /// Queues an event for the call that brought it.
    void accept(int call, long time) {
        begin(take(call, Key.mix(calls.key(call), Stage.ASYNC_DELAY), time), time);
        long twin = Key.mix(calls.key(call), DUPLICATE);
        if (spec.duplicates() > 0 && Key.uniform(twin) < spec.duplicates())
            begin(take(call, Key.mix(twin, Stage.ASYNC_DELAY), time), time);
    }

    private void begin(int event, long time) {
        world.wakeFor(event, time + delay.nanos(Key.mix(calls.key(event), Stage.ASYNC_DELAY)), PoolActor.EVENT);
    }

    /// Gives up the event of a call that comes round in a loop too often.
    void refuse(int call, long time) {
        giveUp(take(call, Key.mix(calls.key(call), Stage.ASYNC_DELAY), time), time);
    }

    private int take(int call, long key, long time) {
        if (book.counts(time)) book.eventsReceived++;
        int event = world.note(node, key, time);
        calls.inherit(event, call);
        if (world.disturbance() != null) calls.flaw(event, calls.flaw(call));
        calls.token(event, calls.token(call));
        calls.route(event, asksForLatest(call) ? LATEST : -1);
        return event;
    }

    /// Requests an attempt at an event is billed as: one, and one more for each chunk begun of what is large.
    long requests(int event) {
        return 1 + Math.max(0, Math.ceilDiv(calls.bytes(event) - firstChunk, chunk));
    }

    private boolean asksForLatest(int call) {
        return world.wires().get(calls.wire(call)).interaction() instanceof Interaction.Invoke invoke
                && invoke.latest();
    }

    /// Whether an event is for the unpublished version.
    boolean latest(int event) {
        return calls.route(event) == LATEST;
    }

    /// The function has run for an event.
    void attempted(int event, Outcome outcome, long time) {
        if (outcome == Outcome.OK) {
            if (counts(event, time)) book.eventsSucceeded++;
            world.callBack(calls.token(event), outcome, answers ? calls.data(event) : null, time);
            send(LinkKind.ON_SUCCESS, event, time);
            world.close(event);
            return;
        }
        int errors = (calls.site(event) & 0xffff) + 1;
        calls.site(event, calls.site(event) & ~0xffff | errors);
        long next = time + errors * MINUTE;
        if (errors > spec.maxRetries() || next - calls.start(event) > spec.maxAgeNanos()) giveUp(event, time);
        else {
            calls.afterFailure(event, true);
            again(event, next);
        }
    }

    /// The function had no room for an event. It keeps its place in line, and its number of retries.
    void throttled(int event, long time) {
        int before = calls.site(event) >>> 16;
        long next = time + Math.min(LONGEST_PAUSE, SECOND << Math.min(before, 30));
        calls.site(event, before + 1 << 16 | calls.site(event) & 0xffff);
        if (next - calls.start(event) > spec.maxAgeNanos()) giveUp(event, time);
        else again(event, next);
    }

    void giveUp(int event, long time) {
        boolean kept = send(LinkKind.DEAD_LETTER, event, time) | send(LinkKind.ON_FAILURE, event, time);
        if (counts(event, time)) {
            if (kept) book.eventsDeadLettered++;
            else book.eventsDropped++;
        }
        world.close(event);
    }

    /// Whether a row stands for what was sent about an event that has ended.
    static boolean isLetter(Calls calls, int row) {
        return calls.wire(row) < 0 && calls.route(row) >= DEAD_LETTER;
    }

    /// What was sent about an event was taken, or not.
    void delivered(int letter, int child, long time) {
        boolean failed = calls.outcome(child) != Outcome.OK;
        if (failed && book.counts(time)) {
            if (calls.route(letter) == DEAD_LETTER) book.deadLetterErrors++;
            else book.destinationDeliveryFailures++;
        }
        world.close(letter);
    }

    /// An event counts when it was received and ended within the window; received and not ended it is under way.
    private boolean counts(int event, long time) {
        return book.counts(calls.start(event)) && book.counts(time);
    }

    private void again(int event, long time) {
        calls.rekey(event, Key.mix(calls.key(event), Stage.ATTEMPT));
        world.wakeFor(event, time, PoolActor.EVENT);
    }

    private boolean send(LinkKind kind, int event, long time) {
        boolean sent = false;
        for (var wire : outgoing) {
            if (wire.kind() != kind) continue;
            int letter = world.note(node, calls.key(event), time);
            calls.inherit(letter, event);
            calls.route(letter, kind == LinkKind.DEAD_LETTER ? DEAD_LETTER : REPORT);
            int call = world.prepare(wire, letter, 0, Key.mix(calls.key(event), wire.key()), time);
            calls.inherit(call, event);
            calls.afterFailure(call, kind != LinkKind.ON_SUCCESS || calls.afterFailure(event));
            world.dispatch(call, time);
            sent = true;
        }
        return sent;
    }
}
