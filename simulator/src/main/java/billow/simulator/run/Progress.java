package billow.simulator.run;

/// Hears how far a simulation has come, and may end it. Called on the threads of the runs.
@FunctionalInterface
public interface Progress {
    Progress SILENT = done -> true;

    /// @param done share of all simulated time that has been run, 0 to 1
    /// @return whether to go on; otherwise the run ends and keeps the replications that are finished
    boolean at(double done);
}
