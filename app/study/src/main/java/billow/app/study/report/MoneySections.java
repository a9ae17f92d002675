package billow.app.study.report;

import billow.app.study.Figures;
import billow.model.value.Estimate;
import billow.pricing.Bill;
import billow.pricing.BillLine;
import billow.pricing.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The bill: shares by service, then every line with its formula.
final class MoneySections {
    private final Bill bill;
    private final @Nullable Estimate sampling;
    private final Html html;
    private final Map<String, Integer> sources = new LinkedHashMap<>();

    /// @param sampling total with the interval of a simulation, or null without one
    MoneySections(Bill bill, @Nullable Estimate sampling, Html html) {
        this.bill = bill;
        this.sampling = sampling;
        this.html = html;
    }

    void bill() {
        html.add(
                "<section><h2>Bill</h2><p class=\"muted\">A month of %s hours in %s, list prices of %s in US dollars, free tier %s.%s</p>",
                bill.month().hours(),
                bill.region(),
                bill.priceDate(),
                bill.freeTier().id(),
                sampling == null
                        ? " Expected from rates and means, without a simulation."
                        : " The interval is that of the simulated sample; assumptions come on top.");
        services(bill.byService(), bill.total());
        html.add(
                "<div class=\"scroll\"><table class=\"bill\"><thead><tr><th>Item</th><th class=\"left\">Node</th><th>Quantity</th><th>Amount</th><th class=\"left\">How it comes about</th></tr></thead><tbody>");
        bill.lines().stream()
                .sorted(Comparator.comparing(BillLine::amount).reversed())
                .forEach(this::line);
        html.add(
                "</tbody><tfoot><tr><th>Total</th><td></td><td></td><td>%s</td><td class=\"left muted\">%s</td></tr></tfoot></table></div>",
                Money.text(bill.total()), bounds());
        reliability();
        sources();
        html.add("</section>");
    }

    private void reliability() {
        html.add("<p class=\"muted\">%s", bill.reliability().text());
        if (bill.costOfFailures().signum() > 0)
            html.add(" Failures cost %s of the total.", Money.text(bill.costOfFailures()));
        html.add("</p>");
    }

    private String bounds() {
        return sampling != null && Double.isFinite(sampling.high()) && sampling.high() > sampling.low()
                ? "95 %% interval %s to %s".formatted(Figures.dollars(sampling.low()), Figures.dollars(sampling.high()))
                : "";
    }

    private void services(Map<String, BigDecimal> byService, BigDecimal total) {
        if (total.signum() <= 0) return;
        List<Map.Entry<String, BigDecimal>> sorted = new ArrayList<>(byService.entrySet());
        sorted.sort(Map.Entry.<String, BigDecimal>comparingByValue().reversed());
        html.add("<div class=\"services\">");
        for (var service : sorted) {
            double share = service.getValue().doubleValue() / total.doubleValue();
            html.add(
                    "<span>%s</span><div class=\"bar\"><i style=\"width:%s%%\"></i></div><span class=\"num\">%s</span><span class=\"num muted\">%s</span>",
                    name(service.getKey()),
                    String.format(Locale.ROOT, "%.2f", Math.max(0.2, share * 100)),
                    Money.text(service.getValue()),
                    Figures.percent(share));
        }
        html.add("</div>");
    }

    private static String name(String service) {
        return switch (service) {
            case "apigateway" -> "API Gateway";
            case "lambda" -> "Lambda";
            case "dynamodb" -> "DynamoDB";
            case "sqs" -> "SQS";
            case "stepfunctions" -> "Step Functions";
            case "cloudwatch" -> "CloudWatch";
            case "datatransfer" -> "Data transfer";
            default -> service;
        };
    }

    private void line(BillLine line) {
        var evidence = line.evidence();
        var remark = evidence.remark() == null ? "" : evidence.remark();
        int source = sources.computeIfAbsent(evidence.source() + ", " + evidence.date(), s -> sources.size() + 1);
        html.add(
                "<tr><th scope=\"row\">%s</th><td class=\"left\">%s</td><td>%s<small>%s</small></td><td>%s</td>",
                line.name() + (line.causedByFailure() ? " (failures)" : ""),
                line.node() == null ? "account" : line.node(),
                Figures.quantity(line.quantity()),
                line.unit(),
                Money.text(line.amount()));
        html.add(
                "<td class=\"left formula\">%s <sup>%s</sup><small>%s</small></td></tr>",
                line.formula(), source, remark);
    }

    private void sources() {
        html.add("<ol class=\"sources\">");
        sources.keySet().forEach(source -> html.add("<li>%s</li>", source));
        html.add("</ol>");
    }
}
