package billow.simulator.queue;

import billow.model.archetype.Interaction;
import billow.model.archetype.Interaction.DeadLetter;
import billow.model.archetype.Interaction.Poll;
import billow.model.archetype.Interaction.Send;
import billow.model.archetype.MessageBuffer;
import billow.model.quota.Limits;
import billow.simulator.flow.Actor;
import billow.simulator.flow.Calls;
import billow.simulator.flow.Cause;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Slices;
import billow.simulator.flow.Wire;
import billow.simulator.flow.World;
import billow.simulator.function.PoolActor;
import billow.simulator.node.BatchSource;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;
import billow.simulator.statistics.LatencyHistogram;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A queue: what is sent to it waits ([Backlog]) until an event source mapping ([Mapping]) has it done by a function.
/// Senders are answered as soon as the message is stored. Without a mapping the queue just fills.
public final class BufferActor implements Actor, BatchSource {
    private static final int DELAY_OVER = 0;
    private static final int TOO_OLD = 1;
    private static final int MOVED_TOO_OLD = 2;
    private static final int RETURNS = 3;
    private static final int MAPPINGS = 8;

    private static final int MESSAGE = 305;
    private static final int SIZE = 306;
    private static final int LATENCY = 307;
    private static final int DUPLICATE = 311;

    private final World world;
    private final Calls calls;
    private final int node;
    private final MessageBuffer spec;
    private final List<Wire> outgoing;
    private final @Nullable Sampler[] sizes;
    private final int[] lanes;
    private final Sampler sendLatency;
    private final int mostBytes = (int) Limits.limit("sqs.messageSize").maximum();
    private final BufferBook book;
    private final Backlog backlog;
    private final @Nullable FifoIntake fifo;
    private Mapping[] mappings = new Mapping[0];
    private int turn;
    private boolean feeding;
    private boolean again;

    /// @param node     number of this node
    /// @param outgoing its wires to functions and to a dead-letter queue
    public BufferActor(World world, int node, String id, MessageBuffer spec, List<Wire> outgoing) {
        this.world = world;
        this.calls = world.calls();
        this.node = node;
        this.spec = spec;
        this.outgoing = List.copyOf(outgoing);
        sendLatency = Sampler.of(spec.sendLatency());
        sizes = new Sampler[world.wires().size()];
        for (Wire wire : world.wires())
            if (wire.to() == node && wire.interaction() instanceof Send send)
                sizes[wire.index()] = Sampler.of(send.messageBytes());
        book = new BufferBook(world.window(), spec.chunkBytes());
        Wire deadLetters = outgoing.stream()
                .filter(wire -> wire.interaction() instanceof DeadLetter)
                .findFirst()
                .orElse(null);
        var groups = spec.groups();
        var intake = groups == null ? null : groups.fifo();
        fifo = intake == null ? null : new FifoIntake(intake, world.wires().size());
        backlog = new Backlog(world, node, spec, book, DELAY_OVER, TOO_OLD, MOVED_TOO_OLD, RETURNS, deadLetters);
        lanes = new int[world.wires().size()];
        for (Wire wire : world.wires())
            if (wire.to() == node && wire.interaction() instanceof Send send)
                lanes[wire.index()] = send.delayNanos() < 0 ? -1 : backlog.lane(send.delayNanos());
    }

    @Override
    public void begin() {
        book.begin(world.recorder(node));
        var polled = outgoing.stream()
                .filter(wire -> wire.interaction() instanceof Poll)
                .toList();
        mappings = new Mapping[polled.size()];
        for (int i = 0; i < mappings.length; i++) mappings[i] = mapping(i, polled.get(i));
    }

    private Mapping mapping(int index, Wire wire) {
        var asked = (Poll) wire.interaction();
        var poll = spec.ordered() ? asked.withoutWindow() : asked;
        long timeout = world.actor(wire.to()) instanceof PoolActor function ? function.timeoutNanos() : 0;
        long visibility = Mapping.visibility(spec.visibilityNanos(), poll.windowNanos(), timeout);
        var delivery = Sampler.of(spec.deliveryLatency());
        int firstEvent = MAPPINGS + index * Mapping.EVENTS;
        return new Mapping(world, node, index, firstEvent, wire, poll, backlog, book, delivery, visibility);
    }

    @Override
    public boolean tellsRounds() {
        return true;
    }

    @Override
    public void arrive(int call, long time) {
        switch (world.wires().get(calls.wire(call)).interaction()) {
            case Send send -> send(call, send, time);
            case Interaction.Report report -> sendOne(call, time);
            case Interaction.Deliver deliver -> sendOne(call, time);
            case DeadLetter rule -> {
                // Another queue moves a message by itself; a function sends an event it has given up.
                if (moved(call)) {
                    book.apiCall(calls.bytes(call), true, time);
                    backlog.take(
                            calls.key(call),
                            calls.bytes(call),
                            calls.rank(call),
                            calls.data(call),
                            calls.mark(call),
                            time);
                    world.reply(call, Outcome.OK, time);
                } else sendOne(call, time);
            }
            case Poll poll -> throw misplaced();
            case Interaction.Put put -> throw misplaced();
            case Interaction.Read read -> throw misplaced();
            case Interaction.Request request -> throw misplaced();
            case Interaction.Invoke invoke -> throw misplaced();
            case Interaction.Call other -> throw misplaced();
            case Interaction.Operate operate -> throw misplaced();
            case Interaction.Store s -> throw misplaced();
            case Interaction.Identify identify -> throw misplaced();
            case Interaction.FileAccess f -> throw misplaced();
            case Interaction.Publish publish -> throw misplaced();
            case Interaction.Start start -> throw misplaced();
        }
        feed(time);
    }

    private boolean moved(int call) {
        return world.actor(world.wires().get(calls.wire(call)).from()) instanceof BufferActor;
    }

    private static IllegalStateException misplaced() {
        return new IllegalStateException("A queue takes messages only.");
    }

    private void send(int call, Send send, long time) {
        Sampler size = sizes[calls.wire(call)];
        if (size == null) throw misplaced();
        if (refused(call, Key.mix(calls.key(call), MESSAGE, 0), time)) return;
        int lane = lanes[calls.wire(call)];
        long sum = 0;
        for (int i = 0; i < send.batch(); i++) {
            long key = Key.mix(calls.key(call), MESSAGE, i);
            int bytes = (int) Math.min(mostBytes, size.sample(Key.mix(key, SIZE)));
            sum += bytes;
            if (fifo != null && fifo.repeats(calls.wire(call), send.repeated(), key, time)) book.repeated(time);
            else {
                boolean poison = i == 0 && calls.flaw(call) > 0;
                keep(call, key, bytes, poison, lane, time);
            }
        }
        sent(call, send.batch(), sum, time);
    }

    private void sendOne(int call, long time) {
        long key = Key.mix(calls.key(call), MESSAGE);
        if (refused(call, key, time)) return;
        boolean poison = calls.flaw(call) > 0;
        keep(call, key, calls.bytes(call), poison, -1, time);
        sent(call, 1, calls.bytes(call), time);
    }

    /// Some messages will be received once more, though they were done.
    private void keep(int call, long key, int bytes, boolean poison, int lane, long time) {
        store(call, key, bytes, poison, lane, time);
        if (spec.duplicates() > 0 && Key.uniform(Key.mix(key, DUPLICATE)) < spec.duplicates())
            store(call, Key.mix(key, DUPLICATE, 1), bytes, poison, lane, time);
    }

    private void store(int call, long key, int bytes, boolean poison, int lane, long time) {
        int message =
                backlog.send(key, bytes, calls.rank(call), calls.data(call), poison, calls.rounds(call), lane, time);
        backlog.messages().token(message, calls.token(call));
    }

    /// @param key of the first message
    private boolean refused(int call, long key, long time) {
        if (fifo == null || fifo.admits(backlog.group(calls.rank(call), key), time)) return false;
        world.reply(call, Outcome.THROTTLED, time);
        return true;
    }

    private void sent(int call, int messages, long bytes, long time) {
        book.sent(messages, time);
        book.apiCall(bytes, calls.afterFailure(call), time);
        if (spec.groups() != null && fifo == null) book.grouped(time);
        stored(call, time);
    }

    private void stored(int call, long time) {
        long nanos = sendLatency.nanos(Key.mix(calls.key(call), LATENCY));
        calls.spend(call, Cause.WORK, nanos);
        world.reply(call, Outcome.OK, Math.addExact(time, nanos));
    }

    @Override
    public void answered(int call, int child, long time) {
        if (calls.site(child) == Backlog.REDRIVE) backlog.moved(call, calls.outcome(child), time);
        else mappings[calls.site(child)].answered(calls.a(call), child, time);
        feed(time);
    }

    @Override
    public void contents(int call, Contents contents) {
        int row = calls.parent(call);
        if (row >= 0) mappings[calls.site(call)].contents(calls.a(row), contents);
    }

    @Override
    public void wake(int event, int subject, long time) {
        switch (event) {
            case DELAY_OVER -> backlog.delayOver(time);
            case TOO_OLD -> backlog.tooOld(time);
            case MOVED_TOO_OLD -> backlog.movedTooOld(subject, time);
            case RETURNS -> backlog.returned(time);
            default -> mappings[(event - MAPPINGS) / Mapping.EVENTS].wake(event, subject, time);
        }
        feed(time);
    }

    /// Mappings take turns in being the first to receive. What an invocation that is refused at once sets free is
    /// seen in another round.
    private void feed(long time) {
        again = true;
        if (feeding || mappings.length == 0) return;
        feeding = true;
        while (again) {
            again = false;
            for (int i = 0; i < mappings.length; i++) mappings[(turn + i) % mappings.length].feed(time);
            turn = (turn + 1) % mappings.length;
        }
        feeding = false;
    }

    @Override
    public void end(long time) {
        for (var mapping : mappings) mapping.end(time);
        backlog.end(time);
    }

    /// From first sending to the invocation of the consumer that has done the message.
    public LatencyHistogram timeInQueue() {
        return book.timeInQueue();
    }

    @Override
    public Map<String, Slices> slices() {
        return book.slices();
    }

    @Override
    public Map<String, Measure> measures() {
        var measures = book.measures(backlog.age());
        var order = backlog.ordered();
        if (spec.groups() != null) book.grouped(measures, order == null ? null : order.locked());
        return measures;
    }
}
