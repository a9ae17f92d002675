package billow.simulator.client;

/// The rate limiter of one SDK client in adaptive mode. It lets everything through until the first throttle; then
/// attempts take tokens from a bucket whose rate falls to 0.7 of what was measured and grows again by a cubic curve,
/// never beyond twice the measured rate nor below 0.5/s. Source: botocore 1.43.67, retries/adaptive.py, bucket.py and
/// throttling.py; the curve is that of CUBIC (RFC 9438).
///
/// Attempts that wait for a token are given their time when they ask and keep it.
final class AdaptiveRate {
    private static final double BETA = 0.7;
    private static final double SCALE = 0.4;
    private static final double MOST_OVER_MEASURED = 2;
    private static final double LEAST_PER_SECOND = 0.5;
    private static final double SMOOTHING = 0.8;
    private static final double SLOTS_PER_SECOND = 2;
    private static final double SECOND = 1e9;

    private boolean enabled;
    private double perSecond = 1;
    private double capacity = 1;
    private double tokens;
    private double refilled;
    private double highest;
    private double plateau;
    private double lastThrottle;
    private double measured;
    private double slot;
    private int inSlot;

    /// @param time when the client is made
    AdaptiveRate(long time) {
        refilled = time / SECOND;
        lastThrottle = refilled;
        slot = Math.floor(refilled);
    }

    /// When an attempt may go out that is ready at `time`, in nanoseconds.
    long send(long time) {
        if (!enabled) return time;
        refill(time / SECOND);
        tokens -= 1;
        return tokens >= 0 ? time : time + (long) Math.ceil(-tokens / perSecond * SECOND);
    }

    /// An attempt was answered.
    void heard(boolean throttled, long time) {
        double now = time / SECOND;
        measure(now);
        double wanted;
        if (throttled) {
            highest = enabled ? Math.min(measured, perSecond) : measured;
            plateau = StrictMath.cbrt(highest * (1 - BETA) / SCALE);
            lastThrottle = now;
            enabled = true;
            wanted = highest * BETA;
        } else {
            double since = now - lastThrottle - plateau;
            wanted = SCALE * since * since * since + highest;
        }
        limit(Math.min(wanted, MOST_OVER_MEASURED * measured), now);
    }

    /// Attempts per second it lets through now; infinite before the first throttle.
    double perSecond() {
        return enabled ? perSecond : Double.POSITIVE_INFINITY;
    }

    private void measure(double now) {
        double current = Math.floor(now * SLOTS_PER_SECOND) / SLOTS_PER_SECOND;
        inSlot++;
        if (current <= slot) return;
        measured = inSlot / (current - slot) * SMOOTHING + measured * (1 - SMOOTHING);
        inSlot = 0;
        slot = current;
    }

    private void limit(double rate, double now) {
        refill(now);
        perSecond = Math.max(rate, LEAST_PER_SECOND);
        capacity = Math.max(rate, 1);
        tokens = Math.min(tokens, capacity);
    }

    private void refill(double now) {
        tokens = Math.min(capacity, tokens + Math.max(0, now - refilled) * perSecond);
        refilled = Math.max(refilled, now);
    }
}
