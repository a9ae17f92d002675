package billow.simulator.log;

import billow.model.archetype.Counter;
import billow.model.archetype.DeliveryBuffer;
import billow.model.archetype.Interaction.Deliver;
import billow.model.archetype.Interaction.Put;
import billow.model.archetype.Interaction.Read;
import billow.model.quota.Limits;
import billow.model.value.Unit;
import billow.simulator.flow.Actor;
import billow.simulator.flow.Calls;
import billow.simulator.flow.Cause;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Recorder;
import billow.simulator.flow.TokenBucket;
import billow.simulator.flow.Wire;
import billow.simulator.flow.World;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A delivery stream: gathers records until there are enough bytes or the first has waited long enough, and delivers
/// them in one call. A delivery that fails is tried again after pauses that double, until it is given up.
/// Source: Amazon Data Firehose developer guide, buffering hints and data delivery.
public final class DeliveryActor implements Actor {
    private static final int INTERVAL_OVER = 0;
    private static final int TRY_AGAIN = 1;

    private static final int RECORD = 410;
    private static final int LATENCY = 411;
    private static final int DELIVERY = 412;
    private static final long SECOND = 1_000_000_000L;

    private final World world;
    private final Calls calls;
    private final int node;
    private final DeliveryBuffer spec;
    private final long key;
    private final @Nullable Wire destination;
    private final @Nullable Sampler[] sizes;
    private final Sampler latency;
    private final TokenBucket bytesTaken;
    private final TokenBucket recordsTaken;
    private final long longestPause = (long) Limits.limit("esm.retryPause").standard() * SECOND;
    private final long putBytes =
            (long) Unit.MEGABYTE.toCanonical(Limits.limit("firehose.putBytes").standard());
    private Recorder book;
    private int gathered;
    private long gatheredBytes;
    private long since;
    private long pieces;
    private long records;
    private long bytes;
    private long refused;
    private long rejected;
    private long deliveries;
    private long done;
    private long dropped;
    private long present;
    private long freshnessMillis;

    /// @param outgoing its wire to where it delivers; without one, everything is well delivered
    public DeliveryActor(World world, int node, String id, DeliveryBuffer spec, List<Wire> outgoing) {
        this.world = world;
        this.calls = world.calls();
        this.node = node;
        this.spec = spec;
        key = world.keyOf(id);
        destination = outgoing.isEmpty() ? null : outgoing.getFirst();
        sizes = new Sampler[world.wires().size()];
        for (Wire wire : world.wires())
            if (wire.to() == node && wire.interaction() instanceof Put put)
                sizes[wire.index()] = Sampler.of(put.recordBytes());
        latency = Sampler.of(spec.putLatency());
        bytesTaken = new TokenBucket(spec.bytesPerSecond(), spec.bytesPerSecond());
        recordsTaken = new TokenBucket(spec.recordsPerSecond(), spec.recordsPerSecond());
        book = new Recorder(world.window());
    }

    @Override
    public void begin() {
        book = world.recorder(node);
    }

    @Override
    public void arrive(int call, long time) {
        var asked = world.wires().get(calls.wire(call)).interaction();
        var outcome = switch (asked) {
            case Put put -> put(call, put.batch(), time);
            case Deliver d -> put(call, 1, time);
            case Read r -> read(call, time);
            default -> throw new IllegalStateException("A delivery stream takes records only.");
        };
        long nanos = latency.nanos(Key.mix(calls.key(call), LATENCY));
        calls.spend(call, Cause.WORK, nanos);
        world.reply(call, outcome, Math.addExact(time, nanos));
    }

    /// What is delivered brings its size along; what is put has that of its link.
    private long size(int call, int number) {
        Sampler law = sizes[calls.wire(call)];
        return law == null
                ? calls.bytes(call)
                : Math.max(0, (long) law.sample(Key.mix(calls.key(call), RECORD, number)));
    }

    /// Whether a record, or all of a put together, is larger than the service takes.
    private boolean tooLarge(int call, int batch) {
        long sum = 0;
        for (int i = 0; i < batch; i++) {
            long size = size(call, i);
            sum += size;
            if (size > spec.recordBytes()) return true;
        }
        return sum > putBytes;
    }

    private Outcome put(int call, int batch, long time) {
        if (tooLarge(call, batch)) {
            if (book.counts(time)) rejected += batch;
            return Outcome.CLIENT_ERROR;
        }
        int taken = 0;
        for (int i = 0; i < batch; i++) {
            long size = size(call, i);
            if (bytesTaken.wait(size, time) == 0 && recordsTaken.take(1, time) && bytesTaken.take(size, time)) {
                gather(1, size, time);
                taken++;
            } else if (book.counts(time)) {
                refused++;
            }
        }
        return taken > 0 ? Outcome.OK : Outcome.THROTTLED;
    }

    /// What is read from a stream is not limited here.
    private Outcome read(int call, long time) {
        int count = calls.batch(call);
        if (count > 0) gather(count, calls.bytes(call), time);
        return Outcome.OK;
    }

    private void gather(int count, long size, long time) {
        long each = Math.max(1, Math.ceilDiv(size / count, spec.chunkBytes())) * spec.chunkBytes();
        book.count(Counter.BYTES_WRITTEN, count * each, time);
        if (book.counts(time)) {
            records += count;
            bytes += size;
        }
        present += count;
        if (gathered == 0) {
            since = time;
            world.wakeAt(time + spec.intervalNanos(), node, INTERVAL_OVER, 0);
        }
        gathered += count;
        gatheredBytes += size;
        if (gatheredBytes >= spec.bufferBytes()) deliver(time);
    }

    private void deliver(long time) {
        int piece = world.note(node, Key.mix(key, DELIVERY, pieces++), since);
        calls.a(piece, gathered);
        calls.bytes(piece, (int) Math.min(Integer.MAX_VALUE, gatheredBytes));
        gathered = 0;
        gatheredBytes = 0;
        attempt(piece, time);
    }

    private void attempt(int piece, long time) {
        if (destination == null) {
            delivered(piece, time);
            return;
        }
        int tried = calls.attempt(piece) + 1;
        calls.attempt(piece, tried);
        long own = Key.mix(calls.key(piece), destination.key(), tried);
        int child = world.prepare(destination, piece, 0, own, time);
        calls.batch(child, calls.a(piece));
        world.dispatch(child, time);
    }

    @Override
    public void answered(int piece, int child, long time) {
        if (calls.outcome(child) == Outcome.OK) {
            delivered(piece, time);
            return;
        }
        long pause = Math.min(longestPause, SECOND << Math.min(calls.attempt(piece) - 1, 30));
        if (time + pause - calls.start(piece) <= spec.giveUpNanos()) {
            world.wakeFor(piece, time + pause, TRY_AGAIN);
            return;
        }
        present -= calls.a(piece);
        if (book.counts(time)) dropped += calls.a(piece);
        world.close(piece);
    }

    private void delivered(int piece, long time) {
        present -= calls.a(piece);
        if (book.counts(time)) {
            deliveries++;
            done += calls.a(piece);
            freshnessMillis += (time - calls.start(piece)) / 1_000_000;
        }
        world.close(piece);
    }

    @Override
    public void wake(int event, int subject, long time) {
        if (event == INTERVAL_OVER) {
            if (gathered > 0 && since + spec.intervalNanos() == time) deliver(time);
        } else if (calls.takeDue(subject, node, time)) {
            attempt(subject, time);
        }
    }

    @Override
    public Map<String, Measure> measures() {
        var measures = new LinkedHashMap<String, Measure>();
        measures.put("incomingRecords", new Measure.Count(records));
        measures.put("incomingBytes", new Measure.Count(bytes));
        measures.put("throttledRecords", new Measure.Count(refused));
        measures.put("recordsRejected", new Measure.Count(rejected));
        measures.put("deliveries", new Measure.Count(deliveries));
        measures.put("recordsDone", new Measure.Count(done));
        measures.put("recordsDropped", new Measure.Count(dropped));
        measures.put("recordsInside", new Measure.Count(present));
        measures.put("dataFreshness", new Measure.Mean(freshnessMillis / 1000.0, deliveries));
        return measures;
    }
}
