package billow.app.study;

import billow.simulator.run.NodeResult;
import billow.simulator.run.RunResult;

/// Cold starts over all functions of a design and all replications.
///
/// @param cold        invocations that had to start an environment
/// @param invocations all of them
public record ColdStarts(long cold, long invocations) {
    public static ColdStarts of(RunResult run) {
        long cold = 0;
        long invocations = 0;
        for (var node : run.nodes()) {
            cold += count(node, "coldStarts");
            invocations += count(node, "invocations");
        }
        return new ColdStarts(cold, invocations);
    }

    public double rate() {
        return invocations == 0 ? 0 : cold / (double) invocations;
    }

    private static long count(NodeResult node, String metric) {
        return node.metrics().get(metric) instanceof NodeResult.Count count ? count.sum() : 0;
    }
}
