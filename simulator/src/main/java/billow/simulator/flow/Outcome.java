package billow.simulator.flow;

/// How a call ended. Every call of every request ends in exactly one of these.
public enum Outcome {
    OK,
    /// 4xx other than throttling; not retried.
    CLIENT_ERROR,
    /// Refused for want of capacity (429, or 400 with a throttling error).
    THROTTLED,
    /// The function ran and failed (200 with an error marker).
    FUNCTION_ERROR,
    /// 5xx.
    SERVICE_ERROR,
    /// The caller gave up waiting; the callee may still be running.
    TIMEOUT,
    /// Given up after retries, with nowhere to go.
    DROPPED,
    /// Given up after retries and moved to a dead-letter queue.
    DEAD_LETTERED;

    private static final Outcome[] ALL = values();

    public static Outcome of(int ordinal) {
        return ALL[ordinal];
    }

    /// Whether an SDK would try again.
    public boolean retryable() {
        return this == THROTTLED || this == SERVICE_ERROR || this == TIMEOUT;
    }
}
