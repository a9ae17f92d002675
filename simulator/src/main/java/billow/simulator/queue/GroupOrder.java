package billow.simulator.queue;

import billow.simulator.flow.Measure;
import billow.simulator.statistics.Gauge;
import billow.simulator.statistics.Window;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The order of messages that belong to groups. A group with visible messages stands in line.
///
/// In a FIFO queue a group's messages are received in the order in which they were sent. While any of them is in
/// flight the group is locked, except for the batch that is being gathered, which may take more of it. Otherwise
/// groups take turns message by message, so that one with many delays the others by one at most.
final class GroupOrder implements ReceiveOrder {
    private static final int NONE = -1;

    private final boolean ordered;
    private final @Nullable OrderProof proof;
    private final Gauge locked;

    // By message.
    private int[] groupOf = new int[16];
    private int[] next = new int[16];
    private long[] sequence = new long[16];
    private boolean[] busy = new boolean[16];

    // By group; a row lives while it has messages.
    private final GroupTable groups = new GroupTable();
    private final RowQueue line = new RowQueue(groups.rows());
    private int[] head = new int[16];
    private int[] tail = new int[16];
    private int[] inside = new int[16];
    private int[] inFlight = new int[16];
    private int[] failedIn = new int[16];
    private boolean[] listed = new boolean[16];

    private int holding = NONE;
    private long sent;
    private int batches;
    private int judged;

    /// @param ordered whether the order of sending is kept
    /// @param proof   checks that it is, or null
    GroupOrder(boolean ordered, @Nullable OrderProof proof, Window window) {
        this.ordered = ordered;
        this.proof = proof;
        locked = new Gauge(window);
    }

    boolean ordered() {
        return ordered;
    }

    /// A message has come into the queue, not visible yet.
    void enters(int row, int group) {
        if (row >= groupOf.length) grow(row);
        int g = groups.find(group);
        if (g < 0) g = open(group);
        groupOf[row] = g;
        sequence[row] = sent++;
        busy[row] = false;
        inside[g]++;
        if (proof != null) proof.entered(group, sequence[row]);
    }

    private int open(int group) {
        int g = groups.add(group);
        if (g >= head.length) growGroups(g);
        head[g] = NONE;
        tail[g] = NONE;
        inside[g] = 0;
        inFlight[g] = 0;
        failedIn[g] = 0;
        listed[g] = false;
        return g;
    }

    /// Messages of its group in the queue, itself included.
    int inside(int row) {
        return inside[groupOf[row]];
    }

    @Override
    public void add(int row) {
        int g = groupOf[row];
        if (head[g] < 0) {
            next[row] = NONE;
            head[g] = row;
            tail[g] = row;
        } else if (!ordered || sequence[row] > sequence[tail[g]]) {
            next[row] = NONE;
            next[tail[g]] = row;
            tail[g] = row;
        } else insert(g, row);
        list(g);
    }

    /// A message that comes back goes before all that were sent after it.
    private void insert(int g, int row) {
        if (sequence[row] < sequence[head[g]]) {
            next[row] = head[g];
            head[g] = row;
            return;
        }
        int before = head[g];
        while (sequence[next[before]] < sequence[row]) before = next[before];
        next[row] = next[before];
        next[before] = row;
    }

    private void list(int g) {
        if (listed[g] || head[g] < 0 || ordered && inFlight[g] > 0) return;
        listed[g] = true;
        line.add(g, 0);
    }

    @Override
    public int first() {
        int g = turn();
        return g < 0 ? -1 : head[g];
    }

    private int turn() {
        if (holding >= 0 && head[holding] >= 0) return holding;
        for (int g = line.first(); g >= 0; g = line.first()) {
            if (head[g] >= 0) return g;
            line.removeFirst();
            listed[g] = false;
        }
        return NONE;
    }

    @Override
    public void removeFirst() {
        int g = turn();
        head[g] = next[head[g]];
    }

    /// A message that was taken out of the order is in flight.
    void received(int row, long time) {
        int g = groupOf[row];
        busy[row] = true;
        if (proof != null) proof.received(groups.name(g), sequence[row], batches);
        if (listed[g]) {
            line.removeFirst();
            listed[g] = false;
        }
        if (inFlight[g]++ == 0) locked.add(time, 1);
        if (ordered) holding = g;
        else list(g);
    }

    /// The batch that is being gathered takes no more.
    void batchEnds() {
        holding = NONE;
        batches++;
    }

    /// What was received last is not part of a batch: its group waits for it.
    void setAside() {
        holding = NONE;
    }

    /// A message in flight has been shown again.
    void landed(int row, long time) {
        int g = groupOf[row];
        busy[row] = false;
        if (proof != null) proof.landed(groups.name(g), sequence[row]);
        if (--inFlight[g] == 0) locked.add(time, -1);
        list(g);
    }

    /// A message has ended and is out of the order.
    void leaves(int row, long time) {
        int g = groupOf[row];
        if (proof != null) proof.left(groups.name(g), sequence[row]);
        if (busy[row] && --inFlight[g] == 0) locked.add(time, -1);
        busy[row] = false;
        if (--inside[g] > 0) {
            list(g);
            return;
        }
        if (holding == g) holding = NONE;
        groups.remove(g);
    }

    /// Begins the look at the messages of a batch that has come back.
    void judge() {
        judged++;
    }

    /// Whether a message of its group was before it in the batch and has failed.
    boolean behindFailure(int row) {
        return ordered && failedIn[groupOf[row]] == judged;
    }

    void failed(int row) {
        failedIn[groupOf[row]] = judged;
    }

    void end(long time) {
        locked.close(time);
    }

    /// Groups with messages in flight.
    Measure.Level locked() {
        return new Measure.Level(locked.mean(), locked.max(), locked.level());
    }

    private void grow(int row) {
        int wanted = Math.max(row + 1, Math.multiplyExact(groupOf.length, 2));
        groupOf = Arrays.copyOf(groupOf, wanted);
        next = Arrays.copyOf(next, wanted);
        sequence = Arrays.copyOf(sequence, wanted);
        busy = Arrays.copyOf(busy, wanted);
    }

    private void growGroups(int g) {
        int wanted = Math.max(g + 1, Math.multiplyExact(head.length, 2));
        head = Arrays.copyOf(head, wanted);
        tail = Arrays.copyOf(tail, wanted);
        inside = Arrays.copyOf(inside, wanted);
        inFlight = Arrays.copyOf(inFlight, wanted);
        failedIn = Arrays.copyOf(failedIn, wanted);
        listed = Arrays.copyOf(listed, wanted);
    }
}
