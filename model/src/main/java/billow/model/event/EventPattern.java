package billow.model.event;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A compiled event pattern. An event matches when every field the pattern names has a value one of its tests accepts;
/// `$or` gives alternatives. Source: EventBridge User Guide, "Event patterns".
///
/// How it works: alternatives are written out into lists of conditions in the order of their paths; each list is tried
/// by
/// walking its conditions, choosing a leaf for each and going back where the chosen leaves lie in different elements of
/// the same array.
public final class EventPattern {
    /// A field and what is accepted of it.
    record Condition(String path, List<ValueTest> tests) {}

    private final List<List<Condition>> alternatives;

    EventPattern(List<List<Condition>> alternatives) {
        this.alternatives = alternatives;
    }

    /// Compiles a pattern.
    ///
    /// @throws InvalidEventPattern when AWS would refuse it
    public static EventPattern parse(JsonNode pattern) {
        return new EventPatternParser().parse(pattern);
    }

    /// Whether an event matches.
    public boolean matches(JsonNode event) {
        return matches(FlatEvent.of(event));
    }

    /// Whether an event matches.
    public boolean matches(FlatEvent event) {
        for (List<Condition> conditions : alternatives) {
            if (holds(conditions, 0, event, null)) {
                return true;
            }
        }
        return false;
    }

    private static boolean holds(
            List<Condition> conditions, int from, FlatEvent event, FlatEvent.@Nullable Place chosen) {
        if (from == conditions.size()) {
            return true;
        }
        Condition condition = conditions.get(from);
        boolean present = false;
        for (FlatEvent.Leaf leaf : event.at(condition.path())) {
            if (!agree(chosen, leaf.place())) {
                continue;
            }
            present = true;
            if (accepts(condition.tests(), leaf.value())
                    && holds(conditions, from + 1, event, joined(chosen, leaf.place()))) {
                return true;
            }
        }
        return !present
                && condition.tests().stream().anyMatch(ValueTest.Absent.class::isInstance)
                && holds(conditions, from + 1, event, chosen);
    }

    private static boolean accepts(List<ValueTest> tests, JsonNode value) {
        for (ValueTest test : tests) {
            if (test.accepts(value)) {
                return true;
            }
        }
        return false;
    }

    /// Whether no array occurs in both with different elements.
    private static boolean agree(FlatEvent.@Nullable Place chosen, FlatEvent.@Nullable Place place) {
        for (FlatEvent.Place p = place; p != null; p = p.outer()) {
            for (FlatEvent.Place c = chosen; c != null; c = c.outer()) {
                if (c.array() == p.array() && c.element() != p.element()) {
                    return false;
                }
            }
        }
        return true;
    }

    private static FlatEvent.@Nullable Place joined(FlatEvent.@Nullable Place chosen, FlatEvent.@Nullable Place place) {
        FlatEvent.Place joined = chosen;
        for (FlatEvent.Place p = place; p != null; p = p.outer()) {
            joined = new FlatEvent.Place(p.array(), p.element(), joined);
        }
        return joined;
    }
}
