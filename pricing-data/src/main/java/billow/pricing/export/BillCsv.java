package billow.pricing.export;

import billow.pricing.Bill;
import billow.pricing.BillLine;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A bill as a table, one row per line. The amounts of the rows sum to the total.
public final class BillCsv {
    private static final List<String> COLUMNS = List.of(
            "node",
            "service",
            "meter",
            "region",
            "quantity",
            "unit",
            "free_quantity",
            "unit_price_usd",
            "list_usd",
            "amount_usd",
            "formula",
            "source",
            "date",
            "status",
            "remark",
            "failure",
            "tags");

    private BillCsv() {}

    public static void write(Bill bill, Appendable out) throws IOException {
        var csv = new Csv(out);
        csv.row(COLUMNS);
        for (var line : bill.lines()) csv.row(row(line));
    }

    private static List<String> row(BillLine line) {
        var evidence = line.evidence();
        return List.of(
                line.node() == null ? "" : line.node(),
                line.service(),
                line.meter(),
                line.region(),
                Numbers.text(line.quantity()),
                line.unit(),
                Numbers.text(line.freeQuantity()),
                Numbers.text(line.unitPrice()),
                Numbers.text(line.listAmount()),
                Numbers.text(line.amount()),
                line.formula(),
                evidence.source(),
                evidence.date(),
                evidence.status().id(),
                evidence.remark() == null ? "" : evidence.remark(),
                Boolean.toString(line.causedByFailure()),
                new TreeMap<>(line.tags())
                        .entrySet().stream()
                                .map(tag -> tag.getKey() + "=" + tag.getValue())
                                .collect(Collectors.joining(";")));
    }
}
