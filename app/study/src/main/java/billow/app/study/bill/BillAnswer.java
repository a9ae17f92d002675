package billow.app.study.bill;

import billow.app.study.MonthlyBill;
import billow.model.check.Finding;
import billow.model.design.Design;
import billow.model.usage.Usage;
import billow.model.value.Estimate;
import billow.pricing.Bill;
import billow.pricing.BillingSettings;
import billow.pricing.forecast.Budget;
import billow.pricing.forecast.Growth;
import billow.simulator.estimate.Expectation;
import billow.simulator.estimate.Expectation.Stretch;
import billow.simulator.run.TraceSource;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// A month's bill and what follows from it. Amounts are US dollars.
///
/// @param bill         the bill, of the expected usage or the mean of a simulation
/// @param usage        the quantities behind it
/// @param sampling     total with the 95 % interval that a simulation's replications allow; null without one
/// @param assumed      what the design's assumptions leave open; null for a usage file or when nobody asked
/// @param groups       amounts by what was asked for, in the order of the question
/// @param routes       what each origin of requests costs; empty for a usage file
/// @param requests     client requests of the month; 0 when they are not known
/// @param transactions work of the nodes that were asked for
/// @param nextMillion  what the next million requests cost; null when requests are not known
/// @param growth       bills of the twelve months to come, this one first; empty when nobody asked
/// @param budgets      in the order of the question
/// @param findings     meters without a price and the like
public record BillAnswer(
        Bill bill,
        Usage usage,
        @Nullable Estimate sampling,
        @Nullable AssumedRange assumed,
        List<Group> groups,
        List<Route> routes,
        double requests,
        List<Transaction> transactions,
        @Nullable BigDecimal nextMillion,
        List<Bill> growth,
        List<BudgetDay> budgets,
        List<Finding> findings) {
    private static final int MONTHS = 12;
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    public BillAnswer {
        groups = List.copyOf(groups);
        routes = List.copyOf(routes);
        transactions = List.copyOf(transactions);
        growth = List.copyOf(growth);
        budgets = List.copyOf(budgets);
        findings = List.copyOf(findings);
    }

    /// Amounts that sum to the total. What belongs to no node, frame, tag or route has the name [Bill#NONE].
    public record Group(Grouping by, SequencedMap<String, BigDecimal> amounts) {}

    /// What requests of one origin cost, their part of what runs anyway included.
    ///
    /// @param name     route, node that clients call, or timetable
    /// @param requests of the month
    public record Route(String name, double requests, BigDecimal amount) {
        /// US dollars for one; empty when there is none.
        public Optional<BigDecimal> perRequest() {
            return per(amount, requests);
        }
    }

    /// The whole bill shared out to what a business counts by.
    ///
    /// @param node  id of the node that does the work
    /// @param count of the month
    /// @param total of the bill
    public record Transaction(String node, double count, BigDecimal total) {
        public Optional<BigDecimal> each() {
            return per(total, count);
        }
    }

    /// When a budget is crossed.
    ///
    /// @param day of the month, from 1; empty when the month stays below it
    public record BudgetDay(Budget budget, OptionalInt day) {}

    private static Optional<BigDecimal> per(BigDecimal amount, double count) {
        return count > 0
                ? Optional.of(amount.divide(BigDecimal.valueOf(count), java.math.MathContext.DECIMAL64))
                : Optional.empty();
    }

    /// What one client request costs, all requests alike; empty when their number is not known.
    public Optional<BigDecimal> perRequest() {
        return per(bill.total(), requests);
    }

    /// The bill of quantities alone.
    ///
    /// @throws billow.pricing.UsageException when a meter or region is unknown, or a meter has no price
    public static BillAnswer of(Usage usage, BillQuestion question) {
        var bill = question.billing().price(usage, question.settings());
        var groups = new ArrayList<Group>();
        for (var by : question.groupings()) groups.add(new Group(by, Groups.of(bill, by, null, List.of())));
        return new BillAnswer(
                bill,
                usage,
                null,
                null,
                groups,
                List.of(),
                0,
                List.of(),
                null,
                growth(usage, question),
                budgets(usage, question),
                List.of());
    }

    /// The bill of what a design is expected to use, without a run.
    ///
    /// @param design without errors
    /// @throws TraceSource.UnknownTrace when traffic replays a trace that can't be had
    public static BillAnswer expected(Design design, TraceSource source, BillQuestion question) {
        var traces = Remembered.of(source);
        var expected = new ExpectedMonth(design, traces, question);
        var usage = expected.usage();
        var bill = question.billing().price(usage, expected.settings());
        return about(
                design,
                traces,
                expected.question(),
                new Given(bill, usage, null, expected.requests(), 1, expected.unpriced()));
    }

    /// The bill of a simulated design. Sampling error and assumptions are told apart: the interval is that of the
    /// replications; the range is that of the expected month, in proportion.
    ///
    /// @param monthly the bill of the run, by the question's prices and settings
    public static BillAnswer simulated(Design design, TraceSource source, MonthlyBill monthly, BillQuestion question) {
        var traces = Remembered.of(source);
        var settled = question.with(question.settings().in(monthly.bill().region()));
        double expected = 0;
        if (question.ranges()) expected = new ExpectedMonth(design, traces, settled).total(design);
        double scale = expected > 0 ? monthly.bill().total().doubleValue() / expected : 1;
        return about(
                design,
                traces,
                settled,
                new Given(
                        monthly.bill(),
                        monthly.usage(),
                        monthly.total(),
                        monthly.requests(),
                        scale,
                        monthly.unpriced()));
    }

    /// A bill from either side.
    ///
    /// @param scale factor on the expected month's range
    private record Given(
            Bill bill,
            Usage usage,
            @Nullable Estimate sampling,
            double requests,
            double scale,
            List<Finding> findings) {}

    private static BillAnswer about(Design design, TraceSource traces, BillQuestion question, Given given) {
        var expectation = Expectation.of(design, traces);
        var month = Stretch.month(question.settings().month().hours());
        var routes = routes(expectation, month, given);
        var groups = new ArrayList<Group>();
        for (var by : question.groupings()) groups.add(new Group(by, Groups.of(given.bill(), by, design, routes)));
        var assumed = question.ranges()
                ? AssumedRange.of(design, new ExpectedMonth(design, traces, question)::total)
                        .times(given.scale())
                : null;
        var transactions = new ArrayList<Transaction>();
        for (var node : question.transactions())
            transactions.add(new Transaction(
                    node, expectation.work(node, month), given.bill().total()));
        return new BillAnswer(
                given.bill(),
                given.usage(),
                given.sampling(),
                assumed,
                groups,
                routes,
                given.requests(),
                transactions,
                nextMillion(given, question),
                growth(given.usage(), question),
                budgets(given.usage(), question),
                given.findings());
    }

    private static @Nullable BigDecimal nextMillion(Given given, BillQuestion question) {
        if (!(given.requests() > 0)) return null;
        return Growth.marginalCost(
                question.billing(), given.usage(), question.settings(), BigDecimal.valueOf(given.requests()), MILLION);
    }

    private static List<Route> routes(Expectation expectation, Stretch month, Given given) {
        var shares = expectation.sharesByOrigin(month);
        SequencedMap<String, BigDecimal> amounts = new LinkedHashMap<>();
        var requests = expectation.requestsByOrigin(month);
        requests.keySet().forEach(name -> amounts.put(name, BigDecimal.ZERO));
        var shared = BigDecimal.ZERO;
        for (var line : given.bill().lines()) {
            var node = line.node();
            Map<String, Double> own = node == null
                    ? Map.of()
                    : shares.getOrDefault(node, Map.of()).getOrDefault(line.meter(), Map.of());
            if (own.isEmpty()) shared = shared.add(line.amount());
            else
                own.forEach((name, share) ->
                        amounts.merge(name, line.amount().multiply(BigDecimal.valueOf(share)), BigDecimal::add));
        }
        var routes = new ArrayList<Route>();
        double all = requests.values().stream().mapToDouble(Double::doubleValue).sum();
        double scale = all > 0 && given.requests() > 0 && given.sampling() != null ? given.requests() / all : 1;
        amounts.forEach(
                (name, amount) -> routes.add(new Route(name, requests.getOrDefault(name, 0.0) * scale, amount)));
        if (shared.signum() != 0) routes.add(new Route(Bill.NONE, 0, shared));
        return routes;
    }

    private static List<Bill> growth(Usage usage, BillQuestion question) {
        var percent = question.percentPerMonth();
        if (percent == null) return List.of();
        return Growth.months(question.billing(), usage, question.settings(), MONTHS, percent, question.storageGrows());
    }

    private static List<BudgetDay> budgets(Usage usage, BillQuestion question) {
        BillingSettings settings = question.settings();
        return question.budgets().stream()
                .map(b -> new BudgetDay(b, b.crossedOn(question.billing(), usage, settings)))
                .toList();
    }
}
