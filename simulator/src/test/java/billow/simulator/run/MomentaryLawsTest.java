package billow.simulator.run;

import static billow.simulator.run.Designs.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.design.Design;
import billow.model.value.Distribution;
import billow.model.value.Distribution.Constant;
import billow.model.value.Distribution.Exponential;
import billow.simulator.flow.Measure;
import billow.simulator.statistics.Interval;
import org.junit.jupiter.api.Test;

/// Laws that hold at every moment of a run; those of whole runs stand with the validation in module `test`.
class MomentaryLawsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int RUNS = 20;

    private static Designs clients(double rate, Object... more) {
        Object[] set = new Object[more.length + 6];
        System.arraycopy(new Object[] {"rate", rate, "network", NOTHING, "timeout", 3_600 * SECOND}, 0, set, 0, 6);
        System.arraycopy(more, 0, set, 6, more.length);
        return Designs.draw().node("clients", "traffic.clients", set);
    }

    private static Design function(
            double rate, Distribution warm, Distribution cold, double keepAliveSeconds, Object... more) {
        Object[] set = new Object[more.length + 12];
        Object[] base = {
            "duration",
            warm,
            "coldDuration",
            cold,
            "keepAlive",
            new Constant(keepAliveSeconds * 1e9),
            "maxLife",
            0L,
            "timeout",
            900 * SECOND,
            "invokeOverhead",
            NOTHING
        };
        System.arraycopy(base, 0, set, 0, 12);
        System.arraycopy(more, 0, set, 12, more.length);
        return clients(rate)
                .node("f", "aws.lambda.function", set)
                .link("clients", "f")
                .done();
    }

    @Test
    void o3ConcurrencySeenAtRandomTimesFollowsThePoissonLaw() {
        var law = new Exponential(1.991e9);
        var blueprint = Blueprint.of(function(0.9, law, law, 600), TraceSource.NONE);
        double[] none = new double[RUNS];
        double[] fiveOrMore = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            var live = new LiveRun(
                    blueprint,
                    RunSettings.DEFAULT.lasting(40_000 * SECOND).warmingUp(0L).seeded(run));
            int seen = 0;
            for (long t = 100; t <= 40_000; t += 5, seen++) {
                live.advanceTo(t * SECOND);
                var level = (Measure.Level)
                        live.snapshot().nodes().getLast().measures().get("concurrency");
                if (level.now() == 0) none[run]++;
                if (level.now() >= 5) fiveOrMore[run]++;
            }
            none[run] /= seen;
            fiveOrMore[run] /= seen;
        }
        var zero = Interval.mean(none, 0.999);
        var five = Interval.mean(fiveOrMore, 0.999);
        assertThat(0.166643).isBetween(zero.low(), zero.high());
        assertThat(0.035824).isBetween(five.low(), five.high());
    }

    @Test
    void o6TheFirst429OfAnOverloadedAccountComesWhenItsBurstIsUsedUp() {
        var design = clients(15_000, "arrivals", "constant")
                .node("api", "aws.apigateway.rest", "mock", true, "overhead", NOTHING)
                .link("clients", "api")
                .done();
        var live = new LiveRun(
                Blueprint.of(design, TraceSource.NONE),
                RunSettings.DEFAULT.lasting(30 * SECOND).warmingUp(0L));
        live.advanceTo(999_000_000L);
        assertThat(live.snapshot().requests().throttled()).isZero();
        live.advanceTo(1_002_000_000L);
        assertThat(live.snapshot().requests().throttled()).isPositive();
        live.advanceTo(30 * SECOND);
        double share = live.snapshot().requests().throttled() / (29.0 * 15_000);
        assertThat(share).isCloseTo(1 / 3.0, within(0.001));
    }
}
