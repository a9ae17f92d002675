package billow.model.param;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The values a designer changed from their defaults, by parameter name. Immutable.
///
/// @param changed values that differ from the default
/// @param unknown fields this version does not know, kept so that nothing a newer version wrote is lost
public record Params(Map<String, Object> changed, Map<String, JsonNode> unknown) {
    public static final Params DEFAULTS = new Params(Map.of(), Map.of());

    public Params {
        changed = Map.copyOf(changed);
        unknown = Map.copyOf(unknown);
    }

    /// The value of a parameter that always has one.
    ///
    /// @throws IllegalStateException when the parameter may be absent and is; use [#find] for those
    public <T> T get(Param<T> param) {
        return find(param)
                .orElseThrow(() -> new IllegalStateException(param.name() + " has neither a value nor a default."));
    }

    /// The value of a parameter, empty when it is absent.
    public <T> Optional<T> find(Param<T> param) {
        var value = changed.get(param.name());
        return value != null ? Optional.of(param.type().cast(value)) : Optional.ofNullable(param.fallback());
    }

    /// Whether the designer set it; what nobody set is shown as assumed.
    public boolean isSet(Param<?> param) {
        return changed.containsKey(param.name());
    }

    /// With `value` for `param`; null or the default resets it. Returns this instance when nothing changes.
    public <T> Params with(Param<T> param, @Nullable T value) {
        var next = new HashMap<>(changed);
        if (value == null || value.equals(param.fallback())) next.remove(param.name());
        else next.put(param.name(), value);
        return next.equals(changed) ? this : new Params(next, unknown);
    }
}
