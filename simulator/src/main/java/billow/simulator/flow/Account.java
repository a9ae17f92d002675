package billow.simulator.flow;

import billow.simulator.statistics.Gauge;
import billow.simulator.statistics.Window;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What all nodes of an account share: Lambda's unreserved concurrency, API Gateway's token bucket, and the quotas that
/// services name.
public final class Account {
    private final int concurrency;
    private final TokenBucket api;
    private final @Nullable TokenBucket scaling;
    private final Map<String, TokenBucket> buckets = new HashMap<>();
    private final Map<String, Double> rates = new HashMap<>();
    private final Map<String, Pacer> pacers = new HashMap<>();
    private long claimed;
    private int inUse;
    private int withheld;
    private Gauge unreserved = new Gauge();
    private Gauge claims = new Gauge();

    /// @param concurrency executions at once, over all functions
    /// @param apiRate     requests per second, over all APIs
    /// @param apiBurst    requests at once, over all APIs
    public Account(int concurrency, double apiRate, double apiBurst) {
        this(concurrency, apiRate, apiBurst, null);
    }

    /// @param scaling from which all functions take new environments; null when each has its own
    public Account(int concurrency, double apiRate, double apiBurst, @Nullable TokenBucket scaling) {
        this.scaling = scaling;
        this.concurrency = concurrency;
        this.api = new TokenBucket(apiRate, apiBurst);
    }

    /// Lets its levels be measured within a window. To be called before anything happens.
    public void measuredIn(Window window) {
        unreserved = new Gauge(window);
        claims = new Gauge(window);
        claims.set(0, claimed);
    }

    /// Executions of functions without reserved concurrency, but for those provisioned.
    public Measure unreserved(long time) {
        return level(unreserved, time);
    }

    /// What of the account's concurrency others cannot have: set aside, or in use.
    public Measure claimed(long time) {
        return level(claims, time);
    }

    private static Measure level(Gauge gauge, long time) {
        gauge.close(time);
        return new Measure.Level(gauge.mean(), gauge.max(), gauge.level());
    }

    private void changed(long time) {
        unreserved.set(time, inUse);
        claims.set(time, claimed + inUse);
    }

    /// Takes concurrency out of the shared pool: reserved, or provisioned without reservation. A negative number gives
    /// it back.
    public void setAside(int executions, long time) {
        claimed += executions;
        changed(time);
    }

    /// The account's limit, reserved shares included.
    public int concurrency() {
        return concurrency;
    }

    /// Lets the account have no more than so many executions at once; [Integer#MAX_VALUE] lifts it.
    public void limit(int executions) {
        withheld = Math.max(0, concurrency - executions);
    }

    /// Takes one of the shared executions, when one is left.
    public boolean enter(long time) {
        if (inUse >= concurrency - claimed - withheld) return false;
        inUse++;
        changed(time);
        return true;
    }

    /// Gives one back.
    public void leave(long time) {
        inUse--;
        changed(time);
    }

    /// From which all functions take new environments; null when each has its own.
    public @Nullable TokenBucket scaling() {
        return scaling;
    }

    public TokenBucket api() {
        return api;
    }

    /// A bucket that all nodes share which name the same quota; its numbers are those of the first to name it.
    public TokenBucket bucket(String quota, double perSecond, double burst) {
        return buckets.computeIfAbsent(quota, q -> new TokenBucket(perSecond, burst));
    }

    /// The same for a quota that delays and refuses nobody.
    public Pacer pacer(String quota, double perSecond, double burst) {
        return pacers.computeIfAbsent(quota, q -> new Pacer(perSecond, burst));
    }

    /// A node says which rate the account has in a category; the highest one that any says holds. To be called before
    /// the run begins.
    public void declare(String category, double perSecond) {
        rates.merge(category, perSecond, Math::max);
    }

    /// The bucket that all nodes share in a category, with a second's worth at once. To be called when all have
    /// declared theirs.
    public TokenBucket shared(String category) {
        double rate = rates.getOrDefault(category, Double.POSITIVE_INFINITY);
        return bucket(category, rate, rate);
    }
}
