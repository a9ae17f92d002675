package billow.simulator.kernel;

import java.util.Arrays;

/// The arrival streams of a kernel and which of them comes next; of several at one time, the one added first.
final class Streams {
    /*
     * A tournament: leaves are the streams' next times, padded to a power of two; every inner node of the implicit
     * binary tree names the winner of its two halves. After an arrival only one path is played again.
     */
    private Stream[] streams = new Stream[1];
    private long[] times = {Long.MAX_VALUE};
    private int[] winners = {0, 0};
    private int count;
    private int head;
    private long headTime = Long.MAX_VALUE;

    void add(Stream stream) {
        if (count == streams.length) {
            streams = Arrays.copyOf(streams, 2 * count);
            times = Arrays.copyOf(times, 2 * count);
            Arrays.fill(times, count, times.length, Long.MAX_VALUE);
            winners = new int[times.length];
            for (int i = 0; i < times.length; i += 2) play(i);
        }
        streams[count] = stream;
        times[count] = stream.next();
        play(count++);
    }

    /// Time of the next arrival, [Long#MAX_VALUE] when there is none.
    long headTime() {
        return headTime;
    }

    /// Lets the next arrival happen and asks its stream for the one after.
    void fire() {
        int leaf = head;
        streams[leaf].fire(headTime);
        times[leaf] = streams[leaf].next();
        play(leaf);
    }

    private void play(int leaf) {
        int leaves = times.length;
        for (int node = (leaf + leaves) >>> 1; node > 0; node >>>= 1) {
            int left = contender(2 * node);
            int right = contender(2 * node + 1);
            winners[node] = times[right] < times[left] ? right : left;
        }
        head = winners[1];
        headTime = times[head];
    }

    private int contender(int node) {
        int leaves = times.length;
        return node < leaves ? winners[node] : node - leaves;
    }
}
