package billow.simulator.queue;

import java.util.Arrays;

/// Batches of received messages, as columns. A batch lives until its messages are deleted or visible again and its
/// invocation has ended.
final class Batches {
    /// More messages may join.
    static final byte GATHERING = 0;
    /// The consumer is invoked, or will be.
    static final byte INVOKED = 1;
    /// The consumer has failed; its messages wait for the end of their visibility timeout.
    static final byte FAILED = 2;

    private final Rows rows = new Rows();
    private byte[] state = new byte[16];
    private int[] head = new int[16];
    private int[] count = new int[16];
    private int[] call = new int[16];
    private int[] refusals = new int[16];
    private long[] bytes = new long[16];
    private long[] key = new long[16];
    private long[] deadline = new long[16];
    private long[] newest = new long[16];

    Rows rows() {
        return rows;
    }

    /// An empty batch.
    ///
    /// @param key      what draws for it are keyed with
    /// @param deadline when its messages will be visible again
    int open(long key, long deadline) {
        int row = rows.take();
        if (row == state.length) grow();
        state[row] = GATHERING;
        head[row] = -1;
        count[row] = 0;
        call[row] = -1;
        refusals[row] = 0;
        bytes[row] = 0;
        this.key[row] = key;
        this.deadline[row] = deadline;
        newest[row] = 0;
        return row;
    }

    void close(int row) {
        rows.free(row);
    }

    /// @param visibleSince when the message could be received
    void add(int row, int message, int messageBytes, long visibleSince) {
        head[row] = message;
        count[row]++;
        bytes[row] += messageBytes;
        newest[row] = Math.max(newest[row], visibleSince);
    }

    byte state(int row) {
        return state[row];
    }

    void state(int row, byte value) {
        state[row] = value;
    }

    /// The first of its messages that are still hidden, or -1; they are linked by [Messages#next].
    int head(int row) {
        return head[row];
    }

    void head(int row, int message) {
        head[row] = message;
    }

    /// Messages it was made of.
    int count(int row) {
        return count[row];
    }

    long bytes(int row) {
        return bytes[row];
    }

    /// The row from which the consumer is called.
    int call(int row) {
        return call[row];
    }

    void call(int row, int value) {
        call[row] = value;
    }

    /// How often the consumer was throttled.
    int refusals(int row) {
        return refusals[row];
    }

    void countRefusal(int row) {
        refusals[row]++;
    }

    long key(int row) {
        return key[row];
    }

    long deadline(int row) {
        return deadline[row];
    }

    /// When the last of its messages became visible.
    long newest(int row) {
        return newest[row];
    }

    private void grow() {
        int wanted = Math.multiplyExact(state.length, 2);
        state = Arrays.copyOf(state, wanted);
        head = Arrays.copyOf(head, wanted);
        count = Arrays.copyOf(count, wanted);
        call = Arrays.copyOf(call, wanted);
        refusals = Arrays.copyOf(refusals, wanted);
        bytes = Arrays.copyOf(bytes, wanted);
        key = Arrays.copyOf(key, wanted);
        deadline = Arrays.copyOf(deadline, wanted);
        newest = Arrays.copyOf(newest, wanted);
    }
}
