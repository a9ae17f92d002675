package billow.app.study;

import billow.model.check.RetryChain;
import billow.simulator.flow.Measure;
import billow.simulator.run.RunResult;
import java.util.Optional;

/// How far retries multiply the load along the worst chain of a design: at most the product of the attempts, and as
/// measured the product of attempts per call of each caller.
///
/// @param chain    in words, `clients × 3 → api → orders × 3 → table`
/// @param bound    calls of its last node for one request when everything fails
/// @param measured the same, in this run
public record Amplification(String chain, double bound, double measured) {

    /// Empty when nobody in the design retries.
    public static Optional<Amplification> of(RunResult run) {
        return RetryChain.worst(run.design())
                .filter(c -> c.attempts() > 1)
                .map(c -> new Amplification(
                        c.words(),
                        c.attempts(),
                        c.callers().stream()
                                .mapToDouble(id -> attempts(run, id))
                                .reduce(1, (a, b) -> a * b)));
    }

    private static double attempts(RunResult run, String node) {
        double sum = 0;
        double count = 0;
        for (var result : run.nodes()) {
            if (!result.node().id().equals(node)) continue;
            for (var each : result.runs())
                for (var name : new String[] {"attemptsPerRequest", "attemptsPerCall"})
                    if (each.measures().get(name) instanceof Measure.Mean(double attempts, long calls)) {
                        sum += attempts;
                        count += calls;
                    }
        }
        return count == 0 ? 1 : sum / count;
    }
}
