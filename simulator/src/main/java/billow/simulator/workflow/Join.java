package billow.simulator.workflow;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Branches under way at the same time on behalf of one state.
sealed interface Join permits ParallelRun, MapRun {
    /// A branch ended well.
    void ended(Branch branch, JsonNode output);

    /// A branch failed and nobody in it caught the error.
    void failed(Branch branch, @Nullable String error, @Nullable String cause);

    /// A token of the kinds [Tokens.Kind#READ_ITEMS] or [Tokens.Kind#WRITE_RESULTS] was answered.
    void answered(Tokens.Kind kind, JsonNode output);

    /// The branch whose state waits for this.
    Branch owner();

    /// Stops every branch.
    void cancel();
}
