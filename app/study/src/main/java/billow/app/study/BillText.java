package billow.app.study;

import billow.model.file.JsonLayout;
import billow.pricing.Bill;
import billow.pricing.Money;
import billow.pricing.export.BillJson;

/// A bill for a terminal or a script.
public final class BillText {
    private BillText() {}

    public static String json(Bill bill) {
        return JsonLayout.of(BillJson.of(bill));
    }

    /// Line by line with formula, services in the order of the usage.
    public static String of(Bill bill) {
        var out = new StringBuilder("Bill for %s of %d h in %s, prices of %s, free tier %s%n%n"
                .formatted(
                        bill.month().calendar() == null
                                ? "a month"
                                : bill.month().id(),
                        bill.month().hours(),
                        bill.region(),
                        bill.priceDate(),
                        bill.freeTier().id()));
        var table = new TextTable(true, true, false, true);
        for (var line : bill.lines()) {
            table.row(
                    line.node() == null ? "" : line.node(),
                    line.name() + (line.causedByFailure() ? " (failures)" : ""),
                    Money.text(line.amount()),
                    line.formula());
            var remark = line.evidence().remark();
            if (remark != null) table.row("", "", "", "  (" + remark + ")");
        }
        table.row("", "Total", Money.text(bill.total()), "");
        out.append(table);
        var reliability = bill.reliability();
        if (!reliability.complete()) out.append(reliability.text()).append('\n');
        if (bill.costOfFailures().signum() > 0)
            out.append("Of it caused by failures: ")
                    .append(Money.text(bill.costOfFailures()))
                    .append('\n');
        return out.toString();
    }
}
