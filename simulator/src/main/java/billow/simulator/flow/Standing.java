package billow.simulator.flow;

import org.jspecify.annotations.Nullable;

/// A node that is in one of several states.
public interface Standing {
    /// Whether it is in the state of this name.
    boolean isIn(@Nullable String state);
}
