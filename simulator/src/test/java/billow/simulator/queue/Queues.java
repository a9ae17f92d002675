package billow.simulator.queue;

import billow.model.archetype.CallPlan;
import billow.model.archetype.Counter;
import billow.model.archetype.Interaction;
import billow.model.archetype.Interaction.Poll;
import billow.model.archetype.Interaction.PollerScaling;
import billow.model.archetype.Interaction.Send;
import billow.model.archetype.MessageBuffer;
import billow.model.archetype.MessageGroups;
import billow.model.archetype.MessageGroups.Fifo;
import billow.model.archetype.MessageGroups.Source;
import billow.model.kind.LinkKind;
import billow.model.value.Distribution;
import billow.simulator.flow.Account;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Wire;
import billow.simulator.flow.World;
import billow.simulator.kernel.Checks;
import billow.simulator.node.Caller;
import billow.simulator.random.Key;
import billow.simulator.statistics.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A sender, a queue, its consumer and its dead-letter queue, as wanted for a test.
final class Queues {
    static final long SECOND = 1_000_000_000L;
    static final PollerScaling SCALING = new PollerScaling(5, 300, 1250);

    private double perSecond = 1;
    private boolean poisson;
    private long sendingSeconds = Long.MAX_VALUE;
    private int sendBatch = 1;
    private long messageBytes = 1024;
    private long warmupSeconds;
    private boolean folding = true;
    private long visibilitySeconds = 30;
    private long retentionSeconds = 345_600;
    private long delaySeconds;
    private int maxInFlight = 120_000;
    private Distribution delivery = new Distribution.Constant(0);
    private @Nullable Poll poll = new Poll(10, 0, 0, false, SCALING);
    private int maxReceiveCount;
    private long workNanos = SECOND;
    private UnaryOperator<Consumer> consuming = c -> c;
    private long seed = 1;
    private @Nullable MessageGroups groups;
    private double repeated;
    private long messageDelayNanos = -1;
    private LongUnaryOperator ranks = n -> 1;

    Queues sending(double perSecond, long seconds) {
        this.perSecond = perSecond;
        this.sendingSeconds = seconds;
        return this;
    }

    Queues poisson() {
        poisson = true;
        return this;
    }

    Queues sendBatch(int messages) {
        sendBatch = messages;
        return this;
    }

    Queues messageBytes(long bytes) {
        messageBytes = bytes;
        return this;
    }

    Queues warmup(long seconds) {
        warmupSeconds = seconds;
        return this;
    }

    Queues unfolded() {
        folding = false;
        return this;
    }

    Queues visibility(long seconds) {
        visibilitySeconds = seconds;
        return this;
    }

    Queues retention(long seconds) {
        retentionSeconds = seconds;
        return this;
    }

    /// A FIFO queue whose groups are the keys of the calls.
    Queues fifo(double sendsPerSecond, LongUnaryOperator ranks) {
        groups = new MessageGroups(Source.KEY, 1, 0, new Fifo(sendsPerSecond, 1, sendsPerSecond, 300 * SECOND));
        this.ranks = ranks;
        return this;
    }

    /// A fair queue whose groups are the keys of the calls.
    Queues fair(LongUnaryOperator ranks) {
        groups = new MessageGroups(Source.KEY, 1, 0, null);
        this.ranks = ranks;
        return this;
    }

    Queues repeating(double share) {
        repeated = share;
        return this;
    }

    Queues ranks(LongUnaryOperator ranks) {
        this.ranks = ranks;
        return this;
    }

    Queues delay(long seconds) {
        delaySeconds = seconds;
        return this;
    }

    /// Of each message, in place of the queue's.
    Queues messageDelay(long seconds) {
        messageDelayNanos = seconds * SECOND;
        return this;
    }

    Queues maxInFlight(int messages) {
        maxInFlight = messages;
        return this;
    }

    Queues delivery(long nanos) {
        delivery = new Distribution.Constant(nanos);
        return this;
    }

    Queues delivery(Distribution law) {
        delivery = law;
        return this;
    }

    Queues polled(int batchSize, long windowSeconds, int maxConcurrency, boolean partialFailures) {
        poll = new Poll(batchSize, windowSeconds * SECOND, maxConcurrency, partialFailures, SCALING);
        return this;
    }

    Queues notPolled() {
        poll = null;
        return this;
    }

    /// Adds a dead-letter queue.
    Queues deadLetterAfter(int receives) {
        maxReceiveCount = receives;
        return this;
    }

    Queues consumer(long workNanos, UnaryOperator<Consumer> behaviour) {
        this.workNanos = workNanos;
        consuming = behaviour;
        return this;
    }

    Queues seed(long value) {
        seed = value;
        return this;
    }

    Run run(long seconds) {
        var wires = new ArrayList<Wire>();
        wires.add(wire(
                0,
                0,
                1,
                LinkKind.SEND,
                new Send(new Distribution.Constant(messageBytes), sendBatch, repeated, messageDelayNanos)));
        if (poll != null) wires.add(wire(wires.size(), 1, 2, LinkKind.POLL, poll));
        if (maxReceiveCount > 0)
            wires.add(wire(wires.size(), 1, 3, LinkKind.DEAD_LETTER, new Interaction.DeadLetter(maxReceiveCount)));
        var world = new World(
                Key.mix(1, seed),
                new Account(1000, 10_000, 5000),
                new Window(warmupSeconds * SECOND, seconds * SECOND),
                wires,
                folding,
                Checks.FULL);
        var caller = new Caller(world, 0, 0, perSecond, Math.min(sendingSeconds, seconds) * SECOND);
        if (poisson) caller.poisson();
        caller.ranks(ranks);
        var spec = spec();
        var queue = new BufferActor(
                world,
                1,
                "queue",
                spec,
                wires.stream().filter(w -> w.from() == 1).toList());
        var consumer = consuming.apply(new Consumer(world, 2, workNanos));
        var deadLetters = new BufferActor(world, 3, "dead", spec, List.of());
        world.place(caller);
        world.place(queue);
        world.place(consumer);
        world.place(deadLetters);
        world.run();
        return new Run(world, caller, queue, consumer, deadLetters);
    }

    private MessageBuffer spec() {
        return new MessageBuffer(
                visibilitySeconds * SECOND,
                retentionSeconds * SECOND,
                delaySeconds * SECOND,
                maxInFlight,
                65_536,
                new Distribution.Constant(5e6),
                delivery,
                groups);
    }

    private static Wire wire(int index, int from, int to, LinkKind kind, Interaction asked) {
        return new Wire(index, "w" + index, Key.mix(7, index), from, to, kind, CallPlan.ONCE, asked);
    }

    /// What came of it.
    record Run(World world, Caller caller, BufferActor queue, Consumer consumer, BufferActor deadLetters) {
        long count(String metric) {
            return ((Measure.Count) measure(metric)).value();
        }

        Measure.Level level(String metric) {
            return (Measure.Level) measure(metric);
        }

        Measure measure(String metric) {
            var measure = queue.measures().get(metric);
            if (measure == null) throw new AssertionError("There is no " + metric + ".");
            return measure;
        }

        long deadLetters(String metric) {
            var measure = deadLetters.measures().get(metric);
            return measure instanceof Measure.Count count ? count.value() : -1;
        }

        long chunks() {
            return world.recorder(1).counter(Counter.BILLED_CHUNKS);
        }
    }
}
