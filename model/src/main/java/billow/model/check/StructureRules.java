package billow.model.check;

import billow.model.archetype.FanOut;
import billow.model.archetype.Gateway;
import billow.model.archetype.TrafficSource;
import billow.model.kind.LinkKind;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Rules about what must be connected to what.
final class StructureRules {
    private StructureRules() {}

    static List<Finding> noTraffic(Wiring wiring) {
        if (wiring.design().nodes().isEmpty() || !sources(wiring).isEmpty()) return List.of();
        return List.of(Finding.warning(
                "design.no-traffic", "", "Nothing sends requests, so nothing will happen. Maybe add clients."));
    }

    /// Nodes where something begins by itself.
    private static Set<String> sources(Wiring wiring) {
        var sources = new LinkedHashSet<>(wiring.all(TrafficSource.class).keySet());
        wiring.all(FanOut.class).forEach((id, fanOut) -> {
            if (fanOut.timetable() != null) sources.add(id);
        });
        return sources;
    }

    static List<Finding> clientsWithoutTarget(Wiring wiring) {
        return wiring.all(TrafficSource.class).keySet().stream()
                .filter(id -> wiring.design().linksFrom(id).isEmpty())
                .map(id -> Finding.warning(
                        "traffic.no-target",
                        Paths.node(id),
                        "Expected a link to what the clients call, found none; they send nothing."))
                .toList();
    }

    /// Nodes that no traffic can reach; they stay idle (and may still cost money).
    static List<Finding> unreachable(Wiring wiring) {
        var sources = sources(wiring);
        if (sources.isEmpty()) return List.of();
        var reached = new HashSet<>(sources);
        var open = new ArrayDeque<>(sources);
        while (!open.isEmpty())
            for (var link : wiring.design().linksFrom(open.pop())) if (reached.add(link.to())) open.push(link.to());
        return wiring.types().keySet().stream()
                .filter(id -> !reached.contains(id))
                .map(id -> Finding.warning(
                        "design.unreachable", Paths.node(id), "No traffic reaches this node; it will stay idle."))
                .toList();
    }

    static List<Finding> gatewayWithoutIntegration(Wiring wiring) {
        return wiring.all(Gateway.class).entrySet().stream()
                .filter(e -> !e.getValue().mock()
                        && wiring.design().linksFrom(e.getKey()).stream().allMatch(l -> l.kind() == LinkKind.AUTHORISE))
                .map(e -> Finding.error(
                        "apigateway.no-integration",
                        Paths.node(e.getKey()),
                        "Expected a link to an integration (or a mock), found none.\nMaybe connect a Lambda function."))
                .toList();
    }

    /// A caller that chooses between links needs a link to choose.
    static List<Finding> sharesOfNothing(Wiring wiring) {
        return wiring.wires().stream()
                .filter(w -> !w.aside() && w.link().kind() != LinkKind.AUTHORISE)
                .collect(Collectors.groupingBy(w -> w.from().id(), java.util.TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .filter(e -> e.getValue().stream().allMatch(w -> w.plan().share() == 0))
                .map(e -> Finding.error(
                        "link.no-share",
                        Paths.node(e.getKey()),
                        "Expected a share above 0 on at least one link, received 0 on all of them."))
                .toList();
    }
}
