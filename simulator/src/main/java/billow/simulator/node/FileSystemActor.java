package billow.simulator.node;

import billow.model.archetype.Counter;
import billow.model.archetype.FileSystem;
import billow.model.archetype.Interaction;
import billow.simulator.flow.Actor;
import billow.simulator.flow.Calls;
import billow.simulator.flow.Cause;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Recorder;
import billow.simulator.flow.World;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A file system: callers stand in line for operations and for bytes, then their operations take their time. Nobody is
/// refused. Credits are spent by what is moved and grow by the baseline; who finds none waits for the baseline.
public final class FileSystemActor implements Actor {
    private static final int SIZE = 441;
    private static final int CLASS = 442;
    private static final double GIGABYTE = 1024.0 * 1024 * 1024;
    private static final double MEGABYTE = 1024.0 * 1024;

    private final World world;
    private final Calls calls;
    private final int node;
    private final FileSystem spec;
    private final Sampler read;
    private final Sampler write;
    private final Sampler infrequent;
    private final @Nullable Sampler[] sizes;
    private Recorder book;
    private double readsFree;
    private double writesFree;
    private double bytesFree;
    private double credits;
    private long last;
    private long operations;
    private double metered;
    private long waits;
    private double waitedMillis;

    public FileSystemActor(World world, int node, FileSystem spec) {
        this.world = world;
        this.calls = world.calls();
        this.node = node;
        this.spec = spec;
        read = Sampler.of(spec.readLatency());
        write = Sampler.of(spec.writeLatency());
        infrequent = Sampler.of(spec.infrequentLatency());
        sizes = new @Nullable Sampler[world.wires().size()];
        for (var wire : world.wires())
            if (wire.to() == node && wire.interaction() instanceof Interaction.FileAccess access)
                sizes[wire.index()] = Sampler.of(access.bytes());
        credits = spec.throughput().credits();
        book = new Recorder(world.window());
    }

    @Override
    public void begin() {
        book = world.recorder(node);
    }

    @Override
    public void arrive(int call, long time) {
        int wire = calls.wire(call);
        Sampler size = sizes[wire];
        if (size == null || !(world.wires().get(wire).interaction() instanceof Interaction.FileAccess access))
            throw new IllegalStateException("A file system takes reads and writes only.");
        long key = calls.key(call);
        double each = Math.max(spec.chunkBytes(), Math.rint(size.sample(Key.mix(key, SIZE))));
        double bytes = each * access.operations();
        double counted = access.write() ? bytes : bytes * spec.readWeight();
        long wait = Math.max(line(access, time), bytes(counted, time));
        long latency = latency(access, key).nanos(Key.mix(key, Stage.LATENCY)) * access.operations();
        long moving = (long) Math.ceil(bytes / spec.clientBytesPerSecond() * 1e9);
        long work = Math.min(Sampler.LONGEST_NANOS, latency + moving);
        boolean again = calls.afterFailure(call);
        book.count(access.write() ? Counter.BYTES_WRITTEN : Counter.BYTES_READ, (long) bytes, time, again);
        if (book.counts(time)) {
            operations += access.operations();
            metered += counted;
            if (wait > 0) waits++;
            waitedMillis += wait / 1e6;
        }
        calls.spend(call, Cause.QUEUEING, wait);
        calls.spend(call, Cause.WORK, work);
        world.reply(call, Outcome.OK, time + wait + work);
    }

    private Sampler latency(Interaction.FileAccess access, long key) {
        if (spec.infrequent() > 0 && Key.uniform(Key.mix(key, CLASS)) < spec.infrequent()) return infrequent;
        return access.write() ? write : read;
    }

    /// Takes a place in the line for operations.
    private long line(Interaction.FileAccess access, long time) {
        double need = access.operations() / (access.write() ? spec.writesPerSecond() : spec.readsPerSecond()) * 1e9;
        double start = Math.max(time, access.write() ? writesFree : readsFree);
        if (access.write()) writesFree = start + need;
        else readsFree = start + need;
        return (long) (start - time);
    }

    /// Takes a place in the line for bytes: behind those before at the burst's rate, and until there are credits.
    private long bytes(double counted, long time) {
        var throughput = spec.throughput();
        double start = Math.max(time, bytesFree);
        bytesFree = start + counted / throughput.burst() * 1e9;
        long wait = (long) (start - time);
        if (throughput.credits() <= 0) return wait;
        credits = Math.min(throughput.credits(), credits + (time - last) / 1e9 * throughput.baseline()) - counted;
        last = time;
        return credits >= 0 ? wait : Math.max(wait, (long) Math.ceil(-credits / throughput.baseline() * 1e9));
    }

    @Override
    public void answered(int call, int child, long time) {
        throw new IllegalStateException("A file system calls nobody.");
    }

    @Override
    public void wake(int event, int subject, long time) {
        throw new IllegalStateException("A file system waits for nothing.");
    }

    @Override
    public Map<String, Measure> measures() {
        var measures = new LinkedHashMap<String, Measure>();
        measures.put("operations", new Measure.Count(operations));
        measures.put("meteredIOBytes", new Measure.Count((long) (metered / MEGABYTE)));
        measures.put("throttled", new Measure.Count(waits));
        measures.put("waited", new Measure.Mean(waitedMillis, book.offered()));
        measures.put("burstCreditBalance", new Measure.Count((long) (Math.max(0, credits) / GIGABYTE)));
        return measures;
    }
}
