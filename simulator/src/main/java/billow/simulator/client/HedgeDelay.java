package billow.simulator.client;

import billow.model.archetype.Guard;
import billow.simulator.statistics.LatencyHistogram;

/// How long a first attempt is waited for before a second is sent: a fixed time, or a percentile of the answers so
/// far, looked up again after every 64 of them.
public final class HedgeDelay {
    private static final int REFRESH = 64;

    private final Guard.Hedge spec;
    private final LatencyHistogram answers = new LatencyHistogram();
    private long delay;
    private int heard;

    public HedgeDelay(Guard.Hedge spec) {
        this.spec = spec;
        delay = spec.afterNanos() > 0 ? spec.afterNanos() : Long.MAX_VALUE;
    }

    /// [Long#MAX_VALUE] while too little is known.
    public long nanos() {
        return delay;
    }

    /// A good answer came after this time.
    public void heard(long nanos) {
        if (spec.afterNanos() > 0) return;
        answers.record(nanos);
        if (++heard % REFRESH == 0) delay = Math.max(1, answers.percentileNanos(spec.percentile()));
    }
}
