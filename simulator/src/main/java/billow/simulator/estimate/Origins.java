package billow.simulator.estimate;

import billow.model.archetype.EdgeCache;
import billow.model.archetype.FanOut;
import billow.model.archetype.Gateway;
import billow.model.archetype.LoadBalancer;
import billow.model.archetype.TrafficSource;
import billow.simulator.estimate.Wires.Wire;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which requests are followed: those of all clients and timetables, or those of one origin. An origin is a route of a
/// gateway that clients call, a node they call directly, or a timetable; routes of one name are one.
///
/// @param wires of the design
/// @param only  name of the origin, or null for all
record Origins(Wires wires, @Nullable String only) {

    static Origins all(Wires wires) {
        return new Origins(wires, null);
    }

    /// Names of all origins, in the order of the links.
    static List<String> names(Wires wires) {
        Set<String> names = new LinkedHashSet<>();
        for (var wire : wires.all()) if (begins(wires, wire)) names.add(name(wire));
        wires.types().forEach((id, type) -> {
            if (type instanceof FanOut fanOut && fanOut.timetable() != null) names.add(id);
        });
        return List.copyOf(names);
    }

    /// Whether the timetable of a node is followed.
    boolean include(String node) {
        return only == null || only.equals(node);
    }

    /// How much of what a node sends over a wire belongs to the origin, relative to what of it reached the node.
    double part(Wire wire, Flows flows) {
        if (only == null || wire.aside() || wire.runs()) return 1;
        if (begins(wires, wire)) {
            if (!name(wire).equals(only)) return 0;
            return entry(wires, wire.link().from()) ? 1 / chosen(wire.link().from(), flows) : 1;
        }
        return wires.types().get(wire.link().from()) instanceof TrafficSource
                ? chosen(wire.link().to(), flows)
                : 1;
    }

    /// Share of a gateway's requests that take the origin's routes.
    private double chosen(String gateway, Flows flows) {
        double chosen = 0;
        for (var route : wires.from(gateway))
            if (!route.aside()
                    && !route.authorises()
                    && !route.runs()
                    && name(route).equals(only)) chosen += flows.share(route);
        return chosen;
    }

    private static boolean begins(Wires wires, Wire wire) {
        if (wire.aside() || wire.authorises() || wire.runs()) return false;
        boolean fromClients = wires.types().get(wire.link().from()) instanceof TrafficSource;
        return fromClients && !entry(wires, wire.link().to())
                || entry(wires, wire.link().from());
    }

    /// Whether a node is a gateway that clients call and that hands requests on.
    private static boolean entry(Wires wires, String node) {
        var type = wires.types().get(node);
        return (type instanceof EdgeCache
                        || type instanceof LoadBalancer
                        || type instanceof Gateway gateway && !gateway.mock())
                && wires.from(node).stream().anyMatch(w -> !w.aside() && !w.authorises())
                && wires.to(node).stream()
                        .anyMatch(w -> wires.types().get(w.link().from()) instanceof TrafficSource);
    }

    private static String name(Wire wire) {
        return Objects.requireNonNullElse(wire.plan().route(), wire.link().to());
    }
}
