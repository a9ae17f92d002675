package billow.pricing;

import static billow.pricing.TestUsage.NO_FREE_TIER;
import static billow.pricing.TestUsage.bill;
import static billow.pricing.TestUsage.costWithAllowances;
import static billow.pricing.TestUsage.in;
import static billow.pricing.TestUsage.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import billow.model.usage.UsageLine;
import billow.pricing.book.Price;
import billow.pricing.book.PriceBook;
import billow.pricing.book.Source;
import billow.pricing.book.Status;
import billow.pricing.book.Tiers;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BillingTest {
    @Test
    void explainsALineByItsFormula() {
        assertThat(bill(NO_FREE_TIER, line("lambda.requests", "5000000"))
                        .lines()
                        .getFirst()
                        .formula())
                .isEqualTo("5,000,000 requests × $0.20 per million = $1.00");
        assertThat(bill(NO_FREE_TIER, line("nat.hour", "730"))
                        .lines()
                        .getFirst()
                        .formula())
                .isEqualTo("730 hours × $0.045 per hour = $32.85");
        assertThat(bill(BillingSettings.STANDARD, line("lambda.requests", "3000000"))
                        .lines()
                        .getFirst()
                        .formula())
                .isEqualTo("(3,000,000 − 1,000,000 free) requests × $0.20 per million = $0.40");
        assertThat(bill(NO_FREE_TIER, line("apigateway.rest_requests", "500000000"))
                        .lines()
                        .getFirst()
                        .formula())
                .isEqualTo("333,000,000 requests × $3.50 per million + 167,000,000 × $2.80 per million = $1,633.10");
        assertThat(bill(BillingSettings.STANDARD, line("stepfunctions.standard_transition", "3600"))
                        .lines()
                        .getFirst()
                        .formula())
                .isEqualTo("3,600 state transitions, all free = $0.00");
    }

    @Test
    void explainsAllowancesInFrontOfTiersAndNamesUnitsInThePlural() {
        assertThat(bill(BillingSettings.STANDARD, line("datatransfer.out_internet", "20000"))
                        .lines()
                        .getFirst()
                        .formula())
                .isEqualTo("20,000 GB − 100 free: 10,240 × $0.09 per GB + 9,660 × $0.085 per GB = $1,742.70");
        assertThat(bill(NO_FREE_TIER, line("sns.http_delivery", "5"))
                        .lines()
                        .getFirst()
                        .formula())
                .isEqualTo("5 deliveries × $0.60 per million = $0.000003");
    }

    @Test
    void dividesTheTotalByWhatItStandsFor() {
        assertThat(bill(NO_FREE_TIER, line("lambda.requests", "5000000")).per(new BigDecimal("5000000")))
                .isEqualByComparingTo("0.0000002");
        assertThatThrownBy(() -> bill(NO_FREE_TIER).per(BigDecimal.ZERO)).hasMessageContaining("more than 0");
    }

    @Test
    void namesSourceAndDateOnEveryLine() {
        var evidence =
                bill(NO_FREE_TIER, line("sqs.standard", "1")).lines().getFirst().evidence();
        assertThat(evidence.source()).contains("bulk API");
        assertThat(evidence.date()).isEqualTo("2026-10-01");
        assertThat(evidence.status()).isEqualTo(Status.VERIFIED);
    }

    @Test
    void estimatesFromUsEast1WhereARegionHasNoFigureAndSaysSo() {
        var bill = BillingTest.only(in("us-east-2", "dynamodb.ondemand_write", "1000000"));
        var line = bill.lines().getFirst();
        assertThat(line.amount()).isEqualByComparingTo("0.625");
        assertThat(line.region()).isEqualTo("us-east-2");
        assertThat(line.evidence().status()).isEqualTo(Status.ESTIMATED);
        assertThat(line.evidence().remark()).isEqualTo("estimated from us-east-1");
    }

    @Test
    void saysWhichShareOfTheTotalRestsOnUncertainFigures() {
        var bill = bill(
                NO_FREE_TIER,
                line("lambda.requests", "5000000"),
                in("sa-east-1", "sqs.standard", "2500000"),
                in("us-east-2", "kms.key", "2"));
        assertThat(bill.total()).isEqualByComparingTo("4");
        assertThat(bill.reliability().share()).isEqualTo(0.75);
        assertThat(bill.reliability().uncertain().get(Status.UNVERIFIED)).isEqualByComparingTo("1");
        assertThat(bill.reliability().uncertain().get(Status.ESTIMATED)).isEqualByComparingTo("2");
        assertThat(bill.reliability().text())
                .isEqualTo("75 % of the charges rest on uncertain figures: $2.00 estimated, $1.00 unverified.");
    }

    @Test
    void continuesTheLastKnownTierAndCountsWhatLiesBeyondAsUncertain() {
        var bill = only(in("eu-central-1", "apigateway.rest_requests", "666000000"));
        assertThat(bill.total()).isEqualByComparingTo("2464.2");
        assertThat(bill.lines().getFirst().evidence().remark()).isEqualTo("no source for the highest tiers");
        assertThat(bill.reliability().share()).isEqualTo(0.5);
    }

    @Test
    void marksDisputedAndOldFigures() {
        assertThat(only(line("eventbridge.cross_account_delivery", "1000000"))
                        .lines()
                        .getFirst()
                        .evidence()
                        .remark())
                .startsWith("sources disagree");
        assertThat(only(line("efs.ia_storage", "1"))
                        .lines()
                        .getFirst()
                        .evidence()
                        .remark())
                .startsWith("old figure");
    }

    @Test
    void addsUpTheNodesOfARegionBeforeItClimbsTiers() {
        var bill = bill(
                NO_FREE_TIER,
                line("apigateway.http_requests", "shop", "300000000"),
                line("apigateway.http_requests", "pay", "100000000"));
        assertThat(bill.total()).isEqualByComparingTo("390");
        assertThat(bill.byNode().get("shop")).isEqualByComparingTo("292.5");
        assertThat(bill.byNode().get("pay")).isEqualByComparingTo("97.5");
    }

    @Test
    void keepsTheTiersOfRegionsApart() {
        var bill = bill(
                NO_FREE_TIER,
                in("us-east-1", "apigateway.http_requests", "300000000"),
                in("eu-west-1", "apigateway.http_requests", "300000000"));
        assertThat(bill.total()).isEqualByComparingTo("633");
    }

    @Test
    void sharesAnAllowanceSoThatLinesSumExactly() {
        var bill = bill(
                BillingSettings.STANDARD,
                line("lambda.requests", "a", "1000000"),
                line("lambda.requests", "b", "1000000"),
                line("lambda.requests", "c", "1000000"));
        assertThat(bill.total()).isEqualByComparingTo("0.40");
        assertThat(bill.lines().getFirst().freeQuantity())
                .isCloseTo(new BigDecimal("333333.333333"), within(BigDecimal.ONE));
    }

    @Test
    void givesEachAllowanceOncePerAccountOverAllRegions() {
        assertThat(costWithAllowances(
                        in("us-east-1", "dynamodb.storage_standard", "20"),
                        in("eu-west-1", "dynamodb.storage_standard", "20")))
                .isEqualByComparingTo(
                        new BigDecimal("7.5").multiply(new BigDecimal("0.25").add(new BigDecimal("0.283"))));
    }

    @Test
    void countsTheEdgesBehindALeadingAllowanceFromTheFirstUnit() {
        var source = new Source("test", "made up", "here", "2026");
        var tiers = new Tiers(List.of(
                new Tiers.Tier(BigDecimal.ZERO, BigDecimal.ZERO, true),
                new Tiers.Tier(BigDecimal.TEN, BigDecimal.ONE, true),
                new Tiers.Tier(new BigDecimal("20"), new BigDecimal("0.5"), true)));
        var price = new Price("sns.standard_publish", "us-east-1", tiers, Status.SINGLE_SOURCE, List.of(source), null);
        var book = PriceBook.bundled();
        var usage = TestUsage.usage(line("sns.standard_publish", "25"));
        var billing = new Billing(book.with(
                book.priceDate(),
                book.prices("sns.standard_publish").keySet().stream()
                        .map(area -> new Price(price.meter(), area, tiers, price.status(), price.sources(), null))
                        .toList()));
        assertThat(billing.price(usage, BillingSettings.STANDARD).total()).isEqualByComparingTo("12.5");
        assertThat(billing.price(usage, NO_FREE_TIER).total()).isEqualByComparingTo("22.5");
    }

    @Test
    void givesTwelveMonthOffersToOldAccountsOnly() {
        var line = line("apigateway.rest_requests", "3000000");
        assertThat(bill(BillingSettings.STANDARD, line).total()).isEqualByComparingTo("10.5");
        assertThat(bill(BillingSettings.STANDARD.with(FreeTier.LEGACY_TWELVE_MONTHS), line)
                        .total())
                .isEqualByComparingTo("7");
        assertThat(bill(NO_FREE_TIER, line).total()).isEqualByComparingTo("10.5");
    }

    @Test
    void takesAPercentageOffTheLinesOfAService() {
        var bill = bill(
                NO_FREE_TIER.with(List.of(new Discount.Percentage("lambda", new BigDecimal("10")))),
                line("lambda.requests", "5000000"),
                line("sqs.standard", "5000000"));
        assertThat(bill.total()).isEqualByComparingTo("2.9");
        assertThat(bill.listTotal()).isEqualByComparingTo("3");
        assertThat(bill.lines().getFirst().formula()).endsWith("= $1.00, less 10 % = $0.90");
    }

    @Test
    void chargesASavingsPlanUsedOrNotAndListPriceBeyondIt() {
        var plan = new Discount.SavingsPlan(
                new BigDecimal("0.10"), new BigDecimal("17"), Discount.SavingsPlan.FUNCTION_METERS);
        var month = NO_FREE_TIER.with(List.of(plan));
        assertThat(bill(month, line("lambda.duration_x86", "60")).total()).isEqualByComparingTo("73");
        var large = bill(month, line("lambda.duration_x86", "12000000")).total();
        assertThat(large).isCloseTo(new BigDecimal(200.0004 + 73 - 73 / 0.83), within(new BigDecimal("0.000001")));
    }

    @Test
    void billsAnAccountThatUsesNothing() {
        assertThat(bill(BillingSettings.STANDARD).total()).isZero();
        var plan = new Discount.SavingsPlan(BigDecimal.ONE, BigDecimal.TEN, Set.of());
        var credit = new Discount.Credit("Trial", BigDecimal.TEN);
        var bill = bill(NO_FREE_TIER.with(List.of(new Discount.Percentage("*", BigDecimal.TEN), plan, credit)));
        assertThat(bill.total()).isEqualByComparingTo("720");
        assertThat(bill.reliability().complete()).isTrue();
    }

    @Test
    void paysCreditsOutOnlyAsFarAsThereIsSomethingToPay() {
        var credit = new Discount.Credit("Free plan", new BigDecimal("200"));
        var bill = bill(NO_FREE_TIER.with(List.of(credit)), line("nat.hour", "730"));
        assertThat(bill.total()).isZero();
        assertThat(bill.lines().getLast().amount()).isEqualByComparingTo("-32.85");
    }

    @Test
    void billsByTagServiceAndRegion() {
        var bill = bill(
                NO_FREE_TIER,
                new UsageLine("lambda.requests", "a", null, new BigDecimal("5000000"), Map.of("team", "shop")),
                new UsageLine("sqs.standard", "b", "eu-west-1", new BigDecimal("5000000"), Map.of()));
        assertThat(bill.byTag("team")).containsOnlyKeys("shop", Bill.NONE);
        assertThat(bill.byTag("team").get("shop")).isEqualByComparingTo("1");
        assertThat(bill.byService().get("sqs")).isEqualByComparingTo("2");
        assertThat(bill.byRegion().get("eu-west-1")).isEqualByComparingTo("2");
    }

    @Test
    void namesTheCostOfFailures() {
        var bill = bill(
                NO_FREE_TIER,
                line("lambda.requests", "5000000"),
                new UsageLine("lambda.requests", "node", null, new BigDecimal("1000000"), Map.of(), true));
        assertThat(bill.costOfFailures()).isEqualByComparingTo("0.2");
        assertThat(bill.total()).isEqualByComparingTo("1.2");
    }

    @Test
    void pricesEdgeMetersByTheViewersNearestToTheRegion() {
        var line = only(in("ap-northeast-1", "cloudfront.egress_internet", "1"))
                .lines()
                .getFirst();
        assertThat(line.region()).isEqualTo("Japan");
        assertThat(line.amount()).isEqualByComparingTo("0.114");
        assertThat(only(in("sa-east-1", "cloudfront.functions_invocation", "1000000"))
                        .total())
                .isEqualByComparingTo("0.1");
    }

    @Test
    void namesEveryUnknownMeterAndRegionWithTheNearestKnownOnes() {
        assertThatThrownBy(
                        () -> bill(NO_FREE_TIER, line("lambda.request", "1"), in("eu-wset-1", "lambda.requests", "1")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(
                        "usage[0].meter — Expected a known meter, received \"lambda.request\".\nMaybe lambda.requests")
                .hasMessageContaining(
                        "usage[1].region — Expected a region of AWS, received \"eu-wset-1\".\nMaybe eu-west-1");
    }

    @Test
    void refusesRegionalMetersElsewhereThanInRegions() {
        assertThatThrownBy(() -> only(in("Japan", "lambda.requests", "1")))
                .hasMessage("usage[0].region — Expected a region of AWS, received \"Japan\".");
        assertThatThrownBy(() -> only(in("global", "sqs.standard", "1"))).isInstanceOf(UsageException.class);
        assertThat(only(in("Japan", "cloudfront.http_requests", "1000000")).total())
                .isEqualByComparingTo("0.9");
    }

    @Test
    void refusesARangeWhoseBoundsAreOutOfOrder() {
        var small = only(line("lambda.requests", "1"));
        var large = only(line("lambda.requests", "1000000"));
        assertThat(new BillRange(small, small, large).width()).isPositive();
        assertThatThrownBy(() -> new BillRange(large, small, large)).hasMessageContaining("low ≤ expected ≤ high");
        assertThatThrownBy(() -> new BillRange(small, large, small)).hasMessageContaining("low ≤ expected ≤ high");
    }

    @Test
    void billsTheRegionOfTheSettingsInPlaceOfTheUsages() {
        assertThat(bill(NO_FREE_TIER.in("sa-east-1"), line("stepfunctions.standard_transition", "1000000"))
                        .total())
                .isEqualByComparingTo("37.5");
    }

    @Test
    void knowsCalendarMonths() {
        assertThat(Month.of(YearMonth.of(2026, 2)).hours()).isEqualTo(672);
        assertThat(Month.parse("2026-02")).contains(Month.of(YearMonth.of(2026, 2)));
        assertThat(Month.parse("744h").orElseThrow().hours()).isEqualTo(744);
        assertThat(Month.parse("745h")).isEmpty();
        assertThat(Month.parse("0h")).isEmpty();
        assertThat(Month.parse("soon")).isEmpty();
    }

    @Test
    void boundsABillByTheBillsOfItsBounds() {
        var range = TestUsage.BILLING.range(
                TestUsage.usage(line("lambda.requests", "1000000")),
                TestUsage.usage(line("lambda.requests", "5000000")),
                TestUsage.usage(line("lambda.requests", "10000000")),
                NO_FREE_TIER);
        assertThat(range.width()).isEqualByComparingTo("1.8");
    }

    @Test
    void refusesSavingsPlansThatAreNone() {
        assertThatThrownBy(() -> new Discount.SavingsPlan(BigDecimal.ONE, BigDecimal.valueOf(100), Set.of()))
                .hasMessage("percent — Expected less than 100, received 100.");
        assertThatThrownBy(() -> new Discount.Percentage("lambda", BigDecimal.valueOf(-1)))
                .hasMessage("percent — Expected 0 to 100, received -1.");
    }

    private static Bill only(UsageLine line) {
        return bill(NO_FREE_TIER, line);
    }
}
