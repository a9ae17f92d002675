package billow.simulator.function;

import billow.model.archetype.InstancePool.Provisioning.Scaling;
import billow.model.quota.Limits;

/// Target tracking of provisioned concurrency, a decision a minute.
///
/// The metric is the mean share of ready environments at work over a minute; a minute without an invocation gives
/// none, and starts the count of the low alarm anew. Above the target three minutes in a row, as many are wanted as
/// would meet it; below 90 % of it fifteen minutes in a row, some fewer. Nothing is decided while an allocation is
/// under way.
/// Source: Configuring provisioned concurrency for a function, 2026; Application Auto Scaling user guide.
final class Tracking {
    private static final int MINUTES_UP = 3;
    private static final int MINUTES_DOWN = 15;
    private static final double LOW = 0.9;
    private static final long MINUTE = 60_000_000_000L;

    private final Scaling spec;
    private final double stepDown = Limits.limit("lambda.provisionedStepDown").standard();
    private long work;
    private int busy;
    private long since;
    private boolean invoked;
    private int above;
    private int below;

    Tracking(Scaling spec) {
        this.spec = spec;
    }

    /// An invocation has found `busy` at work, itself included.
    void used(int busy, long time) {
        invoked = true;
        left(busy, time);
    }

    void left(int busy, long time) {
        work += this.busy * (time - since);
        since = time;
        this.busy = busy;
    }

    /// Looks at the minute that ends now.
    ///
    /// @return environments wanted from now on
    int observe(int wanted, int ready, boolean allocating, long time) {
        left(busy, time);
        double use = ready == 0 ? 0 : (double) work / MINUTE / ready;
        boolean data = invoked;
        work = 0;
        invoked = busy > 0;
        above = data && use > spec.target() ? above + 1 : 0;
        below = data && use < LOW * spec.target() ? below + 1 : 0;
        if (wanted < spec.min()) return spec.min();
        if (allocating) return wanted;
        int fitting = (int) Math.clamp(StrictMath.ceil(ready * use / spec.target()), spec.min(), spec.max());
        if (above >= MINUTES_UP && fitting > wanted) {
            above = 0;
            return fitting;
        }
        if (below >= MINUTES_DOWN && fitting < wanted) {
            below = 0;
            return Math.max(fitting, wanted - Math.max(1, (int) (wanted * stepDown)));
        }
        return wanted;
    }
}
