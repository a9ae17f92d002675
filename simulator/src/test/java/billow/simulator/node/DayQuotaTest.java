package billow.simulator.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// So many of any 24 hours.
class DayQuotaTest {
    private static final long HOUR = 3_600_000_000_000L;

    @Test
    void forgetsWhatIsADayOldAndNotBefore() {
        var quota = new DayQuota(3);
        for (int hour = 1; hour <= 3; hour++) {
            assertThat(quota.full(hour * HOUR)).isFalse();
            quota.add(hour * HOUR);
        }
        assertThat(quota.full(4 * HOUR)).isTrue();
        assertThat(quota.full(25 * HOUR - 1)).isTrue();
        assertThat(quota.full(25 * HOUR + HOUR / 4)).isFalse();
        quota.add(25 * HOUR + HOUR / 4);
        assertThat(quota.full(25 * HOUR + HOUR / 2)).isTrue();
        assertThat(quota.full(300 * HOUR)).isFalse();
    }

    @Test
    void noQuotaIsNeverFull() {
        var quota = new DayQuota(0);
        for (int i = 0; i < 1_000; i++) quota.add(0);
        assertThat(quota.full(0)).isFalse();
    }
}
