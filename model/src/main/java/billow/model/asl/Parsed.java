package billow.model.asl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of reading a definition.
///
/// @param machine the machine as far as it could be read, or null when the text holds none
/// @param problems in the order found
public record Parsed(@Nullable StateMachine machine, List<Problem> problems) {
    public Parsed {
        problems = List.copyOf(problems);
    }

    /// Whether AWS would take the definition: there is a machine and no error.
    public boolean isRunnable() {
        return machine != null && problems.stream().noneMatch(p -> p.severity() == Problem.Severity.ERROR);
    }
}
