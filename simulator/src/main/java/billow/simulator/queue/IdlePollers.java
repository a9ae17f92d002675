package billow.simulator.queue;

/// Pollers that wait for messages: each asks anew when its long poll has ended without one. The polls are counted when
/// a poller finds a message, and at the end; none is an event.
final class IdlePollers {
    private final long pollNanos;
    private final BufferBook book;
    private final long[] since;
    private int head;
    private int size;

    /// @param pollers  how many there are
    /// @param pollNanos length of a long poll
    IdlePollers(int pollers, long pollNanos, BufferBook book) {
        this.pollNanos = pollNanos;
        this.book = book;
        since = new long[pollers];
        size = pollers;
    }

    /// The one that has waited longest has found a message. When all are at work, another place is meant.
    void leave(long time) {
        if (size == 0) return;
        book.emptyReceives(since[head], time, pollNanos);
        head = (head + 1) % since.length;
        size--;
    }

    /// A place is free.
    ///
    /// @param busy places that are not
    void come(int busy, long time) {
        if (size + busy >= since.length) return;
        since[(head + size) % since.length] = time;
        size++;
    }

    void end(long time) {
        for (int i = 0; i < size; i++) book.emptyReceives(since[(head + i) % since.length], time, pollNanos);
    }
}
