package billow.simulator.log;

import billow.model.archetype.Counter;
import billow.model.archetype.Interaction.Deliver;
import billow.model.archetype.Interaction.Put;
import billow.model.archetype.PartitionedLog;
import billow.model.archetype.PartitionedLog.OnDemand;
import billow.model.archetype.ScalingPolicy;
import billow.model.quota.Limits;
import billow.model.value.Unit;
import billow.simulator.flow.Actor;
import billow.simulator.flow.Calls;
import billow.simulator.flow.Cause;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Recorder;
import billow.simulator.flow.Scalable;
import billow.simulator.flow.Slices;
import billow.simulator.flow.TokenBucket;
import billow.simulator.flow.Wire;
import billow.simulator.flow.World;
import billow.simulator.node.BatchSource;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;
import billow.simulator.statistics.Gauge;
import billow.simulator.statistics.LatencyHistogram;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// A stream: a record is written to the shard of its key when that has room for it in bytes and records per second,
/// and refused otherwise. A put of several records is accepted when any of them is; what was refused of it is lost,
/// unless the producer puts it again. A put with a record that is too large, or too large together, is refused whole.
/// On demand, shards that have much to do are split after a while, into as many as
/// what was put to them asks for.
/// Source: Kinesis Data Streams developer guide, quotas and on-demand mode, 2026.
public final class LogActor implements Actor, BatchSource, Scalable {
    private static final int SPLIT = 0;
    private static final int RESHARDED = 1;
    private static final int LOG = 8;

    private static final int RECORD = 407;
    private static final int SIZE = 408;
    private static final int LATENCY = 409;

    private static final long MINUTE = 60_000_000_000L;
    private static final long BILLED_BYTES = 1024;

    private final World world;
    private final Calls calls;
    private final int node;
    private final PartitionedLog spec;
    private final RecordLog log;
    private final @Nullable Sampler[] sizes;
    private final Sampler latency;
    private final long putBytes =
            (long) Unit.MEGABYTE.toCanonical(Limits.limit("kinesis.putBytes").standard());
    private final List<Intake> intakes = new ArrayList<>();
    private final Gauge open;
    private final Slices refusedSlices;
    private final Resharding resharding = new Resharding();
    private final Slices shardLine;
    private long standing;
    private Recorder book;
    private long nextMinute = MINUTE;
    private long records;
    private long bytes;
    private long refused;
    private long lost;
    private long rejected;

    /// What is put to a shard.
    private static final class Intake {
        private final TokenBucket bytes;
        private final TokenBucket records;
        private final double burst;
        private long overdrawnUntil;
        private double askedBytes;
        private double askedRecords;
        private int parts;

        private Intake(PartitionedLog spec) {
            burst = spec.shardBytes();
            bytes = new TokenBucket(spec.shardBytes(), spec.shardBytes());
            records = new TokenBucket(spec.shardRecords(), spec.shardRecords());
        }

        private boolean admit(int size, long time) {
            askedBytes += size;
            askedRecords++;
            if (time < overdrawnUntil) return false;
            double most = Math.min(size, burst);
            if (bytes.wait(most, time) > 0 || !records.take(1, time)) return false;
            bytes.take(most, time);
            // A record larger than the shard takes in a second keeps it busy for longer.
            if (size > burst) {
                overdrawnUntil = time + (long) ((size - burst) / burst * 1e9);
                bytes.take(bytes.level(overdrawnUntil), overdrawnUntil);
            }
            return true;
        }
    }

    /// @param node     number of this node
    /// @param id       id of this node, from which its hash of keys derives
    /// @param outgoing its wires to functions, and to where what is given up is reported
    public LogActor(World world, int node, String id, PartitionedLog spec, List<Wire> outgoing) {
        this.world = world;
        this.calls = world.calls();
        this.node = node;
        this.spec = spec;
        int shards = switch (spec.capacity()) {
            case PartitionedLog.Shards fixed -> fixed.shards();
            case OnDemand demand -> demand.initialShards();
        };
        log = new RecordLog(world, node, id, spec.reading(), spec.retentionNanos(), shards, outgoing, LOG);
        sizes = new Sampler[world.wires().size()];
        for (Wire wire : world.wires())
            if (wire.to() == node && wire.interaction() instanceof Put put)
                sizes[wire.index()] = Sampler.of(put.recordBytes());
        latency = Sampler.of(spec.writeLatency());
        for (int i = 0; i < shards; i++) intakes.add(new Intake(spec));
        open = new Gauge(world.window());
        open.set(0, shards);
        refusedSlices = new Slices(world.window().to());
        shardLine = new Slices(world.window().to());
        book = new Recorder(world.window());
    }

    @Override
    public void begin() {
        book = world.recorder(node);
        log.begin();
    }

    @Override
    public void arrive(int call, long time) {
        boolean spread = false;
        int batch = 1;
        switch (world.wires().get(calls.wire(call)).interaction()) {
            case Put put -> {
                spread = put.spread();
                batch = put.batch();
            }
            case Deliver d -> {}
            default -> throw new IllegalStateException("A stream takes records only.");
        }
        if (time >= nextMinute) minutePassed(time);
        var outcome = tooLarge(call, batch) ? reject(batch, time) : put(call, batch, spread, time);
        long nanos = latency.nanos(Key.mix(calls.key(call), LATENCY));
        calls.spend(call, Cause.WORK, nanos);
        world.reply(call, outcome, Math.addExact(time, nanos));
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

    private Outcome reject(int batch, long time) {
        if (book.counts(time)) rejected += batch;
        return Outcome.CLIENT_ERROR;
    }

    /// What is delivered brings its size along; what is put has that of its link.
    private long size(int call, int number) {
        Sampler law = sizes[calls.wire(call)];
        if (law == null) return calls.bytes(call);
        return Math.max(0, (long) law.sample(Key.mix(Key.mix(calls.key(call), RECORD, number), SIZE)));
    }

    private Outcome put(int call, int batch, boolean spread, long time) {
        int written = 0;
        for (int i = 0; i < batch; i++) if (put(call, spread, i, time)) written++;
        if (written > 0 && book.counts(time)) lost += batch - written;
        return written > 0 ? Outcome.OK : Outcome.THROTTLED;
    }

    private boolean put(int call, boolean spread, int number, long time) {
        int size = (int) size(call, number);
        int rank = spread ? (int) (Key.mix(calls.key(call), RECORD, number) >>> 33) : calls.rank(call);
        int shard = log.shardOf(rank);
        if (!intakes.get(shard).admit(size, time)) {
            refusedSlices.add(time, 1);
            if (book.counts(time)) refused++;
            return false;
        }
        book.count(Counter.BILLED_CHUNKS, Math.max(1, Math.ceilDiv(size, spec.chunkBytes())), time);
        book.count(Counter.BYTES_WRITTEN, Math.max(1, Math.ceilDiv(size, BILLED_BYTES)) * BILLED_BYTES, time);
        if (book.counts(time)) {
            records++;
            bytes += size;
        }
        log.append(shard, rank, size, said(calls.data(call)), time);
        if (number == 0 && calls.flaw(call) > 0) log.poison(shard);
        return true;
    }

    /// A record as consumers see it.
    private static @Nullable JsonNode said(@Nullable JsonNode data) {
        if (data == null) return null;
        var nodes = JsonNodeFactory.instance;
        return nodes.objectNode().set("kinesis", nodes.objectNode().set("data", data));
    }

    /// Looks at what was put to each shard in the minutes since the last look, when the next record comes.
    private void minutePassed(long time) {
        long passed = (time - nextMinute) / MINUTE + 1;
        nextMinute += passed * MINUTE;
        if (!(spec.capacity() instanceof OnDemand demand)) return;
        int planned = 0;
        for (int i = 0; i < log.openShards(); i++) planned += Math.max(1, intakes.get(log.openShard(i)).parts);
        for (int i = 0; i < log.openShards(); i++) {
            int shard = log.openShard(i);
            var intake = intakes.get(shard);
            double byBytes = intake.askedBytes / (passed * 60) / demand.bytesPerSecond();
            double byRecords = intake.askedRecords / (passed * 60) / demand.recordsPerSecond();
            intake.askedBytes = 0;
            intake.askedRecords = 0;
            int parts = (int) Math.min(Math.ceil(Math.max(byBytes, byRecords)), demand.maxShards() - planned + 1.0);
            if (parts < 2 || intake.parts > 0) continue;
            intake.parts = parts;
            planned += parts - 1;
            world.wakeAt(time + demand.splitNanos(), node, SPLIT, shard);
        }
    }

    @Override
    public void wake(int event, int subject, long time) {
        if (event == SPLIT) split(subject, time);
        else if (event == RESHARDED) reshard(subject, time);
        else log.wake(event, subject, time);
    }

    private void split(int shard, long time) {
        int parts = intakes.get(shard).parts;
        for (int i = 0; i < parts; i++) intakes.add(new Intake(spec));
        log.split(shard, parts, time);
        stand(time);
    }

    private void stand(long time) {
        shardLine.hold(standing, time, open.level());
        standing = time;
        open.set(time, log.openShards());
    }

    /// A custom resource calls UpdateShardCount, which on-demand streams refuse.
    @Override
    public boolean scale(ScalingPolicy policy, double beyond, long time) {
        var dimension = policy.dimension();
        if (dimension != null && dimension != ScalingPolicy.Dimension.SHARDS) return false;
        if (!(spec.capacity() instanceof PartitionedLog.Shards)) return false;
        int count = resharding.wanted(policy, log.openShards(), beyond, time);
        if (count == log.openShards()) return false;
        world.wakeAt(resharding.begin(policy, log.openShards(), count, time), node, RESHARDED, count);
        return true;
    }

    private void reshard(int count, long time) {
        for (int i = 0; i < count; i++) intakes.add(new Intake(spec));
        log.reshard(count, time);
        stand(time);
    }

    @Override
    public void answered(int call, int child, long time) {
        log.answered(call, child, time);
    }

    @Override
    public void contents(int call, Contents contents) {
        log.contents(call, contents);
    }

    @Override
    public void end(long time) {
        shardLine.hold(standing, time, open.level());
        standing = time;
        open.close(time);
        long millis = Math.round(open.area() / 1e6);
        // The end of the window does not belong to it; what was there up to then does.
        long at = Math.max(world.window().from(), time - 1);
        book.count(Counter.SHARD_MILLIS, millis, at);
        book.count(Counter.CONSUMER_SHARD_MILLIS, millis * log.pushed(), at);
        log.end();
    }

    /// From writing to the invocation of the consumer that has done the record.
    public LatencyHistogram timeInStream() {
        return log.timeInStream();
    }

    /// Records kept because some consumer has not done them.
    public long kept() {
        return log.kept();
    }

    @Override
    public Map<String, Slices> slices() {
        var slices = new HashMap<String, Slices>();
        slices.put("getRecordsIteratorAgeMilliseconds", log.ages());
        slices.put("writeProvisionedThroughputExceeded", refusedSlices);
        if (log.everShards() > log.openShards()) slices.put("shards", shardLine);
        return slices;
    }

    @Override
    public Map<String, Measure> measures() {
        var measures = new LinkedHashMap<String, Measure>();
        measures.put("incomingRecords", new Measure.Count(records));
        measures.put("incomingBytes", new Measure.Count(bytes));
        measures.put("writeProvisionedThroughputExceeded", new Measure.Count(refused));
        measures.put("recordsRejected", new Measure.Count(rejected));
        measures.put("recordsLost", new Measure.Count(lost));
        measures.put("shards", new Measure.Level(open.mean(), open.max(), open.level()));
        measures.put("getRecordsIteratorAgeMilliseconds", log.age());
        log.measures(measures);
        return measures;
    }
}
