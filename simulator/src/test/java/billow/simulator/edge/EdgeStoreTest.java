package billow.simulator.edge;

import static org.assertj.core.api.Assertions.assertThat;

import billow.simulator.flow.Outcome;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The store against a plain twin, and how its memory follows what is alive.
class EdgeStoreTest {
    private static final long LIFE = 50;

    /// A cache with a capacity as one would write it without a thought for speed.
    private static final class Twin {
        private final long capacity;
        private final LinkedHashMap<Long, Long> sizes = new LinkedHashMap<>(16, 0.75f, true);
        private final Map<Long, Long> until = new HashMap<>();

        Twin(long capacity) {
            this.capacity = capacity;
        }

        boolean has(long key, long time) {
            if (!sizes.containsKey(key)) return false;
            if (time >= until.getOrDefault(key, 0L)) {
                sizes.remove(key);
                return false;
            }
            sizes.get(key);
            return true;
        }

        void put(long key, long size, long time) {
            if (size > capacity) return;
            sizes.keySet().removeIf(k -> until.getOrDefault(k, 0L) <= time);
            while (sizes.values().stream().mapToLong(Long::longValue).sum() + size > capacity)
                sizes.remove(sizes.firstEntry().getKey());
            sizes.put(key, size);
            until.put(key, time + LIFE);
        }
    }

    @Test
    void holdsWhatAPlainCacheHolds() {
        for (int seed = 0; seed < 20; seed++) {
            var random = new Random(seed);
            var store = new EdgeStore(3, 100);
            var twins = new Twin[] {new Twin(100), new Twin(100), new Twin(100), new Twin(Long.MAX_VALUE)};
            for (long time = 0; time < 5_000; time += random.nextInt(3)) {
                int cache = random.nextInt(4);
                long key = cache * 1_000L + random.nextInt(40);
                boolean held = store.find(cache, key, time) != EdgeStore.NONE;
                assertThat(held).isEqualTo(twins[cache].has(key, time));
                if (held) continue;
                long size = 1 + random.nextInt(120);
                store.put(cache, key, Outcome.OK, size, time, time + LIFE, time + LIFE);
                twins[cache].put(key, size, time);
            }
        }
    }

    @Test
    void keepsNoMoreRowsThanObjectsAreAlive() {
        var store = new EdgeStore(0, 0);
        for (long time = 0; time < 1_000_000; time++) store.put(0, time, Outcome.OK, 1, time, time + LIFE, time + LIFE);
        assertThat(store.held()).isBetween((int) LIFE, (int) LIFE + 1);
    }

    @Test
    void rowsThatWaitAreSettledTogether() {
        var store = new EdgeStore(0, 0);
        int edge = store.await(0, 11, 7, EdgeStore.NONE);
        int shield = store.await(1, 12, 7, edge);
        assertThat(store.fetch(store.find(0, 11, 5))).isEqualTo(7);
        store.settle(shield, Outcome.SERVICE_ERROR, 1, 10, 20, 20);
        assertThat(store.fetch(store.find(0, 11, 10))).isEqualTo(EdgeStore.NONE);
        assertThat(store.outcome(store.find(1, 12, 19))).isEqualTo(Outcome.SERVICE_ERROR);
        assertThat(store.find(1, 12, 20)).isEqualTo(EdgeStore.NONE);
    }
}
