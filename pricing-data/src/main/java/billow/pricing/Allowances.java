package billow.pricing;

import billow.pricing.book.Allowance;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;

/// Spends the account's allowances, each once, on the pools of usage it covers.
final class Allowances {
    private Allowances() {}

    static void spend(Collection<Allowance> allowances, FreeTier freeTier, Collection<Pool> pools) {
        for (var allowance : allowances) {
            if (!freeTier.includes(allowance.kind())) continue;
            var rest = allowance.quantity();
            for (var covered : groups(allowance, pools)) rest = rest.subtract(spend(rest, allowance, covered));
        }
    }

    /// Pools that share the allowance evenly: all of them, or, where the meters have an order, those of each meter.
    private static List<List<Pool>> groups(Allowance allowance, Collection<Pool> pools) {
        return switch (allowance.sharing()) {
            case PROPORTIONAL ->
                List.of(pools.stream()
                        .filter(pool ->
                                allowance.meters().contains(pool.quote().meter().id()))
                        .toList());
            case IN_ORDER ->
                allowance.meters().stream()
                        .map(meter -> pools.stream()
                                .filter(pool -> pool.quote().meter().id().equals(meter))
                                .toList())
                        .toList();
        };
    }

    private static BigDecimal spend(BigDecimal available, Allowance allowance, List<Pool> pools) {
        if (pools.isEmpty() || available.signum() == 0) return BigDecimal.ZERO;
        var needs = pools.stream().map(Pool::chargeable).toList();
        var spent = needs.stream().reduce(BigDecimal.ZERO, BigDecimal::add).min(available);
        var parts = Shares.of(spent, needs);
        for (int i = 0; i < parts.size(); i++) pools.get(i).allow(parts.get(i), allowance.inTiers());
        return spent;
    }
}
