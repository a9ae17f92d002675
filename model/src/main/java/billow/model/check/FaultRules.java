package billow.model.check;

import billow.model.archetype.Archetype;
import billow.model.archetype.DataCache;
import billow.model.archetype.EdgeCache;
import billow.model.archetype.Gateway;
import billow.model.archetype.InstancePool;
import billow.model.archetype.MessageBuffer;
import billow.model.archetype.TrafficSource;
import billow.model.archetype.Workflow;
import billow.model.design.Design;
import billow.model.fault.Fault;
import billow.model.fault.FaultText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether faults can happen to what they name.
public final class FaultRules {
    private static final String ACCOUNT = "account";

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
        if (node.isEmpty() && link.isEmpty())
            return Optional.of(
                    "%s — Expected the id of a node or link, received \"%s\".".formatted(fault.text(), target));
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
        return atNode(fault, node.get().kind().lower(node.get().params(), design.region()));
    }

    private static Optional<String> atNode(Fault fault, Archetype type) {
        if (type instanceof TrafficSource) return expected(fault, "something clients use, not clients");
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
            case Fault.Poison p -> type instanceof MessageBuffer ? Optional.empty() : expected(fault, "a queue");
            case Fault.Lose l ->
                type instanceof InstancePool
                        ? Optional.empty()
                        : expected(fault, "a function; other services span zones by themselves");
        };
    }

    private static Optional<String> expected(Fault fault, String what) {
        return Optional.of("%s — Expected %s.".formatted(fault.text(), what));
    }
}
