package billow.simulator.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Moves virtual time from event to event and hands each event to the node it is for. Time is in nanoseconds from 0.
///
/// Belongs to one thread. The order of events is defined in the package documentation.
public final class Kernel {
    static final long SUBJECT_MASK = 0xffff_ffffL;

    /*
     * An event is a word: node (15 bits), event (16 bits), subject (32 bits). A negative word among the pending events
     * is a lane's token, the complement of its index: the event proper waits in the lane.
     *
     * What is scheduled without delay goes to a ring of its own. Anything pending at the present instant was scheduled
     * before the clock got here, hence before everything in the ring, and runs first.
     */
    private final EventList pending = new EventList();
    private final Streams streams = new Streams();
    private final WordQueue soon = new WordQueue();
    private final Checks checks;
    private Behaviour[] nodes = new Behaviour[16];
    private int nodeCount;
    private Lane[] lanes = new Lane[4];
    private int laneCount;
    private @Nullable Pulse pulse;
    private long now;
    private long scheduled;
    private long executed;

    public Kernel() {
        this(Checks.CHEAP);
    }

    public Kernel(Checks checks) {
        this.checks = checks;
    }

    /// The present.
    public long now() {
        return now;
    }

    /// Events run so far, arrivals of streams included.
    public long executed() {
        return executed;
    }

    /// Events ahead; a lane counts as one, streams do not count.
    public int pending() {
        return pending.size() + soon.size();
    }

    /// @return the node's number, counted from 0; at most 32 768 nodes
    public int place(Behaviour behaviour) {
        if (nodeCount == 1 << 15) throw new IllegalStateException("Expected at most 32768 nodes.");
        if (nodeCount == nodes.length) nodes = Arrays.copyOf(nodes, 2 * nodeCount);
        nodes[nodeCount] = behaviour;
        return nodeCount++;
    }

    public void add(Stream stream) {
        streams.add(stream);
    }

    /// A queue for timers that all take `delayNanos` and end in `event` at `node`.
    public Lane lane(long delayNanos, int node, int event) {
        if (delayNanos < 0)
            throw new IllegalArgumentException("Lane — Expected a delay of 0 ns or more, received " + delayNanos + ".");
        if (laneCount == lanes.length) lanes = Arrays.copyOf(lanes, 2 * laneCount);
        Lane lane = new Lane(this, delayNanos, word(node, event, 0), ~(long) laneCount);
        lanes[laneCount++] = lane;
        return lane;
    }

    public void watch(Pulse pulse) {
        this.pulse = pulse;
    }

    /// Schedules an event at an instant that has not passed.
    ///
    /// @param event 0 to 65 535
    public void at(long time, int node, int event, int subject) {
        long word = word(node, event, subject);
        if (time > now && time < Long.MAX_VALUE) pending.add(time, nextOrder(), word);
        else if (time == now) soon.add(word);
        else
            throw new IllegalArgumentException("Event %d for node %d — Expected a time from %d ns on, received %d ns."
                    .formatted(event, node, now, time));
    }

    /// Schedules an event `delay` nanoseconds from now; 0 is after everything already scheduled for this instant.
    public void in(long delay, int node, int event, int subject) {
        at(Math.addExact(now, delay), node, event, subject);
    }

    /// Runs every event up to and including `end`, then sets the clock to `end`.
    ///
    /// @return false when the pulse stopped the run before; the clock then stands at the last event
    public boolean runUntil(long end) {
        while (advance(end, executed + Pulse.EVENTS)) {
            if (checks == Checks.FULL) pending.verify();
            if (pulse != null && !pulse.beat(now, executed)) return false;
        }
        if (checks == Checks.FULL) pending.verify();
        now = Math.max(now, end);
        return true;
    }

    /// @return whether events up to `end` may be left when `budget` is used up
    private boolean advance(long end, long budget) {
        while (executed < budget) {
            long event = pending.headTime();
            if (soon.size() > 0 && event > now) {
                run(soon.removeHead());
                continue;
            }
            long arrival = streams.headTime();
            long time = Math.min(event, arrival);
            if (time > end || time == Long.MAX_VALUE) return false;
            move(time);
            if (arrival < event) {
                executed++;
                streams.fire();
            } else {
                long word = pending.removeHead();
                run(word < 0 ? lanes[(int) ~word].removeHead() : word);
            }
        }
        return true;
    }

    private void move(long time) {
        if (checks != Checks.OFF && time < now)
            throw new IllegalStateException(
                    "The clock stands at %d ns; the next event is at %d ns.".formatted(now, time));
        now = time;
    }

    private void run(long word) {
        executed++;
        nodes[(int) (word >>> 48)].on((int) (word >>> 32) & 0xffff, (int) word, now);
    }

    /// Schedules an event without delay.
    void soon(long word) {
        soon.add(word);
    }

    /// Makes the head of a lane a pending event, in the order in which it was scheduled.
    void announce(long time, long order, long token) {
        pending.add(time, order, token);
    }

    long nextOrder() {
        if (scheduled >>> 39 != 0) throw new IllegalStateException("Expected fewer than 2^39 events in one run.");
        return scheduled++;
    }

    private static long word(int node, int event, int subject) {
        if ((node >>> 15 | event >>> 16) != 0)
            throw new IllegalArgumentException(
                    "Expected a node up to 32767 and an event up to 65535, received %d and %d.".formatted(node, event));
        return (long) node << 48 | (long) event << 32 | subject & SUBJECT_MASK;
    }
}
