package billow.app.study.bill;

import billow.model.workload.Trace;
import billow.simulator.run.TraceSource;
import java.util.HashMap;
import java.util.Map;

/// Recorded traffic that is read once though it is asked for many times. Belongs to one thread.
final class Remembered {
    private Remembered() {}

    static TraceSource of(TraceSource source) {
        Map<String, Trace> known = new HashMap<>();
        return (file, interval) -> known.computeIfAbsent(file + '\n' + interval, k -> source.read(file, interval));
    }
}
