package billow.simulator.flow;

import java.util.HashMap;
import java.util.Map;

/// What all nodes of an account share: Lambda's unreserved concurrency, API Gateway's token bucket, and the quotas that
/// services name.
public final class Account {
    private final int concurrency;
    private final TokenBucket api;
    private final Map<String, TokenBucket> buckets = new HashMap<>();
    private final Map<String, Double> rates = new HashMap<>();
    private final Map<String, Pacer> pacers = new HashMap<>();
    private long claimed;
    private int inUse;
    private int withheld;

    /// @param concurrency executions at once, over all functions
    /// @param apiRate     requests per second, over all APIs
    /// @param apiBurst    requests at once, over all APIs
    public Account(int concurrency, double apiRate, double apiBurst) {
        this.concurrency = concurrency;
        this.api = new TokenBucket(apiRate, apiBurst);
    }

    /// Takes concurrency out of the shared pool: reserved, or provisioned without reservation. A negative number gives
    /// it back.
    public void setAside(int executions) {
        claimed += executions;
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
    public boolean enter() {
        if (inUse >= concurrency - claimed - withheld) return false;
        inUse++;
        return true;
    }

    /// Gives one back.
    public void leave() {
        inUse--;
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
