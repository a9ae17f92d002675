package billow.simulator.table;

import static org.assertj.core.api.Assertions.assertThat;

import billow.simulator.random.Key;
import org.junit.jupiter.api.Test;

class PartitionSplitsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long DELAY = 600 * SECOND;

    /// Writes let through between two times, when `perSecond` come each second.
    private static long admitted(Partitions partitions, int perSecond, long keys, long from, long to) {
        long admitted = 0;
        for (long second = from; second < to; second++)
            for (int i = 0; i < perSecond; i++) {
                long time = second * SECOND + i * SECOND / perSecond;
                long hash = Key.mix(1, (second * perSecond + i) % keys);
                if (partitions.admit(partitions.of(hash), 1, time) == Refusal.NONE) admitted++;
            }
        return admitted;
    }

    private static Partitions onDemand(long splitNanos) {
        var partitions = new Partitions(1000, 300, true, false, splitNanos);
        partitions.spread(4000, 1, 0);
        return partitions;
    }

    @Test
    void aPartitionThatStaysHotIsSplitAndThenTakesTwiceAsMuch() {
        var partitions = onDemand(DELAY);
        assertThat(admitted(partitions, 1500, 10_000, 0, 600)).isEqualTo(600 * 1000);
        assertThat(partitions.splits()).isZero();
        assertThat(admitted(partitions, 1500, 10_000, 600, 700)).isGreaterThan(99 * 1500);
        assertThat(partitions.splits()).isEqualTo(1);
        assertThat(partitions.count()).isEqualTo(1);
    }

    @Test
    void aSingleKeyGetsNoMoreForBeingAlone() {
        var partitions = onDemand(DELAY);
        assertThat(admitted(partitions, 1500, 1, 0, 700)).isEqualTo(700 * 1000);
        assertThat(partitions.splits()).isEqualTo(1);
    }

    @Test
    void aCalmMinuteBeginsTheWaitAnew() {
        var partitions = onDemand(DELAY);
        admitted(partitions, 1500, 10_000, 0, 590);
        admitted(partitions, 500, 10_000, 590, 660);
        admitted(partitions, 1500, 10_000, 660, 1250);
        assertThat(partitions.splits()).isZero();
    }

    @Test
    void nothingIsSplitWhenTheDelayIsNothing() {
        var partitions = onDemand(0);
        assertThat(admitted(partitions, 1500, 10_000, 0, 1500)).isEqualTo(1500 * 1000);
    }

    @Test
    void aSplitMakesNoCapacityThatIsNotProvisioned() {
        var partitions = new Partitions(1000, 300, true, true, DELAY);
        partitions.spread(900, 1, 0);
        admitted(partitions, 1500, 10_000, 0, 2000);
        assertThat(partitions.splits()).isPositive();
        assertThat(admitted(partitions, 1500, 10_000, 2000, 3000)).isBetween(899_000L, 901_000L);
    }
}
