package billow.model.archetype;

import org.jspecify.annotations.Nullable;

/// Where a link stands among those of an API.
///
/// @param stage  the only stage that uses it; null for all of them
/// @param canary whether the canary release of the stage uses it instead of the others
/// @param level  depth of the field it resolves, from 1; the fields of one level are resolved together
public record Position(@Nullable String stage, boolean canary, int level) {
    public static final Position ANY = new Position(null, false, 1);
}
