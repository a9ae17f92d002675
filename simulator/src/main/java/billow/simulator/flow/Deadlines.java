package billow.simulator.flow;

import java.util.Arrays;

/// Timeouts of one constant length, nearly all of which never come to pass.
///
/// They queue in the order in which they were set. One event is pending for the first of them; when it comes, the
/// calls that have ended meanwhile are dropped and the event moves on to the first that has not. A timeout that is
/// never needed costs two steps of a ring and no event.
public final class Deadlines {
    private final World world;
    private final int node;
    private final int event;
    private final long length;
    private long[] times = new long[64];
    private int[] calls = new int[64];
    private int[] generations = new int[64];
    private int head;
    private int size;
    private boolean armed;

    /// @param length nanoseconds from setting to deadline
    /// @param event  what the actor of `node` is woken with, for the call that is overdue
    public Deadlines(World world, int node, int event, long length) {
        this.world = world;
        this.node = node;
        this.event = event;
        this.length = length;
    }

    /// Wakes the node for `call` at `from` + length, unless it has ended by then.
    ///
    /// @param from not before the time of the last one set
    public void set(int call, long from) {
        if (size == times.length) grow();
        int tail = head + size++ & times.length - 1;
        times[tail] = from + length;
        calls[tail] = call;
        generations[tail] = world.calls().generation(call);
        if (!armed) arm();
    }

    /// To be called by the actor when it is woken with the event, until it gets -1.
    ///
    /// @return the next call that has not ended and whose time has come, or -1
    public int due(long time) {
        while (size > 0) {
            int call = calls[head];
            boolean alive = world.calls().generation(call) == generations[head];
            if (alive && times[head] > time) break;
            head = head + 1 & times.length - 1;
            size--;
            if (alive) return call;
        }
        if (size > 0) arm();
        else armed = false;
        return -1;
    }

    private void arm() {
        armed = true;
        world.wakeAt(Math.max(times[head], world.now()), node, event, 0);
    }

    private void grow() {
        int old = times.length;
        long[] widerTimes = Arrays.copyOfRange(times, head, head + 2 * old);
        int[] widerCalls = Arrays.copyOfRange(calls, head, head + 2 * old);
        int[] widerGenerations = Arrays.copyOfRange(generations, head, head + 2 * old);
        System.arraycopy(times, 0, widerTimes, old - head, head);
        System.arraycopy(calls, 0, widerCalls, old - head, head);
        System.arraycopy(generations, 0, widerGenerations, old - head, head);
        times = widerTimes;
        calls = widerCalls;
        generations = widerGenerations;
        head = 0;
    }
}
