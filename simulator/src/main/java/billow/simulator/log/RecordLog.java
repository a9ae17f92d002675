package billow.simulator.log;

import billow.model.archetype.Interaction.Read;
import billow.model.archetype.PartitionedLog.Reading;
import billow.model.kind.LinkKind;
import billow.model.quota.Limits;
import billow.simulator.flow.Calls;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Slices;
import billow.simulator.flow.Wire;
import billow.simulator.flow.World;
import billow.simulator.node.BatchSource.Contents;
import billow.simulator.random.Key;
import billow.simulator.statistics.LatencyHistogram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Records in shards and the mappings that read them, for the node that writes them. What all mappings have done is
/// forgotten; without a mapping nothing is kept.
public final class RecordLog {
    private static final int REPORT = 406;

    private final World world;
    private final Calls calls;
    private final int node;
    private final long key;
    private final Reading reading;
    private final long retentionNanos;
    private final List<Wire> outgoing;
    private final int firstEvent;
    private final int reportBytes = (int) Limits.limit("esm.stream.report").standard() << 10;
    private final LogBook book;
    private final HashRanges ranges;
    private final List<Shard> shards = new ArrayList<>();
    private StreamMapping[] mappings = new StreamMapping[0];
    private long reports;

    /// @param node       number of the node it belongs to
    /// @param id         id of that node, from which its hash of keys derives
    /// @param shards     open shards at first
    /// @param outgoing   the node's wires to functions, and to where what is given up is reported
    /// @param firstEvent number of the first of its events; higher ones are its own too
    public RecordLog(
            World world,
            int node,
            String id,
            Reading reading,
            long retentionNanos,
            int shards,
            List<Wire> outgoing,
            int firstEvent) {
        this.world = world;
        this.calls = world.calls();
        this.node = node;
        this.key = Key.mix(world.keyOf(id), REPORT);
        this.reading = reading;
        this.retentionNanos = retentionNanos;
        this.outgoing = List.copyOf(outgoing);
        this.firstEvent = firstEvent;
        book = new LogBook(world.window());
        ranges = new HashRanges(shards);
        for (int i = 0; i < shards; i++) this.shards.add(new Shard(i));
    }

    /// Lets the mappings begin; once all nodes are placed.
    public void begin() {
        book.begin(world.recorder(node));
        var readers = outgoing.stream()
                .filter(wire -> wire.interaction() instanceof Read)
                .toList();
        int sharing = (int)
                readers.stream().filter(w -> !((Read) w.interaction()).pushed()).count();
        mappings = new StreamMapping[readers.size()];
        for (int i = 0; i < mappings.length; i++) {
            int events = firstEvent + i * StreamMapping.EVENTS;
            mappings[i] = new StreamMapping(
                    world, this, node, i, events, readers.get(i), reading, Math.max(1, sharing), book);
            for (var shard : shards) mappings[i].add(shard, 0);
            mappings[i].begin();
        }
    }

    long key() {
        return key;
    }

    long retentionNanos() {
        return retentionNanos;
    }

    /// Open shards.
    public int openShards() {
        return ranges.count();
    }

    /// Number of an open shard, by its place among them.
    public int openShard(int place) {
        return ranges.shard(place);
    }

    /// Shards that ever were.
    public int everShards() {
        return shards.size();
    }

    /// Consumers that records are pushed to.
    public int pushed() {
        int pushed = 0;
        for (var mapping : mappings) if (mapping.isPushed()) pushed++;
        return pushed;
    }

    /// The shard of a key.
    public int shardOf(int rank) {
        return ranges.of(Key.mix(key, rank));
    }

    /// Writes a record.
    ///
    /// @param data what it says, as consumers see it; null for nothing
    public void append(int shard, int rank, int bytes, @Nullable JsonNode data, long time) {
        if (mappings.length == 0) return;
        shards.get(shard).append(rank, bytes, data, time);
        book.offered(mappings.length, time);
        for (var mapping : mappings) mapping.appended(shard, time);
    }

    /// Lets the record written last to a shard be one that can't be processed.
    public void poison(int shard) {
        if (mappings.length > 0) shards.get(shard).poison();
    }

    /// Closes a shard and gives its keys to `parts` new ones.
    public void split(int shard, int parts, long time) {
        ranges.split(shard, parts, shards.size());
        shards.get(shard).close();
        for (int i = 0; i < parts; i++) {
            var child = new Shard(shards.size(), shard);
            shards.add(child);
            for (var mapping : mappings) mapping.add(child, time);
        }
    }

    /// Closes all shards and spreads their keys over so many new ones in equal parts.
    public void reshard(int count, long time) {
        int first = shards.size();
        int[] before = ranges.shards();
        var parents = ranges.spread(count, first);
        for (int shard : before) shards.get(shard).close();
        for (int i = 0; i < count; i++) {
            var shard = new Shard(first + i, parents[i]);
            shards.add(shard);
            for (var mapping : mappings) mapping.add(shard, time);
        }
    }

    /// A mapping may have moved on: what is behind all of them is forgotten.
    void passed(int shard) {
        long first = Long.MAX_VALUE;
        for (var mapping : mappings) first = Math.min(first, mapping.position(shard));
        shards.get(shard).trim(first);
    }

    /// Tells the destination for failures, if there is one, of a batch that was given up.
    ///
    /// @return whether there is one
    boolean report(long about, long time) {
        boolean kept = false;
        for (var wire : outgoing) {
            if (wire.kind() != LinkKind.ON_FAILURE) continue;
            int call = world.prepare(wire, -1, 0, Key.mix(about, wire.key(), reports++), time);
            calls.bytes(call, reportBytes);
            calls.afterFailure(call, true);
            world.dispatch(call, time);
            kept = true;
        }
        return kept;
    }

    public void answered(int call, int child, long time) {
        mappings[calls.site(child)].answered(calls.a(call), child, time);
    }

    /// Tells of the records of a batch in hand.
    public void contents(int call, Contents contents) {
        int row = calls.parent(call);
        if (row >= 0) mappings[calls.site(call)].contents(calls.a(row), contents);
    }

    public void wake(int event, int subject, long time) {
        int own = event - firstEvent;
        mappings[own / StreamMapping.EVENTS].wake(own % StreamMapping.EVENTS, subject, time);
    }

    /// Closes the books.
    public void end() {
        long present = 0;
        for (var mapping : mappings) present += mapping.inside();
        book.end(present);
    }

    /// Records kept because some consumer has not done them.
    public long kept() {
        long sum = 0;
        for (var shard : shards) sum += shard.kept();
        return sum;
    }

    /// From writing to the invocation of the consumer that has done the record.
    public LatencyHistogram timeInStream() {
        return book.timeInStream();
    }

    /// Greatest age of handed over batches over time, in milliseconds.
    public Slices ages() {
        return book.ageSlices();
    }

    /// Age of the last record of a batch when it is handed over.
    public Measure age() {
        return book.age();
    }

    public void measures(Map<String, Measure> measures) {
        book.measures(measures);
    }
}
