package billow.model.check;

import billow.model.archetype.Archetype;
import billow.model.archetype.DataCache;
import billow.model.archetype.EdgeCache;
import billow.model.archetype.Gateway;
import billow.model.archetype.InstancePool;
import billow.model.archetype.MessageBuffer;
import billow.model.archetype.PartitionedLog;
import billow.model.archetype.Table;
import billow.model.archetype.TrafficSource;
import billow.model.archetype.Workflow;
import billow.model.design.Design;
import billow.model.design.Node;
import billow.model.fault.Fault;
import billow.model.fault.FaultText;
import billow.model.fault.Placement;
import billow.model.kind.LinkKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether faults can happen to what they name.
public final class FaultRules {
    private static final String ACCOUNT = "account";
    private static final Set<LinkKind> CALLS_NOTHING = EnumSet.of(LinkKind.WATCH, LinkKind.SCALE, LinkKind.ROLL_BACK);

    private FaultRules() {}

    /// Faults of all scenarios that can't be read or can't happen.
    public static List<Finding> of(Design design) {
        var findings = new ArrayList<Finding>();
        for (var scenario : design.scenarios())
            for (int i = 0; i < scenario.faults().size(); i++) {
                var path = "scenarios[%s].faults[%d]".formatted(scenario.name(), i);
                complaint(design, scenario.faults().get(i))
                        .ifPresent(message -> findings.add(Finding.error("scenario.fault", path, message)));
            }
        return List.copyOf(findings);
    }

    /// What is wrong with a fault as written; empty when it can happen in `design`.
    public static Optional<String> complaint(Design design, String text) {
        try {
            return complaint(design, FaultText.parse(text));
        } catch (FaultText.BadFault e) {
            return Optional.of(e.message());
        }
    }

    /// What is wrong with a fault; empty when it can happen in `design`.
    public static Optional<String> complaint(Design design, Fault fault) {
        var target = fault.target();
        boolean account = target.equals(ACCOUNT) && design.node(ACCOUNT).isEmpty();
        var node = design.node(target);
        var link = design.link(target);
        if (fault.action() instanceof Fault.Limit limit && account)
            return Double.isNaN(limit.perSecond())
                    ? Optional.empty()
                    : Optional.of("%s — Expected a number of executions for the account, received a rate."
                            .formatted(fault.text()));
        if (fault.action() instanceof Fault.Lose && account)
            return livesInZones(design)
                    ? Optional.empty()
                    : expected(fault, "something that lives in zones in the design");
        if (node.isEmpty() && link.isEmpty())
            return Optional.of(
                    "%s — Expected the id of a node or link, received \"%s\".".formatted(fault.text(), target));
        if (link.isPresent() && CALLS_NOTHING.contains(link.get().kind()))
            return fault.action() instanceof Fault.Cut
                    ? Optional.empty()
                    : expected(fault, "a cut; nothing is called over this link");
        if (link.isPresent())
            return switch (fault.action()) {
                case Fault.Slow s when s.addNanos() > 0 -> Optional.empty();
                case Fault.Fail f -> Optional.empty();
                case Fault.Cut c -> Optional.empty();
                case Fault.Slow s -> expected(fault, "a time such as 200ms for a link");
                case Fault.Kill k -> expected(fault, "a node");
                case Fault.Limit l -> expected(fault, "a node");
                case Fault.Flush f -> expected(fault, "a node");
                case Fault.Poison p -> expected(fault, "a node");
                case Fault.Lose l -> expected(fault, "a node");
            };
        return atNode(fault, node.get(), node.get().kind().lower(node.get().params(), design.region()));
    }

    private static boolean livesInZones(Design design) {
        return design.nodes().values().stream()
                .anyMatch(n -> Placement.of(n, n.kind().lower(n.params(), design.region())) != Placement.REGIONAL);
    }

    /// Whether calls can arrive there at all.
    private static boolean isCalled(Node node) {
        return node.kind().inlets().stream().anyMatch(inlet -> !CALLS_NOTHING.contains(inlet.kind()));
    }

    private static Optional<String> atNode(Fault fault, Node node, Archetype type) {
        if (type instanceof TrafficSource) return expected(fault, "something clients use, not clients");
        if (!isCalled(node))
            return expected(
                    fault, "something that is called; %s begins by itself, so cut its links".formatted(node.id()));
        return switch (fault.action()) {
            case Fault.Kill k -> {
                boolean moment = fault.forNanos() == 0 && !(type instanceof InstancePool);
                yield moment
                        ? expected(fault, "\"for\" and a time, for only functions are lost in a moment")
                        : Optional.empty();
            }
            case Fault.Slow s ->
                s.factor() > 1 && (type instanceof Gateway || type instanceof Workflow)
                        ? expected(fault, "a time such as 200ms where others do the work")
                        : Optional.empty();
            case Fault.Fail f -> Optional.empty();
            case Fault.Cut c -> expected(fault, "the id of a link, such as api->orders");
            case Fault.Limit l ->
                Double.isNaN(l.perSecond()) && !(type instanceof InstancePool)
                        ? expected(
                                fault,
                                "a rate such as 10/s; executions at once are limited for functions and the account")
                        : Optional.empty();
            case Fault.Flush f ->
                type instanceof Gateway gateway && gateway.cache() != null
                                || type instanceof DataCache
                                || type instanceof EdgeCache
                        ? Optional.empty()
                        : expected(fault, "an API with a cache, a DAX cluster or a distribution");
            case Fault.Poison p ->
                takesPoison(type)
                        ? Optional.empty()
                        : expected(
                                fault,
                                "a queue, a stream, a table with a stream, or a function with asynchronous events; of a pipe its source");
            case Fault.Lose l ->
                Placement.of(node, type) != Placement.REGIONAL
                        ? Optional.empty()
                        : expected(
                                fault,
                                "a function, load balancer, NAT gateway, interface endpoint, file system or DAX cluster; %s spans zones by itself"
                                        .formatted(node.id()));
        };
    }

    private static boolean takesPoison(Archetype type) {
        return switch (type) {
            case MessageBuffer buffer -> true;
            case PartitionedLog log -> true;
            case Table table -> table.stream() != null;
            case InstancePool pool -> true;
            default -> false;
        };
    }

    private static Optional<String> expected(Fault fault, String what) {
        return Optional.of("%s — Expected %s.".formatted(fault.text(), what));
    }
}
