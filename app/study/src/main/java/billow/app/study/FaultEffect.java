package billow.app.study;

import billow.model.fault.Fault;
import billow.simulator.flow.Outcome;
import billow.simulator.run.RunResult;
import java.util.List;

/// What the clients noticed of a fault.
///
/// @param fault         what broke
/// @param fromSeconds   when, from the beginning of the run, warm-up included
/// @param toSeconds     when it was whole again, at most the end of the run; equal for what is done in a moment
/// @param before        from the end of the warm-up
/// @param during        while it lasted; of a fault of a moment the slice of time it fell into
/// @param after         to the end
public record FaultEffect(Fault fault, double fromSeconds, double toSeconds, Phase before, Phase during, Phase after) {

    /// @param succeeded  share of the requests that ended, NaN when none did
    /// @param worstP99Ms the worst p99 of a slice of time, NaN when nothing ended
    public record Phase(double succeeded, double worstP99Ms) {}

    public static List<FaultEffect> of(RunResult run, List<Fault> faults) {
        if (faults.isEmpty()) return List.of();
        var series = new OverTime(run);
        return faults.stream().map(f -> of(run, series, f)).toList();
    }

    private static FaultEffect of(RunResult run, OverTime series, Fault fault) {
        double width = 2 * series.seconds(0);
        double start = run.warmupSeconds();
        double end = start + run.simulatedSeconds();
        double from = Math.min(end, start + fault.atNanos() / 1e9);
        double to = Math.min(end, from + fault.forNanos() / 1e9);
        double first = Math.floor(from / width) * width;
        double last = Math.max(first + width, Math.ceil(to / width) * width);
        return new FaultEffect(
                fault, from, to, phase(series, start, first), phase(series, first, last), phase(series, last, end));
    }

    private static Phase phase(OverTime series, double from, double to) {
        double good = 0;
        double all = 0;
        double worst = Double.NaN;
        var latency = series.latency(99);
        for (var outcome : Outcome.values()) {
            var perSecond = series.outcome(outcome);
            for (int i = 0; i < series.size(); i++) {
                if (series.seconds(i) < from || series.seconds(i) >= to) continue;
                all += perSecond[i];
                if (outcome == Outcome.OK) good += perSecond[i];
            }
        }
        for (int i = 0; i < series.size(); i++)
            if (series.seconds(i) >= from && series.seconds(i) < to && !Double.isNaN(latency[i]))
                worst = Double.isNaN(worst) ? latency[i] : Math.max(worst, latency[i]);
        return new Phase(all == 0 ? Double.NaN : good / all, worst);
    }
}
