package billow.pricing.offer;

import java.io.IOException;
import java.io.Reader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a price list in CSV, row by row. A few rows of metadata come before the row of column names.
final class CsvOffer {
    private static final int MAX_ROWS_BEFORE_HEADER = 20;

    private final OfferSink sink;
    private final Set<String> wanted = new HashSet<>();

    CsvOffer(OfferSink sink) {
        this.sink = sink;
    }

    void read(Reader in) throws IOException {
        var rows = new CsvRows(in);
        var columns = columns(rows);
        for (var row = rows.next(); row != null; row = rows.next()) {
            if (row.size() > 1) read(row, columns);
        }
    }

    /// Reads up to the row of column names; returns the columns by name in lower case.
    private Map<String, Integer> columns(CsvRows rows) throws IOException {
        var metadata = new HashMap<String, String>();
        for (int i = 0; i < MAX_ROWS_BEFORE_HEADER; i++) {
            var row = rows.next();
            if (row == null) break;
            if (row.size() > 5) {
                var columns = new HashMap<String, Integer>();
                for (int c = 0; c < row.size(); c++)
                    columns.putIfAbsent(row.get(c).toLowerCase(Locale.ROOT).replace(" ", ""), c);
                for (var name : List.of("sku", "usagetype", "priceperunit", "startingrange", "endingrange"))
                    if (!columns.containsKey(name))
                        throw new NoOffer("Expected a column %s in the price list, received none.".formatted(name));
                sink.header(metadata.getOrDefault("offercode", ""), metadata.getOrDefault("publicationdate", ""));
                return columns;
            }
            if (row.size() == 2)
                metadata.put(row.get(0).toLowerCase(Locale.ROOT).replace(" ", ""), row.get(1));
        }
        throw new NoOffer("Expected the column names of a price list, received none.");
    }

    private void read(List<String> row, Map<String, Integer> columns) {
        var termType = value(row, columns, "termtype");
        if (!termType.isEmpty() && !termType.equals("OnDemand")) return;
        var currency = value(row, columns, "currency");
        if (!currency.isEmpty() && !currency.equals("USD")) return;
        var sku = value(row, columns, "sku");
        if (!wanted.contains(sku)) {
            var location = value(row, columns, "location");
            var product = new Product(
                    sku,
                    value(row, columns, "usagetype"),
                    value(row, columns, "operation"),
                    value(row, columns, "regioncode"),
                    location.isEmpty() ? value(row, columns, "fromlocation") : location);
            if (!sink.wants(product)) return;
            wanted.add(sku);
        }
        sink.rate(
                sku,
                new Rate(
                        Amounts.number(value(row, columns, "startingrange")),
                        Amounts.end(value(row, columns, "endingrange")),
                        value(row, columns, "unit"),
                        Amounts.number(value(row, columns, "priceperunit"))));
    }

    private static String value(List<String> row, Map<String, Integer> columns, String name) {
        @Nullable Integer column = columns.get(name);
        return column == null || column >= row.size() ? "" : row.get(column);
    }
}
