package billow.model.expression;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Workflow variables in sight of one branch: its own, then those of the branches around it. Immutable.
public final class Variables {
    /// No variables at all.
    public static final Variables NONE = new Variables(null, Map.of());

    private final @Nullable Variables outer;
    private final Map<String, JsonNode> own;

    private Variables(@Nullable Variables outer, Map<String, JsonNode> own) {
        this.outer = outer;
        this.own = own;
    }

    /// The value of a name, or null when it was never assigned.
    public @Nullable JsonNode get(String name) {
        for (@Nullable Variables level = this; level != null; level = level.outer) {
            JsonNode value = level.own.get(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /// These variables with the given ones assigned at this level.
    public Variables with(Map<String, JsonNode> assigned) {
        if (assigned.isEmpty()) {
            return this;
        }
        Map<String, JsonNode> merged = new LinkedHashMap<>(own);
        merged.putAll(assigned);
        return new Variables(outer, Map.copyOf(merged));
    }

    /// A fresh level inside this one: reads these, assigns its own.
    public Variables inner() {
        return own.isEmpty() ? this : new Variables(this, Map.of());
    }

    /// Every variable in sight by name.
    public Map<String, JsonNode> all() {
        if (outer == null) {
            return own;
        }
        Map<String, JsonNode> all = new LinkedHashMap<>(outer.all());
        all.putAll(own);
        return all;
    }
}
