package billow.test.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import billow.simulator.flow.Measure;
import billow.simulator.kernel.Checks;
import billow.simulator.run.Blueprint;
import billow.simulator.run.NodeRun;
import billow.simulator.run.Outcomes;
import billow.simulator.run.Progress;
import billow.simulator.run.RunResult;
import billow.simulator.run.RunSettings;
import billow.simulator.run.Simulation;
import billow.simulator.run.TraceSource;
import org.junit.jupiter.api.Test;

/// Nothing appears from nowhere and nothing is lost: in designs made at random, under full self-checks.
class ConservationTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int DESIGNS = 500;

    @Test
    void everyCallAndEveryMessageIsAccountedForInFiveHundredRandomDesigns() {
        long requests = 0;
        for (int seed = 0; seed < DESIGNS; seed++) {
            var result = run(seed);
            assertConserved(result.requests(), "clients of design " + seed);
            for (var node : result.nodes()) {
                var where = "%s (%s) of design %d"
                        .formatted(node.node().id(), node.node().kind().id(), seed);
                assertConserved(node.requests(), where);
                assertMessages(node.runs().getFirst(), where);
                assertRecords(node.runs().getFirst(), where);
                assertDeliveries(node.runs().getFirst(), where);
            }
            requests += result.requests().offered();
        }
        assertThat(requests).isGreaterThan(DESIGNS * 100L);
    }

    private static RunResult run(int seed) {
        var design = new RandomDesigns(seed).next();
        var settings = RunSettings.DEFAULT
                .lasting(30 * SECOND)
                .warmingUp(seed % 3 * 5 * SECOND)
                .replicated(1)
                .seeded(seed)
                .checked(Checks.FULL);
        try {
            return Simulation.run(Blueprint.of(design, TraceSource.NONE), settings, Progress.SILENT)
                    .orElseThrow();
        } catch (RuntimeException e) {
            throw new AssertionError("Design " + seed + " fails: " + e.getMessage(), e);
        }
    }

    private static void assertConserved(Outcomes o, String where) {
        assertThat(o.succeeded()
                        + o.throttled()
                        + o.failed()
                        + o.timedOut()
                        + o.deadLettered()
                        + o.dropped()
                        + o.inFlight())
                .as(where)
                .isEqualTo(o.offered());
        assertThat(o.inFlight()).as("in flight at " + where).isNotNegative();
    }

    private static void assertMessages(NodeRun node, String where) {
        if (!node.measures().containsKey("messagesOffered")) return;
        assertThat(count(node, "messagesDone")
                        + count(node, "messagesDeadLettered")
                        + count(node, "messagesExpired")
                        + count(node, "messagesInside"))
                .as(where)
                .isEqualTo(count(node, "messagesOffered"));
    }

    private static void assertRecords(NodeRun node, String where) {
        if (!node.measures().containsKey("recordsOffered")) return;
        assertThat(count(node, "recordsDone")
                        + count(node, "recordsFiltered")
                        + count(node, "recordsDeadLettered")
                        + count(node, "recordsDropped")
                        + count(node, "recordsExpired")
                        + count(node, "recordsInside"))
                .as(where)
                .isEqualTo(count(node, "recordsOffered"));
    }

    private static void assertDeliveries(NodeRun node, String where) {
        if (!node.measures().containsKey("deliveriesOffered")) return;
        assertThat(count(node, "deliveriesTaken")
                        + count(node, "deliveriesDeadLettered")
                        + count(node, "deliveriesDropped")
                        + count(node, "deliveriesUnderWay"))
                .as(where)
                .isEqualTo(count(node, "deliveriesOffered"));
    }

    private static long count(NodeRun node, String metric) {
        return node.measures().get(metric) instanceof Measure.Count(long value) ? value : 0;
    }
}
