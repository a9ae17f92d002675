package billow.simulator.run;

import billow.model.archetype.Counter;
import billow.model.design.Node;
import billow.model.kind.Meter;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Recorder;
import billow.simulator.flow.Slices;
import billow.simulator.statistics.LatencyHistogram;
import java.util.Map;

/// What one run counted at one node.
///
/// @param node     the node of the design
/// @param recorder attempts that arrived, what they came to, how long they took, billed counters
/// @param measures reported figures by metric name
/// @param slices   figures over time by metric name
/// @param seconds  length of the window
public record NodeRun(
        Node node, Recorder recorder, Map<String, Measure> measures, Map<String, Slices> slices, double seconds)
        implements Meter.Counts {

    @Override
    public double get(Counter counter) {
        return recorder.counter(counter);
    }

    /// The same without what failures have caused.
    public Meter.Counts withoutFailures() {
        return new Meter.Counts() {
            @Override
            public double get(Counter counter) {
                return recorder.counter(counter) - recorder.counterOfFailures(counter);
            }

            @Override
            public double seconds() {
                return seconds;
            }
        };
    }

    public long offered() {
        return recorder.offered();
    }

    public long outcome(Outcome outcome) {
        return recorder.outcome(outcome);
    }

    public LatencyHistogram latency() {
        return recorder.latency();
    }
}
