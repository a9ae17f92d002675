package billow.app.desktop.run;

/// Where a run stands.
public enum RunState {
    /// Nothing was started yet.
    IDLE,
    /// The warm-up is being found out.
    PREPARING,
    /// One replication is being watched.
    WATCHING,
    /// It stands still.
    PAUSED,
    /// The other replications are run, for the intervals.
    REPLICATING,
    /// There is a result.
    FINISHED,
    /// It could not be run.
    FAILED;

    public boolean active() {
        return this == PREPARING || this == WATCHING || this == PAUSED || this == REPLICATING;
    }
}
