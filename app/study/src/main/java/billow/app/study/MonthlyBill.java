package billow.app.study;

import billow.model.check.Finding;
import billow.model.kind.Meter;
import billow.model.usage.Usage;
import billow.model.usage.UsageLine;
import billow.model.value.Estimate;
import billow.pricing.Bill;
import billow.pricing.Billing;
import billow.pricing.BillingSettings;
import billow.simulator.run.NodeResult;
import billow.simulator.run.RunResult;
import billow.simulator.statistics.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What the simulated time would cost, scaled to the billing month.
///
/// @param bill    of the mean usage of all replications
/// @param total   US dollars, with the interval the replications allow
/// @param usage   the quantities behind it, for a month
/// @param unpriced meters the price book has no price for; they are left out
public record MonthlyBill(Bill bill, Estimate total, Usage usage, List<Finding> unpriced) {
    private static final double LEVEL = 0.95;
    private static final MathContext DIGITS = new MathContext(12);

    public MonthlyBill {
        unpriced = List.copyOf(unpriced);
    }

    /// @param settings the region of lines is that of the design unless the settings name one
    public static MonthlyBill of(RunResult run, Billing billing, BillingSettings settings) {
        var region = settings.region() == null ? run.design().region() : settings.region();
        double months = settings.month().hours() * 3600.0 / run.simulatedSeconds();
        var unpriced = new ArrayList<Finding>();
        var metered = new ArrayList<Metered>();
        for (var node : run.nodes())
            for (var meter : node.node().kind().meters()) {
                var quantities = Arrays.stream(node.quantities(meter))
                        .map(q -> q * months)
                        .toArray();
                if (Arrays.stream(quantities).allMatch(q -> q <= 0)) continue;
                if (billing.book().quote(meter.id(), region).isPresent())
                    metered.add(new Metered(node, meter, quantities));
                else unpriced.add(noPrice(node, meter));
            }
        var usage = new Usage(
                region, metered.stream().map(m -> m.line(mean(m.quantities()))).toList());
        var bill = billing.price(usage, settings);
        var totals = new double[run.replications().size()];
        for (int i = 0; i < totals.length; i++) {
            int replication = i;
            var lines = metered.stream()
                    .map(m -> m.line(m.quantities()[replication]))
                    .toList();
            totals[i] =
                    billing.price(new Usage(region, lines), settings).total().doubleValue();
        }
        var around = Interval.around(bill.total().doubleValue(), totals, LEVEL);
        var known = Double.isFinite(around.high());
        var total = known ? new Estimate(around.value(), Math.max(0, around.low()), around.high()) : around;
        return new MonthlyBill(bill, total, usage, unpriced);
    }

    /// The lines of a usage that the price book has a price for.
    public static Usage priced(Usage usage, Billing billing, String region) {
        return new Usage(
                region,
                usage.lines().stream()
                        .filter(l -> billing.book().quote(l.meter(), region).isPresent())
                        .toList());
    }

    private static Finding noPrice(NodeResult node, Meter meter) {
        return Finding.warning(
                "bill.unpriced",
                "nodes[" + node.node().id() + "]",
                "The price book has no price for %s; the bill leaves it out.".formatted(meter.id()));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    private record Metered(NodeResult node, Meter meter, double[] quantities) {
        UsageLine line(double quantity) {
            return new UsageLine(
                    meter.id(),
                    node.node().id(),
                    null,
                    new BigDecimal(Math.max(0, quantity), DIGITS),
                    node.node().tags());
        }
    }
}
