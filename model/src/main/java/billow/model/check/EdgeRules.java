package billow.model.check;

import billow.model.archetype.EdgeCache;
import billow.model.archetype.EdgeUse;
import billow.model.quota.Limits;
import billow.model.service.EdgeFunction;
import billow.model.value.Unit;
import java.util.ArrayList;
import java.util.List;

/// Rules about distributions and the functions they run.
final class EdgeRules {
    private EdgeRules() {}

    static List<Finding> noOrigin(Wiring wiring) {
        return wiring.all(EdgeCache.class).keySet().stream()
                .filter(id -> wiring.from(id).noneMatch(w -> {
                    var edge = w.plan().edge();
                    return edge != null && edge.event() == null;
                }))
                .map(id -> Finding.error(
                        "cloudfront.no-origin",
                        Paths.node(id),
                        "Expected a link to an origin, found none.\nMaybe connect an API or an external service."))
                .toList();
    }

    /// What every viewer waits for has tighter limits.
    /// Source: CloudFront developer guide, 2023-03, quotas on Lambda@Edge.
    static List<Finding> viewerFunctions(Wiring wiring) {
        var findings = new ArrayList<Finding>();
        long memory = (long) Limits.limit("lambda.edge.viewerMemory").standard();
        long timeout = (long) Limits.limit("lambda.edge.viewerTimeout").standard();
        for (var wire : wiring.wires()) {
            var edge = wire.plan().edge();
            EdgeUse.Event event = edge == null ? null : edge.event();
            if (event == null || !event.viewer()) continue;
            var set = wire.to().params();
            if (set.get(EdgeFunction.MEMORY) > memory)
                findings.add(Finding.error(
                        "lambda.edge-viewer-memory",
                        Paths.node(wire.to().id(), EdgeFunction.MEMORY.name()),
                        "Expected at most %d MB for viewer events, received %d MB."
                                .formatted(memory, set.get(EdgeFunction.MEMORY))));
            if (set.get(EdgeFunction.TIMEOUT) > timeout * 1_000_000_000)
                findings.add(Finding.error(
                        "lambda.edge-viewer-timeout",
                        Paths.node(wire.to().id(), EdgeFunction.TIMEOUT.name()),
                        "Expected at most %d s for viewer events, received %s s."
                                .formatted(timeout, Unit.SECOND.fromCanonical(set.get(EdgeFunction.TIMEOUT)))));
        }
        return findings.stream().distinct().toList();
    }
}
