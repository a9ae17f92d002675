package billow.app.cli;

import billow.app.study.Complaints;
import billow.app.study.bill.BillQuestion;
import billow.app.study.bill.Grouping;
import billow.model.design.Design;
import billow.model.file.Nearest;
import billow.pricing.Billing;
import billow.pricing.BillingSettings;
import billow.pricing.forecast.Budget;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options that ask what follows from a bill.
final class ForecastOptions {
    private static final BigDecimal MOST_GROWTH = BigDecimal.valueOf(1000);

    @Option(
            names = "--growth",
            paramLabel = "P",
            description = "Bills of twelve months while traffic grows by P a month: 5%%.")
    private @Nullable String growth;

    @Option(names = "--storage-grows", description = "Kept data grows as the traffic does.")
    private boolean storageGrows;

    @Option(
            names = "--budget",
            paramLabel = "USD",
            description = "Say on which day of the month this amount is crossed (repeatable).")
    private List<String> budgets = new ArrayList<>();

    @Option(
            names = "--by",
            paramLabel = "node|service|tag:KEY|frame|route",
            description = "What to add the bill up by (repeatable).")
    private List<String> groupings = new ArrayList<>();

    @Option(
            names = "--per",
            paramLabel = "NODE",
            description = "A node whose work a business counts by: the bill per execution of it (repeatable).")
    private List<String> transactions = new ArrayList<>();

    @Option(
            names = "--ranges",
            paramLabel = "on|off",
            description = "Whether to find out what assumptions leave open (default: on).")
    private String ranges = "on";

    /// @param design null for a usage file
    /// @throws Complaint when an option makes no sense
    BillQuestion question(Billing billing, BillingSettings settings, @Nullable Design design) throws Complaint {
        if (!ranges.equals("on") && !ranges.equals("off"))
            throw Complaint.wrong("--ranges — Expected on or off, received %s.".formatted(Complaints.shown(ranges)));
        return new BillQuestion(
                billing,
                settings,
                growth(),
                storageGrows,
                budgets(),
                groupings(),
                transactions(design),
                ranges.equals("on"));
    }

    private @Nullable BigDecimal growth() throws Complaint {
        if (growth == null) return null;
        var asked = growth;
        return BillingOptions.number(asked.strip().replaceFirst("\\s*%$", ""))
                .filter(p -> p.compareTo(BigDecimal.valueOf(-100)) > 0 && p.compareTo(MOST_GROWTH) <= 0)
                .orElseThrow(() -> Complaint.wrong(
                        "--growth — Expected more than -100 and at most 1000 percent such as 5%%, received %s."
                                .formatted(Complaints.shown(asked))));
    }

    private List<Budget> budgets() throws Complaint {
        var all = new ArrayList<Budget>();
        for (var text : budgets) all.add(new Budget(BillingOptions.dollars("--budget", text)));
        return all;
    }

    private List<Grouping> groupings() throws Complaint {
        var all = new ArrayList<Grouping>();
        for (var text : groupings)
            all.add(Grouping.parse(text)
                    .orElseThrow(() -> Complaint.wrong("--by — Expected %s, received %s.%s"
                            .formatted(
                                    String.join(", ", Grouping.FORMS),
                                    Complaints.shown(text),
                                    Nearest.maybe(text, Grouping.FORMS)))));
        return all;
    }

    private List<String> transactions(@Nullable Design design) throws Complaint {
        for (var node : transactions)
            if (design == null || design.node(node).isEmpty())
                throw Complaint.wrong("--per — Expected a node of the design, received %s.%s"
                        .formatted(
                                Complaints.shown(node),
                                design == null
                                        ? ""
                                        : Nearest.maybe(node, design.nodes().keySet())));
        return transactions;
    }
}
