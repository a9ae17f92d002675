package billow.app.desktop.run;

import billow.simulator.run.RunSettings;
import billow.simulator.run.Snapshot;

/// What the simulation thread tells the window; the newest replaces what was not read yet.
sealed interface RunReport {
    /// @param settings with duration and warm-up decided
    /// @param achieved simulated seconds per second, lately
    record Watching(Snapshot snapshot, RunSettings settings, double achieved) implements RunReport {}

    /// @param share of the further replications, 0 to 1; @param secondsLeft estimated, negative when unknown
    record Replicating(double share, int replications, double secondsLeft) implements RunReport {}

    record Finished(Outcome outcome) implements RunReport {}

    /// @param message for the user
    record Failed(String message) implements RunReport {}
}
