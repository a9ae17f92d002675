package billow.app.desktop.run;

import billow.model.usage.Usage;
import billow.model.usage.UsageLine;
import billow.pricing.Bill;
import billow.pricing.Billing;
import billow.pricing.BillingSettings;
import billow.pricing.UsageException;
import billow.simulator.run.RunResult;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.TDistribution;

/// The bill of a month of what was simulated: each replication is scaled to the month and priced; the interval of the
/// total is that of the replications.
final class Costing {
    private final Billing billing = Billing.standard();

    Outcome price(RunResult result) {
        var settings = BillingSettings.STANDARD.in(result.design().region());
        double factor = settings.month().hours() * 3600.0 / result.simulatedSeconds();
        int runs = result.replications().size();
        try {
            var bill = billing.price(usage(result, factor, Costing::mean), settings);
            var totals = new ArrayList<Double>();
            for (int i = 0; i < runs; i++) {
                int run = i;
                totals.add(billing.price(usage(result, factor, q -> q[run]), settings)
                        .total()
                        .doubleValue());
            }
            return around(result, bill, totals);
        } catch (UsageException e) {
            return new Outcome(result, null, 0, 0, String.valueOf(e.getMessage()));
        }
    }

    private static Outcome around(RunResult result, Bill bill, ArrayList<Double> totals) {
        double total = bill.total().doubleValue();
        int n = totals.size();
        if (n < 2) return new Outcome(result, bill, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, "");
        double mean = totals.stream().mapToDouble(t -> t).average().orElse(total);
        double squares =
                totals.stream().mapToDouble(t -> (t - mean) * (t - mean)).sum();
        double half = new TDistribution(n - 1).inverseCumulativeProbability(0.975) * Math.sqrt(squares / (n - 1) / n);
        return new Outcome(result, bill, Math.max(0, total - half), total + half, "");
    }

    private static double mean(double[] quantities) {
        double sum = 0;
        for (double q : quantities) sum += q;
        return sum / quantities.length;
    }

    private static Usage usage(RunResult result, double factor, ToDoubleFunction<double[]> choice) {
        var lines = new ArrayList<UsageLine>();
        for (var node : result.nodes())
            for (var meter : node.node().kind().meters()) {
                double quantity = choice.applyAsDouble(node.quantities(meter)) * factor;
                if (quantity > 0)
                    lines.add(new UsageLine(
                            meter.id(),
                            node.node().id(),
                            null,
                            BigDecimal.valueOf(quantity),
                            node.node().tags()));
            }
        return new Usage(result.design().region(), lines);
    }
}
