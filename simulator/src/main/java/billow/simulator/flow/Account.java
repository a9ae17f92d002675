package billow.simulator.flow;

/// What all nodes of an account share: Lambda's unreserved concurrency and API Gateway's token bucket.
public final class Account {
    private final int concurrency;
    private final TokenBucket api;
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
}
