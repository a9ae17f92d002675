package billow.simulator.flow;

/// What the time of a call was spent on.
public enum Cause {
    /// Creating and initialising execution environments, and what their first run takes longer.
    COLD_START,
    /// Attempts that failed, and the pauses before the next.
    RETRY,
    /// Waiting for something to become free.
    QUEUEING,
    /// Handlers, tables and other services at work.
    WORK,
    /// Between client and region, and what services add on the way.
    NETWORK;

    static final int COUNT = values().length;
}
