package billow.simulator.flow;

import billow.simulator.statistics.LatencyHistogram;

/// A figure of one run that can be joined with the same figure of other runs.
public sealed interface Measure {
    /// Something that happened so many times.
    record Count(long value) implements Measure {}

    /// Hits among trials, for example cold starts among invocations.
    record Share(long hits, long trials) implements Measure {}

    /// A level over time.
    ///
    /// @param mean over the window; NaN when it was empty
    /// @param max  greatest level
    /// @param now  level at the time of asking; NaN when that is not followed
    record Level(double mean, double max, double now) implements Measure {
        public Level(double mean, double max) {
            this(mean, max, Double.NaN);
        }
    }

    /// The mean of many values.
    ///
    /// @param sum   of all values
    /// @param count how many
    record Mean(double sum, long count) implements Measure {}

    /// How long many things took. Counting goes on in it while the run does.
    record Times(LatencyHistogram times) implements Measure {}
}
