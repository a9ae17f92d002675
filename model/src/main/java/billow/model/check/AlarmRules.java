package billow.model.check;

import billow.model.archetype.Alarm;
import billow.model.archetype.InstancePool;
import billow.model.archetype.Interaction;
import billow.model.archetype.MessageBuffer;
import billow.model.archetype.Table;
import billow.model.check.Wiring.Wire;
import billow.model.design.Node;
import billow.model.kind.LinkKind;
import billow.model.kind.Metric;
import billow.model.service.CloudWatchAlarm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Rules about what is watched.
final class AlarmRules {
    /// Metrics that have percentiles.
    private static final Set<String> TIMES =
            Set.of(Alarm.LATENCY, "duration", "successfulRequestLatency", "executionTime", "timeToDone");

    /// Metrics of a queue by which messages that lie in it are noticed.
    private static final Set<String> TELLS_OF_MESSAGES =
            Set.of("approximateNumberOfMessagesVisible", "approximateAgeOfOldestMessage", "numberOfMessagesSent");

    private AlarmRules() {}

    static List<Finding> watchesNothing(Wiring wiring) {
        return wiring.all(Alarm.class).keySet().stream()
                .filter(id -> wiring.design().linksTo(id).stream().noneMatch(l -> l.kind() == LinkKind.WATCH))
                .map(id -> Finding.warning(
                        "alarm.watches-nothing",
                        Paths.node(id),
                        "Expected a link from the node it watches, found none; it will never go off."))
                .toList();
    }

    static List<Finding> unknownMetric(Wiring wiring) {
        return watches(wiring)
                .filter(w -> {
                    var alarm = wiring.type(w.to().id(), Alarm.class);
                    return alarm != null && !known(w.from()).contains(alarm.metric()) && !unfit(alarm);
                })
                .map(w -> Finding.error(
                        "alarm.metric",
                        Paths.node(w.to().id(), CloudWatchAlarm.METRIC.name()),
                        "Expected a metric of %s (%s), received %s."
                                .formatted(
                                        w.from().id(),
                                        String.join(", ", known(w.from())),
                                        w.to().params().get(CloudWatchAlarm.METRIC))))
                .toList();
    }

    private static Stream<Wire> watches(Wiring wiring) {
        return wiring.wires().stream().filter(w -> w.link().kind() == LinkKind.WATCH);
    }

    private static List<String> known(Node watched) {
        return Stream.concat(watched.kind().metrics().stream().map(Metric::name), Stream.of(Alarm.LATENCY))
                .distinct()
                .toList();
    }

    /// A percentile of something that is no time.
    private static boolean unfit(Alarm alarm) {
        return alarm.statistic().isPercentile() && !TIMES.contains(alarm.metric());
    }

    static List<Finding> percentileOfCount(Wiring wiring) {
        return watches(wiring)
                .filter(w -> wiring.type(w.to().id(), Alarm.class) instanceof Alarm alarm && unfit(alarm))
                .map(w -> Finding.error(
                                "alarm.percentile",
                                Paths.node(w.to().id(), CloudWatchAlarm.STATISTIC.name()),
                                "Expected Sum, Average or SampleCount for %s, received %s; only times have percentiles.\nMaybe watch latency."
                                        .formatted(
                                                w.to().params().get(CloudWatchAlarm.METRIC),
                                                w.to().params().get(CloudWatchAlarm.STATISTIC)))
                        .mended(Mend.node(w.to().id(), CloudWatchAlarm.METRIC, Alarm.LATENCY)))
                .distinct()
                .toList();
    }

    /// An alarm has one metric of one node.
    static List<Finding> watchesSeveral(Wiring wiring) {
        var first = new HashMap<String, Wire>();
        var findings = new ArrayList<Finding>();
        watches(wiring).forEach(w -> {
            var before = first.putIfAbsent(w.to().id(), w);
            if (before != null)
                findings.add(Finding.warning(
                        "alarm.watches-several",
                        w.path(),
                        "Expected one watched node for %s, which watches %s; %s is not looked at.\nMaybe give it an alarm of its own."
                                .formatted(
                                        w.to().id(),
                                        before.from().id(),
                                        w.from().id())));
        });
        return findings;
    }

    /// A function that is being deployed is not told of an alarm by being invoked.
    static List<Finding> invokesDeployment(Wiring wiring) {
        return wiring.wires().stream()
                .filter(w -> w.link().kind() == LinkKind.INVOKE
                        && wiring.type(w.from().id(), Alarm.class) != null
                        && wiring.type(w.to().id(), InstancePool.class) instanceof InstancePool pool
                        && pool.alias() != null
                        && pool.alias().deployment() != null)
                .map(w -> Finding.hint(
                                "alarm.invokes-deployment",
                                w.path(),
                                "The alarm invokes %s, whose deployment goes on whatever happens.\nMaybe let the link roll it back (\"as\": \"rollBack\")."
                                        .formatted(w.to().id()))
                        .mended(Mend.rollBack(w)))
                .toList();
    }

    /// A metric that its node has, but not in this design.
    static List<Finding> metricThatNeverComes(Wiring wiring) {
        return watches(wiring)
                .map(w -> wiring.type(w.to().id(), Alarm.class) instanceof Alarm alarm
                        ? absent(wiring, w.from().id(), alarm.metric())
                                .map(why -> Finding.warning(
                                        "alarm.metric-absent",
                                        Paths.node(w.to().id(), CloudWatchAlarm.METRIC.name()),
                                        "Expected a metric that %s has in this design, received %s; %s."
                                                .formatted(w.from().id(), alarm.metric(), why)))
                        : Optional.<Finding>empty())
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> absent(Wiring wiring, String id, String metric) {
        return switch (wiring.types().get(id)) {
            case InstancePool pool -> absent(wiring, id, pool, metric);
            case MessageBuffer buffer ->
                metric.equals("messagesDeadLettered") && wiring.from(id).noneMatch(AlarmRules::givesUp)
                        ? Optional.of("it has no dead-letter queue")
                        : Optional.empty();
            case Table table ->
                metric.startsWith("iteratorAge")
                                && wiring.from(id).noneMatch(w -> w.interaction() instanceof Interaction.Read)
                        ? Optional.of("nothing reads its stream")
                        : Optional.empty();
            case null -> Optional.empty();
            default -> Optional.empty();
        };
    }

    private static boolean givesUp(Wire wire) {
        return wire.interaction() instanceof Interaction.DeadLetter
                || wire.link().kind() == LinkKind.ON_FAILURE;
    }

    private static Optional<String> absent(Wiring wiring, String id, InstancePool pool, String metric) {
        boolean scaled = wiring.to(id).anyMatch(w -> w.link().kind() == LinkKind.SCALE);
        boolean provisions = pool.provisioned() > 0 || !pool.ready().actions().isEmpty() || scaled;
        if (metric.startsWith("provisionedConcurren") && !provisions)
            return Optional.of("it has no provisioned concurrency");
        boolean events = wiring.to(id).anyMatch(Wire::isEvent);
        boolean ofEvents = metric.startsWith("asyncEvent")
                || metric.equals("deadLetterErrors")
                || metric.equals("destinationDeliveryFailures");
        if (ofEvents && !events) return Optional.of("nothing invokes it asynchronously");
        var alias = pool.alias();
        if (metric.startsWith("additionalVersion") && alias == null) return Optional.of("it has no alias");
        if (metric.startsWith("deployments") && (alias == null || alias.deployment() == null))
            return Optional.of("nothing is deployed");
        return Optional.empty();
    }

    /// What nobody looks at is noticed when it is too late.
    static List<Finding> deadLettersUnwatched(Wiring wiring) {
        return wiring.all(MessageBuffer.class).keySet().stream()
                .filter(id -> wiring.to(id)
                        .anyMatch(w -> w.interaction() instanceof Interaction.DeadLetter
                                || w.link().kind() == LinkKind.ON_FAILURE))
                .filter(id -> wiring.from(id)
                        .noneMatch(w -> w.link().kind() == LinkKind.WATCH
                                && wiring.type(w.to().id(), Alarm.class) instanceof Alarm alarm
                                && TELLS_OF_MESSAGES.contains(alarm.metric())))
                .map(id -> Finding.hint(
                                "queue.dead-letters-unwatched",
                                Paths.node(id),
                                "Nobody is told when messages are given up.\nMaybe add an alarm on approximateNumberOfMessagesVisible of this queue; others do not tell of messages that lie in it.")
                        .mended(Mend.alarm(wiring.design(), id)))
                .toList();
    }
}
