package billow.pricing;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;

/// What an account pays for a month, line by line. Amounts are US dollars, exact; cents are a matter of display.
///
/// @param region    region of usage that names none
/// @param priceDate day the price book was put together
/// @param month     the month billed
/// @param freeTier  allowances applied
/// @param lines     in the order of the usage, then what discounts add
public record Bill(String region, LocalDate priceDate, Month month, FreeTier freeTier, List<BillLine> lines) {
    /// Lines that belong to no node, or have no such tag, are grouped under this name.
    public static final String NONE = "";

    public Bill {
        lines = List.copyOf(lines);
    }

    public BigDecimal total() {
        return sum(lines);
    }

    /// The total divided by a count: cost per request, per transaction, per user.
    ///
    /// @param count of what the month's usage stands for, more than 0
    public BigDecimal per(BigDecimal count) {
        if (count.signum() <= 0)
            throw new IllegalArgumentException("count — Expected more than 0, received %s.".formatted(count));
        return total().divide(count, MathContext.DECIMAL64);
    }

    /// What the same usage costs without discounts.
    public BigDecimal listTotal() {
        return lines.stream()
                .filter(line -> !line.service().equals("discount"))
                .map(BillLine::listAmount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    public SequencedMap<String, BigDecimal> byNode() {
        return by(line -> line.node() == null ? NONE : line.node());
    }

    public SequencedMap<String, BigDecimal> byService() {
        return by(BillLine::service);
    }

    public SequencedMap<String, BigDecimal> byRegion() {
        return by(BillLine::region);
    }

    /// By the value of a cost allocation tag.
    public SequencedMap<String, BigDecimal> byTag(String tag) {
        return by(line -> line.tags().getOrDefault(tag, NONE));
    }

    /// Amounts by a property of the lines, in the order of first appearance; they sum to the total.
    public SequencedMap<String, BigDecimal> by(Function<BillLine, String> property) {
        var amounts = new LinkedHashMap<String, BigDecimal>();
        for (var line : lines) amounts.merge(property.apply(line), line.amount(), BigDecimal::add);
        return amounts;
    }

    /// What retries, timeouts and dead letters cost: the lines marked as caused by failure.
    public BigDecimal costOfFailures() {
        return sum(lines.stream().filter(BillLine::causedByFailure).toList());
    }

    public Reliability reliability() {
        return Reliability.of(lines);
    }

    private static BigDecimal sum(List<BillLine> lines) {
        return lines.stream().map(BillLine::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
