package billow.model.archetype;

import billow.model.event.EventPattern;
import billow.model.event.InvalidEventPattern;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The filter criteria of an event source mapping, compiled. Records that say nothing are taken by a share. Source: AWS
/// Lambda Developer Guide, "Event filtering".
public final class RecordFilter {
    /// Takes everything.
    public static final RecordFilter ALL = new RecordFilter(1, null);

    private static final String FILTERS = "Filters";

    private final double share;
    private final @Nullable JsonNode source;
    private final @Nullable List<Criterion> criteria;

    /// A pattern as written and compiled.
    private record Criterion(JsonNode source, EventPattern pattern) {
        boolean matches(JsonNode says) {
            return pattern.matches(read(says));
        }

        /// A text that a pattern looks into is read as JSON.
        private JsonNode read(JsonNode says) {
            ObjectNode parsed = null;
            for (var part : says.properties()) {
                if (part.getValue().isString() && source.path(part.getKey()).isObject()) {
                    if (parsed == null) parsed = (ObjectNode) says.deepCopy();
                    parsed.set(part.getKey(), json(part.getValue()));
                }
            }
            return parsed == null ? says : parsed;
        }
    }

    /// The source is an event pattern, for example `{"body": {"kind": ["order"]}}`, or several as the service takes
    /// them, `{"Filters": [{"Pattern": …}]}`, of which one must match. One that AWS would refuse takes nothing.
    ///
    /// @param share  of records taken where there is nothing to judge by
    /// @param source null for none
    public RecordFilter(double share, @Nullable JsonNode source) {
        this.share = share;
        this.source = source;
        criteria = compiled(source);
    }

    private static @Nullable List<Criterion> compiled(@Nullable JsonNode source) {
        try {
            return source == null ? null : criteria(source);
        } catch (InvalidEventPattern e) {
            return null;
        }
    }

    /// Looks for patterns that AWS would refuse.
    ///
    /// @throws InvalidEventPattern for the first of them
    public static void check(JsonNode source) {
        criteria(source);
    }

    private static List<Criterion> criteria(JsonNode source) {
        var criteria = new ArrayList<Criterion>();
        for (JsonNode pattern : patterns(source)) criteria.add(new Criterion(pattern, EventPattern.parse(pattern)));
        return criteria;
    }

    private static List<JsonNode> patterns(JsonNode source) {
        JsonNode filters = source.path(FILTERS);
        var patterns = new ArrayList<JsonNode>();
        for (JsonNode filter : filters) {
            if (!filter.has("Pattern")) return List.of(source);
            JsonNode pattern = filter.get("Pattern");
            patterns.add(pattern.isString() ? json(pattern) : pattern);
        }
        return patterns.isEmpty() ? List.of(source) : patterns;
    }

    private static JsonNode json(JsonNode text) {
        try {
            return JsonMapper.shared().readTree(text.stringValue());
        } catch (JacksonException e) {
            return text;
        }
    }

    /// The pattern as it was written; null for none.
    public @Nullable JsonNode source() {
        return source;
    }

    /// Whether every record is taken, whatever it says.
    public boolean takesAll() {
        return source == null && share == 1;
    }

    /// 1 when the record is taken, 0 when not; the share where there is nothing to judge by.
    public double shareOf(@Nullable JsonNode record) {
        if (source == null || record == null && criteria != null) return share;
        return record != null && criteria != null && criteria.stream().anyMatch(c -> c.matches(record)) ? 1 : 0;
    }
}
