package billow.model.asl;

import billow.model.expression.Template;
import org.jspecify.annotations.Nullable;

/// One entry of `Choices`.
///
/// @param condition when it applies
/// @param next the state to go on with
/// @param output the output (JSONata), or null for the input
/// @param assign variables to assign, or null
/// @param probability how likely it is where no data decides, 0 to 1; Billow's own field, null when not given
public record ChoiceRule(
        Condition condition,
        String next,
        @Nullable Template output,
        @Nullable Template assign,
        @Nullable Double probability) {}
