package billow.app.study;

import billow.model.check.Finding;
import billow.simulator.estimate.Expectation;
import billow.simulator.estimate.Expectation.Stretch;
import billow.simulator.run.RunResult;
import billow.simulator.run.TraceSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// By how much what was counted in the simulated time is multiplied to be that of a month.
///
/// Under a steady load that is the length of the month over the simulated time. Otherwise a quantity is multiplied by
/// what the month is expected to use of it over what the simulated time is expected to use: clients' curves are
/// integrated over both, recorded traffic is repeated through the month. What stands anyway thus grows with time alone,
/// and what follows the load with the load.
final class ToMonth {
    /// A peak that much above the simulated one is told.
    private static final double UNLIKE = 1.1;

    private final double hours;
    private final double byTime;
    private final double byLoad;
    private final double requests;
    private final Map<String, Map<String, Double>> month;
    private final Map<String, Map<String, Double>> window;
    private final List<Finding> findings = new ArrayList<>();

    private ToMonth(RunResult run, TraceSource traces, double hours) {
        this.hours = hours;
        byTime = hours * 3600.0 / run.simulatedSeconds();
        double offered = (double) run.requests().offered() / run.replications().size();
        var expectation = expectation(run, traces);
        if (expectation == null || expectation.steady()) {
            byLoad = byTime;
            requests = offered * byTime;
            month = Map.of();
            window = Map.of();
            return;
        }
        double from = run.warmupSeconds();
        var simulated = new Stretch(from, from + run.simulatedSeconds(), false);
        var whole = Stretch.month(hours);
        month = expectation.quantities(whole);
        window = expectation.quantities(simulated);
        double expected = expectation.requests(simulated);
        byLoad = expected > 0 ? expectation.requests(whole) / expected : 0;
        requests = offered * byLoad;
        tellPeak(expectation.peak(whole), expectation.peak(simulated));
    }

    static ToMonth of(RunResult run, TraceSource traces, double hours) {
        return new ToMonth(run, traces, hours);
    }

    private @org.jspecify.annotations.Nullable Expectation expectation(RunResult run, TraceSource traces) {
        try {
            var expectation = Expectation.of(run.design(), traces);
            expectation.peak(Stretch.month(hours));
            return expectation;
        } catch (TraceSource.UnknownTrace e) {
            findings.add(
                    Finding.hint(
                            "bill.trace-unread",
                            "",
                            "The recorded traffic can't be read again, so the bill takes the month to be like the simulated time."));
            return null;
        }
    }

    private void tellPeak(double inMonth, double inWindow) {
        if (inWindow > 0 && inMonth > UNLIKE * inWindow)
            findings.add(Finding.hint(
                    "bill.peak-not-simulated",
                    "",
                    "The month reaches %s requests/s, the simulated time only %s; what happens at the peak is not in the bill."
                            .formatted(Figures.digits(inMonth), Figures.digits(inWindow))));
        if (inWindow == 0 && inMonth > 0)
            findings.add(Finding.warning(
                    "bill.nothing-simulated",
                    "",
                    "No traffic falls into the simulated time; the bill has only what runs without it."));
    }

    /// Factor on a quantity of a node.
    double factor(String node, String meter) {
        double whole = month.getOrDefault(node, Map.of()).getOrDefault(meter, 0.0);
        double part = window.getOrDefault(node, Map.of()).getOrDefault(meter, 0.0);
        return whole > 0 && part > 0 ? whole / part : byLoad;
    }

    /// Client requests of the month.
    double requests() {
        return requests;
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }
}
