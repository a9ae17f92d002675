/// What a run measures and what may be concluded from it.
///
/// While a run lasts: [LatencyHistogram] takes durations, [Gauge] follows a level, [Area] takes stays in any order,
/// [TimeSeries] counts over time. They count in whole numbers and lose nothing, so their results depend neither on the
/// order of recording nor on how work was spread over threads, and two of them merge into what one would have seen.
/// Their memory does not grow with the length of the run.
///
/// Afterwards: [Warmup] finds where the start has worn off, [Interval] says how sure a figure is.
@NullMarked
package billow.simulator.statistics;

import org.jspecify.annotations.NullMarked;
