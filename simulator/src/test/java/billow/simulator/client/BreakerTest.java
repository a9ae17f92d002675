package billow.simulator.client;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.archetype.Guard;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private static final long SECOND = 1_000_000_000L;
    private final Breaker breaker = new Breaker(new Guard.Breaker(0.5, 4, 4, 10 * SECOND, 2));

    private void call(boolean failure, long time) {
        assertThat(breaker.lets(time)).isTrue();
        breaker.heard(failure, time);
    }

    @Test
    void staysClosedUntilEnoughOfTheLastCallsFailed() {
        call(true, 0);
        call(true, 0);
        call(false, 0);
        assertThat(breaker.lets(0)).as("three calls are too few to judge").isTrue();
        breaker.heard(false, 0);
        assertThat(breaker.lets(0)).as("two of four").isFalse();
    }

    @Test
    void oldCallsLeaveTheWindow() {
        call(true, 0);
        for (int i = 0; i < 3; i++) call(false, 0);
        call(true, 0); // the first failure is forgotten with it: one of four
        call(false, 0);
        assertThat(breaker.lets(0)).isTrue();
    }

    @Test
    void triesAFewCallsWhenItsTimeIsOverAndClosesWhenTheySucceed() {
        for (int i = 0; i < 4; i++) call(true, SECOND);
        assertThat(breaker.lets(SECOND + 10 * SECOND - 1)).isFalse();
        long later = 11 * SECOND;
        assertThat(breaker.lets(later)).isTrue();
        assertThat(breaker.lets(later)).isTrue();
        assertThat(breaker.lets(later)).as("two probes, not three").isFalse();
        breaker.heard(false, later);
        breaker.heard(false, later);
        for (int i = 0; i < 3; i++) call(false, later);
        assertThat(breaker.lets(later)).isTrue();
    }

    @Test
    void opensAgainWhenProbesFail() {
        for (int i = 0; i < 4; i++) call(true, 0);
        long later = 10 * SECOND;
        call(true, later);
        call(false, later);
        assertThat(breaker.lets(later + SECOND)).as("one of two probes failed").isFalse();
        assertThat(breaker.lets(later + 10 * SECOND)).isTrue();
    }

    @Test
    void answersToCallsMadeBeforeItOpenedChangeNothing() {
        for (int i = 0; i < 4; i++) call(true, 0);
        for (int i = 0; i < 9; i++) breaker.heard(false, SECOND);
        assertThat(breaker.lets(SECOND)).isFalse();
    }
}
