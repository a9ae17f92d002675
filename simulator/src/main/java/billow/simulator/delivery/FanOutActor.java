package billow.simulator.delivery;

import billow.model.archetype.Counter;
import billow.model.archetype.FanOut;
import billow.model.archetype.Interaction;
import billow.simulator.flow.Actor;
import billow.simulator.flow.Callbacks;
import billow.simulator.flow.Calls;
import billow.simulator.flow.Cause;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Recorder;
import billow.simulator.flow.TokenBucket;
import billow.simulator.flow.Wire;
import billow.simulator.flow.World;
import billow.simulator.node.Stage;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A topic, bus or schedule: what is published is answered as soon as it is stored, and a copy goes to each target
/// whose filter lets it pass ([Deliveries]).
public final class FanOutActor implements Actor {
    private static final int REPLAY = 1;

    private static final int MESSAGE = 321;
    private static final int SIZE = 322;
    private static final int FILTER = 323;

    private final World world;
    private final Calls calls;
    private final int node;
    private final FanOut spec;
    private final List<Wire> targets;
    private final Filters filters;
    private final @Nullable Filters[] byTopic;
    private final @Nullable Sampler[] sizes;
    private final TokenBucket quota;
    private final Sampler publishLatency;
    private final Sampler deliveryLatency;
    private final FanOutBook book;
    private final Deliveries deliveries;
    private final boolean ordered;
    private final @Nullable Archive archive;
    private final boolean[] replayed;
    private final @Nullable FifoPublishes fifo;
    private final @Nullable DueTimes dueTimes;
    private Recorder recorder;

    /// @param outgoing its links to targets and to a dead-letter queue
    public FanOutActor(World world, int node, String id, FanOut spec, List<Wire> outgoing) {
        this.world = world;
        this.calls = world.calls();
        this.node = node;
        this.spec = spec;
        targets = outgoing.stream().filter(w -> w.plan().delivery() != null).toList();
        filters = new Filters(targets);
        byTopic = new Filters[world.wires().size()];
        sizes = new Sampler[world.wires().size()];
        for (Wire wire : world.wires())
            if (wire.to() == node && wire.interaction() instanceof Interaction.Publish publish) {
                if (publish.messageBytes().mean() > 0) sizes[wire.index()] = Sampler.of(publish.messageBytes());
                if (publish.topic() != null) byTopic[wire.index()] = new Filters(targets, publish.topic());
            }
        quota = new TokenBucket(
                spec.intake().quota().perSecond(), spec.intake().quota().burst());
        publishLatency = Sampler.of(spec.intake().latency());
        deliveryLatency = Sampler.of(spec.outflow().latency());
        book = new FanOutBook(world.window());
        var replay = spec.replay();
        archive = replay == null ? null : new Archive(replay, id);
        replayed = new boolean[targets.size()];
        for (int i = 0; replay != null && i < replayed.length; i++) replayed[i] = isReplayed(targets.get(i), replay);
        var order = spec.fifo();
        fifo = order == null ? null : new FifoPublishes(order);
        ordered = spec.service() == FanOut.Service.FIFO_TOPIC;
        deliveries = new Deliveries(world, node, spec.outflow(), outgoing, book, ordered);
        var timetable = spec.timetable();
        dueTimes = timetable == null ? null : new DueTimes(timetable, world.keyOf(id), this::due);
        recorder = new Recorder(world.window());
    }

    private static boolean isReplayed(Wire target, FanOut.Replay replay) {
        var rule = replay.rule();
        return rule == null || rule.equals(Filters.delivery(target).rule()) || rule.equals(target.id());
    }

    @Override
    public void begin() {
        if (archive != null) world.wakeAt(archive.spec().atNanos(), node, REPLAY, 0);
        recorder = world.recorder(node);
        deliveries.begin(recorder);
        if (dueTimes != null && !targets.isEmpty()) world.kernel().add(dueTimes);
    }

    @Override
    public void arrive(int call, long time) {
        switch (world.wires().get(calls.wire(call)).interaction()) {
            case Interaction.Publish publish ->
                publish(call, messages(publish, calls.data(call)), publish.repeated(), time);
            case Interaction.Deliver d -> publish(call, 1, 0, time);
            case Interaction.Report r -> publish(call, 1, 0, time);
            case Interaction.Send s -> throw misplaced();
            case Interaction.Put p -> throw misplaced();
            case Interaction.Read r -> throw misplaced();
            case Interaction.DeadLetter d -> throw misplaced();
            case Interaction.Poll p -> throw misplaced();
            case Interaction.Request r -> throw misplaced();
            case Interaction.Invoke i -> throw misplaced();
            case Interaction.Call c -> throw misplaced();
            case Interaction.Operate o -> throw misplaced();
            case Interaction.Store s -> throw misplaced();
            case Interaction.Identify i -> throw misplaced();
            case Interaction.FileAccess f -> throw misplaced();
            case Interaction.Start s -> throw misplaced();
        }
    }

    private static IllegalStateException misplaced() {
        return new IllegalStateException("A fan-out takes publishes only.");
    }

    /// Messages of a call: what is said to a bus as an array are its entries.
    private int messages(Interaction.Publish publish, @Nullable JsonNode data) {
        return data == null || !areEntries(data) ? publish.batch() : data.size();
    }

    private boolean areEntries(JsonNode data) {
        return spec.service() == FanOut.Service.BUS && data.isArray() && !data.isEmpty();
    }

    private boolean admits(int call, int messages, long time) {
        if (fifo == null) return quota.take(spec.intake().quotaByMessage() ? messages : 1, time);
        if (quota.level(time) < messages * (1 - 1e-12)) return false;
        long sum = 0;
        for (int i = 0; i < messages; i++) sum += bytes(call, Key.mix(calls.key(call), MESSAGE, i));
        return fifo.admits(calls.rank(call), messages, sum, time) && quota.take(messages, time);
    }

    /// @param key of the message
    private int bytes(int call, long key) {
        Sampler size = sizes[calls.wire(call)];
        long wanted = size == null ? calls.bytes(call) : (long) size.sample(Key.mix(key, SIZE));
        return (int) Math.min(spec.intake().mostBytes(), wanted);
    }

    private void publish(int call, int messages, double repeated, long time) {
        var intake = spec.intake();
        if (!admits(call, messages, time)) {
            book.refused(messages, time);
            world.reply(call, Outcome.THROTTLED, time);
            return;
        }
        long sum = 0;
        long chunks = 0;
        JsonNode data = calls.data(call);
        boolean entries = data != null && areEntries(data);
        var byWire = byTopic[calls.wire(call)];
        var rules = byWire == null ? filters : byWire;
        long rounds = tellsRounds() ? calls.rounds(call) : 0;
        for (int i = 0; i < messages; i++) {
            long key = Key.mix(calls.key(call), MESSAGE, i);
            int bytes = bytes(call, key);
            sum += bytes;
            chunks += chunks(bytes);
            JsonNode own = entries && data != null ? data.get(i) : data;
            if (fifo != null && fifo.repeats(calls.rank(call), calls.wire(call), repeated, own, key, time))
                book.repeated(time);
            else spread(rules, key, bytes, calls.rank(call), own, rounds, calls.token(call), null, time);
            if (archive != null) archive.take(key, bytes, calls.rank(call), own, time);
        }
        book.published(messages, time);
        boolean again = calls.afterFailure(call);
        recorder.count(Counter.BILLED_REQUESTS, 1, time, again);
        recorder.count(Counter.BILLED_CHUNKS, intake.chunksByMessage() ? chunks : chunks(sum), time, again);
        recorder.count(Counter.PUBLISHED_BYTES, sum, time, again);
        long nanos = publishLatency.nanos(Key.mix(calls.key(call), Stage.LATENCY));
        calls.spend(call, Cause.WORK, nanos);
        world.reply(call, Outcome.OK, Math.addExact(time, nanos));
    }

    private long chunks(long bytes) {
        return Math.max(1, Math.ceilDiv(bytes, spec.intake().chunkBytes()));
    }

    /// Begins a delivery to each target that gets the message.
    ///
    /// @param only the targets that may get it; null for all
    private void spread(
            Filters rules,
            long key,
            int bytes,
            int rank,
            @Nullable JsonNode data,
            long rounds,
            long token,
            boolean @Nullable [] only,
            long time) {
        double[] share = rules.shares(data);
        int passed = 0;
        for (int i = 0; i < targets.size(); i++) {
            if (only != null && !only[i]) continue;
            Wire wire = targets.get(i);
            long each = Key.mix(key, wire.key());
            if (share[i] < 1 && !(Key.uniform(Key.mix(each, FILTER)) < share[i])) continue;
            passed++;
            long first = time + deliveryLatency.nanos(Key.mix(each, Stage.LATENCY));
            var sent = rules.sent(i, data);
            calls.token(deliveries.begin(each, wire, bytes, rank, sent, rounds, time, first), token);
        }
        if (spec.service() == FanOut.Service.BROKER) recorder.count(Counter.RULE_CHUNKS, passed * chunks(bytes), time);
        book.matched(passed, targets.size(), time);
    }

    /// The next archived event is replayed, at the pace of the replay.
    private void replay(Archive from, long time) {
        if (!from.hasNext()) return;
        var says = from.says();
        spread(filters, from.key(), from.bytes(), from.rank(), says, 0, Callbacks.NONE, replayed, time);
        recorder.count(Counter.BILLED_CHUNKS, chunks(from.bytes()), time);
        book.replayed(time);
        from.passed();
        if (from.hasNext()) world.wakeAt(time + (long) (1e9 / from.spec().perSecond()), node, REPLAY, 0);
    }

    /// A message is due by the timetable.
    private void due(long key, int bytes, long time, long when) {
        recorder.count(Counter.BILLED_REQUESTS, targets.size(), time);
        book.published(1, time);
        for (Wire wire : targets) deliveries.begin(Key.mix(key, wire.key()), wire, bytes, 1, null, 0, time, when);
    }

    FanOut.Service service() {
        return spec.service();
    }

    /// Whether its messages tell of the rounds behind them.
    @Override
    public boolean tellsRounds() {
        return spec.service() == FanOut.Service.TOPIC || spec.service() == FanOut.Service.FIFO_TOPIC;
    }

    @Override
    public boolean foldsAnswers() {
        return !ordered;
    }

    @Override
    public void answered(int call, int child, long time) {
        deliveries.answered(call, child, time);
    }

    @Override
    public void wake(int event, int subject, long time) {
        if (event == REPLAY) {
            if (archive != null) replay(archive, time);
        } else if (calls.takeDue(subject, node, time)) deliveries.wake(subject, time);
    }

    @Override
    public void end(long time) {
        book.end();
        if (archive != null) book.toReplay(archive.left());
    }

    @Override
    public Map<String, Measure> measures() {
        return book.measures(spec.service());
    }
}
