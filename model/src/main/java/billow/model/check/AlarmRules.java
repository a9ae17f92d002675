package billow.model.check;

import billow.model.archetype.Alarm;
import billow.model.archetype.Interaction;
import billow.model.archetype.MessageBuffer;
import billow.model.kind.LinkKind;
import billow.model.kind.Metric;
import java.util.List;
import java.util.stream.Collectors;

/// Rules about what is watched.
final class AlarmRules {
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
        return wiring.wires().stream()
                .filter(w -> w.link().kind() == LinkKind.WATCH)
                .flatMap(w -> {
                    var alarm = wiring.type(w.to().id(), Alarm.class);
                    var known =
                            w.from().kind().metrics().stream().map(Metric::name).toList();
                    boolean percentile =
                            alarm != null && alarm.statistic().name().startsWith("P");
                    if (alarm == null || percentile || known.contains(alarm.metric()))
                        return List.<Finding>of().stream();
                    return List.of(Finding.error(
                                    "alarm.metric",
                                    Paths.node(w.to().id()) + ".metricName",
                                    "Expected a metric of %s (%s), received %s."
                                            .formatted(
                                                    w.from().id(),
                                                    known.stream().collect(Collectors.joining(", ")),
                                                    alarm.metric())))
                            .stream();
                })
                .toList();
    }

    /// What nobody looks at is noticed when it is too late.
    static List<Finding> deadLettersUnwatched(Wiring wiring) {
        return wiring.all(MessageBuffer.class).keySet().stream()
                .filter(id -> wiring.to(id).anyMatch(w -> w.interaction() instanceof Interaction.DeadLetter))
                .filter(id -> wiring.from(id).noneMatch(w -> w.link().kind() == LinkKind.WATCH))
                .map(id -> Finding.hint(
                                "queue.dead-letters-unwatched",
                                Paths.node(id),
                                "Nobody is told when messages are given up.\nMaybe add an alarm on approximateNumberOfMessagesVisible of this queue.")
                        .mended(Mend.alarm(wiring.design(), id)))
                .toList();
    }
}
