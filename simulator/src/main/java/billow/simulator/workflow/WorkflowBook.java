package billow.simulator.workflow;

import billow.simulator.flow.Measure;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Slices;
import billow.simulator.statistics.Gauge;
import billow.simulator.statistics.Window;
import java.util.LinkedHashMap;
import java.util.Map;

/// What is reported of a state machine.
final class WorkflowBook {
    private final Window window;
    private final Gauge open;
    private final Slices openSlices;
    private final Slices throttledSlices;
    private long started;
    private long succeeded;
    private long failed;
    private long timedOut;
    private long aborted;
    private long throttled;
    private long refused;
    private long unlinked;
    private long micros;

    WorkflowBook(Window window) {
        this.window = window;
        open = new Gauge(window);
        openSlices = new Slices(window.to());
        throttledSlices = new Slices(window.to());
    }

    void started(long time) {
        open.add(time, 1);
        openSlices.peak(time, open.level());
        if (window.contains(time)) started++;
    }

    /// @param outcome OK, TIMEOUT when it took longer than it may, or FUNCTION_ERROR
    void ended(Outcome outcome, long nanos, long time) {
        open.add(time, -1);
        openSlices.peak(time, open.level());
        if (!window.contains(time)) return;
        micros += nanos / 1000;
        if (outcome == Outcome.OK) succeeded++;
        else if (outcome == Outcome.TIMEOUT) timedOut++;
        else failed++;
    }

    /// A start was refused.
    void refused(long time) {
        throttledSlices.add(time, 1);
        if (window.contains(time)) refused++;
    }

    /// A transition has to wait.
    void throttled(long time) {
        throttledSlices.add(time, 1);
        if (window.contains(time)) throttled++;
    }

    void stopped(long nanos, long time) {
        open.add(time, -1);
        openSlices.peak(time, open.level());
        if (!window.contains(time)) return;
        micros += nanos / 1000;
        aborted++;
    }

    void unlinked(long time) {
        if (window.contains(time)) unlinked++;
    }

    void close(long time) {
        open.close(time);
    }

    Map<String, Slices> slices() {
        return Map.of("openExecutions", openSlices, "throttled", throttledSlices);
    }

    Map<String, Measure> measures() {
        var measures = new LinkedHashMap<String, Measure>();
        measures.put("executionsStarted", new Measure.Count(started));
        measures.put("executionsSucceeded", new Measure.Count(succeeded));
        measures.put("executionsFailed", new Measure.Count(failed));
        measures.put("executionsTimedOut", new Measure.Count(timedOut));
        measures.put("executionsAborted", new Measure.Count(aborted));
        measures.put("executionThrottled", new Measure.Count(throttled));
        measures.put("throttledEvents", new Measure.Count(refused));
        measures.put("executionTime", new Measure.Mean(micros / 1e3, succeeded + failed + timedOut + aborted));
        measures.put("openExecutions", new Measure.Level(open.mean(), open.max(), open.level()));
        measures.put("tasksWithoutTarget", new Measure.Count(unlinked));
        return measures;
    }
}
