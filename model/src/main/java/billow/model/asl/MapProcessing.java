package billow.model.asl;

import billow.model.expression.Template;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a Map does with its items.
///
/// @param flow run once per item or batch
/// @param distributed whether each run is a child execution with a history of its own
/// @param childType the type of the child executions
/// @param maxConcurrency at most so many at once; null or 0 for no limit of its own
/// @param toleratedCount failed items tolerated, or null
/// @param toleratedPercentage failed items tolerated, 0 to 100, or null
/// @param writer `ResultWriter`, or null
/// @param label `Label`, or empty
public record MapProcessing(
        Flow flow,
        boolean distributed,
        WorkflowType childType,
        @Nullable Template maxConcurrency,
        @Nullable Template toleratedCount,
        @Nullable Template toleratedPercentage,
        @Nullable Writer writer,
        String label) {

    /// Where results are written instead of being returned.
    ///
    /// @param resource the integration that writes, such as `arn:aws:states:::s3:putObject`
    /// @param arguments `Parameters` or `Arguments`
    /// @param config `WriterConfig` as written, or null
    public record Writer(
            String resource,
            @Nullable Template arguments,
            @Nullable JsonNode config) {}
}
