package billow.simulator.log;

import billow.model.archetype.Counter;
import billow.model.archetype.Interaction.Put;
import billow.model.archetype.PartitionedLog;
import billow.model.archetype.PartitionedLog.OnDemand;
import billow.model.archetype.ScalingPolicy;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// A stream: a record is written to the shard of its key when that has room for it in bytes and records per second,
/// and refused otherwise. A put of several records is accepted when any of them is; what was refused of it is lost,
/// unless the producer puts it again. On demand, shards that have much to do are split after a while, into as many as
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

    /// What is put to a shard.
    private static final class Intake {
        private final TokenBucket bytes;
        private final TokenBucket records;
        private double askedBytes;
        private double askedRecords;
        private int parts;

        private Intake(PartitionedLog spec) {
            bytes = new TokenBucket(spec.shardBytes(), spec.shardBytes());
            records = new TokenBucket(spec.shardRecords(), spec.shardRecords());
        }

        private boolean admit(int size, long time) {
            askedBytes += size;
            askedRecords++;
            return bytes.wait(size, time) == 0 && records.take(1, time) && bytes.take(size, time);
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
        if (!(world.wires().get(calls.wire(call)).interaction() instanceof Put put))
            throw new IllegalStateException("A stream takes records only.");
        if (time >= nextMinute) minutePassed(time);
        int written = 0;
        for (int i = 0; i < put.batch(); i++) if (put(call, put, i, time)) written++;
        if (written > 0 && book.counts(time)) lost += put.batch() - written;
        long nanos = latency.nanos(Key.mix(calls.key(call), LATENCY));
        calls.spend(call, Cause.WORK, nanos);
        world.reply(call, written > 0 ? Outcome.OK : Outcome.THROTTLED, Math.addExact(time, nanos));
    }

    private boolean put(int call, Put put, int number, long time) {
        long key = Key.mix(calls.key(call), RECORD, number);
        Sampler law = sizes[calls.wire(call)];
        int size = law == null ? 0 : (int) Math.clamp((long) law.sample(Key.mix(key, SIZE)), 0L, spec.recordBytes());
        int rank = put.spread() ? (int) (key >>> 33) : calls.rank(call);
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
        return Map.of(
                "getRecordsIteratorAgeMilliseconds",
                log.ages(),
                "writeProvisionedThroughputExceeded",
                refusedSlices,
                "shards",
                shardLine);
    }

    @Override
    public Map<String, Measure> measures() {
        var measures = new LinkedHashMap<String, Measure>();
        measures.put("incomingRecords", new Measure.Count(records));
        measures.put("incomingBytes", new Measure.Count(bytes));
        measures.put("writeProvisionedThroughputExceeded", new Measure.Count(refused));
        measures.put("recordsLost", new Measure.Count(lost));
        measures.put("shards", new Measure.Level(open.mean(), open.max(), open.level()));
        measures.put("getRecordsIteratorAgeMilliseconds", log.age());
        log.measures(measures);
        return measures;
    }
}
