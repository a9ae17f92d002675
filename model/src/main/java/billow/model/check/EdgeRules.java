package billow.model.check;

import billow.model.archetype.EdgeCache;
import billow.model.archetype.EdgeUse;
import billow.model.param.Params;
import billow.model.quota.Limits;
import billow.model.service.EdgeFunction;
import billow.model.service.FunctionStart;
import billow.model.value.Quantity;
import billow.model.value.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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

    /// Source: CloudFront developer guide, quotas of a distribution.
    static List<Finding> tooManyOrigins(Wiring wiring) {
        long most = (long) Limits.limit("cloudfront.origins").standard();
        return wiring.all(EdgeCache.class).keySet().stream()
                .filter(id -> origins(wiring, id).count() > most)
                .map(id -> Finding.warning(
                        "cloudfront.too-many-origins",
                        Paths.node(id),
                        "Expected at most %d origins, received %d; AWS raises this quota on request."
                                .formatted(most, origins(wiring, id).count())))
                .toList();
    }

    private static Stream<Wiring.Wire> origins(Wiring wiring, String id) {
        return wiring.from(id).filter(w -> w.plan().edge() instanceof EdgeUse use && use.event() == null);
    }

    /// Source: CloudFront developer guide, quotas of a distribution.
    static List<Finding> tooLarge(Wiring wiring) {
        double most =
                Unit.GIGABYTE.toCanonical(Limits.limit("cloudfront.objectSize").standard());
        return wiring.all(EdgeCache.class).entrySet().stream()
                .filter(e -> e.getValue().objects().bytes().mean() > most)
                .map(e -> Finding.warning(
                        "cloudfront.object-too-large",
                        Paths.node(e.getKey(), "objectSize"),
                        "Expected at most %s, above which nothing is cached, received %s on average."
                                .formatted(
                                        Quantity.text((long) most, Unit.GIGABYTE),
                                        Quantity.text(
                                                (long) e.getValue()
                                                        .objects()
                                                        .bytes()
                                                        .mean(),
                                                Unit.GIGABYTE))))
                .toList();
    }

    /// A second origin stands in for a first one.
    static List<Finding> lonelySecond(Wiring wiring) {
        return wiring.wires().stream()
                .filter(w -> w.plan().edge() instanceof EdgeUse use && use.failover() != EdgeUse.Failover.NONE)
                .filter(w -> origins(wiring, w.from().id())
                        .noneMatch(o -> o.plan().edge() instanceof EdgeUse use
                                && use.failover() == EdgeUse.Failover.NONE
                                && (w.plan().route() == null
                                        || w.plan().route().equals(o.plan().route()))))
                .map(w -> Finding.error(
                        "cloudfront.failover-without-origin",
                        Paths.link(w.link().id(), "failover"),
                        "Expected another origin of the same route that is asked first, found none."))
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
            viewerSizes(wire.to().id(), set, findings);
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

    private static void viewerSizes(String id, Params set, List<Finding> findings) {
        long code = (long)
                Unit.MEGABYTE.toCanonical(Limits.limit("lambda.edge.viewerCode").standard());
        if (set.get(FunctionStart.CODE_SIZE) > code)
            findings.add(Finding.error(
                    "lambda.edge-viewer-code",
                    Paths.node(id, FunctionStart.CODE_SIZE.name()),
                    "Expected at most %s for viewer events, received %s."
                            .formatted(
                                    Quantity.text(code, Unit.MEGABYTE),
                                    Quantity.text(set.get(FunctionStart.CODE_SIZE), Unit.MEGABYTE))));
        double response = Unit.KILOBYTE.toCanonical(
                Limits.limit("lambda.edge.viewerResponse").standard());
        set.find(EdgeFunction.RESPONSE_SIZE)
                .filter(law -> law.quantile(0.5) > response)
                .ifPresent(law -> findings.add(Finding.error(
                        "lambda.edge-viewer-response",
                        Paths.node(id, EdgeFunction.RESPONSE_SIZE.name()),
                        "Expected at most %s for viewer events, received %s."
                                .formatted(
                                        Quantity.text((long) response, Unit.KILOBYTE),
                                        Quantity.text((long) law.quantile(0.5), Unit.KILOBYTE)))));
    }
}
