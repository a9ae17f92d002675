package billow.model.archetype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.kind.LinkKind;
import billow.model.kind.NodeKind;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.service.EventBus;
import billow.model.service.SnsTopic;
import billow.model.service.Subscriptions;
import org.junit.jupiter.api.Test;

/// Delivery retries as the services document them.
class RedeliveryTest {
    private static final double SECOND = 1e9;
    private static final double DAY = 86_400 * SECOND;

    private static Delivery delivery(NodeKind kind, Params params) {
        var plan = kind.outlets().stream()
                .filter(o -> o.kind() == LinkKind.DELIVER)
                .findFirst()
                .orElseThrow()
                .plan()
                .apply(params);
        return java.util.Objects.requireNonNull(plan.delivery());
    }

    private static double sum(Redelivery redelivery) {
        double sum = 0;
        for (int i = 0; i < redelivery.retries(); i++) sum += redelivery.pauseNanos(i);
        return sum;
    }

    @Test
    void topicsRetryServicesInFourPhasesOverTwentyThreeDays() {
        var redelivery = delivery(new SnsTopic(), Params.DEFAULTS).toService();
        assertThat(redelivery.retries()).isEqualTo(3 + 2 + 10 + 100_000);
        for (int i = 0; i < 3; i++) assertThat(redelivery.pauseNanos(i)).isZero();
        for (int i = 3; i < 6; i++) assertThat(redelivery.pauseNanos(i)).isEqualTo((long) SECOND);
        for (int i = 6; i < 15; i++)
            assertThat((double) redelivery.pauseNanos(i) / redelivery.pauseNanos(i - 1))
                    .isCloseTo(Math.pow(20, 1 / 9.0), within(1e-6));
        for (int i : new int[] {14, 15, 100_014})
            assertThat(redelivery.pauseNanos(i)).isEqualTo((long) (20 * SECOND));
        assertThat(sum(redelivery) / DAY).isBetween(23.0, 23.5);
    }

    @Test
    void topicsRetryHttpEndpointsThreeTimesEveryTwentySeconds() {
        var redelivery = delivery(new SnsTopic(), Params.DEFAULTS).toOutside();
        assertThat(redelivery.retries()).isEqualTo(3);
        assertThat(sum(redelivery)).isEqualTo(60 * SECOND);
        assertThat(redelivery.maxAgeNanos()).isEqualTo((long) (3600 * SECOND));
    }

    @Test
    void pausesOfHttpRetriesGrowByStepsOrFactors() {
        var steps = set(Subscriptions.MIN_DELAY, (long) SECOND, Subscriptions.MAX_DELAY, (long) (9 * SECOND));
        var linear = delivery(new SnsTopic(), steps).toOutside();
        assertThat(linear.pauseNanos(1)).isEqualTo((long) (5 * SECOND));
        var exponential = delivery(new SnsTopic(), steps.with(Subscriptions.BACKOFF, "exponential"))
                .toOutside();
        assertThat(exponential.pauseNanos(1)).isEqualTo((long) (3 * SECOND));
        assertThat(exponential.pauseNanos(2)).isEqualTo((long) (9 * SECOND));
    }

    private static <T, U> Params set(Param<T> first, T a, Param<U> second, U b) {
        return Params.DEFAULTS.with(first, a).with(second, b);
    }

    @Test
    void busesRetryOneHundredAndEightyFiveTimesWithinADay() {
        var redelivery = delivery(new EventBus(), Params.DEFAULTS).toService();
        assertThat(redelivery.retries()).isEqualTo(185);
        assertThat(redelivery.maxAgeNanos()).isEqualTo((long) DAY);
        for (int i = 1; i < 9; i++)
            assertThat(redelivery.pauseNanos(i)).isCloseTo(2 * redelivery.pauseNanos(i - 1), within(2L));
        assertThat(sum(redelivery) / DAY).isBetween(0.9, 1.0);
    }
}
