package billow.pricing;

import billow.pricing.book.Status;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/// How much of a bill rests on figures that cannot be fully trusted.
///
/// @param uncertain by status, US dollars of the lines that are not trusted; figures continued beyond their last source
///                  count as [Status#ESTIMATED]
/// @param share     of the charges that rests on them, 0 to 1
public record Reliability(Map<Status, BigDecimal> uncertain, double share) {
    public Reliability {
        uncertain = Map.copyOf(uncertain);
    }

    static Reliability of(Iterable<BillLine> lines) {
        var uncertain = new EnumMap<Status, BigDecimal>(Status.class);
        var all = BigDecimal.ZERO;
        var doubtful = BigDecimal.ZERO;
        for (var line : lines) {
            if (line.amount().signum() <= 0) continue;
            all = all.add(line.amount());
            var amount = line.uncertainAmount();
            if (amount.signum() == 0) continue;
            var status = line.evidence().status();
            uncertain.merge(status.trusted() ? Status.ESTIMATED : status, amount, BigDecimal::add);
            doubtful = doubtful.add(amount);
        }
        double share = all.signum() == 0
                ? 0
                : doubtful.divide(all, MathContext.DECIMAL64).doubleValue();
        return new Reliability(uncertain, share);
    }

    /// Whether every figure used is trusted.
    public boolean complete() {
        return uncertain.isEmpty();
    }

    /// One sentence for the foot of the bill.
    public String text() {
        if (complete()) return "Every figure has a source.";
        var parts = new EnumMap<>(uncertain)
                .entrySet().stream()
                        .map(entry -> Money.text(entry.getValue()) + " "
                                + entry.getKey().id())
                        .collect(Collectors.joining(", "));
        return "%s %% of the charges rest on uncertain figures: %s."
                .formatted(Money.quantity(BigDecimal.valueOf(share * 100).round(new MathContext(2))), parts);
    }
}
