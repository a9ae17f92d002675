package billow.simulator.flow;

/// A token bucket that refuses nobody: whoever finds it empty waits for the tokens of those before, then for its own.
/// Starts full.
public final class Pacer {
    private final double perNano;
    private final double burst;
    private double tokens;
    private long last;

    public Pacer(double perSecond, double burst) {
        this.perNano = perSecond / 1e9;
        this.burst = burst;
        this.tokens = burst;
    }

    /// Takes a place in line.
    ///
    /// @param time not before the last asking
    /// @return nanoseconds to wait, 0 when there is a token
    public long delay(long time) {
        tokens = Math.min(burst, tokens + (time - last) * perNano) - 1;
        last = time;
        // A token that is complete but for rounding is complete.
        return tokens >= -1e-9 ? 0 : (long) Math.ceil(-tokens / perNano);
    }
}
