package billow.simulator.log;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Records of a shard that some consumer has not done yet, by sequence number: 0, 1, 2 … in the order of writing.
final class Shard {
    private final int number;
    private final int[] parents;
    private int[] ranks = new int[16];
    private int[] sizes = new int[16];
    private long[] times = new long[16];
    // There from the first record that says something.
    private @Nullable JsonNode @Nullable [] data;
    // There from the first record that can't be processed.
    private boolean @Nullable [] poison;
    private long head;
    private long tail;
    private boolean closed;

    /// @param parents the shard it was split from, or those it was merged from
    Shard(int number, int... parents) {
        this.number = number;
        this.parents = parents.clone();
    }

    int number() {
        return number;
    }

    /// Shards whose keys it has taken over.
    int[] parents() {
        return parents;
    }

    /// Whether others have taken over its keys: nothing more is written to it.
    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
    }

    /// @param says what the record says, or null
    void append(int rank, int bytes, @Nullable JsonNode says, long time) {
        if (tail - head == times.length) grow();
        int slot = (int) tail & times.length - 1;
        ranks[slot] = rank;
        sizes[slot] = bytes;
        times[slot] = time;
        if (says != null && data == null) data = new @Nullable JsonNode[times.length];
        if (data != null) data[slot] = says;
        if (poison != null) poison[slot] = false;
        tail++;
    }

    /// Lets the record written last be one that can't be processed.
    void poison() {
        if (tail == head) return;
        if (poison == null) poison = new boolean[times.length];
        poison[(int) (tail - 1) & times.length - 1] = true;
    }

    /// Whether any record ever was one that can't be processed.
    boolean hasPoison() {
        return poison != null;
    }

    boolean isPoison(long sequence) {
        return poison != null && poison[slot(sequence)];
    }

    /// The sequence number of the next record to be written.
    long tail() {
        return tail;
    }

    /// Records that are kept.
    long kept() {
        return tail - head;
    }

    /// Forgets all records before `sequence`.
    void trim(long sequence) {
        head = Math.max(head, sequence);
    }

    int rank(long sequence) {
        return ranks[slot(sequence)];
    }

    int bytes(long sequence) {
        return sizes[slot(sequence)];
    }

    /// What it says, or null.
    @Nullable
    JsonNode data(long sequence) {
        return data == null ? null : data[slot(sequence)];
    }

    /// Whether any record ever said something.
    boolean hasData() {
        return data != null;
    }

    /// When it was written.
    long time(long sequence) {
        return times[slot(sequence)];
    }

    private int slot(long sequence) {
        if (sequence < head || sequence >= tail)
            throw new IllegalStateException(
                    "Shard %d: record %d is not kept, only %d to %d.".formatted(number, sequence, head, tail - 1));
        return (int) sequence & times.length - 1;
    }

    private void grow() {
        int old = times.length;
        int wanted = Math.multiplyExact(old, 2);
        int[] moreRanks = Arrays.copyOf(ranks, wanted);
        int[] moreSizes = Arrays.copyOf(sizes, wanted);
        long[] moreTimes = Arrays.copyOf(times, wanted);
        boolean @Nullable [] morePoison = poison == null ? null : new boolean[wanted];
        @Nullable JsonNode @Nullable [] moreData = data == null ? null : Arrays.copyOf(data, wanted);
        for (long sequence = head; sequence < tail; sequence++) {
            int from = (int) sequence & old - 1;
            int to = (int) sequence & wanted - 1;
            moreRanks[to] = ranks[from];
            moreSizes[to] = sizes[from];
            moreTimes[to] = times[from];
            if (data != null && moreData != null) moreData[to] = data[from];
            if (poison != null && morePoison != null) morePoison[to] = poison[from];
        }
        ranks = moreRanks;
        sizes = moreSizes;
        times = moreTimes;
        data = moreData;
        poison = morePoison;
    }
}
