package billow.simulator.log;

import billow.model.archetype.CallPlan;
import billow.model.archetype.Interaction;
import billow.model.archetype.Interaction.Read;
import billow.model.archetype.PartitionedLog.Reading;
import billow.model.kind.LinkKind;
import billow.model.value.Distribution;
import billow.simulator.flow.Account;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Wire;
import billow.simulator.flow.World;
import billow.simulator.kernel.Checks;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;
import billow.simulator.statistics.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;

/// A source, its log, consumers and a destination for what they give up, as wanted for a test.
final class Bench {
    static final long SECOND = 1_000_000_000L;
    static final long MILLISECOND = 1_000_000L;

    private double perSecond = 1;
    private long records = Long.MAX_VALUE;
    private boolean poisson;
    private LongUnaryOperator ranks = n -> 1;
    private int bytes;
    private int shards = 1;
    private long retention = 86_400 * SECOND;
    private long pollNanos = SECOND;
    private Distribution delivery = new Distribution.Constant(0);
    private int batchSize = 100;
    private long windowNanos;
    private int parallelization = 1;
    private int retries = -1;
    private long maxAge = -1;
    private boolean bisect;
    private boolean reporting;
    private long tumbling;
    private double matching = 1;
    private double poison;
    private boolean pushed;
    private int consumers = 1;
    private boolean destination = true;
    private Distribution work = new Distribution.Constant(100e6);
    private int refusing;
    private boolean noting = true;
    private long seed = 1;

    Bench evenly(double perSecond, long records) {
        this.perSecond = perSecond;
        this.records = records;
        return this;
    }

    Bench poisson(double perSecond, long records) {
        poisson = true;
        return evenly(perSecond, records);
    }

    Bench ranks(LongUnaryOperator rank) {
        ranks = rank;
        return this;
    }

    Bench bytes(int each) {
        bytes = each;
        return this;
    }

    Bench shards(int count) {
        shards = count;
        return this;
    }

    Bench retention(long seconds) {
        retention = seconds * SECOND;
        return this;
    }

    /// Records are pushed without delay.
    Bench pushed() {
        pushed = true;
        return this;
    }

    Bench polled(long nanos, long deliveryNanos) {
        pollNanos = nanos;
        delivery = new Distribution.Constant(deliveryNanos);
        return this;
    }

    Bench batches(int most, long windowSeconds) {
        batchSize = most;
        windowNanos = windowSeconds * SECOND;
        return this;
    }

    Bench parallel(int factor) {
        parallelization = factor;
        return this;
    }

    Bench retries(int most) {
        retries = most;
        return this;
    }

    Bench maxAge(long seconds) {
        maxAge = seconds * SECOND;
        return this;
    }

    Bench bisecting() {
        bisect = true;
        return this;
    }

    Bench reporting() {
        reporting = true;
        return this;
    }

    Bench tumbling(long seconds) {
        tumbling = seconds * SECOND;
        return this;
    }

    Bench matching(double share) {
        matching = share;
        return this;
    }

    Bench poison(double share) {
        poison = share;
        return this;
    }

    Bench consumers(int count) {
        consumers = count;
        return this;
    }

    Bench withoutDestination() {
        destination = false;
        return this;
    }

    Bench work(Distribution law) {
        work = law;
        return this;
    }

    Bench refusing(int first) {
        refusing = first;
        return this;
    }

    Bench notNoting() {
        noting = false;
        return this;
    }

    Bench seed(long value) {
        seed = value;
        return this;
    }

    Run run(long seconds) {
        var read = new Read(
                batchSize,
                windowNanos,
                parallelization,
                retries,
                maxAge,
                bisect,
                reporting,
                tumbling,
                matching,
                poison,
                pushed);
        var wires = new ArrayList<Wire>();
        for (int i = 0; i < consumers; i++) wires.add(wire(i, 1 + i, LinkKind.STREAM, read));
        if (destination) wires.add(wire(consumers, 1 + consumers, LinkKind.ON_FAILURE, new Interaction.Report()));
        var account = new Account(1000, 10_000, 5000);
        var world = new World(Key.mix(1, seed), account, new Window(0, seconds * SECOND), wires, true, Checks.FULL);
        var source = new Source(world, 0, perSecond, records, poisson, ranks, bytes);
        var reading = new Reading(pollNanos, 5, 10_000, 10 << 20, 2 << 20, delivery, new Distribution.Constant(0));
        source.log(new RecordLog(world, 0, "source", reading, retention, shards, wires, 1));
        world.place(source);
        var handlers = new ArrayList<Handler>();
        for (int i = 0; i < consumers; i++) {
            var handler = new Handler(world, 1 + i, Sampler.of(work), reporting).refusing(refusing);
            if (!noting) handler.notNoting();
            handlers.add(handler);
            world.place(handler);
        }
        var sink = new Destination(world);
        world.place(sink);
        world.run();
        return new Run(world, source, handlers, sink);
    }

    private static Wire wire(int index, int to, LinkKind kind, Interaction asked) {
        return new Wire(index, "w" + index, Key.mix(7, index), 0, to, kind, CallPlan.ONCE, asked);
    }

    /// What came of it.
    record Run(World world, Source source, List<Handler> handlers, Destination destination) {
        Handler handler() {
            return handlers.getFirst();
        }

        long count(String metric) {
            if (source.measures().get(metric) instanceof Measure.Count(long value)) return value;
            throw new AssertionError("There is no " + metric + ".");
        }

        /// From writing to the start of the invocation, mean in seconds.
        double meanWait() {
            return source.log().timeInStream().meanMs() / 1000;
        }

        double waitPercentile(double percent) {
            return source.log().timeInStream().percentileMs(percent) / 1000;
        }
    }
}
