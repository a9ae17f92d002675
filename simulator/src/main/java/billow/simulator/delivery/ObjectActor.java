package billow.simulator.delivery;

import billow.model.archetype.Counter;
import billow.model.archetype.Interaction;
import billow.model.archetype.Keeping;
import billow.model.archetype.ObjectOperation;
import billow.model.archetype.ObjectStore;
import billow.model.archetype.StorageClass;
import billow.model.kind.LinkKind;
import billow.simulator.flow.Actor;
import billow.simulator.flow.Calls;
import billow.simulator.flow.Cause;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Recorder;
import billow.simulator.flow.Wire;
import billow.simulator.flow.World;
import billow.simulator.node.Stage;
import billow.simulator.node.TrafficActor;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A bucket: requests are served or refused by the partition of their key ([KeySpace]); what changes an object is told
/// to whoever wants to know ([Deliveries]).
public final class ObjectActor implements Actor {
    private static final int SIZE = 361;
    private static final int LATENCY = 362;
    private static final int TOLD = 363;
    private static final int CLOSE = 364;
    private static final int RESTORING = 365;
    private static final double SECOND = 1e9;

    private final World world;
    private final Calls calls;
    private final int node;
    private final ObjectStore spec;
    private final long nodeKey;
    private final List<Wire> targets;
    private final @Nullable Sampler[] sizes;
    private final Sampler storedSize;
    private final Sampler readLatency;
    private final Sampler writeLatency;
    private final Sampler notificationLatency;
    private final KeySpace keys;
    private final Sampler[] restores;
    private final Sampler[] deepRestores;
    private final Restorations restorations = new Restorations();
    private final Ledger ledger = new Ledger();
    private final FanOutBook book;
    private final Deliveries deliveries;
    private final long[] done = new long[ObjectOperation.values().length];
    private Recorder recorder;
    private long refused;
    private long clientErrors;
    private long uploaded;
    private long downloaded;
    private long firstBytes;
    private double firstByteMillis;

    /// @param outgoing its links to targets of notifications and to a dead-letter queue
    public ObjectActor(World world, int node, String id, ObjectStore spec, List<Wire> outgoing) {
        this.world = world;
        this.calls = world.calls();
        this.node = node;
        this.spec = spec;
        nodeKey = world.keyOf(id);
        targets = outgoing.stream().filter(w -> w.kind() == LinkKind.DELIVER).toList();
        sizes = new Sampler[world.wires().size()];
        for (Wire wire : world.wires())
            if (wire.to() == node
                    && wire.interaction() instanceof Interaction.Store store
                    && store.objectBytes() != null) sizes[wire.index()] = Sampler.of(store.objectBytes());
        storedSize = Sampler.of(spec.objectBytes());
        readLatency = Sampler.of(spec.readLatency());
        writeLatency = Sampler.of(spec.writeLatency());
        notificationLatency = Sampler.of(spec.outflow().latency());
        var times = spec.restores();
        restores =
                new Sampler[] {Sampler.of(times.expedited()), Sampler.of(times.standard()), Sampler.of(times.bulk())};
        deepRestores = new Sampler[] {
            Sampler.of(times.deepStandard()), Sampler.of(times.deepStandard()), Sampler.of(times.deepBulk())
        };
        keys = new KeySpace(
                spec.readsPerSecond(), spec.writesPerSecond(), spec.prefixes(), spec.splitNanos(), world.window());
        book = new FanOutBook(world.window());
        deliveries = new Deliveries(world, node, spec.outflow(), outgoing, book, false);
        recorder = new Recorder(world.window());
    }

    /// Counts what a call is billed for.
    private final class Ledger implements Keeping.Ledger {
        private long time;

        @Override
        public void add(Counter counter, double amount) {
            recorder.count(counter, Math.round(amount), time);
        }
    }

    @Override
    public void begin() {
        recorder = world.recorder(node);
        deliveries.begin(recorder);
    }

    @Override
    public boolean tellsRounds() {
        return true;
    }

    @Override
    public void arrive(int call, long time) {
        if (!(world.wires().get(calls.wire(call)).interaction() instanceof Interaction.Store asked))
            throw new IllegalStateException("A bucket takes operations on objects only.");
        var operation = asked.operation();
        long key = calls.key(call);
        ledger.time = time;
        long bytes = size(call, asked);
        int parts = operation == ObjectOperation.MULTIPART ? parts(bytes, asked.partBytes()) : 0;
        int requests = parts == 0 ? 1 : parts + 2;
        boolean reading = operation.reads();
        var latency = reading ? readLatency : writeLatency;
        long nanos = latency.nanos(Key.mix(key, LATENCY));
        calls.spend(call, Cause.WORK, nanos);
        if (!keys.admit(Key.mix(nodeKey, calls.rank(call)), reading, requests, time)) {
            if (recorder.counts(time)) refused++;
            world.reply(call, Outcome.THROTTLED, Math.addExact(time, nanos));
            return;
        }
        if (isRefused(call, asked, bytes, requests, time)) {
            if (recorder.counts(time)) clientErrors++;
            world.reply(call, Outcome.CLIENT_ERROR, Math.addExact(time, nanos));
            return;
        }
        count(call, asked, bytes, requests, time);
        long more = operation.carries() ? transfer(key, latency, bytes, parts) : 0;
        calls.spend(call, Cause.WORK, more);
        long end = Math.addExact(time, Math.addExact(nanos, more));
        long changed = operation == ObjectOperation.RESTORE ? restore(call, asked, bytes, end) : end;
        if (!reading && changed >= 0 && !targets.isEmpty()) tell(call, operation, changed);
        world.reply(call, Outcome.OK, end);
    }

    /// Size of the object it is about.
    private long size(int call, Interaction.Store asked) {
        Sampler own = sizes[calls.wire(call)];
        long key = Key.mix(calls.key(call), SIZE);
        if (own != null) return (long) own.sample(key);
        var operation = asked.operation();
        boolean brought = operation.creates() && operation != ObjectOperation.COPY && calls.bytes(call) > 0;
        return brought ? calls.bytes(call) : (long) storedSize.sample(key);
    }

    private int parts(long bytes, long partBytes) {
        return Math.clamp(Math.ceilDiv(bytes, partBytes), 1, spec.limits().parts());
    }

    /// Class the object was, or will be, stored in.
    private StorageClass start(Interaction.Store asked) {
        var own = asked.aim().storageClass();
        return own != null ? own : spec.keeping().usual();
    }

    /// Class in which an object that is there has come to be.
    private StorageClass present(Interaction.Store asked, long bytes) {
        return spec.keeping().at(start(asked), bytes, asked.aim().ageNanos() / SECOND);
    }

    /// Whether an object is too large, archived where it would have to be readable, or not archived where it should be.
    private boolean isRefused(int call, Interaction.Store asked, long bytes, int requests, long time) {
        var operation = asked.operation();
        switch (operation) {
            case GET, COPY -> {
                boolean locked = operation == ObjectOperation.GET
                        && present(asked, bytes).archived()
                        && !restorations.isReadable(calls.rank(call), time);
                if (locked) recorder.count(Counter.OBJECT_READS, requests, time); // 403 InvalidObjectState
                return locked || spec.limits().refuses(operation, bytes, asked.partBytes());
            }
            case RESTORE -> {
                // 403 InvalidObjectState, 409 RestoreAlreadyInProgress
                return !present(asked, bytes).archived() || restorations.isUnderWay(calls.rank(call), time);
            }
            default -> {
                return spec.limits().refuses(operation, bytes, asked.partBytes());
            }
        }
    }

    /// Asks for a copy; one that is there is kept for longer.
    ///
    /// @return when it can be read; -1 when it could already
    private long restore(int call, Interaction.Store asked, long bytes, long time) {
        var aim = asked.aim();
        int object = calls.rank(call);
        Keeping.copied(bytes, aim.keptNanos() / SECOND, ledger);
        if (restorations.isReadable(object, time)) {
            restorations.put(object, time, Math.addExact(time, aim.keptNanos()));
            return -1;
        }
        var in = present(asked, bytes);
        var times = in == StorageClass.DEEP_ARCHIVE ? deepRestores : restores;
        long ready = Math.addExact(time, times[aim.speed().ordinal()].nanos(Key.mix(calls.key(call), RESTORING)));
        restorations.put(object, ready, Math.addExact(ready, aim.keptNanos()));
        Keeping.restored(in, aim.speed(), bytes, ledger);
        return ready;
    }

    /// Time beyond that of a small object. An upload in parts is begun, sent over several connections, and completed.
    private long transfer(long key, Sampler latency, long bytes, int parts) {
        double body = bytes / spec.bytesPerSecond() * SECOND;
        if (parts == 0) return (long) body;
        int lanes = Math.min(parts, spec.connections());
        int rounds = Math.ceilDiv(parts, lanes);
        long sum = (long) (body / lanes);
        for (int i = 0; i < rounds; i++) sum += latency.nanos(Key.mix(key, LATENCY, i));
        return sum + latency.nanos(Key.mix(key, CLOSE));
    }

    private void count(int call, Interaction.Store asked, long bytes, int requests, long time) {
        var operation = asked.operation();
        spec.keeping().count(operation, start(asked), present(asked, bytes), bytes, requests, ledger);
        if (operation == ObjectOperation.DELETE)
            spec.keeping().deleted(start(asked), bytes, asked.aim().ageNanos() / SECOND, ledger);
        if (operation == ObjectOperation.GET && outside(call)) recorder.count(Counter.BYTES_OUT, bytes, time);
        if (!recorder.counts(time)) return;
        done[operation.ordinal()]++;
        if (operation.creates()) uploaded += bytes;
        if (operation != ObjectOperation.GET) return;
        downloaded += bytes;
        firstBytes++;
        firstByteMillis += calls.spent(call, Cause.WORK) / 1e6;
    }

    /// Whether the caller is a client on the internet.
    private boolean outside(int call) {
        return world.actor(world.wires().get(calls.wire(call)).from()) instanceof TrafficActor;
    }

    /// @param changed when the object has changed
    private void tell(int call, ObjectOperation operation, long changed) {
        for (int i = 0; i < targets.size(); i++) {
            Wire wire = targets.get(i);
            var delivery = Filters.delivery(wire);
            var wanted = wire.plan().route();
            if (wanted != null && !wanted.equals(operation.change())) continue;
            long own = Key.mix(Key.mix(calls.key(call), TOLD), wire.key());
            if (delivery.share() < 1 && !(Key.uniform(own) < delivery.share())) continue;
            long first = Math.addExact(changed, notificationLatency.nanos(Key.mix(own, Stage.LATENCY)));
            deliveries.begin(
                    own,
                    wire,
                    spec.notificationBytes(),
                    calls.rank(call),
                    calls.data(call),
                    calls.rounds(call),
                    changed,
                    first);
        }
    }

    @Override
    public boolean foldsAnswers() {
        return true;
    }

    @Override
    public void answered(int call, int child, long time) {
        deliveries.answered(call, child, time);
    }

    @Override
    public void wake(int event, int subject, long time) {
        if (calls.takeDue(subject, node, time)) deliveries.wake(subject, time);
    }

    @Override
    public void end(long time) {
        book.end();
        keys.partitions().close(time);
    }

    @Override
    public Map<String, Measure> measures() {
        var measures = new LinkedHashMap<String, Measure>();
        put(measures, "getRequests", done(ObjectOperation.GET));
        put(
                measures,
                "putRequests",
                done(ObjectOperation.PUT)
                        + done(ObjectOperation.COPY)
                        + done(ObjectOperation.POST)
                        + done(ObjectOperation.MULTIPART));
        put(measures, "deleteRequests", done(ObjectOperation.DELETE));
        put(measures, "headRequests", done(ObjectOperation.HEAD));
        put(measures, "listRequests", done(ObjectOperation.LIST));
        put(measures, "restoreRequests", done(ObjectOperation.RESTORE));
        put(measures, "4xxErrors", clientErrors);
        put(measures, "slowDowns", refused);
        var partitions = keys.partitions();
        measures.put("partitions", new Measure.Level(partitions.mean(), partitions.max(), partitions.level()));
        put(measures, "bytesUploaded", uploaded);
        put(measures, "bytesDownloaded", downloaded);
        measures.put("firstByteLatency", new Measure.Mean(firstByteMillis, firstBytes));
        if (!targets.isEmpty()) book.deliveries(measures);
        return measures;
    }

    private long done(ObjectOperation operation) {
        return done[operation.ordinal()];
    }

    private static void put(Map<String, Measure> measures, String name, long count) {
        measures.put(name, new Measure.Count(count));
    }
}
