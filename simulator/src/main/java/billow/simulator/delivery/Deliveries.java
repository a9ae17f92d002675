package billow.simulator.delivery;

import billow.model.archetype.Counter;
import billow.model.archetype.Delivery;
import billow.model.archetype.FanOut;
import billow.model.archetype.Gateway;
import billow.model.archetype.Redelivery;
import billow.model.kind.LinkKind;
import billow.simulator.flow.Calls;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Pacer;
import billow.simulator.flow.Recorder;
import billow.simulator.flow.Wire;
import billow.simulator.flow.World;
import billow.simulator.function.PoolActor;
import billow.simulator.log.DeliveryActor;
import billow.simulator.node.ExternalActor;
import billow.simulator.node.Stage;
import billow.simulator.queue.BufferActor;
import billow.simulator.random.Key;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Copies of messages on their way to targets. An attempt that is throttled or fails on the target's side is made
/// again after the pauses of the service; one that is refused for good, or too often, goes to the dead-letter queue or
/// is dropped. What exceeds a quota is late, not lost.
final class Deliveries {
    private static final int TURN = 0;

    /*
     * Columns of a delivery: site its link, start the time of the publish, attempt the attempts made, a what it waits
     * for, b the call under way.
     */
    private static final int TO_BE_PACED = 0;
    private static final int READY = 1;
    private static final int NO_CALL = -1;

    private static final int RETRY = 341;
    private static final int DUPLICATE = 342;
    /// Route of a delivery that its target has taken, though it has not said so yet.
    private static final int OUT_OF_LINE = -2;

    /// What is billed for an attempt at a target, and which rules hold for it.
    private enum Sort {
        FUNCTION,
        QUEUE,
        STREAM,
        OUTSIDE,
        MAIL,
        TEXT_MESSAGE,
        PUSH,
        OTHER;

        private boolean isOutside() {
            return switch (this) {
                case OUTSIDE, MAIL, TEXT_MESSAGE, PUSH -> true;
                case FUNCTION, QUEUE, STREAM, OTHER -> false;
            };
        }
    }

    private final World world;
    private final Calls calls;
    private final int node;
    private final FanOut.Outflow spec;
    private final FanOutBook book;
    private final @Nullable Wire deadLetters;
    private final @Nullable Pacer quota;
    private final @Nullable Pacer[] outside;
    private final Sort[] sorts;
    private final boolean[] raw;
    private final @Nullable Redelivery[] redeliveries;
    private final @Nullable DeliveryLines lines;
    private Recorder recorder;

    /// @param ordered whether deliveries of one group are made one after the other
    Deliveries(World world, int node, FanOut.Outflow spec, List<Wire> outgoing, FanOutBook book, boolean ordered) {
        lines = ordered ? new DeliveryLines() : null;
        this.world = world;
        this.calls = world.calls();
        this.node = node;
        this.spec = spec;
        this.book = book;
        recorder = new Recorder(world.window());
        deadLetters = outgoing.stream()
                .filter(w -> w.kind() == LinkKind.DEAD_LETTER)
                .findFirst()
                .orElse(null);
        quota = pacer(spec.quota());
        int wires = world.wires().size();
        outside = new Pacer[wires];
        sorts = new Sort[wires];
        raw = new boolean[wires];
        redeliveries = new Redelivery[wires];
        for (Wire wire : outgoing)
            if (wire.plan().delivery() != null)
                raw[wire.index()] = Filters.delivery(wire).raw();
    }

    private static @Nullable Pacer pacer(Gateway.@Nullable Bucket bucket) {
        return bucket == null ? null : new Pacer(bucket.perSecond(), bucket.burst());
    }

    /// To be called when all nodes are placed.
    void begin(Recorder recorder) {
        this.recorder = recorder;
        for (Wire wire : world.wires()) {
            if (wire.from() != node || wire.plan().delivery() == null) continue;
            var delivery = Filters.delivery(wire);
            var sort = switch (world.actor(wire.to())) {
                case PoolActor p -> Sort.FUNCTION;
                case BufferActor b -> Sort.QUEUE;
                case DeliveryActor d -> Sort.STREAM;
                case ExternalActor e -> outside(delivery.medium());
                default -> Sort.OTHER;
            };
            sorts[wire.index()] = sort;
            redeliveries[wire.index()] = sort.isOutside() ? delivery.toOutside() : delivery.toService();
            if (sort.isOutside()) outside[wire.index()] = pace(delivery.perSecond());
        }
    }

    private static Sort outside(Delivery.Medium medium) {
        return switch (medium) {
            case HTTP -> Sort.OUTSIDE;
            case MAIL -> Sort.MAIL;
            case TEXT_MESSAGE -> Sort.TEXT_MESSAGE;
            case PUSH -> Sort.PUSH;
        };
    }

    /// @param own limit of the link, or 0
    private @Nullable Pacer pace(double own) {
        return own > 0 ? new Pacer(own, 1) : pacer(spec.outside());
    }

    /// @param published when the message came in
    /// @param first     when to make the first attempt
    /// @param rounds    behind it, as [Recursion] counts them
    /// @return its row
    int begin(
            long key,
            Wire wire,
            int bytes,
            int rank,
            @Nullable JsonNode data,
            long rounds,
            long published,
            long first) {
        int row = start(key, wire, bytes, rank, data, rounds, published, first);
        if (spec.duplicates() > 0 && Key.uniform(Key.mix(key, DUPLICATE)) < spec.duplicates())
            start(Key.mix(key, DUPLICATE, 1), wire, bytes, rank, data, rounds, published, first);
        return row;
    }

    private int start(
            long key,
            Wire wire,
            int bytes,
            int rank,
            @Nullable JsonNode data,
            long rounds,
            long published,
            long first) {
        int row = world.note(node, key, published);
        calls.rounds(row, rounds);
        calls.site(row, wire.index());
        calls.bytes(row, bytes);
        calls.rank(row, rank);
        calls.data(row, data);
        calls.a(row, TO_BE_PACED);
        calls.b(row, NO_CALL);
        book.begins(published);
        if (lines == null || lines.join(line(row), row)) world.wakeFor(row, first, TURN);
        else calls.mark(row, first);
        return row;
    }

    /// What is about one key is of one group.
    private int line(int row) {
        return calls.rank(row) ^ calls.site(row) * 0x9e3779b1;
    }

    private void close(int row, long time) {
        if (lines != null && calls.route(row) != OUT_OF_LINE) leave(lines, row, time);
        world.close(row);
    }

    private void leave(DeliveryLines lines, int row, long time) {
        int next = lines.leave(line(row));
        if (next >= 0) world.wakeFor(next, Math.max(time, calls.mark(next)), TURN);
    }

    /// The next of a line follows as soon as the target has taken the one before: its answer need not be waited for to
    /// keep the order. What it has not taken holds up the line.
    private void dispatch(int row, int child, long time) {
        int delivery = calls.generation(row);
        int attempt = calls.generation(child);
        world.dispatch(child, time);
        if (lines == null || calls.generation(row) != delivery || calls.b(row) != child) return;
        if (calls.generation(child) == attempt || calls.outcome(child) != Outcome.OK) return;
        calls.route(row, OUT_OF_LINE);
        leave(lines, row, time);
    }

    /// The moment has come that a delivery waited for.
    void wake(int row, long time) {
        if (calls.b(row) != NO_CALL) overdue(row, time);
        else if (calls.a(row) == READY) attempt(row, time);
        else pace(row, time);
    }

    private void pace(int row, long time) {
        Pacer own = outside[calls.site(row)];
        long wait = own == null ? 0 : own.delay(time);
        if (quota != null && calls.attempt(row) == 0) wait = Math.max(wait, quota.delay(time));
        if (wait == 0) {
            attempt(row, time);
            return;
        }
        book.late(time);
        calls.a(row, READY);
        world.wakeFor(row, time + wait, TURN);
    }

    private void attempt(int row, long time) {
        int link = calls.site(row);
        if (time - calls.start(row) > redelivery(link).maxAgeNanos()) {
            giveUp(row, time);
            return;
        }
        int made = calls.attempt(row);
        calls.attempt(row, made + 1);
        if (made == 0) book.first(time - calls.start(row), time);
        else book.retry(time);
        Wire wire = world.wires().get(link);
        int child = world.prepare(wire, row, 0, Key.mix(calls.key(row), made, Stage.ATTEMPT), time);
        int bytes = calls.bytes(row);
        if (!raw[link] && sorts[link] != Sort.FUNCTION)
            bytes = (int) Math.min(Integer.MAX_VALUE, bytes + spec.envelopeBytes());
        calls.bytes(child, bytes);
        calls.token(child, calls.token(row));
        bill(sorts[link], bytes, made > 0, time);
        calls.b(row, child);
        long patience = patience(link);
        if (patience > 0) world.wakeFor(row, time + patience + 1, TURN);
        dispatch(row, child, time);
    }

    private void bill(Sort sort, long bytes, boolean again, long time) {
        recorder.count(Counter.DELIVERED_BYTES, bytes, time, again);
        switch (sort) {
            case FUNCTION -> recorder.count(Counter.FUNCTION_DELIVERIES, 1, time, again);
            case QUEUE -> recorder.count(Counter.QUEUE_DELIVERIES, 1, time, again);
            case OUTSIDE -> recorder.count(Counter.OUTSIDE_DELIVERIES, 1, time, again);
            case STREAM -> recorder.count(Counter.STREAM_DELIVERIES, 1, time, again);
            case MAIL -> recorder.count(Counter.MAIL_DELIVERIES, 1, time, again);
            case PUSH -> recorder.count(Counter.PUSH_DELIVERIES, 1, time, again);
            case TEXT_MESSAGE, OTHER -> {}
        }
    }

    /// How long an attempt may take; 0 for as long as it likes.
    private long patience(int link) {
        return sorts[link].isOutside() ? spec.outsideTimeoutNanos() : 0;
    }

    private Redelivery redelivery(int link) {
        Redelivery redelivery = redeliveries[link];
        if (redelivery == null) throw new IllegalStateException("Link %d delivers nothing.".formatted(link));
        return redelivery;
    }

    void answered(int row, int child, long time) {
        if (deadLetters != null && calls.wire(child) == deadLetters.index()) {
            if (calls.outcome(child) == Outcome.OK) book.deadLettered(time);
            else book.dropped(time);
            close(row, time);
            return;
        }
        long patience = patience(calls.site(row));
        calls.b(row, NO_CALL);
        calls.forgetDue(row);
        if (patience > 0 && time - calls.start(child) > patience) {
            failed(row, Outcome.TIMEOUT, calls.start(child) + patience + 1);
            return;
        }
        Outcome outcome = calls.outcome(child);
        if (outcome != Outcome.OK) {
            failed(row, outcome, time);
            return;
        }
        book.taken(time);
        close(row, time);
    }

    private void overdue(int row, long time) {
        calls.abandon(calls.b(row));
        calls.b(row, NO_CALL);
        failed(row, Outcome.TIMEOUT, time);
    }

    private void failed(int row, Outcome outcome, long time) {
        book.failed(time);
        var rule = redelivery(calls.site(row));
        int retry = calls.attempt(row) - 1;
        if (!outcome.retryable() || retry >= rule.retries()) {
            giveUp(row, time);
            return;
        }
        double spread = 1 + rule.jitter() * (Key.uniform(Key.mix(calls.key(row), retry, RETRY)) - 0.5);
        long next = time + (long) (rule.pauseNanos(retry) * spread);
        if (next - calls.start(row) > rule.maxAgeNanos()) {
            giveUp(row, time);
            return;
        }
        calls.a(row, outside[calls.site(row)] == null ? READY : TO_BE_PACED);
        world.wakeFor(row, next, TURN);
    }

    /// What the dead-letter queue does not take is lost.
    private void giveUp(int row, long time) {
        if (deadLetters == null) {
            book.dropped(time);
            close(row, time);
            return;
        }
        int call = world.prepare(deadLetters, row, 0, Key.mix(calls.key(row), deadLetters.key()), time);
        calls.inherit(call, row);
        calls.afterFailure(call, true);
        calls.b(row, call);
        world.dispatch(call, time);
    }
}
