package billow.app.study.bill;

import billow.app.study.ResultJson;
import billow.pricing.Bill;
import billow.pricing.export.BillJson;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What follows from a bill, for scripts: more fields of the `bill` object. Amounts are US dollars.
public final class BillAnswerJson {
    private static final MathContext DIGITS = new MathContext(9);

    private BillAnswerJson() {}

    /// The bill of `billow bill --json`; its total's bounds are what the assumptions leave open.
    public static ObjectNode of(BillAnswer answer) {
        var assumed = answer.assumed();
        var total = answer.bill().total();
        var json = assumed == null
                ? BillJson.of(answer.bill())
                : BillJson.of(
                        answer.bill(),
                        BigDecimal.valueOf(assumed.total().low()).min(total),
                        BigDecimal.valueOf(assumed.total().high()).max(total));
        add(answer, json);
        var findings = json.putArray("findings");
        answer.findings().forEach(f -> findings.add(ResultJson.finding(f)));
        return json;
    }

    /// Adds the fields to a bill that is written already.
    public static void add(BillAnswer answer, ObjectNode json) {
        json.put("costOfFailures", number(answer.bill().costOfFailures()));
        json.put("uncertainShare", number(answer.bill().reliability().share()));
        var assumed = answer.assumed();
        if (assumed != null) {
            var range = json.putObject("assumed");
            range.put("low", number(assumed.total().low()));
            range.put("high", number(assumed.total().high()));
            var swings = range.putArray("swings");
            for (var swing : assumed.swings())
                swings.addObject()
                        .put("path", swing.path())
                        .put("low", number(swing.low()))
                        .put("high", number(swing.high()));
        }
        var by = json.putObject("by");
        for (var group : answer.groups()) {
            var amounts = by.putObject(group.by().text());
            group.amounts().forEach((name, amount) -> amounts.put(name, number(amount)));
        }
        each(answer, json);
        future(answer, json);
    }

    private static void each(BillAnswer answer, ObjectNode json) {
        json.put("requests", number(answer.requests()));
        put(json, "perRequest", answer.perRequest());
        put(json, "nextMillion", Optional.ofNullable(answer.nextMillion()));
        var routes = json.putArray("routes");
        for (var route : answer.routes()) {
            var entry = routes.addObject()
                    .put("name", route.name())
                    .put("requests", number(route.requests()))
                    .put("amount", number(route.amount()));
            put(entry, "perRequest", route.perRequest());
        }
        var transactions = json.putArray("transactions");
        for (var transaction : answer.transactions()) {
            var entry =
                    transactions.addObject().put("node", transaction.node()).put("count", number(transaction.count()));
            put(entry, "each", transaction.each());
        }
    }

    private static void future(BillAnswer answer, ObjectNode json) {
        var growth = json.putArray("growth");
        for (Bill bill : answer.growth()) growth.add(number(bill.total()));
        var budgets = json.putArray("budgets");
        for (var budget : answer.budgets()) {
            var entry = budgets.addObject().put("limit", number(budget.budget().limit()));
            if (budget.day().isPresent()) entry.put("crossedOnDay", budget.day().getAsInt());
            else entry.putNull("crossedOnDay");
        }
    }

    private static void put(ObjectNode json, String name, Optional<BigDecimal> amount) {
        if (amount.isPresent()) json.put(name, number(amount.get()));
        else json.putNull(name);
    }

    private static BigDecimal number(double value) {
        return number(BigDecimal.valueOf(value));
    }

    private static BigDecimal number(BigDecimal value) {
        if (value.signum() == 0) return BigDecimal.ZERO;
        var rounded = value.round(DIGITS).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }
}
