package billow.simulator.estimate;

import billow.model.archetype.Gateway;
import billow.model.archetype.Interaction;
import billow.model.archetype.Position;
import billow.model.archetype.TrafficSource.Popularity;
import billow.model.kind.LinkKind;
import billow.simulator.estimate.Wires.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Shares of an API's requests: those that pass its checks, and those of each link.
final class GatewayFlows {
    /// Up to here popularities are summed one by one.
    private static final long FEW = 10_000;

    private GatewayFlows() {}

    /// Share of the requests that pass authoriser and API key, and so are billed.
    static double billed(Gateway gateway, List<Wire> links) {
        var plan = gateway.plan();
        double keyed = plan == null ? 1 : 1 - plan.missing();
        return keyed * authorised(gateway, links);
    }

    private static double authorised(Gateway gateway, List<Wire> links) {
        var rule = gateway.authorisation();
        return rule == null ? 1 : authorised(rule, links);
    }

    /// Share of what comes that its authoriser lets pass.
    static double authorised(Gateway.Authorisation rule, List<Wire> links) {
        boolean checked =
                rule.byItself() || links.stream().anyMatch(w -> w.link().kind() == LinkKind.AUTHORISE);
        return checked ? 1 - rule.refused() : 1;
    }

    /// Share of the requests that go to an integration.
    static double passing(Gateway gateway, List<Wire> links) {
        return gateway.mock()
                ? 0
                : billed(gateway, links) * (1 - gateway.validation().invalid());
    }

    /// Share of the integrated requests that a link gets; those of all links sum to 1.
    static double split(Gateway gateway, Wire wire, List<Wire> links) {
        if (wire.link().kind() == LinkKind.AUTHORISE
                || !gateway.serves(wire.plan().position())) return 0;
        double ofCanary =
                shares(gateway, links, true) == 0 ? 0 : gateway.release().canary();
        boolean canary = isCanary(wire);
        double all = shares(gateway, links, canary);
        double part = canary ? ofCanary : 1 - ofCanary;
        return all == 0 ? 0 : part * wire.plan().share() / all;
    }

    private static double shares(Gateway gateway, List<Wire> links, boolean canary) {
        return links.stream()
                .filter(w -> w.link().kind() != LinkKind.AUTHORISE && isCanary(w) == canary)
                .filter(w -> gateway.serves(w.plan().position()))
                .mapToDouble(w -> w.plan().share())
                .sum();
    }

    private static boolean isCanary(Wire wire) {
        Position position = wire.plan().position();
        return position != null && position.canary();
    }

    /// How often an authoriser's function is asked per request: a cached answer holds for a while and isn't renewed.
    static double asked(Gateway.@Nullable Authorisation rule, Wire wire, double rate) {
        if (rule == null || !(wire.interaction() instanceof Interaction.Invoke)) return 0;
        return rule.ttlNanos() == 0 ? 1 : misses(rule.identities(), rate * rule.ttlNanos() / 1e9);
    }

    /// Misses of a cache whose entries hold for one TTL: Σ pᵢ / (1 + pᵢ x) with x requests per TTL.
    static double misses(Popularity keys, double perTtl) {
        if (keys.count() > FEW) return 1 / (1 + perTtl / keys.count());
        double all = 0;
        for (int k = 1; k <= keys.count(); k++) all += StrictMath.pow(k, -keys.exponent());
        double misses = 0;
        for (int k = 1; k <= keys.count(); k++) {
            double p = StrictMath.pow(k, -keys.exponent()) / all;
            misses += p / (1 + p * perTtl);
        }
        return misses;
    }
}
