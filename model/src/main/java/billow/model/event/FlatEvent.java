package billow.model.event;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// An event as its leaves: values by dotted path. Made once per event, matched against many patterns. Arrays vanish
/// from
/// the paths; each leaf remembers which element of which array it came from, so that a pattern cannot be satisfied by
/// mixing elements. An empty array or object has no leaf.
public final class FlatEvent {
    /// One value.
    ///
    /// @param place the array elements around it, innermost first, or null for none
    record Leaf(JsonNode value, @Nullable Place place) {}

    /// An element of one array of this event.
    record Place(int array, int element, @Nullable Place outer) {}

    private final Map<String, List<Leaf>> leaves = new HashMap<>();
    private int arrays;

    private FlatEvent() {}

    /// Flattens an event.
    public static FlatEvent of(JsonNode event) {
        FlatEvent flat = new FlatEvent();
        if (event.isObject()) {
            flat.members("", event, null);
        }
        return flat;
    }

    List<Leaf> at(String path) {
        return leaves.getOrDefault(path, List.of());
    }

    private void members(String prefix, JsonNode object, @Nullable Place place) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String path = prefix.isEmpty() ? member.getKey() : prefix + "." + member.getKey();
            value(path, member.getValue(), place);
        }
    }

    private void value(String path, JsonNode value, @Nullable Place place) {
        if (value.isObject()) {
            members(path, value, place);
        } else if (value.isArray()) {
            int array = arrays++;
            for (int i = 0; i < value.size(); i++) {
                JsonNode element = value.get(i);
                value(path, element, element.isContainer() ? new Place(array, i, place) : place);
            }
        } else {
            leaves.computeIfAbsent(path, p -> new ArrayList<>(2)).add(new Leaf(value, place));
        }
    }
}
