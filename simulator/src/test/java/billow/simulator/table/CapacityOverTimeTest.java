package billow.simulator.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.archetype.Table;
import org.junit.jupiter.api.Test;

class CapacityOverTimeTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final Table.OnDemand NEW = new Table.OnDemand(12_000, 4000, 40_000, 0, 0);

    @Test
    void linearRampsToTheQuotaAreThrottledLessTheSlowerTheyAre() {
        double hour = rampThrottled(60);
        double hourAndHalf = rampThrottled(90);
        double twoHours = rampThrottled(120);
        double twoAndHalf = rampThrottled(150);
        assertThat(hour).isGreaterThan(hourAndHalf);
        assertThat(hourAndHalf).isGreaterThan(twoHours);
        assertThat(twoHours).isGreaterThan(twoAndHalf);
        assertThat(twoAndHalf).isGreaterThan(0);
    }

    /// Share of writes that are throttled while they grow from 0 to 40 000 a second.
    private static double rampThrottled(int minutes) {
        var capacity = new OnDemandCapacity(NEW, false, 1);
        long asked = 0;
        long taken = 0;
        long end = minutes * MINUTE;
        for (long time = 0; time < end; time += SECOND / 50) {
            if (time % MINUTE == 0) capacity.minutesPassed(time);
            long units = Math.round(40_000.0 * time / end / 50);
            asked += units;
            if (units == 0 || !capacity.allows(units, time)) continue;
            capacity.take(units);
            taken += units;
        }
        return 1 - (double) taken / asked;
    }

    @Test
    void previousPeakDoublesAfterHalfAnHour() {
        var capacity = new OnDemandCapacity(NEW, false, 1);
        hold(capacity, 0, 29 * MINUTE, 4000);
        assertThat(capacity.warm()).isEqualTo(4000);
        hold(capacity, 29 * MINUTE, 32 * MINUTE, 4000);
        assertThat(capacity.warm()).isEqualTo(8000);
        // It is not forgotten when nothing happens for a day.
        capacity.minutesPassed(24 * 60 * MINUTE);
        assertThat(capacity.warm()).isEqualTo(8000);
    }

    @Test
    void growthEndsAtTheQuota() {
        var capacity = new OnDemandCapacity(NEW, false, 1);
        for (int i = 0; i < 8; i++) {
            long from = i * 31 * MINUTE;
            hold(capacity, from, from + 31 * MINUTE, (long) capacity.warm());
        }
        assertThat(capacity.warm()).isEqualTo(40_000);
    }

    private static void hold(OnDemandCapacity capacity, long from, long to, long perSecond) {
        for (long time = from; time < to; time += SECOND) {
            if (time % MINUTE == 0) capacity.minutesPassed(time);
            assertThat(capacity.allows(perSecond, time)).isTrue();
            capacity.take(perSecond);
        }
        capacity.minutesPassed(to);
    }

    @Test
    void requestsLargerThanASecondsWorthAreLetThroughAndPaidOff() {
        var capacity = new OnDemandCapacity(NEW, false, 1);
        assertThat(capacity.allows(10_000, 0)).isTrue();
        capacity.take(10_000);
        assertThat(capacity.allows(1, SECOND)).isFalse();
        assertThat(capacity.allows(2000, 2 * SECOND)).isTrue();
        assertThat(capacity.allows(2001, 2 * SECOND)).isFalse();
    }

    @Test
    void autoScalingNeedsTwoMinutesAboveTheTarget() {
        var scaling = new AutoScaling(new Table.Scaling(10, 500, 0.7, 2 * MINUTE));
        assertThat(scaling.observe(90, 100, MINUTE)).isZero();
        assertThat(scaling.observe(50, 100, 2 * MINUTE)).isZero();
        assertThat(scaling.observe(90, 100, 3 * MINUTE)).isZero();
        assertThat(scaling.observe(91, 100, 4 * MINUTE)).isEqualTo(130);
        // No second update while one is under way.
        assertThat(scaling.observe(100, 100, 5 * MINUTE)).isZero();
        assertThat(scaling.observe(100, 130, 6 * MINUTE)).isEqualTo(143);
    }

    @Test
    void autoScalingStaysWithinItsBounds() {
        var up = new AutoScaling(new Table.Scaling(10, 120, 0.7, MINUTE));
        up.observe(100, 100, MINUTE);
        assertThat(up.observe(100, 100, 2 * MINUTE)).isEqualTo(120);
        assertThat(downAfter(new AutoScaling(new Table.Scaling(40, 120, 0.7, MINUTE)), 0))
                .isEqualTo(40);
    }

    /// @return what is wanted in the fifteenth minute
    private static double downAfter(AutoScaling scaling, double perSecond) {
        for (int minute = 1; minute < 15; minute++)
            assertThat(scaling.observe(perSecond, 100, minute * MINUTE)).isZero();
        return scaling.observe(perSecond, 100, 15 * MINUTE);
    }

    @Test
    void autoScalingLowersCapacityAfterFifteenMinutesBelowTheMargin() {
        assertThat(downAfter(new AutoScaling(new Table.Scaling(1, 500, 0.7, MINUTE)), 35))
                .isEqualTo(50);
        var near = new AutoScaling(new Table.Scaling(1, 500, 0.7, MINUTE));
        for (int minute = 1; minute < 60; minute++)
            assertThat(near.observe(55, 100, minute * MINUTE)).isZero();
    }

    @Test
    void atMostTwentySevenDecreasesFitIntoADay() {
        var scaling = new AutoScaling(new Table.Scaling(1, 1e9, 0.7, 0));
        double capacity = 1e9;
        int decreases = 0;
        int inFirstTwoHours = 0;
        for (int minute = 1; minute < 24 * 60; minute++) {
            // Consumption falls all the time, so that each decision finds too much capacity.
            double wanted = scaling.observe(capacity * 0.4, capacity, minute * MINUTE);
            if (wanted == 0) continue;
            assertThat(wanted).isLessThan(capacity);
            capacity = wanted;
            decreases++;
            if (minute <= 120) inFirstTwoHours++;
        }
        assertThat(inFirstTwoHours).isEqualTo(5);
        assertThat((double) decreases).isCloseTo(26, within(1.0));
    }
}
