package billow.model.archetype;

import org.jspecify.annotations.Nullable;

/// Where a link stands among those of an API.
///
/// @param stage  the only stage that uses it; null for all of them
/// @param canary whether the canary release of the stage uses it instead of the others
/// @param level  depth of the field it resolves, from 1; the fields of one level are resolved together
/// @param registeredNanos time of the run from which it is there
public record Position(@Nullable String stage, boolean canary, int level, long registeredNanos) {
    public Position(@Nullable String stage, boolean canary, int level) {
        this(stage, canary, level, 0);
    }
}
