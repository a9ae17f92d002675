package billow.simulator.flow;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Calls in progress, as columns; a call is a row number, free rows are used again. The only owner of rows is
/// [World]; actors read and write the columns of calls they have in hand.
public final class Calls {
    private int[] node = new int[256];
    private int[] parent = new int[256];
    private int[] wire = new int[256];
    private int[] site = new int[256];
    private int[] attempt = new int[256];
    private int[] rank = new int[256];
    private int[] size = new int[256];
    private int[] batch = new int[256];
    private int[] flaw = new int[256];
    private int[] a = new int[256];
    private int[] b = new int[256];
    private int[] generation = new int[256];
    private int[] route = new int[256];
    private int[] span = new int[256];
    private boolean[] afterFailure = new boolean[256];
    private byte[] outcome = new byte[256];
    private byte[] sampled = new byte[256];
    private long[] key = new long[256];
    private long[] start = new long[256];
    private long[] mark = new long[256];
    private long[] deadline = new long[256];
    private long[] due = new long[256];
    private long[] spent = new long[256 * Cause.COUNT];
    // Most runs carry no data: the column is there from the first time something is said.
    private @Nullable JsonNode @Nullable [] data;
    // There from the first time a function is invoked that a loop leads back to.
    private long @Nullable [] rounds;
    // There from the first time a task waits for its token.
    private long @Nullable [] tokens;
    private int[] freeRows = new int[256];
    private int free;
    private int live;

    Calls() {
        release(0, 256);
    }

    int allocate() {
        if (free == 0) grow();
        live++;
        return freeRows[--free];
    }

    void free(int call) {
        generation[call]++;
        if (data != null) data[call] = null;
        freeRows[free++] = call;
        live--;
    }

    /// The call is over, though its row is needed until the caller has heard of it: timeouts and wake-ups are void.
    void settle(int call, Outcome value) {
        outcome[call] = (byte) value.ordinal();
        generation[call]++;
        deadline[call] = Long.MAX_VALUE;
        due[call] = -1;
    }

    /// Calls in progress.
    public int live() {
        return live;
    }

    void begin(int call, int node, int parent, int wire, int site, long key, long start) {
        this.node[call] = node;
        this.parent[call] = parent;
        this.wire[call] = wire;
        this.site[call] = site;
        this.key[call] = key;
        this.start[call] = start;
        attempt[call] = 0;
        batch[call] = 1;
        flaw[call] = 0;
        a[call] = 0;
        b[call] = 0;
        route[call] = -1;
        span[call] = -1;
        mark[call] = start;
        deadline[call] = Long.MAX_VALUE;
        due[call] = -1;
        outcome[call] = 0;
        sampled[call] = 0;
        if (rounds != null) rounds[call] = 0;
        if (tokens != null) tokens[call] = Callbacks.NONE;
        afterFailure[call] = false;
        int from = call * Cause.COUNT;
        Arrays.fill(spent, from, from + Cause.COUNT, 0);
    }

    /// Number of the node that was called.
    public int node(int call) {
        return node[call];
    }

    /// The call that made this one, or -1.
    public int parent(int call) {
        return parent[call];
    }

    /// The caller no longer waits: the answer will be dropped.
    public void abandon(int call) {
        parent[call] = -1;
    }

    /// Index of the wire it came by, or -1.
    public int wire(int call) {
        return wire[call];
    }

    /// What the caller noted to know this call again.
    public int site(int call) {
        return site[call];
    }

    /// What draws for this call are keyed with.
    public long key(int call) {
        return key[call];
    }

    /// For rows that have no caller: a number the node keeps with the row.
    public void site(int call, int value) {
        site[call] = value;
    }

    /// Gives a row that is tried again another key, so that it draws anew.
    public void rekey(int call, long value) {
        key[call] = value;
    }

    /// When it reached its node.
    public long start(int call) {
        return start[call];
    }

    /// Rises when a call has ended: a note of call and generation tells whether it is still the same call, and open.
    public int generation(int call) {
        return generation[call];
    }

    public Outcome outcome(int call) {
        return Outcome.of(outcome[call]);
    }

    /// Popularity rank of what is asked for, from 1; handed down to calls made for it.
    public int rank(int call) {
        return rank[call];
    }

    public void rank(int call, int value) {
        rank[call] = value;
    }

    /// Payload in bytes; handed down to calls made for it.
    public int bytes(int call) {
        return size[call];
    }

    public void bytes(int call, int value) {
        size[call] = value;
    }

    /// What it says: the payload while it is under way, what came of it once it has been answered. Handed down to calls
    /// made for it; null when nothing is said.
    public @Nullable JsonNode data(int call) {
        return data == null ? null : data[call];
    }

    public void data(int call, @Nullable JsonNode value) {
        if (data == null) {
            if (value == null) return;
            data = new @Nullable JsonNode[node.length];
        }
        data[call] = value;
    }

    /// Takes over what a call is about: rank, payload, data, and whether a failure is behind it.
    public void inherit(int call, int from) {
        rank[call] = rank[from];
        size[call] = size[from];
        sampled[call] = sampled[from];
        data(call, data(from));
        rounds(call, rounds(from));
        afterFailure[call] = afterFailure[from];
    }

    /// How often functions in loops were invoked on the way to this call, as they count it; handed down.
    public long rounds(int call) {
        return rounds == null ? 0 : rounds[call];
    }

    public void rounds(int call, long value) {
        if (rounds == null) {
            if (value == 0) return;
            rounds = new long[node.length];
        }
        rounds[call] = value;
    }

    /// The token of a task that waits until what this call brings has been done, or [Callbacks#NONE]. Handed on by what
    /// carries messages, not handed down.
    public long token(int call) {
        return tokens == null ? Callbacks.NONE : tokens[call];
    }

    public void token(int call, long value) {
        if (tokens == null) {
            if (value == Callbacks.NONE) return;
            tokens = new long[node.length];
        }
        tokens[call] = value;
    }

    /// Messages it carries, 1 unless it is a batch.
    public int batch(int call) {
        return batch[call];
    }

    public void batch(int call, int value) {
        batch[call] = value;
    }

    /// The first message of its batch that the handler can't do however often it tries, from 1; 0 for none.
    public int flaw(int call) {
        return flaw[call];
    }

    public void flaw(int call, int value) {
        flaw[call] = value;
    }

    /// Attempts the actor has made of the step in hand; for retries.
    public int attempt(int call) {
        return attempt[call];
    }

    public void attempt(int call, int value) {
        attempt[call] = value;
    }

    /// Whether it would not have been made had nothing failed before: it tries something again, reports a failure, or
    /// is made for such a call.
    public boolean afterFailure(int call) {
        return afterFailure[call];
    }

    public void afterFailure(int call, boolean value) {
        afterFailure[call] = value;
    }

    /// First number the called node keeps with the call.
    public int a(int call) {
        return a[call];
    }

    public void a(int call, int value) {
        a[call] = value;
    }

    /// Second number the called node keeps with the call.
    public int b(int call) {
        return b[call];
    }

    public void b(int call, int value) {
        b[call] = value;
    }

    /// A time the called node keeps with the call.
    public long mark(int call) {
        return mark[call];
    }

    public void mark(int call, long time) {
        mark[call] = time;
    }

    /// When the called node must have ended it; for timeouts.
    public long deadline(int call) {
        return deadline[call];
    }

    public void deadline(int call, long time) {
        deadline[call] = time;
    }

    /// Asks the called node to be woken at `time` for this call; an earlier wish is forgotten.
    void due(int call, long time) {
        due[call] = time;
    }

    /// Whether the called node `node` still waits for this moment on behalf of this call; asking settles it. A wake-up
    /// for a call that has ended, or waits for something else by now, is stale.
    public boolean takeDue(int call, int node, long time) {
        if (this.node[call] != node || due[call] != time) return false;
        due[call] = -1;
        return true;
    }

    /// Takes the wish back.
    public void forgetDue(int call) {
        due[call] = -1;
    }

    /// Whether X-Ray traces it: 0 while that is undecided, 1 for yes, 2 for no. Handed down.
    byte sampled(int call) {
        return sampled[call];
    }

    void handDown(int call, int parent) {
        sampled[call] = sampled[parent];
        rounds(call, rounds(parent));
    }

    void sampled(int call, boolean yes) {
        sampled[call] = (byte) (yes ? 1 : 2);
    }

    /// Its span in the trace of its request, or -1 when that is not traced.
    int span(int call) {
        return span[call];
    }

    void span(int call, int value) {
        span[call] = value;
    }

    /// Index of the wire a gateway chose for it, or of that whose request a cache hands on with it; -1 for neither.
    public int route(int call) {
        return route[call];
    }

    public void route(int call, int wire) {
        route[call] = wire;
    }

    public long spent(int call, Cause cause) {
        return spent[call * Cause.COUNT + cause.ordinal()];
    }

    long spent(int call, int cause) {
        return spent[call * Cause.COUNT + cause];
    }

    public void spend(int call, Cause cause, long nanos) {
        spent[call * Cause.COUNT + cause.ordinal()] += nanos;
    }

    /// Adds what a call made for it has spent its time on.
    public void absorb(int call, int child) {
        int to = call * Cause.COUNT;
        int from = child * Cause.COUNT;
        for (int i = 0; i < Cause.COUNT; i++) spent[to + i] += spent[from + i];
    }

    /// All time accounted for so far.
    public long spentInAll(int call) {
        long sum = 0;
        for (int i = call * Cause.COUNT; i < (call + 1) * Cause.COUNT; i++) sum += spent[i];
        return sum;
    }

    /// How many rows there are, free ones included.
    public int rows() {
        return node.length;
    }

    /// Makes the time accounted for `nanos`, of a call that is ended before its time: what it would still have done
    /// was never spent; what is missing was spent on `rest`.
    public void cut(int call, long nanos, Cause rest) {
        long excess = spentInAll(call) - nanos;
        if (excess < 0) spend(call, rest, -excess);
        for (int i = call * Cause.COUNT; i < (call + 1) * Cause.COUNT && excess > 0; i++) {
            int latest = (call + 1) * Cause.COUNT - 1 - (i - call * Cause.COUNT);
            long less = Math.min(excess, Math.max(0, spent[latest]));
            spent[latest] -= less;
            excess -= less;
        }
    }

    private void grow() {
        int old = node.length;
        int wanted = Math.multiplyExact(old, 2);
        node = Arrays.copyOf(node, wanted);
        parent = Arrays.copyOf(parent, wanted);
        wire = Arrays.copyOf(wire, wanted);
        site = Arrays.copyOf(site, wanted);
        attempt = Arrays.copyOf(attempt, wanted);
        rank = Arrays.copyOf(rank, wanted);
        size = Arrays.copyOf(size, wanted);
        batch = Arrays.copyOf(batch, wanted);
        flaw = Arrays.copyOf(flaw, wanted);
        a = Arrays.copyOf(a, wanted);
        b = Arrays.copyOf(b, wanted);
        generation = Arrays.copyOf(generation, wanted);
        route = Arrays.copyOf(route, wanted);
        span = Arrays.copyOf(span, wanted);
        outcome = Arrays.copyOf(outcome, wanted);
        sampled = Arrays.copyOf(sampled, wanted);
        afterFailure = Arrays.copyOf(afterFailure, wanted);
        key = Arrays.copyOf(key, wanted);
        start = Arrays.copyOf(start, wanted);
        mark = Arrays.copyOf(mark, wanted);
        deadline = Arrays.copyOf(deadline, wanted);
        due = Arrays.copyOf(due, wanted);
        spent = Arrays.copyOf(spent, wanted * Cause.COUNT);
        if (data != null) data = Arrays.copyOf(data, wanted);
        if (rounds != null) rounds = Arrays.copyOf(rounds, wanted);
        if (tokens != null) tokens = Arrays.copyOf(tokens, wanted);
        freeRows = Arrays.copyOf(freeRows, wanted);
        release(old, wanted);
    }

    private void release(int from, int to) {
        for (int row = to - 1; row >= from; row--) freeRows[free++] = row;
    }
}
