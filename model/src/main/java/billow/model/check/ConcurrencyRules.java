package billow.model.check;

import billow.model.archetype.InstancePool;
import billow.model.archetype.Interaction;
import billow.model.quota.Limits;
import billow.model.service.Account;
import billow.model.service.FunctionCapacity;
import billow.model.service.QueueMapping;
import java.util.List;
import java.util.Objects;

/// Rules about concurrency that is kept for functions. Source: AWS Lambda Developer Guide, "Reserved concurrency",
/// "Using Lambda with SQS".
final class ConcurrencyRules {
    /// Below this the pollers of a queue (five at first) run into throttling.
    private static final int LEAST_FOR_QUEUE = 5;

    private ConcurrencyRules() {}

    static List<Finding> reservedSum(Wiring wiring) {
        long account = wiring.design().account().get(Account.CONCURRENT_EXECUTIONS);
        long most = account - (long) Limits.limit("lambda.unreservedMinimum").standard();
        long sum = wiring.all(InstancePool.class).values().stream()
                .map(InstancePool::reserved)
                .filter(Objects::nonNull)
                .mapToLong(Integer::longValue)
                .sum();
        if (sum == 0 || sum <= most) return List.of();
        return List.of(Finding.error(
                "lambda.reserved-sum",
                "account." + Account.CONCURRENT_EXECUTIONS.name(),
                "Expected reserved concurrency of at most %d in sum (the account's %d less %d that stay unreserved), received %d."
                        .formatted(Math.max(0, most), account, account - most, sum)));
    }

    /// Provisioned concurrency of functions without reserved concurrency comes out of the same pool.
    static List<Finding> provisionedSum(Wiring wiring) {
        long account = wiring.design().account().get(Account.CONCURRENT_EXECUTIONS);
        long most = account - (long) Limits.limit("lambda.unreservedMinimum").standard();
        long reserved = 0;
        long provisioned = 0;
        for (var pool : wiring.all(InstancePool.class).values()) {
            var own = pool.reserved();
            if (own != null) reserved += own;
            else provisioned += pool.provisioned();
        }
        if (provisioned == 0 || reserved > most || reserved + provisioned <= most) return List.of();
        return List.of(Finding.error(
                "lambda.provisioned-sum",
                "account." + Account.CONCURRENT_EXECUTIONS.name(),
                "Expected provisioned concurrency of at most %d in sum (the account's %d less %d reserved and %d that stay unreserved), received %d."
                        .formatted(most - reserved, account, reserved, account - most, provisioned)));
    }

    static List<Finding> mappingAboveReserved(Wiring wiring) {
        return wiring.wires().stream()
                .filter(w -> w.interaction() instanceof Interaction.Poll poll
                        && wiring.type(w.to().id(), InstancePool.class) instanceof InstancePool pool
                        && pool.reserved() != null
                        && poll.maxConcurrency() > pool.reserved())
                .map(w -> Finding.warning(
                                "esm.concurrency-above-reserved",
                                Paths.link(w.link().id(), QueueMapping.MAX_CONCURRENCY.name()),
                                "Expected at most the function's reserved concurrency (%s), received %s; the rest is throttled."
                                        .formatted(
                                                w.to().params()
                                                        .find(FunctionCapacity.RESERVED)
                                                        .orElse(0L),
                                                w.link()
                                                        .params()
                                                        .find(QueueMapping.MAX_CONCURRENCY)
                                                        .orElse(0L)))
                        .mended(Mend.link(
                                w,
                                QueueMapping.MAX_CONCURRENCY.name(),
                                Math.max(
                                        QueueMapping.MAX_CONCURRENCY.min(),
                                        w.to().params()
                                                .find(FunctionCapacity.RESERVED)
                                                .orElse(0L)))))
                .toList();
    }

    static List<Finding> reservedTooLowForQueue(Wiring wiring) {
        return wiring.wires().stream()
                .filter(w -> w.interaction() instanceof Interaction.Poll)
                .filter(w -> wiring.type(w.to().id(), InstancePool.class) instanceof InstancePool pool
                        && pool.reserved() != null
                        && pool.reserved() < LEAST_FOR_QUEUE)
                .map(w -> Finding.warning(
                                "lambda.reserved-low-for-queue",
                                Paths.node(w.to().id(), FunctionCapacity.RESERVED.name()),
                                "Expected %d or more for a function that polls a queue, received %d; throttled batches age towards the dead-letter queue."
                                        .formatted(
                                                LEAST_FOR_QUEUE,
                                                w.to().params()
                                                        .find(FunctionCapacity.RESERVED)
                                                        .orElse(0L)))
                        .mended(Mend.node(w.to().id(), FunctionCapacity.RESERVED, (long) LEAST_FOR_QUEUE)))
                .distinct()
                .toList();
    }
}
