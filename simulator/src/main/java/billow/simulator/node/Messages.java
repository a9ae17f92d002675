package billow.simulator.node;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Messages of a queue, as columns, and the order in which they are received. A message is a row number.
final class Messages {
    /// Sent, cannot be received yet.
    static final byte DELAYED = 0;
    /// Can be received.
    static final byte VISIBLE = 1;
    /// Received and not deleted.
    static final byte IN_FLIGHT = 2;
    /// Expired while it was visible; its row is free once its turn has come.
    private static final byte GONE = 3;

    private static final byte FREE = 4;

    private final Rows rows = new Rows();
    private byte[] state = new byte[16];
    private int[] bytes = new int[16];
    private int[] rank = new int[16];
    private int[] receives = new int[16];
    private int[] next = new int[16];
    private long[] key = new long[16];
    private long[] enqueued = new long[16];
    private long[] visibleSince = new long[16];
    // There from the first message that says something.
    private @Nullable JsonNode @Nullable [] data;

    // The visible ones in order, those expired among them: a ring, its capacity a power of two.
    private int[] queue = new int[16];
    private int head;
    private int size;
    private int gone;

    Rows rows() {
        return rows;
    }

    /// A new message, not visible yet.
    ///
    /// @param enqueued when it was first sent
    int add(long key, int bytes, int rank, long enqueued) {
        int row = rows.take();
        if (row == state.length) grow();
        this.state[row] = DELAYED;
        this.bytes[row] = bytes;
        this.rank[row] = rank;
        this.receives[row] = 0;
        this.next[row] = -1;
        this.key[row] = key;
        this.enqueued[row] = enqueued;
        return row;
    }

    /// Puts a message behind all that are visible.
    void show(int row, long time) {
        state[row] = VISIBLE;
        visibleSince[row] = time;
        if (size == queue.length) growQueue();
        queue[head + size++ & queue.length - 1] = row;
    }

    /// The visible message whose turn it is, or -1.
    int first() {
        while (size > 0 && state[queue[head]] == GONE) {
            free(removeFirst());
            gone--;
        }
        return size == 0 ? -1 : queue[head];
    }

    /// Takes the message that [#first] has told out of the order.
    void takeFirst() {
        state[removeFirst()] = IN_FLIGHT;
    }

    /// A message ends: it is done, moved or expired.
    void remove(int row) {
        if (state[row] != VISIBLE) {
            free(row);
            return;
        }
        state[row] = GONE;
        gone++;
        first();
    }

    private void free(int row) {
        state[row] = FREE;
        if (data != null) data[row] = null;
        rows.free(row);
    }

    private int removeFirst() {
        int row = queue[head];
        head = head + 1 & queue.length - 1;
        size--;
        return row;
    }

    /// Messages that have not ended.
    int count() {
        return rows.live() - gone;
    }

    /// Whether a row that was noted is a message that has not ended; it may be another one.
    boolean alive(int row) {
        return state[row] < GONE;
    }

    byte state(int row) {
        return state[row];
    }

    int bytes(int row) {
        return bytes[row];
    }

    /// Popularity rank of what it is about.
    int rank(int row) {
        return rank[row];
    }

    /// What it says, or null.
    @Nullable
    JsonNode data(int row) {
        return data == null ? null : data[row];
    }

    void data(int row, @Nullable JsonNode value) {
        if (value == null) return;
        if (data == null) data = new @Nullable JsonNode[state.length];
        data[row] = value;
    }

    /// Whether any message ever said something.
    boolean hasData() {
        return data != null;
    }

    /// How often it was received.
    int receives(int row) {
        return receives[row];
    }

    void countReceive(int row) {
        receives[row]++;
    }

    /// What draws for this message are keyed with.
    long key(int row) {
        return key[row];
    }

    long enqueued(int row) {
        return enqueued[row];
    }

    long visibleSince(int row) {
        return visibleSince[row];
    }

    /// The message behind it in its batch, or -1.
    int next(int row) {
        return next[row];
    }

    void next(int row, int other) {
        next[row] = other;
    }

    private void grow() {
        int wanted = Math.multiplyExact(state.length, 2);
        state = Arrays.copyOf(state, wanted);
        bytes = Arrays.copyOf(bytes, wanted);
        rank = Arrays.copyOf(rank, wanted);
        receives = Arrays.copyOf(receives, wanted);
        next = Arrays.copyOf(next, wanted);
        key = Arrays.copyOf(key, wanted);
        enqueued = Arrays.copyOf(enqueued, wanted);
        visibleSince = Arrays.copyOf(visibleSince, wanted);
        if (data != null) data = Arrays.copyOf(data, wanted);
    }

    private void growQueue() {
        int old = queue.length;
        int[] wider = Arrays.copyOfRange(queue, head, head + 2 * old);
        System.arraycopy(queue, 0, wider, old - head, head);
        queue = wider;
        head = 0;
    }
}
