package billow.model.check;

import billow.model.archetype.Alarm;
import billow.model.archetype.Interaction;
import billow.model.archetype.MessageBuffer;
import billow.model.check.Wiring.Wire;
import billow.model.design.Node;
import billow.model.kind.LinkKind;
import billow.model.kind.Metric;
import billow.model.service.CloudWatchAlarm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
