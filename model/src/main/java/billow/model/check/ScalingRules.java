package billow.model.check;

import billow.model.archetype.InstancePool;
import billow.model.archetype.PartitionedLog;
import billow.model.archetype.ScalingPolicy;
import billow.model.archetype.ScalingPolicy.Dimension;
import billow.model.archetype.Table;
import billow.model.check.Wiring.Wire;
import billow.model.service.AlarmScaling;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Rules about alarms that scale. Source: Application Auto Scaling user guide and API reference, 2026.
final class ScalingRules {
    private ScalingRules() {}

    static List<Finding> steps(Wiring wiring) {
        return of(wiring)
                .map(w -> AlarmScaling.complaint(w.link().params())
                        .map(message -> Finding.error(
                                "alarm.steps", Paths.link(w.link().id(), AlarmScaling.STEPS.name()), message)))
                .flatMap(Optional::stream)
                .toList();
    }

    static List<Finding> bounds(Wiring wiring) {
        var findings = new ArrayList<Finding>();
        for (var w : of(wiring).toList()) {
            long min = w.link().params().get(AlarmScaling.MIN);
            long max = w.link().params().get(AlarmScaling.MAX);
            if (min > max)
                findings.add(Finding.error(
                        "alarm.scaling-bounds",
                        Paths.link(w.link().id(), AlarmScaling.MIN.name()),
                        "Expected at most the greatest capacity (%d), received %d.".formatted(max, min)));
            if (wiring.type(w.to().id(), InstancePool.class) instanceof InstancePool pool
                    && pool.reserved() != null
                    && max > pool.reserved())
                findings.add(Finding.warning(
                                "lambda.provisioned-above-reserved",
                                Paths.link(w.link().id(), AlarmScaling.MAX.name()),
                                "Expected at most the reserved concurrency of %s (%d), received %d."
                                        .formatted(w.to().id(), pool.reserved(), max))
                        .mended(Mend.link(
                                w.link().id(),
                                AlarmScaling.MAX,
                                Math.max(AlarmScaling.MAX.min(), pool.reserved().longValue()))));
        }
        return findings;
    }

    /// What has no such capacity, or grows by itself.
    static List<Finding> targets(Wiring wiring) {
        return of(wiring)
                .map(w -> obstacle(wiring, w, policy(w))
                        .map(what -> Finding.error(
                                "alarm.scales-nothing",
                                w.path(),
                                "Expected %s, so that %s can scale %s."
                                        .formatted(what, w.from().id(), w.to().id()))))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> obstacle(Wiring wiring, Wire wire, ScalingPolicy policy) {
        var dimension = policy.dimension();
        return Optional.ofNullable(
                switch (wiring.types().get(wire.to().id())) {
                    case InstancePool pool
                    when unlike(dimension, Dimension.PROVISIONED_CONCURRENCY) ->
                        "the dimension lambda:function:ProvisionedConcurrency";
                    case InstancePool pool ->
                        pool.alias() == null ? "an alias, which alone has provisioned concurrency" : null;
                    case PartitionedLog log
                    when unlike(dimension, Dimension.SHARDS) -> "the dimension custom-resource:ResourceType:Property";
                    case PartitionedLog log ->
                        log.capacity() instanceof PartitionedLog.Shards
                                ? null
                                : "provisioned shards; on-demand streams grow by themselves";
                    case Table table
                    when unlike(dimension, Dimension.READS) && unlike(dimension, Dimension.WRITES) ->
                        "reads or writes of the table as the dimension";
                    case Table table -> ofTable(table, policy.index());
                    case null -> null;
                    default -> "a function, a table or a stream";
                });
    }

    private static @Nullable String ofTable(Table table, @Nullable String index) {
        var indexes = table.indexes().stream().map(Table.Index::name).toList();
        if (index != null && !indexes.contains(index))
            return indexes.isEmpty()
                    ? "no index; the table has none"
                    : "one of the indexes " + String.join(", ", indexes);
        return table.capacity() instanceof Table.Provisioned
                ? null
                : "provisioned capacity; on demand the table grows by itself";
    }

    private static boolean unlike(@Nullable Dimension wanted, Dimension other) {
        return wanted != null && wanted != other;
    }

    /// Two rules for one capacity work against each other.
    static List<Finding> scaledTwice(Wiring wiring) {
        return of(wiring)
                .filter(w -> isTracked(wiring, w, policy(w)))
                .map(w -> Finding.warning(
                        "alarm.scales-tracked",
                        w.path(),
                        "Expected one way of scaling for %s, which is also kept at a target utilisation; the two undo each other's changes.\nMaybe remove the target, or this link."
                                .formatted(w.to().id())))
                .toList();
    }

    private static boolean isTracked(Wiring wiring, Wire wire, ScalingPolicy policy) {
        return switch (wiring.types().get(wire.to().id())) {
            case InstancePool pool -> pool.ready().scaling() != null;
            case Table table -> {
                var capacity = table.indexes().stream()
                        .filter(index -> index.name().equals(policy.index()))
                        .map(Table.Index::capacity)
                        .findFirst()
                        .orElse(table.capacity());
                yield capacity instanceof Table.Provisioned fixed
                        && (policy.dimension() == Dimension.READS ? fixed.readScaling() : fixed.writeScaling()) != null;
            }
            case null -> false;
            default -> false;
        };
    }

    private static Stream<Wire> of(Wiring wiring) {
        return wiring.wires().stream().filter(w -> w.plan().scaling() != null);
    }

    private static ScalingPolicy policy(Wire wire) {
        return Objects.requireNonNull(wire.plan().scaling());
    }
}
