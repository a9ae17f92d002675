package billow.simulator.log;

import java.util.Arrays;

/// Which shard a key belongs to: each has a range of the hashes of keys, unsigned.
final class HashRanges {
    private long[] starts;
    private int[] shards;

    /// Equal ranges for shards 0 to `count` - 1.
    HashRanges(int count) {
        starts = new long[count];
        shards = new int[count];
        for (int i = 0; i < count; i++) {
            starts[i] = i == 0 ? 0 : i * (Long.divideUnsigned(-1, count) + 1);
            shards[i] = i;
        }
    }

    /// Open shards by number.
    int[] shards() {
        return shards.clone();
    }

    /// Gives all keys to `count` new shards in equal ranges, the first of which is `first`.
    ///
    /// @return for each of them the shards that had its keys before
    int[][] spread(int count, int first) {
        var next = new HashRanges(count);
        var parents = new int[count][];
        for (int i = 0; i < count; i++) {
            int low = place(next.starts[i]);
            int high = i + 1 < count ? place(next.starts[i + 1] - 1) : shards.length - 1;
            parents[i] = Arrays.copyOfRange(shards, low, high + 1);
            next.shards[i] = first + i;
        }
        starts = next.starts;
        shards = next.shards;
        return parents;
    }

    /// Open shards.
    int count() {
        return shards.length;
    }

    int shard(int place) {
        return shards[place];
    }

    /// @param hash well mixed
    int of(long hash) {
        return shards[place(hash)];
    }

    private int place(long hash) {
        int low = 0;
        int high = starts.length - 1;
        while (low < high) {
            int middle = low + high + 1 >>> 1;
            if (Long.compareUnsigned(starts[middle], hash) <= 0) low = middle;
            else high = middle - 1;
        }
        return low;
    }

    /// Gives the range of `shard` to `parts` new ones in equal parts, the first of which is `first`.
    void split(int shard, int parts, int first) {
        int at = 0;
        while (shards[at] != shard) at++;
        long start = starts[at];
        long length = (at + 1 < starts.length ? starts[at + 1] : 0) - start;
        // The length of the whole circle does not fit; nor does it need to be exact.
        long part = Long.divideUnsigned(length == 0 ? -1 : length, parts);
        int more = parts - 1;
        long[] newStarts = Arrays.copyOf(starts, starts.length + more);
        int[] newShards = Arrays.copyOf(shards, shards.length + more);
        System.arraycopy(starts, at + 1, newStarts, at + parts, starts.length - at - 1);
        System.arraycopy(shards, at + 1, newShards, at + parts, shards.length - at - 1);
        for (int i = 0; i < parts; i++) {
            newStarts[at + i] = start + i * part;
            newShards[at + i] = first + i;
        }
        starts = newStarts;
        shards = newShards;
    }
}
