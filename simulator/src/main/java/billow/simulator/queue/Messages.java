package billow.simulator.queue;

import billow.simulator.flow.Callbacks;
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
    private boolean[] poison = new boolean[0];
    // There from the first message that comes out of a loop of functions.
    private long @Nullable [] rounds;
    // There from the first message that a task waits for.
    private long @Nullable [] tokens;

    private final ReceiveOrder order;
    private final @Nullable GroupOrder groups;
    private int gone;

    /// First visible, first received.
    Messages() {
        order = new ArrivalOrder();
        groups = null;
    }

    /// @param groups the order they are received in
    Messages(GroupOrder groups) {
        order = groups;
        this.groups = groups;
    }

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
        if (row < poison.length) poison[row] = false;
        if (rounds != null) rounds[row] = 0;
        if (tokens != null) tokens[row] = Callbacks.NONE;
        return row;
    }

    /// The message can't be processed, however often it is received.
    void poison(int row) {
        if (row >= poison.length) poison = Arrays.copyOf(poison, state.length);
        poison[row] = true;
    }

    boolean isPoison(int row) {
        return row < poison.length && poison[row];
    }

    /// Lets a message be received, when its turn has come.
    void show(int row, long time) {
        boolean landed = state[row] == IN_FLIGHT;
        state[row] = VISIBLE;
        visibleSince[row] = time;
        order.add(row);
        if (landed && groups != null) groups.landed(row, time);
    }

    /// The visible message whose turn it is, or -1.
    int first(long time) {
        int row = order.first();
        while (row >= 0 && state[row] == GONE) {
            order.removeFirst();
            free(row, time);
            gone--;
            row = order.first();
        }
        return row;
    }

    /// Takes the message that [#first] has told out of the order, to be received.
    void takeFirst(long time) {
        int row = order.first();
        order.removeFirst();
        state[row] = IN_FLIGHT;
        if (groups != null) groups.received(row, time);
    }

    /// Ends the message that [#first] has told.
    void removeFirst(long time) {
        int row = order.first();
        order.removeFirst();
        free(row, time);
    }

    /// A message ends: it is done or expired.
    void remove(int row, long time) {
        if (state[row] != VISIBLE) {
            free(row, time);
            return;
        }
        state[row] = GONE;
        gone++;
        first(time);
    }

    private void free(int row, long time) {
        if (groups != null) groups.leaves(row, time);
        state[row] = FREE;
        if (data != null) data[row] = null;
        rows.free(row);
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

    /// Rounds behind it, as [Recursion] counts them.
    long rounds(int row) {
        return rounds == null ? 0 : rounds[row];
    }

    void rounds(int row, long value) {
        if (rounds == null) {
            if (value == 0) return;
            rounds = new long[state.length];
        }
        rounds[row] = value;
    }

    /// The token of a task that waits until it is done, or [Callbacks#NONE].
    long token(int row) {
        return tokens == null ? Callbacks.NONE : tokens[row];
    }

    void token(int row, long value) {
        if (tokens == null) {
            if (value == Callbacks.NONE) return;
            tokens = new long[state.length];
        }
        tokens[row] = value;
    }

    /// Whether any message ever came out of a loop.
    boolean hasRounds() {
        return rounds != null;
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

    /// Turns a list of messages round.
    ///
    /// @param first its first message, or -1
    /// @return its last
    int reversed(int first) {
        int turned = -1;
        for (int row = first, rest; row >= 0; row = rest) {
            rest = next[row];
            next[row] = turned;
            turned = row;
        }
        return turned;
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
        if (rounds != null) rounds = Arrays.copyOf(rounds, wanted);
        if (tokens != null) tokens = Arrays.copyOf(tokens, wanted);
    }
}
