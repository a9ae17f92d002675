package billow.model.asl;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// States that lead to one another: a whole machine, a branch of a Parallel, or what a Map does with one item.
///
/// @param startAt the first state's name
/// @param states by name, in the order written
public record Flow(String startAt, Map<String, State> states) {
    public Flow {
        states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
    }

    /// The state of that name, or null.
    public @Nullable State state(String name) {
        return states.get(name);
    }
}
