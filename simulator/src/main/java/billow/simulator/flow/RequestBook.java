package billow.simulator.flow;

import billow.simulator.statistics.LatencyHistogram;
import billow.simulator.statistics.Window;
import java.util.LinkedHashMap;
import java.util.Map;

/// What clients got: outcomes and latencies of whole requests, by route and over time, and where their time went.
/// Requests that arrived within the window count.
public final class RequestBook {
    private final Window window;
    private final Route all = new Route();
    private final Map<String, Route> routes = new LinkedHashMap<>();
    private final Route[] byWire;
    private final CauseBook causes = new CauseBook();
    private final LatencySlices latencySlices;
    private final Slices offeredSlices;
    private final Slices[] outcomeSlices = new Slices[Outcome.values().length];

    /// Outcomes and latencies of one route.
    public static final class Route {
        private final long[] outcomes = new long[Outcome.values().length];
        private final LatencyHistogram latency = new LatencyHistogram();

        private void record(Outcome outcome, long nanos) {
            outcomes[outcome.ordinal()]++;
            latency.record(nanos);
        }

        public long outcome(Outcome outcome) {
            return outcomes[outcome.ordinal()];
        }

        public LatencyHistogram latency() {
            return latency;
        }
    }

    /// @param wires how many links there are
    public RequestBook(Window window, int wires) {
        this.window = window;
        byWire = new Route[wires];
        latencySlices = new LatencySlices(window.to());
        offeredSlices = new Slices(window.to());
        for (int i = 0; i < outcomeSlices.length; i++) outcomeSlices[i] = new Slices(window.to());
    }

    /// Says under which name requests are reported that took a wire.
    public void name(int wire, String route) {
        byWire[wire] = routes.computeIfAbsent(route, r -> new Route());
    }

    /// Takes in a finished request.
    ///
    /// @param wire the wire that stands for its route, or -1
    public void ended(Calls calls, int call, int wire, Outcome outcome, long end) {
        long start = calls.start(call);
        if (end >= window.to()) return;
        outcomeSlices[outcome.ordinal()].add(end, 1);
        latencySlices.record(end, end - start);
        if (start < window.from()) return;
        all.record(outcome, end - start);
        if (wire >= 0 && byWire[wire] != null) byWire[wire].record(outcome, end - start);
        causes.record(calls, call, end - start);
    }

    /// Counts a request that has come.
    public void offered(long time) {
        offeredSlices.add(time, 1);
    }

    public Route all() {
        return all;
    }

    public Map<String, Route> routes() {
        return routes;
    }

    public CauseBook causes() {
        return causes;
    }

    public LatencySlices latencySlices() {
        return latencySlices;
    }

    public Slices offeredSlices() {
        return offeredSlices;
    }

    public Slices outcomeSlices(Outcome outcome) {
        return outcomeSlices[outcome.ordinal()];
    }
}
