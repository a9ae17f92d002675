package billow.model.asl;

import billow.model.expression.Template;
import org.jspecify.annotations.Nullable;

/// How data passes through a state. A JSONPath state leaves `output` empty; a JSONata state leaves the selections,
/// `resultSelector` and `resultPath` at their defaults.
///
/// @param input `InputPath`
/// @param parameters `Parameters` (JSONPath) or `Arguments` (JSONata)
/// @param resultSelector `ResultSelector`
/// @param resultPath `ResultPath`
/// @param outputPath `OutputPath`
/// @param output `Output` (JSONata)
/// @param assign `Assign`
public record DataFlow(
        Selection input,
        @Nullable Template parameters,
        @Nullable Template resultSelector,
        Placement resultPath,
        Selection outputPath,
        @Nullable Template output,
        @Nullable Template assign) {}
