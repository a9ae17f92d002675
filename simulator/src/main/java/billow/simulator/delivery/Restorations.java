package billow.simulator.delivery;

import java.util.HashMap;
import java.util.Map;

/// Copies of archived objects that were asked for, by the key of the object: there is at most one of each, from when
/// it is ready until it is thrown away.
final class Restorations {
    private final Map<Integer, Copy> copies = new HashMap<>();

    private record Copy(long from, long until) {}

    /// Whether a copy is on its way.
    boolean isUnderWay(int object, long time) {
        var copy = copies.get(object);
        return copy != null && time < copy.from;
    }

    /// Whether a copy can be read.
    boolean isReadable(int object, long time) {
        var copy = copies.get(object);
        return copy != null && copy.from <= time && time < copy.until;
    }

    /// A copy will be there, or is kept for longer.
    void put(int object, long from, long until) {
        copies.put(object, new Copy(from, until));
    }
}
