package billow.app.study.report;

import billow.app.study.Figures;
import billow.app.study.bill.BillAnswer;
import billow.app.study.bill.BillAnswerText;
import billow.app.study.bill.Grouping;
import billow.pricing.Money;
import java.math.BigDecimal;

/// What follows from a bill: its range, who and what costs how much, what a request costs, what the year brings.
final class BillSections {
    private static final int MOST_SWINGS = 8;

    private final BillAnswer answer;
    private final Html html;

    BillSections(BillAnswer answer, Html html) {
        this.answer = answer;
        this.html = html;
    }

    void all() {
        range();
        answer.groups().forEach(this::group);
        routes();
        future();
    }

    private void range() {
        var assumed = answer.assumed();
        if (assumed == null || BillAnswerText.range(assumed).isEmpty()) return;
        html.add(
                "<section><h2>What assumptions leave open</h2><p class=\"muted\">Values nobody set may be half or twice as large. Together they leave the total at %s (95 %%).</p>",
                BillAnswerText.range(assumed));
        html.add(
                "<div class=\"scroll\"><table><thead><tr><th>Assumption</th><th>Total at least</th><th>at most</th></tr></thead><tbody>");
        assumed.swings().stream()
                .limit(MOST_SWINGS)
                .forEach(s -> html.add(
                        "<tr><th scope=\"row\"><code>%s</code></th><td>%s</td><td>%s</td></tr>",
                        s.path(), Figures.dollars(s.low()), Figures.dollars(s.high())));
        html.add("</tbody></table></div></section>");
    }

    private void group(BillAnswer.Group group) {
        if (group.by() instanceof Grouping.ByRoute) return;
        html.add(
                "<section><h2>By %s</h2><div class=\"scroll\"><table><tbody>",
                group.by().text());
        group.amounts()
                .forEach((name, amount) -> html.add(
                        "<tr><th scope=\"row\">%s</th><td>%s</td></tr>",
                        name.isEmpty() ? "(none)" : name, Money.text(amount)));
        html.add("</tbody></table></div></section>");
    }

    private void routes() {
        if (answer.routes().isEmpty()) return;
        html.add(
                "<section><h2>Cost per request</h2><div class=\"scroll\"><table><thead><tr><th>Route</th><th>Requests</th><th>Amount</th><th>Per million</th></tr></thead><tbody>");
        for (var route : answer.routes())
            html.add(
                    "<tr><th scope=\"row\">%s</th><td>%s</td><td>%s</td><td>%s</td></tr>",
                    route.name().isEmpty() ? "(none)" : route.name(),
                    route.requests() > 0 ? Figures.count(route.requests()) : "",
                    Money.text(route.amount()),
                    route.perRequest().map(BillSections::perMillion).orElse(""));
        html.add("</tbody></table></div><p class=\"muted\">");
        answer.perRequest().ifPresent(each -> html.add("All requests: %s per million. ", perMillion(each)));
        var next = answer.nextMillion();
        if (next != null) html.add("The next million costs %s. ", Money.text(next));
        for (var transaction : answer.transactions())
            transaction
                    .each()
                    .ifPresent(each -> html.add(
                            "%s of %s: %s per thousand. ",
                            Figures.count(transaction.count()),
                            transaction.node(),
                            Money.text(each.movePointRight(3))));
        html.add("</p></section>");
    }

    private static String perMillion(BigDecimal each) {
        return Money.text(each.movePointRight(6));
    }

    private void future() {
        if (answer.growth().isEmpty() && answer.budgets().isEmpty()) return;
        html.add("<section><h2>The months to come</h2>");
        if (!answer.growth().isEmpty()) {
            html.add("<div class=\"scroll\"><table><tbody>");
            int month = 1;
            for (var bill : answer.growth())
                html.add("<tr><th scope=\"row\">Month %s</th><td>%s</td></tr>", month++, Money.text(bill.total()));
            html.add("</tbody></table></div>");
        }
        for (var budget : answer.budgets())
            html.add(
                    "<p>Budget of %s: %s.</p>",
                    Money.text(budget.budget().limit()),
                    budget.day().isPresent() ? "crossed on day " + budget.day().getAsInt() : "not crossed this month");
        html.add("</section>");
    }
}
