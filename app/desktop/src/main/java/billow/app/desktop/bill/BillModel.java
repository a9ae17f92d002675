package billow.app.desktop.bill;

import billow.model.design.Design;
import billow.pricing.Bill;
import billow.pricing.BillLine;
import billow.pricing.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A bill in lines for the screen: services with their total, under each the lines of its nodes.
public final class BillModel {
    private BillModel() {}

    /// @param name     service, or what is billed
    /// @param node     label of the node; empty for a service
    /// @param quantity with its unit
    /// @param price    of one unit
    /// @param share    of the total, 0 to 1
    /// @param formula  how the amount comes about
    /// @param source   where the price stands, with its date
    public record Entry(
            String name,
            String node,
            String quantity,
            String price,
            String amount,
            double share,
            String formula,
            String source,
            List<Entry> parts) {
        public Entry {
            parts = List.copyOf(parts);
        }
    }

    /// The dearest service first, the dearest line of each first.
    public static List<Entry> entries(Bill bill, Design design) {
        double total = Math.max(1e-12, bill.total().doubleValue());
        var services = new LinkedHashMap<String, List<BillLine>>();
        for (var line : bill.lines())
            services.computeIfAbsent(line.service(), s -> new ArrayList<>()).add(line);
        return services.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, List<BillLine>> e) -> sum(e.getValue()))
                        .reversed())
                .map(e -> service(e.getKey(), e.getValue(), design, total))
                .toList();
    }

    private static BigDecimal sum(List<BillLine> lines) {
        return lines.stream().map(BillLine::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Entry service(String id, List<BillLine> lines, Design design, double total) {
        var sum = sum(lines);
        var parts = lines.stream()
                .sorted(Comparator.comparing(BillLine::amount).reversed())
                .map(l -> line(l, design, total))
                .toList();
        return new Entry(title(id), "", "", "", Money.text(sum), sum.doubleValue() / total, "", "", parts);
    }

    private static Entry line(BillLine line, Design design, double total) {
        var node = line.node();
        var label = node == null ? "" : design.node(node).map(n -> n.label()).orElse(node);
        return new Entry(
                line.name(),
                label,
                quantity(line),
                line.unitPrice().signum() == 0 ? "free" : unitPrice(line),
                Money.text(line.amount()),
                line.amount().doubleValue() / total,
                line.formula(),
                line.evidence().source() + ", " + line.evidence().date(),
                List.of());
    }

    private static String quantity(BillLine line) {
        var number = Money.quantity(line.quantity().round(new java.math.MathContext(6)));
        return number.replace(',', '\u202f') + " " + line.unit();
    }

    private static String unitPrice(BillLine line) {
        var price = line.unitPrice();
        return price.compareTo(new BigDecimal("0.0001")) < 0
                ? dollars(price.movePointRight(6)) + " per million"
                : dollars(price) + " per " + line.unit();
    }

    private static String dollars(BigDecimal price) {
        var digits = price.stripTrailingZeros();
        return "$" + (digits.scale() < 2 ? digits.setScale(2) : digits).toPlainString();
    }

    /// A service as people call it.
    static String title(String id) {
        return switch (id) {
            case "lambda" -> "Lambda";
            case "apigateway" -> "API Gateway";
            case "dynamodb" -> "DynamoDB";
            case "sqs" -> "SQS";
            case "stepfunctions" -> "Step Functions";
            case "cloudwatch", "logs" -> "CloudWatch Logs";
            case "datatransfer", "transfer" -> "Data transfer";
            case "discount" -> "Discounts";
            default -> Character.toUpperCase(id.charAt(0)) + id.substring(1);
        };
    }
}
