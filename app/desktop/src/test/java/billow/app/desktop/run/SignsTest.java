package billow.app.desktop.run;

import static org.assertj.core.api.Assertions.assertThat;

import billow.app.desktop.canvas.Live;
import billow.model.design.Design;
import billow.model.design.Node;
import billow.model.design.Point;
import billow.model.service.Catalogue;
import billow.simulator.flow.Measure;
import billow.simulator.run.Outcomes;
import billow.simulator.run.Snapshot;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignsTest {
    private static final long MINUTE = 60_000_000_000L;
    private static final Outcomes NOTHING = new Outcomes(0, 0, 0, 0, 0, 0, 0, 0);

    private final Signs signs = new Signs(Design.EMPTY.put(
            Node.of("alarm", Catalogue.kind("aws.cloudwatch.alarm").orElseThrow(), Point.ORIGIN)));

    /// The card of an alarm after so many minutes, of which it spent some in alarm.
    private Live.OfNode after(long minutes, long inAlarm, long alarms) {
        var measures = Map.<String, Measure>of(
                "alarms", new Measure.Count(alarms),
                "inAlarm", new Measure.Share(inAlarm * MINUTE, minutes * MINUTE));
        var now = new Snapshot(
                minutes * MINUTE,
                60 * MINUTE,
                0,
                NOTHING,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                List.of(new Snapshot.NodeNow("alarm", NOTHING, measures)),
                List.of());
        return java.util.Objects.requireNonNull(signs.of(now).nodes().get("alarm"));
    }

    @Test
    void marksAnAlarmWhileItIsInAlarmAndTellsAfterwardsHowOftenItWas() {
        var quiet = after(10, 0, 0);
        assertThat(quiet.alarming()).isFalse();
        assertThat(quiet.badges()).extracting(Live.Badge::text).containsExactly("no alarm");
        var off = after(12, 2, 1);
        assertThat(off.alarming()).isTrue();
        assertThat(off.badges().getFirst()).isEqualTo(new Live.Badge("in alarm", Live.Tone.BAD, "in alarm"));
        var over = after(20, 2, 1);
        assertThat(over.alarming()).isFalse();
        assertThat(over.badges()).extracting(Live.Badge::text).containsExactly("went off 1×", "10 %");
        assertThat(over.badges().getFirst().tone()).isEqualTo(Live.Tone.CAUTION);
    }
}
