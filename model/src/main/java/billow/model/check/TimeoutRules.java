package billow.model.check;

import billow.model.archetype.Gateway;
import billow.model.archetype.InstancePool;
import billow.model.archetype.TrafficSource;
import billow.model.check.Wiring.Wire;
import billow.model.kind.LinkKind;
import billow.model.service.Clients;
import billow.model.service.FunctionCapacity;
import billow.model.value.Quantity;
import billow.model.value.Unit;
import java.util.List;

/// Rules about who stops waiting first. What is no longer waited for still runs and is billed.
final class TimeoutRules {
    private static final long SECOND = 1_000_000_000L;

    private TimeoutRules() {}

    static List<Finding> behindGateway(Wiring wiring) {
        return wiring.wires().stream()
                .filter(w -> w.waits() && w.link().kind() != LinkKind.AUTHORISE)
                .filter(w -> wiring.type(w.from().id(), Gateway.class) instanceof Gateway gateway
                        && wiring.type(w.to().id(), InstancePool.class) instanceof InstancePool pool
                        && pool.timeoutNanos() > gateway.integrationTimeoutNanos())
                .map(w -> Finding.warning(
                                "apigateway.timeout-below-function",
                                Paths.node(w.to().id(), FunctionCapacity.TIMEOUT.name()),
                                "Expected at most the integration timeout of %s (%s), received %s; the API answers 504 while the function runs on."
                                        .formatted(
                                                w.from().id(),
                                                time(waitsFor(wiring, w)),
                                                time(w.to().params().get(FunctionCapacity.TIMEOUT))))
                        .mended(Mend.node(w.to().id(), FunctionCapacity.TIMEOUT, wholeSeconds(waitsFor(wiring, w)))))
                .distinct()
                .toList();
    }

    static List<Finding> callerGivesUpFirst(Wiring wiring) {
        return wiring.wires().stream()
                .filter(w -> w.waits() && w.plan().timeoutNanos() > 0)
                .filter(w -> wiring.type(w.to().id(), InstancePool.class) instanceof InstancePool pool
                        && w.plan().timeoutNanos() < pool.timeoutNanos())
                .map(w -> Finding.warning(
                                "sdk.timeout-below-callee",
                                Paths.link(w.link().id(), "callTimeout"),
                                "Expected at least the timeout of %s (%s), received %s; long calls are retried while the first still runs."
                                        .formatted(
                                                w.to().id(),
                                                time(w.to().params().get(FunctionCapacity.TIMEOUT)),
                                                time(w.plan().timeoutNanos())))
                        .mended(Mend.link(w, "callTimeout", w.to().params().get(FunctionCapacity.TIMEOUT))))
                .toList();
    }

    /// A caller that is stopped before its call can time out never gets to retry or to answer.
    static List<Finding> callOutlivesCaller(Wiring wiring) {
        return wiring.wires().stream()
                .filter(w -> w.plan().timeoutNanos() > 0)
                .filter(w -> wiring.type(w.from().id(), InstancePool.class) instanceof InstancePool pool
                        && w.plan().timeoutNanos() >= pool.timeoutNanos())
                .map(w -> Finding.warning(
                        "sdk.timeout-above-caller",
                        Paths.link(w.link().id(), "callTimeout"),
                        "Expected less than the timeout of %s (%s), received %s; the function is stopped before its call can fail or be retried."
                                .formatted(
                                        w.from().id(),
                                        time(w.from().params().get(FunctionCapacity.TIMEOUT)),
                                        time(w.plan().timeoutNanos()))))
                .toList();
    }

    static List<Finding> clientGivesUpFirst(Wiring wiring) {
        return wiring.wires().stream()
                .filter(Wire::waits)
                .filter(w -> wiring.type(w.from().id(), TrafficSource.class) instanceof TrafficSource clients
                        && clients.timeoutNanos() > 0
                        && clients.timeoutNanos() < waitsFor(wiring, w))
                .map(w -> Finding.hint(
                                "traffic.timeout-below-callee",
                                Paths.node(w.from().id(), Clients.TIMEOUT.name()),
                                "The clients give up after %s, %s may answer after up to %s; what they gave up runs on and is billed."
                                        .formatted(
                                                time(w.from().params().get(Clients.TIMEOUT)),
                                                w.to().id(),
                                                time(waitsFor(wiring, w))))
                        .mended(Mend.node(w.from().id(), Clients.TIMEOUT, waitsFor(wiring, w))))
                .distinct()
                .toList();
    }

    /// The longest a synchronous call over this link takes before its callee or a gateway ends it; 0 when unknown.
    private static long waitsFor(Wiring wiring, Wire wire) {
        if (wiring.type(wire.from().id(), Gateway.class) instanceof Gateway gateway)
            return gateway.integrationTimeoutNanos();
        if (wiring.type(wire.to().id(), InstancePool.class) instanceof InstancePool pool) return pool.timeoutNanos();
        if (wiring.type(wire.to().id(), Gateway.class) instanceof Gateway gateway)
            return Math.min(
                    gateway.integrationTimeoutNanos(),
                    wiring.from(wire.to().id())
                            .filter(Wire::waits)
                            .filter(w -> wiring.type(w.to().id(), InstancePool.class) != null)
                            .mapToLong(w -> w.to().params().get(FunctionCapacity.TIMEOUT))
                            .max()
                            .orElse(0));
        return 0;
    }

    private static long wholeSeconds(long nanos) {
        return Math.max(SECOND, nanos / SECOND * SECOND);
    }

    private static String time(long nanos) {
        return Quantity.text(nanos, Unit.SECOND);
    }
}
