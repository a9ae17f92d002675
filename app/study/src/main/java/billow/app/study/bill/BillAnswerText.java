package billow.app.study.bill;

import billow.app.study.Figures;
import billow.app.study.TextTable;
import billow.pricing.Bill;
import billow.pricing.Money;
import java.math.BigDecimal;
import java.util.ArrayList;

/// What follows from a bill, for a terminal; the lines of the bill itself come before.
public final class BillAnswerText {
    private static final int MOST_SWINGS = 5;

    private final BillAnswer answer;
    private final StringBuilder out = new StringBuilder();

    private BillAnswerText(BillAnswer answer) {
        this.answer = answer;
    }

    public static String of(BillAnswer answer) {
        var text = new BillAnswerText(answer);
        text.range();
        answer.groups().forEach(text::group);
        text.routes();
        text.each();
        text.growth();
        text.budgets();
        return text.out.toString();
    }

    /// The range of a total in words: `$6.10 to $25.00`; empty when nothing is left open.
    public static String range(AssumedRange assumed) {
        var total = assumed.total();
        return total.high() > total.low() ? Figures.dollars(total.low()) + " to " + Figures.dollars(total.high()) : "";
    }

    private void range() {
        var assumed = answer.assumed();
        if (assumed == null || range(assumed).isEmpty()) return;
        out.append("\nAssumptions leave the total between ")
                .append(range(assumed).replace(" to ", " and "))
                .append("; most depends on\n");
        var table = new TextTable(true, false, false);
        assumed.swings().stream()
                .limit(MOST_SWINGS)
                .forEach(s -> table.row(
                        "  " + s.path(),
                        Figures.dollars(s.low()),
                        "to " + Figures.dollars(s.high()) + " at half and twice the value"));
        out.append(table);
    }

    private void group(BillAnswer.Group group) {
        if (group.by() instanceof Grouping.ByRoute) return; // routes say more
        var table = new TextTable(true, false, false);
        double total = answer.bill().total().doubleValue();
        group.amounts()
                .forEach((name, amount) -> table.row(
                        "  " + (name.isEmpty() ? "(none)" : name),
                        Money.text(amount),
                        total == 0 ? "" : Figures.percent(amount.doubleValue() / total)));
        out.append("\nBy ").append(group.by().text()).append('\n').append(table);
    }

    private void routes() {
        if (answer.routes().isEmpty()) return;
        var table = new TextTable(true, false, false, false);
        table.row("Routes", "requests", "amount", "per million");
        for (var route : answer.routes())
            table.row(
                    "  " + (route.name().isEmpty() ? "(none)" : route.name()),
                    route.requests() > 0 ? Figures.count(route.requests()) : "",
                    Money.text(route.amount()),
                    route.perRequest().map(BillAnswerText::perMillion).orElse(""));
        out.append('\n').append(table);
    }

    private static String perMillion(BigDecimal each) {
        return Money.text(each.movePointRight(6));
    }

    private void each() {
        var lines = new ArrayList<String>();
        answer.perRequest()
                .ifPresent(each -> lines.add("%s requests a month at %s per million"
                        .formatted(Figures.count(answer.requests()), perMillion(each))));
        var next = answer.nextMillion();
        if (next != null) lines.add("The next million requests cost " + Money.text(next));
        for (var transaction : answer.transactions())
            transaction
                    .each()
                    .ifPresent(each -> lines.add("%s of %s a month at %s per thousand"
                            .formatted(
                                    Figures.count(transaction.count()),
                                    transaction.node(),
                                    Money.text(each.movePointRight(3)))));
        if (!lines.isEmpty()) out.append('\n').append(String.join("\n", lines)).append('\n');
    }

    private void growth() {
        if (answer.growth().isEmpty()) return;
        var table = new TextTable(true, false);
        int month = 1;
        var year = BigDecimal.ZERO;
        for (Bill bill : answer.growth()) {
            table.row("  month " + month++, Money.text(bill.total()));
            year = year.add(bill.total());
        }
        table.row("  all", Money.text(year));
        out.append("\nTwelve months of growth\n").append(table);
    }

    private void budgets() {
        for (var budget : answer.budgets())
            out.append("\nBudget of ")
                    .append(Money.text(budget.budget().limit()))
                    .append(
                            budget.day().isPresent()
                                    ? ": crossed on day " + budget.day().getAsInt()
                                    : ": not crossed this month");
        if (!answer.budgets().isEmpty()) out.append('\n');
    }
}
