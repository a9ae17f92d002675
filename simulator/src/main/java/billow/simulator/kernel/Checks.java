package billow.simulator.kernel;

/// How closely a run watches itself. A broken promise of our own code ends the run with an exception.
public enum Checks {
    /// Only what comes for nothing.
    OFF,
    /// The default, within a few per cent of [#OFF]: the clock never runs backwards.
    CHEAP,
    /// For tests: also the order of the event list, at every pulse.
    FULL
}
