package billow.pricing.forecast;

import billow.model.usage.Usage;
import billow.model.usage.UsageLine;
import billow.pricing.book.Meter;
import billow.pricing.book.PriceBook;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/// Multiplies usage, meter by meter, by what makes the meter grow.
public final class Scaling {
    private Scaling() {}

    /// All quantities times a factor, for example from a simulated window to a month. Right only for a stationary
    /// workload; for any other see [#month].
    ///
    /// @param factor at least 0
    public static Usage all(Usage usage, BigDecimal factor) {
        return new Usage(
                usage.region(),
                usage.lines().stream().map(line -> scaled(line, factor)).toList());
    }

    /// A part of a month that was measured or simulated, and how often the month has such a part.
    ///
    /// @param usage of one such part
    /// @param times at least 0, for example 22 for the working days of a month
    public record Part(Usage usage, BigDecimal times) {}

    /// The usage of a month made of unlike parts: the sum of each part's usage times how often it occurs. Tiers and
    /// allowances then apply to the month, not to its parts.
    ///
    /// @param parts at least one; lines of the same meter, node, region, tags and cause are added up
    public static Usage month(List<Part> parts) {
        if (parts.isEmpty()) throw new IllegalArgumentException("parts — Expected at least one, received none.");
        var region = parts.getFirst().usage().region();
        var sums = new LinkedHashMap<UsageLine, BigDecimal>();
        for (var part : parts)
            for (var line : part.usage().lines()) {
                var own = line.region() == null ? part.usage().region() : line.region();
                var key = new UsageLine(
                        line.meter(),
                        line.node(),
                        own.equals(region) ? null : own,
                        BigDecimal.ZERO,
                        line.tags(),
                        line.causedByFailure());
                sums.merge(key, line.quantity().multiply(part.times(), MathContext.DECIMAL128), BigDecimal::add);
            }
        return new Usage(
                region,
                sums.entrySet().stream()
                        .map(sum -> with(sum.getKey(), sum.getValue()))
                        .toList());
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
        return with(line, line.quantity().multiply(factor, MathContext.DECIMAL128));
    }

    private static UsageLine with(UsageLine line, BigDecimal quantity) {
        return new UsageLine(line.meter(), line.node(), line.region(), quantity, line.tags(), line.causedByFailure());
    }
}
