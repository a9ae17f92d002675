package billow.app.study.bill;

import billow.model.design.Design;
import billow.model.design.Frame;
import billow.model.design.Node;
import billow.pricing.Bill;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Adds a bill up.
final class Groups {
    private Groups() {}

    /// The dearest first; the amounts sum to the total.
    ///
    /// @param design null when the bill is that of a usage file
    static SequencedMap<String, BigDecimal> of(
            Bill bill, Grouping by, @Nullable Design design, List<BillAnswer.Route> routes) {
        return dearestFirst(
                switch (by) {
                    case Grouping.ByNode n -> bill.byNode();
                    case Grouping.ByService s -> bill.byService();
                    case Grouping.ByTag t -> bill.byTag(t.key());
                    case Grouping.ByFrame f ->
                        bill.by(line -> {
                            var node = line.node();
                            return node == null || design == null ? Bill.NONE : frame(design, node);
                        });
                    case Grouping.ByRoute r -> routes(bill, routes);
                });
    }

    private static SequencedMap<String, BigDecimal> routes(Bill bill, List<BillAnswer.Route> routes) {
        if (routes.isEmpty()) return bill.by(line -> Bill.NONE);
        var amounts = new LinkedHashMap<String, BigDecimal>();
        routes.forEach(r -> amounts.merge(r.name(), r.amount(), BigDecimal::add));
        return amounts;
    }

    /// Label of the smallest frame a node stands in.
    static String frame(Design design, String id) {
        return design.node(id)
                .flatMap(node -> design.frames().stream()
                        .filter(f -> holds(f, node))
                        .min(Comparator.comparingDouble(f -> f.width() * f.height())))
                .map(Frame::label)
                .orElse(Bill.NONE);
    }

    private static boolean holds(Frame frame, Node node) {
        double x = node.at().x() - frame.at().x();
        double y = node.at().y() - frame.at().y();
        return x >= 0 && y >= 0 && x <= frame.width() && y <= frame.height();
    }

    private static SequencedMap<String, BigDecimal> dearestFirst(SequencedMap<String, BigDecimal> amounts) {
        var sorted = new LinkedHashMap<String, BigDecimal>();
        amounts.entrySet().stream()
                .sorted(java.util.Map.Entry.<String, BigDecimal>comparingByValue()
                        .reversed())
                .forEach(e -> sorted.put(e.getKey(), e.getValue()));
        return sorted;
    }
}
