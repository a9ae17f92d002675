package billow.simulator.kernel;

/// Looks in on a run every [#EVENTS] events, on the thread of the run.
@FunctionalInterface
public interface Pulse {
    /// Events from one beat to the next; about a tenth of a millisecond.
    int EVENTS = 1 << 12;

    /// @return whether the run may go on
    boolean beat(long now, long executed);
}
