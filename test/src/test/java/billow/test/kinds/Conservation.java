package billow.test.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import billow.simulator.flow.Measure;
import billow.simulator.run.NodeRun;
import billow.simulator.run.Outcomes;
import billow.simulator.run.RunResult;
import java.util.List;

/// Nothing appears from nowhere and nothing is lost: what arrived at the top and at each node has ended or is inside.
public final class Conservation {
    private static final List<String> MESSAGES =
            List.of("messagesDone", "messagesDeadLettered", "messagesExpired", "messagesInside");
    private static final List<String> RECORDS = List.of(
            "recordsDone",
            "recordsFiltered",
            "recordsDeadLettered",
            "recordsDropped",
            "recordsExpired",
            "recordsInside");
    private static final List<String> DELIVERIES =
            List.of("deliveriesTaken", "deliveriesDeadLettered", "deliveriesDropped", "deliveriesUnderWay");

    private Conservation() {}

    /// @param name of the design, for messages
    public static void check(RunResult result, String name) {
        outcomes(result.requests(), "clients of " + name);
        for (var node : result.nodes()) {
            var where = "%s (%s) of %s"
                    .formatted(node.node().id(), node.node().kind().id(), name);
            outcomes(node.requests(), where);
            for (var run : node.runs()) {
                sums(run, where, "messagesOffered", MESSAGES);
                sums(run, where, "recordsOffered", RECORDS);
                sums(run, where, "deliveriesOffered", DELIVERIES);
            }
        }
    }

    private static void outcomes(Outcomes o, String where) {
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

    private static void sums(NodeRun node, String where, String whole, List<String> parts) {
        if (!node.measures().containsKey(whole)) return;
        assertThat(parts.stream().mapToLong(part -> count(node, part)).sum())
                .as("%s of %s", whole, where)
                .isEqualTo(count(node, whole));
    }

    private static long count(NodeRun node, String metric) {
        return node.measures().get(metric) instanceof Measure.Count(long value) ? value : 0;
    }
}
