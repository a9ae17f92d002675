package billow.simulator.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ItemLocksTest {
    @Test
    void holdsWhatAPlainMapHolds() {
        var random = new Random(5);
        var locks = new ItemLocks();
        var plain = new HashMap<Long, Long>();
        long time = 0;
        for (int i = 0; i < 200_000; i++) {
            time += random.nextInt(10);
            long item = random.nextInt(500) - 250;
            assertThat(locks.held(item, time)).isEqualTo(plain.getOrDefault(item, 0L) > time);
            if (random.nextInt(3) > 0) continue;
            long end = time + 1 + random.nextInt(i % 2000 < 1000 ? 2_000 : 20);
            locks.hold(item, end, time);
            plain.merge(item, end, Math::max);
        }
    }

    @Test
    void holdsManyItemsAtOnce() {
        var locks = new ItemLocks();
        for (long item = 0; item < 100_000; item++) locks.hold(item, 1_000_000, item);
        for (long item = 0; item < 100_000; item++)
            assertThat(locks.held(item, 999_999)).isTrue();
        for (long item = 0; item < 100_000; item++)
            assertThat(locks.held(item, 1_000_000)).isFalse();
    }
}
