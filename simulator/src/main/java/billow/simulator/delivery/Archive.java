package billow.simulator.delivery;

import billow.model.archetype.FanOut;
import billow.simulator.random.Key;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Events that were kept to be replayed, as columns, in the order in which they came.
final class Archive {
    private static final int TAKEN = 334;
    private static final int AGAIN = 335;

    private final FanOut.Replay spec;
    private final String name;
    private int[] bytes = new int[64];
    private int[] ranks = new int[64];
    private long[] keys = new long[64];
    private @Nullable JsonNode[] data = new @Nullable JsonNode[64];
    private int count;
    private int next;

    /// @param name of the replay, by which its events are known
    Archive(FanOut.Replay spec, String name) {
        this.spec = spec;
        this.name = name;
    }

    FanOut.Replay spec() {
        return spec;
    }

    /// An event has come in.
    void take(long key, int size, int rank, @Nullable JsonNode says, long time) {
        if (time < spec.fromNanos() || time >= spec.toNanos()) return;
        if (spec.share() < 1 && Key.uniform(Key.mix(key, TAKEN)) >= spec.share()) return;
        if (count == bytes.length) grow();
        bytes[count] = size;
        ranks[count] = rank;
        keys[count] = key;
        data[count++] = says;
    }

    /// Whether there is another event to replay.
    boolean hasNext() {
        return next < count;
    }

    /// Moves past the event that is told.
    void passed() {
        data[next++] = null;
    }

    long key() {
        return Key.mix(keys[next], AGAIN);
    }

    int bytes() {
        return bytes[next];
    }

    int rank() {
        return ranks[next];
    }

    /// What it says, with the name of the replay.
    @Nullable
    JsonNode says() {
        var says = data[next];
        return says instanceof ObjectNode event ? event.deepCopy().put("replay-name", name) : says;
    }

    /// Events that wait to be replayed.
    int left() {
        return count - next;
    }

    private void grow() {
        int wanted = Math.multiplyExact(count, 2);
        bytes = Arrays.copyOf(bytes, wanted);
        ranks = Arrays.copyOf(ranks, wanted);
        keys = Arrays.copyOf(keys, wanted);
        data = Arrays.copyOf(data, wanted);
    }
}
