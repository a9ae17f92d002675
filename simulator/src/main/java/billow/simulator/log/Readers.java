package billow.simulator.log;

import billow.simulator.log.Lane.State;
import billow.simulator.random.Key;
import java.util.ArrayList;
import java.util.List;

/// How far a mapping has come: its reader of each shard, by the number of the shard, and the lanes among which the keys
/// of a shard are shared out.
final class Readers {
    private static final int LANE = 403;

    private final long key;
    private final int factor;
    private final List<Reader> readers = new ArrayList<>();
    private final List<Lane> lanes = new ArrayList<>();

    /// @param key    of the mapping; the shares of its lanes derive from it
    /// @param factor lanes of a shard
    Readers(long key, int factor) {
        this.key = key;
        this.factor = factor;
    }

    /// Adds the reader of the next shard.
    void add(Reader reader) {
        readers.add(reader);
        for (int i = 0; i < factor; i++) lanes.add(new Lane(lanes.size(), reader));
    }

    List<Reader> all() {
        return readers;
    }

    Reader reader(int shard) {
        return readers.get(shard);
    }

    /// @param number of the lane among all
    Lane lane(int number) {
        return lanes.get(number);
    }

    /// @param number of the lane among those of its shard
    Lane lane(int shard, int number) {
        return lanes.get(shard * factor + number);
    }

    /// The lane of a shard that a key belongs to.
    ///
    /// @param rank popularity rank of the key
    Lane laneOf(int shard, int rank) {
        return lane(shard, factor == 1 ? 0 : (int) Math.unsignedMultiplyHigh(Key.mix(key, LANE, rank), factor));
    }

    /// Whether some lane of a shard takes more records for its next batch.
    boolean wantsMore(int shard) {
        for (int i = 0; i < factor; i++) if (lane(shard, i).wantsMore()) return true;
        return false;
    }

    /// The first record of a shard that has not been done.
    long position(int shard) {
        long position = readers.get(shard).next();
        for (int i = 0; i < factor; i++) {
            var records = lane(shard, i).records();
            if (records.size() > 0) position = Math.min(position, records.at(0));
        }
        return position;
    }

    /// Records written that have not been done.
    long inside() {
        long sum = 0;
        for (var reader : readers) sum += reader.shard().tail() - reader.next();
        for (var lane : lanes) sum += lane.records().size();
        return sum;
    }

    /// Whether all that was written to these shards has been done.
    boolean areDone(int[] shards) {
        for (int shard : shards) if (!isDrained(readers.get(shard))) return false;
        return true;
    }

    boolean isDrained(Reader reader) {
        if (!reader.isOpen() || reader.next() < reader.shard().tail()) return false;
        for (int i = 0; i < factor; i++) {
            var lane = lane(reader.shard().number(), i);
            if (lane.state() != State.IDLE || lane.records().size() > 0) return false;
        }
        return true;
    }

    static boolean isParent(int number, Shard of) {
        for (int parent : of.parents()) if (parent == number) return true;
        return false;
    }
}
