package billow.app.desktop.bill;

import billow.app.study.bill.BillAnswer;
import billow.app.study.bill.Grouping;
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

    /// Lines under what they are added up by, the dearest first; routes have no lines of their own.
    public static List<Entry> entries(BillAnswer answer, Design design, Grouping by) {
        if (by instanceof Grouping.ByRoute) return routes(answer);
        var bill = answer.bill();
        double total = Math.max(1e-12, bill.total().doubleValue());
        var groups = new LinkedHashMap<String, List<BillLine>>();
        for (var line : bill.lines())
            groups.computeIfAbsent(by.groupOf(line, design).orElse(Bill.NONE), g -> new ArrayList<>())
                    .add(line);
        return groups.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, List<BillLine>> e) -> sum(e.getValue()))
                        .reversed())
                .map(e -> group(name(e.getKey(), design, by), e.getValue(), design, total))
                .toList();
    }

    private static String name(String group, Design design, Grouping by) {
        boolean none = group.equals(Bill.NONE);
        return switch (by) {
            case Grouping.ByNode n ->
                none ? "Account" : design.node(group).map(x -> x.label()).orElse(group);
            case Grouping.ByService s -> ServiceName.of(group);
            case Grouping.ByTag t -> none ? "Without tag " + t.key() : t.key() + " = " + group;
            case Grouping.ByFrame f -> none ? "Outside frames" : group;
            case Grouping.ByRoute r -> none ? "For nobody in particular" : group;
        };
    }

    private static List<Entry> routes(BillAnswer answer) {
        double total = Math.max(1e-12, answer.bill().total().doubleValue());
        return answer.routes().stream()
                .sorted(Comparator.comparing(BillAnswer.Route::amount).reversed())
                .map(r -> new Entry(
                        r.name().equals(Bill.NONE) ? "For nobody in particular" : r.name(),
                        "",
                        r.requests() > 0 ? count(r.requests()) + " requests" : "",
                        r.perRequest().map(BillModel::perMillion).orElse(""),
                        Money.text(r.amount()),
                        r.amount().doubleValue() / total,
                        "What these requests use, and their part of what runs anyway.",
                        "",
                        List.of()))
                .toList();
    }

    private static String perMillion(BigDecimal one) {
        return Money.text(one.movePointRight(6)) + " per million";
    }

    static String count(double number) {
        return Money.quantity(new BigDecimal(number).round(new java.math.MathContext(4)))
                .replace(',', '\u202f');
    }

    private static BigDecimal sum(List<BillLine> lines) {
        return lines.stream().map(BillLine::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Entry service(String id, List<BillLine> lines, Design design, double total) {
        return group(ServiceName.of(id), lines, design, total);
    }

    private static Entry group(String name, List<BillLine> lines, Design design, double total) {
        var sum = sum(lines);
        var parts = lines.stream()
                .sorted(Comparator.comparing(BillLine::amount).reversed())
                .map(l -> line(l, design, total))
                .toList();
        return new Entry(name, "", "", "", Money.text(sum), sum.doubleValue() / total, "", "", parts);
    }

    private static Entry line(BillLine line, Design design, double total) {
        var node = line.node();
        var label = node == null ? "" : design.node(node).map(n -> n.label()).orElse(node);
        return new Entry(
                line.causedByFailure() ? line.name() + ", caused by failures" : line.name(),
                label,
                quantity(line),
                line.unitPrice().signum() == 0 ? "free" : unitPrice(line),
                Money.text(line.amount()),
                line.amount().doubleValue() / total,
                line.formula(),
                source(line),
                List.of());
    }

    private static String source(BillLine line) {
        var remark = line.evidence().remark();
        var known = line.evidence().source() + ", " + line.evidence().date();
        return remark == null ? known : known + "; " + remark;
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
}
