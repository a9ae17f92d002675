package billow.model.check;

import billow.model.archetype.InstancePool;
import billow.model.archetype.Interaction;
import billow.model.check.Wiring.Wire;
import billow.model.quota.Limits;
import billow.model.service.Account;
import billow.model.service.FunctionCapacity;
import billow.model.service.QueueMapping;
import billow.model.value.Quantity;
import billow.model.value.Unit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What an experienced reviewer would ask about. Source: AWS Well-Architected, Serverless Applications Lens; AWS Step
/// Functions Developer Guide, "Best practices".
final class ReviewRules {
    /// A mapping that may take no more than this share of the account leaves enough to everybody else.
    private static final int PARTS_OF_ACCOUNT = 10;

    /// A queue's pollers need as many.
    private static final long LEAST_RESERVED = 5;

    private static final double SECOND_NANOS = 1e9;
    private static final int LONG_CHAIN = 3;
    private static final int MANY_CALLS = 4;
    private static final long LONG_TIMEOUT_NANOS = 60_000_000_000L;

    private ReviewRules() {}

    /// A backlog that can take all the concurrency that others, whose callers wait, share with it.
    static List<Finding> unreservedBesideCritical(Wiring wiring) {
        long account = wiring.design().account().get(Account.CONCURRENT_EXECUTIONS);
        var critical = wiring.all(InstancePool.class).keySet().stream()
                .filter(id -> unreserved(wiring, id) && wiring.to(id).anyMatch(Wire::waits))
                .toList();
        return wiring.wires().stream()
                .filter(w -> w.interaction() instanceof Interaction.Poll p
                        && p.maxConcurrency() == 0
                        && p.pollers().maximum() >= account
                        && unreserved(wiring, w.to().id()))
                .filter(w -> critical.stream().anyMatch(id -> !id.equals(w.to().id())))
                .map(w -> Finding.hint(
                                "lambda.unreserved-beside-critical",
                                w.path(),
                                "A backlog of %s can take all %d concurrent executions of the account; then %s, whose callers wait, is throttled.\nMaybe set maximumConcurrency, or reserve concurrency."
                                        .formatted(w.from().id(), account, others(critical, w.to().id())))
                        .mended(Mend.link(
                                w,
                                QueueMapping.MAX_CONCURRENCY.name(),
                                Math.max(QueueMapping.MAX_CONCURRENCY.min(), account / PARTS_OF_ACCOUNT))))
                .toList();
    }

    /// Work that could take all the concurrency that others, whose callers wait, share with it: when each invocation
    /// takes as long as its timeout lets it.
    static List<Finding> competesWithCritical(Wiring wiring) {
        long account = wiring.design().account().get(Account.CONCURRENT_EXECUTIONS);
        long kept = wiring.all(InstancePool.class).values().stream()
                .mapToLong(pool -> pool.reserved() == null ? 0 : pool.reserved())
                .sum();
        var critical = wiring.all(InstancePool.class).keySet().stream()
                .filter(id -> unreserved(wiring, id) && wiring.to(id).anyMatch(Wire::waits))
                .toList();
        var findings = new ArrayList<Finding>();
        wiring.all(InstancePool.class).forEach((id, pool) -> {
            if (pool.reserved() != null || critical.stream().allMatch(id::equals)) return;
            double perSecond = DemandRules.invocations(wiring, id);
            double needed = perSecond * pool.timeoutNanos() / SECOND_NANOS;
            if (needed < account - kept) return;
            var finding = Finding.hint(
                    "lambda.competes-with-critical",
                    Paths.node(id, FunctionCapacity.TIMEOUT.name()),
                    "%.0f invocations a second that may each run for %s can take all %d unreserved executions of the account; then %s, whose callers wait, is throttled.\nMaybe shorten its timeout, or reserve concurrency for either."
                            .formatted(
                                    perSecond,
                                    Quantity.text(pool.timeoutNanos(), Unit.SECOND),
                                    account - kept,
                                    others(critical, id)));
            long share = Math.max(LEAST_RESERVED, account / PARTS_OF_ACCOUNT);
            boolean fits = kept + share
                    <= account - (long) Limits.limit("lambda.unreservedMinimum").standard();
            boolean nobodyWaits = wiring.to(id).noneMatch(Wire::waits);
            boolean plain = pool.provisioned() == 0
                    && pool.ready().scaling() == null
                    && pool.ready().actions().isEmpty();
            findings.add(
                    nobodyWaits && fits && plain
                            ? finding.mended(Mend.node(id, FunctionCapacity.RESERVED, share))
                            : finding);
        });
        return findings;
    }

    private static String others(List<String> critical, String self) {
        return critical.stream().filter(id -> !id.equals(self)).collect(Collectors.joining(", "));
    }

    private static boolean unreserved(Wiring wiring, String id) {
        return wiring.type(id, InstancePool.class) instanceof InstancePool pool && pool.reserved() == null;
    }

    /// One function that does the work of a workflow.
    static List<Finding> functionInsteadOfWorkflow(Wiring wiring) {
        return wiring.all(InstancePool.class).entrySet().stream()
                .filter(e -> e.getValue().timeoutNanos() >= LONG_TIMEOUT_NANOS)
                .filter(e -> calls(wiring, e.getKey()) >= MANY_CALLS)
                .map(e -> Finding.hint(
                        "lambda.single-function",
                        Paths.node(e.getKey()),
                        "It may run for %s and makes about %.0f calls one after the other; what fails half way begins anew, and waiting is billed.\nMaybe let a Step Functions workflow make the calls; how to cut it up is for you to draw, so it is not mended."
                                .formatted(
                                        Quantity.text(e.getValue().timeoutNanos(), Unit.SECOND),
                                        calls(wiring, e.getKey()))))
                .toList();
    }

    private static double calls(Wiring wiring, String id) {
        return wiring.from(id)
                .filter(Wire::waits)
                .mapToDouble(w -> w.plan().calls())
                .sum();
    }

    /// Functions that wait for functions that wait for functions.
    static List<Finding> longChains(Wiring wiring) {
        var findings = new ArrayList<Finding>();
        for (var first : wiring.all(InstancePool.class).keySet()) {
            if (wiring.to(first)
                    .anyMatch(w -> w.waits() && isFunction(wiring, w.from().id()))) continue;
            var chain = longest(wiring, first, new HashSet<>());
            if (chain.size() >= LONG_CHAIN)
                findings.add(Finding.warning(
                        "lambda.chain",
                        Paths.node(first),
                        "%d functions wait for one another (%s): each is billed while it waits, takes concurrency, and its timeout must cover all behind it.\nMaybe let a workflow call them, or a queue stand between them."
                                .formatted(chain.size(), String.join(" → ", chain))));
        }
        return findings;
    }

    private static boolean isFunction(Wiring wiring, String id) {
        return wiring.type(id, InstancePool.class) != null;
    }

    private static List<String> longest(Wiring wiring, String from, Set<String> seen) {
        if (!seen.add(from)) return List.of();
        List<String> best = List.of();
        for (var wire : wiring.from(from).filter(Wire::waits).toList()) {
            if (!isFunction(wiring, wire.to().id())) continue;
            var below = longest(wiring, wire.to().id(), seen);
            if (below.size() > best.size()) best = below;
        }
        seen.remove(from);
        return Stream.concat(Stream.of(from), best.stream()).toList();
    }
}
