package billow.simulator.workflow;

/// What a timer of an execution is for.
public enum Delay {
    /// A transition that takes time.
    TRANSITION,
    /// A child execution of a distributed Map that may not start at once.
    CHILD_START,
    /// A Wait state.
    WAIT,
    /// The pause before a retry.
    RETRY,
    /// The longest time of a task, of its silence, or of the execution. Mostly taken back.
    TIMEOUT
}
