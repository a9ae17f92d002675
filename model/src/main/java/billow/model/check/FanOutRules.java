package billow.model.check;

import billow.model.archetype.FanOut;
import billow.model.archetype.InstancePool;
import billow.model.archetype.Interaction;
import billow.model.archetype.MessageBuffer;
import billow.model.check.Wiring.Wire;
import billow.model.event.EventPattern;
import billow.model.event.InvalidEventPattern;
import billow.model.service.EventBus;
import billow.model.service.ExternalService;
import billow.model.service.SnsTopic;
import billow.model.service.Subscriptions;
import billow.model.value.Quantity;
import billow.model.value.Unit;
import java.util.List;
import java.util.stream.Stream;

/// Rules about topics, buses and schedules.
final class FanOutRules {
    private FanOutRules() {}

    static List<Finding> noTarget(Wiring wiring) {
        return wiring.all(FanOut.class).keySet().stream()
                .filter(id -> deliveries(wiring, id).findAny().isEmpty())
                .map(id -> Finding.warning(
                        "fanout.no-target",
                        Paths.node(id),
                        "Expected a link to a target, found none; what is published here is lost."))
                .toList();
    }

    /// Source: Amazon SNS Developer Guide, "Message delivery for FIFO topics".
    static List<Finding> fifoToQueuesOnly(Wiring wiring) {
        return wiring.all(FanOut.class).keySet().stream()
                .filter(id -> wiring.design().node(id).orElseThrow().kind() instanceof SnsTopic
                        && wiring.design().node(id).orElseThrow().params().get(SnsTopic.FIFO))
                .flatMap(id -> deliveries(wiring, id))
                .filter(w -> wiring.type(w.to().id(), MessageBuffer.class) == null)
                .map(w -> Finding.error(
                        "sns.fifo-target",
                        w.path(),
                        "Expected a queue, because FIFO topics deliver to nothing else, received a %s.%s"
                                .formatted(
                                        w.to().kind().name(),
                                        wiring.type(w.to().id(), InstancePool.class) == null
                                                ? ""
                                                : "\nMaybe put a queue between the topic and the function.")))
                .toList();
    }

    static List<Finding> patterns(Wiring wiring) {
        return wiring.wires().stream().flatMap(FanOutRules::pattern).toList();
    }

    private static Stream<Finding> pattern(Wire wire) {
        var delivery = wire.plan().delivery();
        var filter = delivery == null ? null : delivery.filter();
        if (filter == null) return Stream.of();
        var param = wire.from().kind() instanceof EventBus ? EventBus.PATTERN : Subscriptions.FILTER_POLICY;
        try {
            EventPattern.parse(filter);
            return Stream.of();
        } catch (InvalidEventPattern e) {
            return Stream.of(Finding.error(
                    "fanout.pattern",
                    Paths.link(wire.link().id(), param.name()),
                    "%s: %s".formatted(e.path(), e.reason())));
        }
    }

    /// A filter decides nothing where nobody says what messages look like.
    static List<Finding> filterWithoutSample(Wiring wiring) {
        return wiring.wires().stream()
                .filter(w -> w.plan().delivery() != null && w.plan().delivery().filter() != null)
                .filter(w -> wiring.to(w.from().id()).noneMatch(FanOutRules::sampled))
                .map(
                        w -> Finding.hint(
                                "fanout.filter-without-sample",
                                w.path(),
                                "No publisher gives a sample, so the filter is not looked at and matchShare decides.\nMaybe add a sample to the link of the publisher."))
                .toList();
    }

    /// Source: Amazon SNS Developer Guide, "Creating an HTTP/S delivery policy".
    static List<Finding> deliveryPolicies(Wiring wiring) {
        return wiring.wires().stream()
                .filter(w -> w.from().kind() instanceof SnsTopic && w.to().kind() instanceof ExternalService)
                .flatMap(w -> Stream.of(partsOfRetries(w), delays(w)).flatMap(List::stream))
                .toList();
    }

    private static List<Finding> partsOfRetries(Wire wire) {
        var params = wire.link().params();
        long all = params.get(Subscriptions.RETRIES);
        long fixed = Subscriptions.fixed(params);
        if (fixed <= all) return List.of();
        return List.of(Finding.error(
                "sns.delivery-policy",
                Paths.link(wire.link().id(), Subscriptions.RETRIES.name()),
                "Expected at least the %d retries without, with least and with most delay, received %d."
                        .formatted(fixed, all)));
    }

    private static List<Finding> delays(Wire wire) {
        var params = wire.link().params();
        long least = params.get(Subscriptions.MIN_DELAY);
        long most = params.get(Subscriptions.MAX_DELAY);
        if (least <= most) return List.of();
        return List.of(Finding.error(
                "sns.delivery-policy",
                Paths.link(wire.link().id(), Subscriptions.MAX_DELAY.name()),
                "Expected at least minDelayTarget (%s), received %s."
                        .formatted(Quantity.text(least, Unit.SECOND), Quantity.text(most, Unit.SECOND))));
    }

    private static boolean sampled(Wire wire) {
        return wire.interaction() instanceof Interaction.Publish p && p.sample() != null;
    }

    private static Stream<Wire> deliveries(Wiring wiring, String id) {
        return wiring.from(id).filter(w -> w.interaction() instanceof Interaction.Deliver);
    }
}
