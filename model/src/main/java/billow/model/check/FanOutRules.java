package billow.model.check;

import billow.model.archetype.Delivery;
import billow.model.archetype.FanOut;
import billow.model.archetype.InstancePool;
import billow.model.archetype.Interaction;
import billow.model.archetype.MessageBuffer;
import billow.model.check.Wiring.Wire;
import billow.model.data.DataTemplate;
import billow.model.design.Link;
import billow.model.design.Node;
import billow.model.event.InvalidEventPattern;
import billow.model.param.Param;
import billow.model.quota.Limits;
import billow.model.service.EventBus;
import billow.model.service.ExternalService;
import billow.model.service.QueueGroups;
import billow.model.service.SnsTopic;
import billow.model.service.StateMachineKind;
import billow.model.service.Subscriptions;
import billow.model.sql.InvalidRuleSql;
import billow.model.sql.RuleSql;
import billow.model.value.Quantity;
import billow.model.value.Unit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

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
        if (delivery == null || filter == null) return Stream.of();
        if (delivery.subject() == Delivery.Subject.RULE) return rule(wire, filter.asString());
        var param = wire.from().kind() instanceof EventBus ? EventBus.PATTERN : Subscriptions.FILTER_POLICY;
        try {
            Delivery.compiled(filter, delivery.subject());
            return Stream.of();
        } catch (InvalidEventPattern e) {
            return Stream.of(Finding.error(
                    "fanout.pattern",
                    Paths.link(wire.link().id(), param.name()),
                    e.path().isEmpty() ? e.reason() : "%s: %s".formatted(e.path(), e.reason())));
        }
    }

    private static Stream<Finding> rule(Wire wire, String sql) {
        try {
            RuleSql.parse(sql);
            return Stream.of();
        } catch (InvalidRuleSql e) {
            return Stream.of(Finding.error("iot.sql", Paths.link(wire.link().id(), "sql"), e.reason()));
        }
    }

    /// A filter decides nothing where nobody says what messages look like.
    static List<Finding> filterWithoutSample(Wiring wiring) {
        return wiring.wires().stream()
                .filter(w -> w.plan().delivery() != null
                        && w.plan().delivery().filter() != null
                        && w.plan().delivery().subject() != Delivery.Subject.RULE)
                .filter(w ->
                        wiring.to(w.from().id()).noneMatch(p -> sampled(p) || says(wiring, p.from(), new HashSet<>())))
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

    /// Whether something may be said by what leaves a node: by itself, on the way to it, or by those before it.
    private static boolean says(Wiring wiring, Node node, Set<String> seen) {
        if (!seen.add(node.id())) return false;
        boolean itself = node.params().changed().entrySet().stream()
                .anyMatch(e -> node.kind().param(e.getKey()).orElse(null) instanceof Param.Document document
                        && document.language().equals(DataTemplate.LANGUAGE));
        return itself
                || node.kind() instanceof StateMachineKind
                || wiring.to(node.id()).anyMatch(w -> sampled(w) || saysOnTheWay(w) || says(wiring, w.from(), seen));
    }

    private static boolean saysOnTheWay(Wire wire) {
        return Wiring.option(wire.link(), wire.from(), wire.to())
                .map(option -> option.inlet().data().apply(wire.link().params()))
                .isPresent();
    }

    private static boolean sampled(Wire wire) {
        return wire.interaction() instanceof Interaction.Publish p && p.sample() != null;
    }

    /// Source: EventBridge quotas page, 2026: rules of a bus. A link is a rule with one target.
    static List<Finding> tooManyRules(Wiring wiring) {
        long most = (long) Limits.limit("eventbridge.rules").maximum();
        return wiring.all(FanOut.class).keySet().stream()
                .filter(id -> wiring.design().node(id).orElseThrow().kind() instanceof EventBus)
                .filter(id ->
                        deliveries(wiring, id).map(FanOutRules::rule).distinct().count() > most)
                .map(id -> Finding.error(
                        "eventbridge.rules",
                        Paths.node(id),
                        "Expected at most %d rules, received %d."
                                .formatted(
                                        most,
                                        deliveries(wiring, id)
                                                .map(FanOutRules::rule)
                                                .distinct()
                                                .count())))
                .toList();
    }

    /// Links that share a name are one rule.
    private static String rule(Wire wire) {
        return wire.link()
                .params()
                .find(EventBus.RULE)
                .filter(r -> !r.isBlank())
                .orElse("\n" + wire.link().id());
    }

    /// Source: EventBridge quotas page, 2026: targets of a rule; they share its pattern.
    static List<Finding> rulesOfSeveralTargets(Wiring wiring) {
        long most = (long) Limits.limit("eventbridge.targets").maximum();
        var findings = new ArrayList<Finding>();
        for (var id : wiring.all(FanOut.class).keySet()) {
            if (!(wiring.design().node(id).orElseThrow().kind() instanceof EventBus)) continue;
            var rules = deliveries(wiring, id)
                    .collect(Collectors.groupingBy(FanOutRules::rule, LinkedHashMap::new, Collectors.toList()));
            rules.forEach((name, links) -> {
                if (links.size() > most)
                    findings.add(Finding.error(
                            "eventbridge.targets",
                            Paths.link(links.getLast().link().id(), EventBus.RULE.name()),
                            "Expected at most %d targets of rule %s, received %d."
                                    .formatted(most, name, links.size())));
                for (var link : links)
                    if (!pattern(link.link()).equals(pattern(links.getFirst().link())))
                        findings.add(Finding.error(
                                "eventbridge.rule-pattern",
                                Paths.link(link.link().id(), EventBus.PATTERN.name()),
                                "Expected the pattern of the other links of rule %s, received another."
                                        .formatted(name)));
            });
        }
        return findings;
    }

    private static Optional<JsonNode> pattern(Link link) {
        return link.params().find(EventBus.PATTERN);
    }

    /// What only FIFO topics do.
    static List<Finding> fifoTopicsOnly(Wiring wiring) {
        var findings = new ArrayList<Finding>();
        for (var node : wiring.design().nodes().values()) {
            if (!(node.kind() instanceof SnsTopic) || node.params().get(SnsTopic.FIFO)) continue;
            for (var param : List.of(SnsTopic.THROUGHPUT_SCOPE, SnsTopic.BY_CONTENT))
                if (node.params().isSet(param)) findings.add(standard(Paths.node(node.id(), param.name())));
            wiring.to(node.id())
                    .filter(w -> w.link().params().isSet(QueueGroups.REPEATED))
                    .forEach(w -> findings.add(standard(Paths.link(w.link().id(), QueueGroups.REPEATED.name()))));
        }
        return findings;
    }

    private static Finding standard(String path) {
        return Finding.warning(
                "sns.fifo-only",
                path,
                "Only FIFO topics look for repeated messages and groups; this does nothing here.");
    }

    private static Stream<Wire> deliveries(Wiring wiring, String id) {
        return wiring.from(id).filter(w -> w.interaction() instanceof Interaction.Deliver);
    }
}
