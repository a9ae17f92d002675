package billow.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;

import billow.simulator.flow.Tracer;
import org.junit.jupiter.api.Test;

class TracedRunTest {
    private static final long SECOND = 1_000_000_000L;
    private static final RunSettings SETTINGS =
            RunSettings.DEFAULT.lasting(60 * SECOND).warmingUp(10 * SECOND);

    @Test
    void followsTheSameRequestsForTheSameSeedAndNoMoreThanAsked() {
        var blueprint = Blueprint.of(DeterminismTest.stressed(), TraceSource.NONE);
        var once = TracedRun.of(blueprint, SETTINGS, 50);

        assertThat(once).isEqualTo(TracedRun.of(blueprint, SETTINGS, 50));
        assertThat(once.stream().filter(s -> s.parent() < 0).count()).isBetween(40L, 50L);
    }

    @Test
    void accountsForTheTimeOfEachHopAndKeepsItAfterItsCaller() {
        var blueprint = Blueprint.of(DeterminismTest.stressed(), TraceSource.NONE);
        var spans = TracedRun.of(blueprint, SETTINGS, 50);
        assertThat(spans).anyMatch(s -> s.parent() >= 0 && s.node() == 3);
        for (var span : spans) {
            assertThat(span.spent().values().stream().mapToLong(Long::longValue).sum())
                    .isEqualTo(span.end() - span.start());
            for (var caller : spans)
                if (caller.id() == span.parent()) assertThat(span.start()).isGreaterThanOrEqualTo(caller.start());
        }
    }

    @Test
    void followingChangesNothing() {
        var blueprint = Blueprint.of(DeterminismTest.stressed(), TraceSource.NONE);
        var plain = blueprint.build(
                1,
                0,
                new billow.simulator.statistics.Window(0, 30 * SECOND),
                true,
                billow.simulator.kernel.Checks.FULL);
        var followed = blueprint.build(
                1,
                0,
                new billow.simulator.statistics.Window(0, 30 * SECOND),
                true,
                billow.simulator.kernel.Checks.FULL);
        followed.world().follow(new Tracer(1_000, 1));
        plain.world().run();
        followed.world().run();
        assertThat(followed.requests().all().latency().meanMs())
                .isEqualTo(plain.requests().all().latency().meanMs());
        assertThat(followed.world().kernel().executed())
                .isEqualTo(plain.world().kernel().executed());
    }
}
