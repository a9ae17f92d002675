package billow.simulator.log;

import java.util.Arrays;

/// Records that are handed over in order, one batch after the other: those of a shard, or a share of its keys. The
/// batch in hand are the first of them. Halves of a batch that failed are pieces of it, done one after the other.
final class Lane {
    static final long NONE = Long.MAX_VALUE;

    enum State {
        /// No batch in hand.
        IDLE,
        /// A piece is to be handed over.
        READY,
        /// The function has it.
        RUNNING,
        /// It is tried again later.
        PAUSED
    }

    private final int number;
    private final Reader reader;
    private final Sequence records = new Sequence();
    private State state = State.IDLE;
    private int gathered;
    private long gatheredBytes;
    private boolean full;
    private int[] pieces = new int[4];
    private int[] tries = new int[4];
    private int depth;
    private boolean closing;
    private long window = -1;
    private int pauses;
    private long freeSince;
    private long due = NONE;
    private long sent;

    Lane(int number, Reader reader) {
        this.number = number;
        this.reader = reader;
    }

    int number() {
        return number;
    }

    Reader reader() {
        return reader;
    }

    Shard shard() {
        return reader.shard();
    }

    State state() {
        return state;
    }

    void state(State value) {
        state = value;
    }

    Sequence records() {
        return records;
    }

    /// Whether more records can join the next batch.
    boolean wantsMore() {
        return state == State.IDLE && !full;
    }

    /// Lets records join the next batch.
    ///
    /// @param most          records of a batch
    /// @param mostBytes     of a batch
    /// @param tumblingNanos windows a batch may not straddle, 0 for none
    void gather(int most, long mostBytes, long tumblingNanos) {
        while (!full && gathered < records.size()) {
            long record = records.at(gathered);
            int bytes = shard().bytes(record);
            boolean apart = tumblingNanos > 0
                    && gathered > 0
                    && window(record, tumblingNanos) != window(records.at(0), tumblingNanos);
            full = gathered > 0 && (gatheredBytes + bytes > mostBytes || apart);
            if (full) return;
            gathered++;
            gatheredBytes += bytes;
            full = gathered >= most;
        }
    }

    /// The tumbling window a record belongs to.
    long window(long record, long tumblingNanos) {
        return shard().time(record) / tumblingNanos;
    }

    int gathered() {
        return gathered;
    }

    boolean isFull() {
        return full;
    }

    /// Takes what was gathered in hand.
    void take() {
        push(gathered, 0);
        gathered = 0;
        gatheredBytes = 0;
        full = false;
        state = State.READY;
    }

    /// Takes the end of a tumbling window in hand: an invocation without records.
    void takeEnd() {
        push(0, 0);
        closing = true;
        state = State.READY;
    }

    boolean isClosing() {
        return closing;
    }

    private void push(int records, int tried) {
        if (depth == pieces.length) {
            pieces = Arrays.copyOf(pieces, 2 * depth);
            tries = Arrays.copyOf(tries, 2 * depth);
        }
        pieces[depth] = records;
        tries[depth++] = tried;
    }

    /// Records of the piece in hand.
    int piece() {
        return pieces[depth - 1];
    }

    /// Takes records away from the front of the piece.
    void drop(int count) {
        records.drop(count);
        pieces[depth - 1] -= count;
    }

    /// Halves the piece; both halves have been tried as often as it was.
    void split() {
        int first = piece() / 2;
        int tried = tries[depth - 1];
        pieces[depth - 1] -= first;
        push(first, tried);
    }

    /// Counts a failure of the piece and says how many there were.
    int countTry() {
        return ++tries[depth - 1];
    }

    /// The piece is over; the next is in hand, if there is one.
    void endPiece() {
        depth--;
        closing = false;
        pauses = 0;
        state = depth > 0 ? State.READY : State.IDLE;
    }

    /// The tumbling window whose state the function holds, or -1.
    long window() {
        return window;
    }

    void window(long value) {
        window = value;
    }

    /// How often it was paused since something was done, this time not included.
    int pause() {
        return pauses++;
    }

    /// When the last invocation ended.
    long freeSince() {
        return freeSince;
    }

    void freeSince(long time) {
        freeSince = time;
    }

    /// The moment its mapping is to be woken for it, or [#NONE].
    long due() {
        return due;
    }

    void due(long time) {
        due = time;
    }

    /// Invocations so far, counted by asking.
    long nextInvocation() {
        return sent++;
    }
}
