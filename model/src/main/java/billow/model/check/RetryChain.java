package billow.model.check;

import billow.model.archetype.Interaction;
import billow.model.archetype.TrafficSource;
import billow.model.check.Wiring.Wire;
import billow.model.design.Design;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A chain of waiting calls in which each caller repeats all the attempts of those below it.
///
/// @param attempts product of the attempts along the chain
/// @param last     node at its end
/// @param callers  ids of those who call, clients first
/// @param words    the chain in words, `clients × 3 → api → orders × 3`: who makes how many attempts at whom
public record RetryChain(double attempts, String last, List<String> callers, String words) {
    public RetryChain {
        callers = List.copyOf(callers);
    }

    /// The worst chain of a design; empty when it has no traffic.
    public static Optional<RetryChain> worst(Design design) {
        RetryChain worst = null;
        for (var chain : all(Wiring.of(design, Set.of())))
            if (worst == null || chain.attempts() > worst.attempts()) worst = chain;
        return Optional.ofNullable(worst);
    }

    /// The worst chain of each source of traffic.
    static List<RetryChain> all(Wiring wiring) {
        var chains = new ArrayList<RetryChain>();
        var known = new HashMap<String, RetryChain>();
        for (var source : wiring.all(TrafficSource.class).entrySet()) {
            var own = source.getValue().retry().maxAttempts();
            var below = below(wiring, source.getKey(), known);
            chains.add(new RetryChain(
                    own * below.attempts(),
                    below.last(),
                    below.callers(),
                    times(source.getKey(), own) + below.words()));
        }
        return chains;
    }

    /// The worst chain of waiting calls that begins at `node`; loops are followed once.
    private static RetryChain below(Wiring wiring, String node, Map<String, RetryChain> known) {
        var found = known.get(node);
        if (found != null) return found;
        var worst = new RetryChain(1, node, List.of(), "");
        known.put(node, worst);
        for (var wire : wiring.from(node).filter(Wire::waits).toList()) {
            int own = wire.plan().retry().attempts(wire.interaction() instanceof Interaction.Operate);
            var below = below(wiring, wire.to().id(), known);
            if (own * below.attempts() > worst.attempts() || worst.last().equals(node))
                worst = new RetryChain(
                        own * below.attempts(),
                        below.last(),
                        Stream.concat(Stream.of(node), below.callers().stream()).toList(),
                        " → " + times(wire.to().id(), own) + below.words());
        }
        known.put(node, worst);
        return worst;
    }

    private static String times(String node, int attempts) {
        return attempts > 1 ? node + " × " + attempts : node;
    }
}
