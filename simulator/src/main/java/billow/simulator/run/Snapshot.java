package billow.simulator.run;

import billow.simulator.flow.Measure;
import java.util.List;
import java.util.Map;

/// How things stand in a run that is being watched. Immutable, made to be handed to another thread.
///
/// @param nowNanos  simulated time
/// @param endNanos  when the run ends
/// @param warmupNanos until when nothing is measured
/// @param requests  what client requests have come to so far
/// @param p50Ms     median latency so far; NaN when nothing ended, as the following
/// @param p95Ms     95th percentile
/// @param p99Ms     99th percentile
/// @param nodes     in the order of the design
/// @param sent      calls over each link since the beginning, in the order of the design
public record Snapshot(
        long nowNanos,
        long endNanos,
        long warmupNanos,
        Outcomes requests,
        double p50Ms,
        double p95Ms,
        double p99Ms,
        List<NodeNow> nodes,
        List<Long> sent) {

    /// @param id       of the node
    /// @param requests attempts that arrived, and what they came to so far
    /// @param measures reported figures so far
    public record NodeNow(String id, Outcomes requests, Map<String, Measure> measures) {}
}
