package billow.test.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.kind.Metric;
import billow.simulator.run.Blueprint;
import billow.simulator.run.Progress;
import billow.simulator.run.RunSettings;
import billow.simulator.run.Simulation;
import billow.simulator.run.TraceSource;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What results of functions and alarms name, `billow kinds` explains.
class ListedMetricsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int DESIGNS = 150;

    @Test
    void everyMetricOfAResultIsListedByItsKind() {
        var unlisted = new TreeSet<String>();
        for (int seed = 0; seed < DESIGNS; seed++) {
            var settings = RunSettings.DEFAULT.lasting(5 * SECOND).warmingUp(0L).replicated(1);
            var result = Simulation.run(
                            Blueprint.of(new RandomDesigns(seed).next(), TraceSource.NONE), settings, Progress.SILENT)
                    .orElseThrow();
            for (var node : result.nodes()) {
                var kind = node.node().kind();
                if (!kind.id().startsWith("aws.lambda.") && !kind.id().startsWith("aws.cloudwatch.")) continue;
                var listed = kind.metrics().stream().map(Metric::name).toList();
                for (var name : node.metrics().keySet())
                    if (!listed.contains(name)) unlisted.add(kind.id() + " " + name);
            }
        }
        assertThat(unlisted).isEmpty();
    }
}
