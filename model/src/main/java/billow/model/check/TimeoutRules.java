package billow.model.check;

import billow.model.archetype.Gateway;
import billow.model.archetype.GraphApi;
import billow.model.archetype.InstancePool;
import billow.model.archetype.Sockets;
import billow.model.archetype.TrafficSource;
import billow.model.check.Wiring.Wire;
import billow.model.edit.Edit;
import billow.model.kind.LinkKind;
import billow.model.service.Clients;
import billow.model.service.FunctionCapacity;
import billow.model.value.Quantity;
import billow.model.value.Unit;
import java.util.List;

/// Rules about who stops waiting first. What is no longer waited for still runs and is billed.
final class TimeoutRules {
    private static final long SECOND = 1_000_000_000L;
    private static final String CALL_TIMEOUT = "callTimeout";

    private TimeoutRules() {}

    static List<Finding> behindGateway(Wiring wiring) {
        return wiring.wires().stream()
                .filter(w -> w.waits() && w.link().kind() != LinkKind.AUTHORISE)
                .filter(w -> patience(wiring, w.from().id()) > 0
                        && wiring.type(w.to().id(), InstancePool.class) instanceof InstancePool pool
                        && pool.timeoutNanos() > patience(wiring, w.from().id()))
                .map(w -> outlives(wiring, w))
                .distinct()
                .toList();
    }

    /// Mended unless the API waits for less than a function's least timeout, a second.
    private static Finding outlives(Wiring wiring, Wire w) {
        long waits = waitsFor(wiring, w);
        var finding = Finding.warning(
                code(wiring, w),
                Paths.node(w.to().id(), FunctionCapacity.TIMEOUT.name()),
                "Expected at most the %s of %s (%s), received %s; %s while the function runs on."
                        .formatted(
                                isGraph(wiring, w) ? "request timeout" : "integration timeout",
                                w.from().id(),
                                time(waits),
                                time(w.to().params().get(FunctionCapacity.TIMEOUT)),
                                givesUp(wiring, w)));
        return waits < FunctionCapacity.TIMEOUT.minNanos()
                ? finding
                : finding.mended(Mend.node(w.to().id(), FunctionCapacity.TIMEOUT, wholeSeconds(waits)));
    }

    private static boolean isGraph(Wiring wiring, Wire wire) {
        return wiring.type(wire.from().id(), GraphApi.class) != null;
    }

    private static String code(Wiring wiring, Wire wire) {
        return isGraph(wiring, wire) ? "appsync.timeout-below-function" : "apigateway.timeout-below-function";
    }

    private static String givesUp(Wiring wiring, Wire wire) {
        return wiring.type(wire.from().id(), Gateway.class) != null ? "the API answers 504" : "the API gives up";
    }

    /// How long an API waits for what it calls; 0 when it is none.
    private static long patience(Wiring wiring, String node) {
        return switch (wiring.types().get(node)) {
            case Gateway gateway -> gateway.integrationTimeoutNanos();
            case Sockets sockets -> sockets.integrationTimeoutNanos();
            case GraphApi api -> api.timeoutNanos();
            case null, default -> 0;
        };
    }

    static List<Finding> callerGivesUpFirst(Wiring wiring) {
        return wiring.wires().stream()
                .filter(w -> w.waits() && w.plan().timeoutNanos() > 0)
                .filter(w -> wiring.type(w.to().id(), InstancePool.class) instanceof InstancePool pool
                        && w.plan().timeoutNanos() < pool.timeoutNanos())
                .map(w -> fitting(
                        wiring,
                        w,
                        Finding.warning(
                                "sdk.timeout-below-callee",
                                Paths.link(w.link().id(), CALL_TIMEOUT),
                                "Expected at least the timeout of %s (%s), received %s; long calls are retried while the first still runs."
                                        .formatted(
                                                w.to().id(),
                                                time(w.to().params().get(FunctionCapacity.TIMEOUT)),
                                                time(w.plan().timeoutNanos())))))
                .toList();
    }

    /// A caller that is stopped before its call can time out never gets to retry or to answer.
    static List<Finding> callOutlivesCaller(Wiring wiring) {
        return wiring.wires().stream()
                .filter(w -> w.plan().timeoutNanos() > 0)
                .filter(w -> wiring.type(w.from().id(), InstancePool.class) instanceof InstancePool pool
                        && w.plan().timeoutNanos() >= pool.timeoutNanos())
                .map(w -> fitting(
                        wiring,
                        w,
                        Finding.warning(
                                "sdk.timeout-above-caller",
                                Paths.link(w.link().id(), CALL_TIMEOUT),
                                "Expected less than the timeout of %s (%s), received %s; the function is stopped before its call can fail or be retried."
                                        .formatted(
                                                w.from().id(),
                                                time(w.from().params().get(FunctionCapacity.TIMEOUT)),
                                                time(w.plan().timeoutNanos())))))
                .toList();
    }

    /// A call waits as long as its callee may run, and ends before its caller is stopped. Where the callee may run
    /// longer than the caller, it gets less: callers' timeouts are bound from above, by gateways at last, so mends
    /// only ever lower what is called and come to an end. There is none when less than a second would be left.
    private static Finding fitting(Wiring wiring, Wire wire, Finding finding) {
        long callee =
                wiring.type(wire.to().id(), InstancePool.class) instanceof InstancePool pool ? pool.timeoutNanos() : 0;
        if (!(wiring.type(wire.from().id(), InstancePool.class) instanceof InstancePool caller))
            return finding.mended(Mend.link(wire, CALL_TIMEOUT, callee));
        long below =
                caller.timeoutNanos() > SECOND ? wholeSeconds(caller.timeoutNanos() - 1) : caller.timeoutNanos() / 2;
        if (callee == 0) return finding.mended(Mend.link(wire, CALL_TIMEOUT, below));
        if (callee < caller.timeoutNanos()) return finding.mended(Mend.link(wire, CALL_TIMEOUT, callee));
        if (caller.timeoutNanos() <= SECOND || wire.to().id().equals(wire.from().id())) return finding;
        return finding.mended(new Edit.Together(
                "Let %s end before %s".formatted(wire.to().id(), wire.from().id()),
                List.of(
                        Mend.node(wire.to().id(), FunctionCapacity.TIMEOUT, below),
                        Mend.link(wire, CALL_TIMEOUT, below))));
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
        long patience = patience(wiring, wire.from().id());
        if (patience > 0) return patience;
        if (wiring.type(wire.to().id(), InstancePool.class) instanceof InstancePool pool) return pool.timeoutNanos();
        long behind = patience(wiring, wire.to().id());
        if (behind > 0)
            return Math.min(
                    behind,
                    wiring.from(wire.to().id())
                            .filter(w -> w.waits() && w.link().kind() != LinkKind.AUTHORISE)
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
