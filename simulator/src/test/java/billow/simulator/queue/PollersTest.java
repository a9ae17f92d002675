package billow.simulator.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.archetype.Counter;
import billow.model.archetype.Interaction.PollerScaling;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Recorder;
import billow.simulator.statistics.Window;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PollersTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final PollerScaling RULE = new PollerScaling(5, 300, 1250);

    @Test
    void concurrencyGrowsByThreeHundredAMinuteWhileThereIsABacklog() {
        var ramp = new PollerRamp(RULE, 0, Window.ALL);
        ramp.backlog(true, 0);
        assertThat(ramp.places(0)).isEqualTo(5);
        assertThat(ramp.growsAt(0)).isEqualTo(SECOND / 5);
        assertThat(ramp.places(SECOND / 5)).isEqualTo(6);
        assertThat(ramp.places(2 * MINUTE)).isEqualTo(605);
        assertThat(ramp.places(249 * SECOND - 1)).isEqualTo(1249);
        assertThat(ramp.places(249 * SECOND)).isEqualTo(1250);
        assertThat(ramp.places(60 * MINUTE)).isEqualTo(1250);
        assertThat(ramp.growsAt(60 * MINUTE)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void concurrencyFollowsTheRuleOfEarlierYears() {
        var ramp = new PollerRamp(new PollerScaling(5, 60, 1000), 0, Window.ALL);
        ramp.backlog(true, 0);
        assertThat(ramp.places(10 * MINUTE)).isEqualTo(605);
        assertThat(ramp.places(995 * SECOND)).isEqualTo(1000);
    }

    @Test
    void concurrencyGoesBackWhenThereHasBeenNoBacklogForAMinute() {
        var ramp = new PollerRamp(RULE, 0, Window.ALL);
        ramp.backlog(true, 0);
        ramp.backlog(false, MINUTE);
        assertThat(ramp.places(2 * MINUTE)).isEqualTo(305);
        assertThat(ramp.places(2 * MINUTE + 30 * SECOND)).isEqualTo(155);
        assertThat(ramp.places(100 * MINUTE)).isEqualTo(5);
    }

    @Test
    void ownMaximumIsNeverExceeded() {
        var ramp = new PollerRamp(RULE, 3, Window.ALL);
        ramp.backlog(true, 0);
        assertThat(ramp.pollers()).isEqualTo(3);
        assertThat(ramp.places(10 * MINUTE)).isEqualTo(3);
        assertThat(ramp.growsAt(10 * MINUTE)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void provisionedPollersAreBilledWhileTheyGrowAndGoBack() {
        // Two pollers of ten; a backlog of three minutes adds 1000 a minute up to 600 (in 34.8 s), as fast back again.
        var rule = new PollerScaling(20, 1000, 600, 10, 1 << 20, 10);
        var ramp = new PollerRamp(rule, 0, new Window(0, 10 * MINUTE));
        assertThat(ramp.pollers()).isEqualTo(2);
        ramp.backlog(true, MINUTE);
        assertThat(ramp.places(MINUTE + 12 * SECOND)).isEqualTo(220);
        ramp.backlog(false, 4 * MINUTE);
        double ramps = 2 * 34.8 * (20 + 600) / 2;
        double flat = 600 * (180 - 34.8 + 60);
        double least = 20 * (60 + 300 - 34.8);
        assertThat(ramp.pollerMillis(10 * MINUTE) / 1000.0).isCloseTo((ramps + flat + least) / 10, within(0.01));
    }

    /// Against counting poll by poll.
    @Property
    void countsThePollsThatEndWithinTheWindow(
            @ForAll @LongRange(min = 0, max = 500) long since,
            @ForAll @LongRange(min = 0, max = 500) long waited,
            @ForAll @LongRange(min = 0, max = 500) long from,
            @ForAll @LongRange(min = 1, max = 500) long length) {
        var recorder = new Recorder(new Window(from, from + length));
        var book = new BufferBook(recorder.window(), 65_536);
        book.begin(recorder);
        book.emptyReceives(since, since + waited, 20);
        long expected = 0;
        for (long end = since + 20; end <= since + waited; end += 20)
            if (end >= from && end < from + length) expected++;
        assertThat(book.measures(new Measure.Level(0, 0)).get("numberOfEmptyReceives"))
                .isEqualTo(new Measure.Count(expected));
        assertThat(recorder.counter(Counter.BILLED_CHUNKS)).isEqualTo(expected);
    }
}
