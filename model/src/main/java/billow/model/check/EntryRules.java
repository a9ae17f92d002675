package billow.model.check;

import billow.model.archetype.Gateway;
import billow.model.archetype.GraphApi;
import billow.model.archetype.InstancePool;
import billow.model.archetype.LoadBalancer;
import billow.model.archetype.Position;
import billow.model.archetype.Sockets;
import billow.model.archetype.TrafficSource;
import billow.model.archetype.UserDirectory;
import billow.model.check.Wiring.Wire;
import billow.model.kind.LinkKind;
import billow.model.param.Param;
import billow.model.service.FunctionCapacity;
import billow.model.value.Quantity;
import billow.model.value.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Rules about load balancers and user pools.
final class EntryRules {
    private EntryRules() {}

    /// Links that name a stage are used by that stage alone.
    static List<Finding> noLinkForStage(Wiring wiring) {
        var findings = new ArrayList<Finding>();
        wiring.all(Gateway.class).forEach((id, gateway) -> {
            var links = wiring.from(id)
                    .filter(w ->
                            w.link().kind() != LinkKind.AUTHORISE && w.link().kind() != LinkKind.WATCH)
                    .toList();
            if (links.isEmpty()
                    || links.stream().anyMatch(w -> gateway.serves(w.plan().position()))) return;
            var stages = links.stream()
                    .map(w -> w.plan().position())
                    .filter(Objects::nonNull)
                    .map(Position::stage)
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList();
            var stage = gateway.release().stage();
            var finding = Finding.warning(
                    "apigateway.no-link-for-stage",
                    Paths.node(id, "stageName"),
                    "Expected one of the stages its links name (%s), received %s; every request is answered with 4XX."
                            .formatted(String.join(", ", stages), stage == null ? "none" : stage));
            var param = wiring.design().node(id).orElseThrow().kind().param("stageName");
            findings.add(
                    stages.size() == 1 && param.orElse(null) instanceof Param.Text text
                            ? finding.mended(Mend.node(id, text, stages.getFirst()))
                            : finding);
        });
        return findings;
    }

    /// Without a target every answer is 503.
    static List<Finding> noTarget(Wiring wiring) {
        return wiring.all(LoadBalancer.class).keySet().stream()
                .filter(id -> wiring.design().linksFrom(id).stream().allMatch(l -> l.kind() == LinkKind.AUTHORISE))
                .map(id -> Finding.error(
                        "alb.no-target",
                        Paths.node(id),
                        "Expected a link to a target, found none.\nMaybe connect a Lambda function."))
                .toList();
    }

    /// Source: User Guide for Application Load Balancers, "Lambda functions as targets".
    static List<Finding> functionBody(Wiring wiring) {
        return wiring.wires().stream()
                .filter(w -> w.link().kind() == LinkKind.INVOKE && tooLarge(wiring, w))
                .map(w -> Finding.error(
                        "alb.function-body",
                        w.path(),
                        "Expected bodies of at most 1 MB to and from a function, received %s on average."
                                .formatted(Quantity.text((long) largest(wiring, w), Unit.KILOBYTE))))
                .toList();
    }

    private static boolean tooLarge(Wiring wiring, Wire wire) {
        return wiring.type(wire.from().id(), LoadBalancer.class) instanceof LoadBalancer balancer
                && largest(wiring, wire) > balancer.functionBodyBytes();
    }

    private static double largest(Wiring wiring, Wire target) {
        double response = wiring.type(target.from().id(), LoadBalancer.class) instanceof LoadBalancer balancer
                ? balancer.responseBytes().mean()
                : 0;
        return Math.max(response, payload(wiring, target));
    }

    private static double payload(Wiring wiring, Wire target) {
        return wiring.to(target.from().id())
                .mapToDouble(w -> wiring.type(w.from().id(), TrafficSource.class) instanceof TrafficSource traffic
                        ? traffic.payloadBytes().mean()
                        : 0)
                .max()
                .orElse(0);
    }

    static List<Finding> behindBalancer(Wiring wiring) {
        return wiring.wires().stream()
                .filter(w -> wiring.type(w.from().id(), LoadBalancer.class) instanceof LoadBalancer balancer
                        && wiring.type(w.to().id(), InstancePool.class) instanceof InstancePool pool
                        && pool.timeoutNanos() > balancer.idleTimeoutNanos())
                .map(w -> Finding.warning(
                        "alb.timeout-below-function",
                        Paths.node(w.to().id(), FunctionCapacity.TIMEOUT.name()),
                        "Expected at most the idle timeout of %s, received %s; clients get 504 while the function runs on."
                                .formatted(w.from().id(), time(w.to().params().get(FunctionCapacity.TIMEOUT)))))
                .distinct()
                .toList();
    }

    /// Source: Amazon Cognito Developer Guide, Lambda triggers.
    static List<Finding> slowTriggers(Wiring wiring) {
        return wiring.wires().stream()
                .filter(w -> wiring.type(w.from().id(), UserDirectory.class) instanceof UserDirectory directory
                        && wiring.type(w.to().id(), InstancePool.class) instanceof InstancePool pool
                        && pool.timeoutNanos() > directory.triggerTimeoutNanos())
                .map(w -> Finding.warning(
                        "cognito.trigger-timeout",
                        Paths.node(w.to().id(), FunctionCapacity.TIMEOUT.name()),
                        "Expected at most 5 s, after which %s asks again, received %s; the function runs on and is billed."
                                .formatted(w.from().id(), time(w.to().params().get(FunctionCapacity.TIMEOUT)))))
                .distinct()
                .toList();
    }

    /// Tokens are checked with keys at hand; a pool behind a route is called for each request of it.
    static List<Finding> poolAsRoute(Wiring wiring) {
        return wiring.wires().stream()
                .filter(w -> w.link().kind() != LinkKind.AUTHORISE
                        && wiring.type(w.to().id(), UserDirectory.class) != null
                        && entry(wiring, w.from().id()))
                .map(w -> Finding.hint(
                        "cognito.pool-as-route",
                        w.path(),
                        "Requests of %s go to %s as to an integration. Maybe it should authorise them (\"as\": \"authorise\")."
                                .formatted(w.from().id(), w.to().id())))
                .toList();
    }

    private static boolean entry(Wiring wiring, String node) {
        return switch (wiring.types().get(node)) {
            case Gateway g -> true;
            case GraphApi g -> true;
            case Sockets s -> true;
            case LoadBalancer b -> true;
            case null, default -> false;
        };
    }

    /// Source: API Gateway developer guide, controlling access to WebSocket APIs.
    static List<Finding> poolAtSockets(Wiring wiring) {
        return wiring.wires().stream()
                .filter(w -> w.link().kind() == LinkKind.AUTHORISE
                        && wiring.type(w.from().id(), Sockets.class) != null
                        && wiring.type(w.to().id(), UserDirectory.class) != null)
                .map(
                        w -> Finding.warning(
                                "apigateway.websocket-user-pool",
                                w.path(),
                                "A WebSocket API checks no tokens of a user pool by itself. Maybe let a Lambda function authorise connections."))
                .toList();
    }

    private static String time(long nanos) {
        return Quantity.text(nanos, Unit.SECOND);
    }
}
