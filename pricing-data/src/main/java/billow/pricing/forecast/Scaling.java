package billow.pricing.forecast;

import billow.model.usage.Usage;
import billow.model.usage.UsageLine;
import billow.pricing.book.Meter;
import billow.pricing.book.PriceBook;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Set;

/// Multiplies usage, meter by meter, by what makes the meter grow.
public final class Scaling {
    private Scaling() {}

    /// All quantities times a factor, for example from a simulated window to a month. Right only for a stationary
    /// workload; for any other, add up the usage of the month's parts and bill the sum.
    ///
    /// @param factor at least 0
    public static Usage all(Usage usage, BigDecimal factor) {
        return new Usage(
                usage.region(),
                usage.lines().stream().map(line -> scaled(line, factor)).toList());
    }

    /// The quantities of meters of some natures times a factor, the others unchanged.
    ///
    /// @throws IllegalArgumentException when the book does not know a meter
    public static Usage only(Set<Meter.Nature> natures, Usage usage, BigDecimal factor, PriceBook book) {
        return new Usage(
                usage.region(),
                usage.lines().stream()
                        .map(line -> natures.contains(nature(line, book)) ? scaled(line, factor) : line)
                        .toList());
    }

    private static Meter.Nature nature(UsageLine line, PriceBook book) {
        return book.meter(line.meter())
                .map(Meter::nature)
                .orElseThrow(() -> new IllegalArgumentException(
                        "meter — Expected a known meter, received %s.".formatted(line.meter())));
    }

    private static UsageLine scaled(UsageLine line, BigDecimal factor) {
        return new UsageLine(
                line.meter(),
                line.node(),
                line.region(),
                line.quantity().multiply(factor, MathContext.DECIMAL128),
                line.tags(),
                line.causedByFailure());
    }
}
