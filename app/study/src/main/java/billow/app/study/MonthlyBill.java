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
import billow.simulator.run.TraceSource;
import billow.simulator.statistics.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What a month of the simulated load would cost.
///
/// @param bill     of the mean usage of all replications
/// @param total    US dollars, with the interval the replications allow
/// @param usage    the quantities behind it, for a month; what failures caused has lines of its own
/// @param requests client requests of the month
/// @param unpriced meters the price book has no price for, which are left out, and what else is to be said
public record MonthlyBill(Bill bill, Estimate total, Usage usage, double requests, List<Finding> unpriced) {
    private static final double LEVEL = 0.95;
    private static final MathContext DIGITS = new MathContext(12);

    public MonthlyBill {
        unpriced = List.copyOf(unpriced);
    }

    /// As [#of(RunResult, TraceSource, Billing, BillingSettings)] for designs that replay nothing.
    public static MonthlyBill of(RunResult run, Billing billing, BillingSettings settings) {
        return of(run, TraceSource.NONE, billing, settings);
    }

    /// @param settings the region of lines is that of the design unless the settings name one
    public static MonthlyBill of(RunResult run, TraceSource traces, Billing billing, BillingSettings settings) {
        var region = settings.region() == null ? run.design().region() : settings.region();
        var months = ToMonth.of(run, traces, settings.month().hours());
        var remarks = new ArrayList<>(months.findings());
        var metered = new ArrayList<Metered>();
        for (var node : run.nodes())
            for (var meter : node.node().kind().meters()) {
                double factor = months.factor(node.node().id(), meter.id());
                var quantities = times(node.quantities(meter), factor);
                if (Arrays.stream(quantities).allMatch(q -> q <= 0)) continue;
                var failed = times(node.quantitiesOfFailures(meter), factor);
                if (billing.book().quote(meter.id(), region).isPresent())
                    metered.add(new Metered(node, meter, quantities, failed));
                else remarks.add(noPrice(node, meter));
            }
        var usage = new Usage(
                region, metered.stream().flatMap(m -> m.lines().stream()).toList());
        var bill = billing.price(usage, settings);
        var totals = new double[run.replications().size()];
        for (int i = 0; i < totals.length; i++) {
            int replication = i;
            var lines = metered.stream()
                    .map(m -> m.line(m.quantities()[replication], false))
                    .toList();
            totals[i] =
                    billing.price(new Usage(region, lines), settings).total().doubleValue();
        }
        var around = Interval.around(bill.total().doubleValue(), totals, LEVEL);
        var known = Double.isFinite(around.high());
        var total = known ? new Estimate(around.value(), Math.max(0, around.low()), around.high()) : around;
        return new MonthlyBill(bill, total, usage, months.requests(), remarks);
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

    private static double[] times(double[] values, double factor) {
        return Arrays.stream(values).map(v -> v * factor).toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    private record Metered(NodeResult node, Meter meter, double[] quantities, double[] failed) {
        /// One line, or two when failures caused a part.
        List<UsageLine> lines() {
            double all = mean(quantities);
            double lost = Math.clamp(mean(failed), 0.0, all);
            if (lost == 0) return List.of(line(all, false));
            if (lost == all) return List.of(line(all, true));
            return List.of(line(all - lost, false), line(lost, true));
        }

        UsageLine line(double quantity, boolean causedByFailure) {
            return new UsageLine(
                    meter.id(),
                    node.node().id(),
                    meter.area(),
                    new BigDecimal(Math.max(0, quantity), DIGITS),
                    node.node().tags(),
                    causedByFailure);
        }
    }
}
