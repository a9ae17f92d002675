package billow.pricing.export;

import billow.pricing.Bill;
import billow.pricing.BillLine;
import billow.pricing.BillRange;
import java.math.BigDecimal;
import java.util.TreeMap;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A bill as the `bill` object of a result. Amounts are numbers in US dollars with up to twelve decimals.
public final class BillJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private BillJson() {}

    /// A bill without uncertainty: low and high equal the value.
    public static ObjectNode of(Bill bill) {
        return of(bill, bill.total(), bill.total());
    }

    public static ObjectNode of(BillRange range) {
        return of(range.expected(), range.low().total(), range.high().total());
    }

    /// A bill with the interval its total is expected in.
    public static ObjectNode of(Bill bill, BigDecimal low, BigDecimal high) {
        var json = JSON.objectNode();
        json.put("region", bill.region());
        json.put("currency", "USD");
        json.put("priceDate", bill.priceDate().toString());
        json.put("month", bill.month().id());
        json.put("freeTier", bill.freeTier().id());
        var total = json.putObject("total");
        total.put("value", Numbers.rounded(bill.total()));
        total.put("low", Numbers.rounded(low));
        total.put("high", Numbers.rounded(high));
        json.put("failures", Numbers.rounded(bill.costOfFailures()));
        var reliability = bill.reliability();
        var uncertain = json.putObject("uncertain");
        uncertain.put("share", Numbers.rounded(BigDecimal.valueOf(reliability.share())));
        uncertain.put("text", reliability.text());
        new TreeMap<>(reliability.uncertain())
                .forEach((status, amount) -> uncertain.put(status.id(), Numbers.rounded(amount)));
        var lines = json.putArray("lines");
        for (var line : bill.lines()) lines.add(of(line));
        return json;
    }

    private static ObjectNode of(BillLine line) {
        var json = JSON.objectNode();
        if (line.node() == null) json.putNull("node");
        else json.put("node", line.node());
        json.put("service", line.service());
        json.put("meter", line.meter());
        json.put("name", line.name());
        json.put("region", line.region());
        json.put("quantity", Numbers.rounded(line.quantity()));
        json.put("unit", line.unit());
        json.put("freeQuantity", Numbers.rounded(line.freeQuantity()));
        json.put("unitPrice", Numbers.rounded(line.unitPrice()));
        if (line.tiers().size() > 1) {
            var tiers = json.putArray("tiers");
            for (var charge : line.tiers()) {
                var tier = tiers.addObject();
                tier.put("from", Numbers.rounded(charge.tier().from()));
                tier.put("quantity", Numbers.rounded(charge.quantity()));
                tier.put("unitPrice", Numbers.rounded(charge.tier().unitPrice()));
            }
        }
        json.put("amount", Numbers.rounded(line.amount()));
        json.put("formula", line.formula());
        json.put("source", line.evidence().source());
        json.put("date", line.evidence().date());
        json.put("status", line.evidence().status().id());
        if (line.evidence().remark() != null) json.put("remark", line.evidence().remark());
        if (line.evidence().counted() != null)
            json.put("counted", line.evidence().counted());
        if (line.causedByFailure()) json.put("failure", true);
        var tags = json.putObject("tags");
        new TreeMap<>(line.tags()).forEach(tags::put);
        return json;
    }
}
