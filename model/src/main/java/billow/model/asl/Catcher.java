package billow.model.asl;

import billow.model.expression.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One entry of `Catch`.
///
/// @param errorEquals error names, or `States.ALL` alone
/// @param next the state to go on with
/// @param resultPath where the error output goes (JSONPath)
/// @param output the output (JSONata), or null for the error output itself
/// @param assign variables to assign, or null
public record Catcher(
        List<String> errorEquals,
        String next,
        Placement resultPath,
        @Nullable Template output,
        @Nullable Template assign) {
    public Catcher {
        errorEquals = List.copyOf(errorEquals);
    }

    /// Whether it takes up an error of that name.
    public boolean matches(String error) {
        return ErrorNames.matches(errorEquals, error);
    }
}
