package billow.simulator.flow;

/// Lets through `perSecond` tokens a second and `burst` at once. Refilled when touched; starts full.
public final class TokenBucket {
    private final double burst;
    private double perNano;
    private double tokens;
    private long last;

    public TokenBucket(double perSecond, double burst) {
        this.perNano = perSecond / 1e9;
        this.burst = burst;
        this.tokens = burst;
    }

    /// Takes `cost` tokens when there are as many.
    ///
    /// @param time not before the last touch
    public boolean take(double cost, long time) {
        refill(time);
        // A token that is complete but for rounding is complete.
        if (tokens < cost * (1 - 1e-12)) return false;
        tokens = Math.max(0, tokens - cost);
        return true;
    }

    /// Tokens at `time`.
    public double level(long time) {
        refill(time);
        return tokens;
    }

    /// Gives tokens back, up to the burst.
    public void give(double amount, long time) {
        refill(time);
        tokens = Math.min(burst, tokens + amount);
    }

    /// Nanoseconds from `time` until `cost` tokens are there; [Long#MAX_VALUE] when never.
    public long wait(double cost, long time) {
        refill(time);
        if (tokens >= cost * (1 - 1e-12)) return 0;
        if (perNano <= 0 || cost > burst) return Long.MAX_VALUE;
        return (long) Math.ceil((cost - tokens) / perNano);
    }

    /// Changes the rate from `time` on; tokens stay.
    public void rate(double perSecond, long time) {
        refill(time);
        perNano = perSecond / 1e9;
    }

    private void refill(long time) {
        if (time > last) {
            tokens = Math.min(burst, tokens + (time - last) * perNano);
            last = time;
        }
    }
}
