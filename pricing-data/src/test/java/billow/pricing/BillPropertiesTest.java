package billow.pricing;

import static billow.pricing.TestUsage.BILLING;
import static billow.pricing.TestUsage.NO_FREE_TIER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.usage.Usage;
import billow.model.usage.UsageLine;
import billow.pricing.book.Meter;
import billow.pricing.book.PriceBook;
import billow.pricing.book.Tiers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class BillPropertiesTest {
    private static final PriceBook BOOK = PriceBook.bundled();

    @Property(tries = 300)
    void linesSumToTheTotalAndNodesAndServicesToo(
            @ForAll("usages") Usage usage, @ForAll FreeTier freeTier, @ForAll("discounts") List<Discount> discounts) {
        var bill = BILLING.price(usage, BillingSettings.STANDARD.with(freeTier).with(discounts));
        var sum = bill.lines().stream().map(BillLine::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(bill.total()).isEqualByComparingTo(sum);
        assertThat(sum(bill.byNode())).isEqualByComparingTo(sum);
        assertThat(sum(bill.byService())).isEqualByComparingTo(sum);
        assertThat(sum(bill.byTag("team"))).isEqualByComparingTo(sum);
        assertThat(bill.total()).isNotNegative();
        assertThat(bill.reliability().share()).isBetween(0.0, 1.0);
    }

    @Property(tries = 300)
    void neverFallsAsAnyQuantityGrows(
            @ForAll("usages") Usage usage,
            @ForAll FreeTier freeTier,
            @ForAll("discounts") List<Discount> discounts,
            @ForAll @IntRange(min = 0, max = 7) int which,
            @ForAll("quantities") BigDecimal more) {
        var settings = BillingSettings.STANDARD.with(freeTier).with(discounts);
        var lines = new ArrayList<>(usage.lines());
        var line = lines.get(which % lines.size());
        lines.set(
                which % lines.size(),
                new UsageLine(
                        line.meter(),
                        line.node(),
                        line.region(),
                        line.quantity().add(more),
                        line.tags()));
        var grown = BILLING.price(new Usage(usage.region(), lines), settings).total();
        var before = BILLING.price(usage, settings).total();
        // Shares are cut at fifteen decimals, so a tier's price may be paid for that much more or less.
        assertThat(grown).isGreaterThanOrEqualTo(before.subtract(new BigDecimal("1e-12")));
    }

    @Property(tries = 100)
    void neverCostsLessWithoutAllowances(@ForAll("usages") Usage usage) {
        var without = BILLING.price(usage, NO_FREE_TIER).total();
        var always = BILLING.price(usage, BillingSettings.STANDARD).total();
        var legacy = BILLING.price(usage, BillingSettings.STANDARD.with(FreeTier.LEGACY_TWELVE_MONTHS))
                .total();
        assertThat(always).isLessThanOrEqualTo(without);
        assertThat(legacy).isLessThanOrEqualTo(always);
    }

    @Property(tries = 200)
    void splittingANodesUsageDoesNotChangeTheTotal(@ForAll("usages") Usage usage) {
        var halves = new ArrayList<UsageLine>();
        for (var line : usage.lines()) {
            var half = line.quantity().divide(BigDecimal.TWO);
            halves.add(new UsageLine(line.meter(), "left", line.region(), half, Map.of()));
            halves.add(new UsageLine(line.meter(), "right", line.region(), half, Map.of()));
        }
        var whole = BILLING.price(usage, NO_FREE_TIER).total();
        assertThat(BILLING.price(new Usage(usage.region(), halves), NO_FREE_TIER)
                        .total())
                .isEqualByComparingTo(whole);
    }

    @Property(tries = 100)
    void doesNotDependOnTheOrderOfLines(@ForAll("usages") Usage usage, @ForAll FreeTier freeTier) {
        var settings = BillingSettings.STANDARD.with(freeTier);
        var turned = BILLING.price(new Usage(usage.region(), usage.lines().reversed()), settings);
        assertThat(turned.total()).isCloseTo(BILLING.price(usage, settings).total(), within(new BigDecimal("1e-12")));
    }

    @Property
    void nothingCostsNothing(@ForAll("meters") String meter, @ForAll("regions") String region) {
        var nothing = new Usage(region, List.of(new UsageLine(meter, "n", null, BigDecimal.ZERO, Map.of())));
        assertThat(BILLING.price(nothing, BillingSettings.STANDARD).total()).isZero();
        assertThat(BILLING.price(nothing, NO_FREE_TIER).total()).isZero();
    }

    @Property
    void onlyWhatRunsAnywayCostsWithoutTraffic(@ForAll("meters") String id) {
        var meter = BOOK.meter(id).orElseThrow();
        boolean byTheClock = meter.unit().endsWith("hour")
                || (meter.unit().endsWith("-month") && !meter.unit().equals("GB-month"));
        if (byTheClock && !id.equals("alb.lcu_hour")) assertThat(meter.nature()).isEqualTo(Meter.Nature.STANDING);
    }

    @Property
    void isContinuousAtEveryTierEdge(@ForAll("meters") String meter, @ForAll("regions") String region) {
        var tiers = BOOK.quote(meter, region).orElseThrow().price().tiers().withoutLeadingAllowance();
        var epsilon = new BigDecimal("0.000001");
        for (int i = 1; i < tiers.tiers().size(); i++) {
            var tier = tiers.tiers().get(i);
            var edge = tier.from();
            var below = cost(meter, region, edge.subtract(epsilon));
            var at = cost(meter, region, edge);
            var above = cost(meter, region, edge.add(epsilon));
            var last = tiers.tiers().get(i - 1).unitPrice();
            assertThat(at.subtract(below)).isEqualByComparingTo(last.multiply(epsilon));
            assertThat(above.subtract(at)).isEqualByComparingTo(tier.unitPrice().multiply(epsilon));
        }
    }

    @Property
    void equalsOneUnitAtATime(
            @ForAll("smallTiers") Tiers tiers,
            @ForAll @IntRange(min = 0, max = 60) int start,
            @ForAll @IntRange(min = 0, max = 60) int length) {
        var expected = BigDecimal.ZERO;
        for (int unit = start; unit < start + length; unit++) {
            var price = BigDecimal.ZERO;
            for (var tier : tiers.tiers())
                if (tier.from().compareTo(BigDecimal.valueOf(unit)) <= 0) price = tier.unitPrice();
            expected = expected.add(price);
        }
        var charged = tiers.charges(BigDecimal.valueOf(start), BigDecimal.valueOf(start + length)).stream()
                .map(Tiers.Charge::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(charged).isEqualByComparingTo(expected);
    }

    @Property
    void sharesAreProportionalAndLoseNothing(
            @ForAll("quantities") BigDecimal whole, @ForAll("weights") List<BigDecimal> weights) {
        var shares = Shares.of(whole, weights);
        assertThat(shares.stream().reduce(BigDecimal.ZERO, BigDecimal::add)).isEqualByComparingTo(whole);
        var sum = weights.stream().mapToDouble(BigDecimal::doubleValue).sum();
        for (int i = 0; i < shares.size(); i++) {
            assertThat(shares.get(i)).isNotNegative();
            if (sum > 0)
                assertThat(shares.get(i).doubleValue())
                        .isCloseTo(
                                whole.doubleValue() * weights.get(i).doubleValue() / sum,
                                within(1e-9 * Math.max(1, whole.doubleValue())));
        }
    }

    @Property
    void whatRoundingLeavesGoesToTheHeaviest(@ForAll @IntRange(min = 2, max = 50) int weight) {
        var shares = Shares.of(BigDecimal.ONE, List.of(BigDecimal.ONE, BigDecimal.valueOf(weight)));
        var exact = BigDecimal.ONE.divide(BigDecimal.valueOf(weight + 1), 15, RoundingMode.DOWN);
        assertThat(shares.getFirst()).isEqualByComparingTo(exact);
        assertThat(shares.getLast()).isEqualByComparingTo(BigDecimal.ONE.subtract(exact));
    }

    private static BigDecimal cost(String meter, String region, BigDecimal quantity) {
        return BILLING.price(
                        new Usage(region, List.of(new UsageLine(meter, "n", null, quantity, Map.of()))), NO_FREE_TIER)
                .total();
    }

    private static BigDecimal sum(Map<String, BigDecimal> amounts) {
        return amounts.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Provide
    Arbitrary<String> meters() {
        return Arbitraries.of(BOOK.meters());
    }

    @Provide
    Arbitrary<String> regions() {
        return Arbitraries.of("us-east-1", "us-east-2", "eu-west-1", "eu-central-1", "sa-east-1", "ap-east-2");
    }

    @Provide
    Arbitrary<BigDecimal> quantities() {
        return Arbitraries.oneOf(
                Arbitraries.bigDecimals()
                        .between(BigDecimal.ZERO, new BigDecimal("2000"))
                        .ofScale(3),
                Arbitraries.bigDecimals()
                        .between(BigDecimal.ZERO, new BigDecimal("300000000000"))
                        .ofScale(0));
    }

    @Provide
    Arbitrary<List<BigDecimal>> weights() {
        return quantities().list().ofMinSize(1).ofMaxSize(6);
    }

    @Provide
    Arbitrary<Usage> usages() {
        // Few meters, so that pools, shared allowances and tiers are hit often.
        var meters = Arbitraries.of(
                "lambda.requests",
                "lambda.duration_x86",
                "lambda.duration_arm",
                "sqs.standard",
                "sqs.fifo",
                "cloudwatch.logs_ingest_standard",
                "cloudwatch.logs_storage",
                "dynamodb.storage_standard",
                "apigateway.rest_requests",
                "datatransfer.out_internet",
                "sns.standard_publish");
        var lines = Combinators.combine(
                        meters, Arbitraries.of("a", "b", "c"), regions(), quantities(), Arbitraries.of("shop", "pay"))
                .as((meter, node, region, quantity, team) ->
                        new UsageLine(meter, node, region, quantity, Map.of("team", team)));
        return lines.list().ofMinSize(1).ofMaxSize(8).map(list -> new Usage("us-east-1", list));
    }

    @Provide
    Arbitrary<List<Discount>> discounts() {
        var percent = Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, new BigDecimal("99"))
                .ofScale(1);
        Arbitrary<Discount> any = Arbitraries.oneOf(
                percent.map(value -> new Discount.Percentage("lambda", value)),
                percent.map(value ->
                        new Discount.SavingsPlan(new BigDecimal("0.37"), value, Discount.SavingsPlan.FUNCTION_METERS)),
                percent.map(value -> new Discount.Credit("credit", value)));
        return any.list().ofMaxSize(3);
    }

    @Provide
    Arbitrary<Tiers> smallTiers() {
        var prices = Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, BigDecimal.TEN)
                .ofScale(3);
        return Combinators.combine(
                        prices.list().ofMinSize(1).ofMaxSize(4),
                        Arbitraries.integers().between(1, 20).list().ofSize(3))
                .as((values, steps) -> {
                    var tiers = new ArrayList<Tiers.Tier>();
                    int from = 0;
                    for (int i = 0; i < values.size(); i++) {
                        tiers.add(new Tiers.Tier(BigDecimal.valueOf(from), values.get(i), true));
                        if (i < steps.size()) from += steps.get(i);
                    }
                    return new Tiers(tiers);
                });
    }
}
