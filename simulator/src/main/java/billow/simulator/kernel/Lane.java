package billow.simulator.kernel;

import java.util.Arrays;

/// Timers of one constant delay. They run out in the order in which they were set, so they queue and only the first
/// of them is among the kernel's pending events.
///
/// A timer is not taken back: its owner ignores it when it is stale. The owner keeps the deadline per subject
/// ([Kernel#now()] + delay) and compares it with the time of the event; a subject that was freed and used again has
/// another deadline, or the same deadline and then the first of its timers is as good as the second. A generation
/// number is not needed.
public final class Lane {
    private final Kernel kernel;
    private final long delay;
    private final long word;
    private final long token;

    // A ring: `size` timers from `head`; capacity is a power of two.
    private long[] times = new long[16];
    private long[] orders = new long[16];
    private int[] subjects = new int[16];
    private int head;
    private int size;

    /// @param word  the event to run, without subject
    /// @param token what stands for this lane among the pending events
    Lane(Kernel kernel, long delay, long word, long token) {
        this.kernel = kernel;
        this.delay = delay;
        this.word = word;
        this.token = token;
    }

    public long delayNanos() {
        return delay;
    }

    /// Timers set and not yet run out, stale ones included.
    public int size() {
        return size;
    }

    /// Sets a timer for `subject`, from now.
    public void add(int subject) {
        if (delay == 0) {
            kernel.soon(word | subject & Kernel.SUBJECT_MASK);
            return;
        }
        if (size == times.length) grow();
        int tail = head + size & times.length - 1;
        times[tail] = Math.addExact(kernel.now(), delay);
        orders[tail] = kernel.nextOrder();
        subjects[tail] = subject;
        if (size++ == 0) announce();
    }

    /// Takes the first timer out of the lane and announces the one behind it.
    ///
    /// @return its event
    long removeHead() {
        long event = word | subjects[head] & Kernel.SUBJECT_MASK;
        head = head + 1 & times.length - 1;
        if (--size > 0) announce();
        return event;
    }

    private void announce() {
        kernel.announce(times[head], orders[head], token);
    }

    private void grow() {
        int old = times.length;
        times = unrolled(times);
        orders = unrolled(orders);
        int[] wider = Arrays.copyOfRange(subjects, head, head + 2 * old);
        System.arraycopy(subjects, 0, wider, old - head, head);
        subjects = wider;
        head = 0;
    }

    private long[] unrolled(long[] ring) {
        long[] wider = Arrays.copyOfRange(ring, head, head + 2 * ring.length);
        System.arraycopy(ring, 0, wider, ring.length - head, head);
        return wider;
    }
}
