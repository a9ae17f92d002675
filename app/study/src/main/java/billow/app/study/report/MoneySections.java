package billow.app.study.report;

import billow.app.study.Figures;
import billow.app.study.Study;
import billow.pricing.BillLine;
import billow.pricing.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The bill: shares by service, then every line with its formula.
final class MoneySections {
    private final Study.Result result;
    private final Html html;
    private final Map<String, Integer> sources = new LinkedHashMap<>();

    MoneySections(Study.Result result, Html html) {
        this.result = result;
        this.html = html;
    }

    void bill() {
        var monthly = result.bill();
        var bill = monthly.bill();
        html.add(
                "<section><h2>Bill</h2><p class=\"muted\">A month of %s hours in %s, list prices of %s in US dollars, free tier %s. The interval is that of the simulated sample; assumptions come on top.</p>",
                bill.month().hours(),
                bill.region(),
                bill.priceDate(),
                bill.freeTier().id());
        services(bill.byService(), bill.total());
        html.add(
                "<div class=\"scroll\"><table class=\"bill\"><thead><tr><th>Item</th><th class=\"left\">Node</th><th>Quantity</th><th>Amount</th><th class=\"left\">How it comes about</th></tr></thead><tbody>");
        bill.lines().stream()
                .sorted(Comparator.comparing(BillLine::amount).reversed())
                .forEach(this::line);
        html.add(
                "</tbody><tfoot><tr><th>Total</th><td></td><td></td><td>%s</td><td class=\"left muted\">%s</td></tr></tfoot></table></div>",
                Money.text(bill.total()), bounds());
        sources();
        html.add("</section>");
    }

    private String bounds() {
        var total = result.bill().total();
        return Double.isFinite(total.high()) && total.high() > total.low()
                ? "95 %% interval %s to %s".formatted(Figures.dollars(total.low()), Figures.dollars(total.high()))
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
                line.name(),
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
