package billow.simulator.delivery;

import billow.model.archetype.FanOut;
import billow.simulator.flow.TokenBucket;
import billow.simulator.random.Key;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a FIFO topic takes in: so many messages a second of each group, so many bytes a second in all, and of messages
/// that repeat one another only the first within the deduplication interval.
final class FifoPublishes {
    private static final int REPEATED = 324;
    private static final int FEW = 4_096;

    private final FanOut.Fifo spec;
    private final @Nullable TokenBucket bytes;
    private final Map<Integer, TokenBucket> groups = new HashMap<>();
    private final Map<Object, Long> kept = new HashMap<>();
    private final ArrayDeque<Said> said = new ArrayDeque<>();
    private int many = FEW;

    /// What was published and kept.
    ///
    /// @param until when it may be said again
    private record Said(Object what, long until) {}

    /// What is not to be repeated.
    ///
    /// @param group message group, or 0 where repetition anywhere in the topic counts
    private record Name(int group, Object what) {}

    FifoPublishes(FanOut.Fifo spec) {
        this.spec = spec;
        bytes = spec.bytesPerSecond() > 0 ? new TokenBucket(spec.bytesPerSecond(), spec.bytesPerSecond()) : null;
    }

    /// Whether so many messages may be published.
    ///
    /// @param size of all together
    boolean admits(int group, int messages, long size, long time) {
        var bucket = groups.get(group);
        if (bucket == null) {
            if (groups.size() >= many) forgetQuietGroups(time);
            bucket = new TokenBucket(spec.perGroup(), spec.perGroup());
            groups.put(group, bucket);
        }
        if (bucket.level(time) < messages * (1 - 1e-12)) return false;
        if (bytes != null && !bytes.take(Math.min(size, spec.bytesPerSecond()), time)) return false;
        return bucket.take(messages, time);
    }

    private void forgetQuietGroups(long time) {
        groups.values().removeIf(bucket -> bucket.level(time) >= spec.perGroup());
        many = Math.max(FEW, 2 * groups.size());
    }

    /// Whether a message repeats one that was kept not long ago: one that says the same, or by chance the one before.
    ///
    /// @param repeated share of messages that do, where it is not told by what they say
    /// @param key      of the message
    boolean repeats(int group, int wire, double repeated, @Nullable JsonNode data, long key, long time) {
        boolean byContent = spec.byContent() && data != null;
        if (!byContent && repeated == 0) return false;
        while (!said.isEmpty() && said.getFirst().until() <= time) forget(said.removeFirst());
        Object what = wire;
        if (spec.byContent() && data != null) what = data;
        var name = new Name(spec.byGroup() ? group : 0, what);
        boolean again = byContent || Key.uniform(Key.mix(key, REPEATED)) < repeated;
        if (again && kept.containsKey(name)) return true;
        long until = time + spec.deduplicationNanos();
        kept.put(name, until);
        said.addLast(new Said(name, until));
        return false;
    }

    /// What was said anew meanwhile stays.
    private void forget(Said old) {
        if (kept.getOrDefault(old.what(), 0L) == old.until()) kept.remove(old.what());
    }
}
