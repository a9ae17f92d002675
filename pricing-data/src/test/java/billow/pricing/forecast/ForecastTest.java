package billow.pricing.forecast;

import static billow.pricing.TestUsage.BILLING;
import static billow.pricing.TestUsage.NO_FREE_TIER;
import static billow.pricing.TestUsage.line;
import static billow.pricing.TestUsage.usage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import billow.pricing.Bill;
import billow.pricing.BillingSettings;
import billow.pricing.Month;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForecastTest {
    @Test
    void growsTrafficAndLeavesWhatRunsAnyway() {
        var usage =
                usage(line("lambda.requests", "10000000"), line("nat.hour", "730"), line("s3.standard_storage", "100"));
        var bills = Growth.months(BILLING, usage, NO_FREE_TIER, 12, new BigDecimal("10"), false);
        assertThat(bills).hasSize(12);
        assertThat(bills.getFirst().total()).isEqualByComparingTo("37.15");
        assertThat(bills.getLast().total())
                .isCloseTo(new BigDecimal(35.15 + 2 * Math.pow(1.1, 11)), within(new BigDecimal("1e-9")));
        var storing = Growth.months(BILLING, usage, NO_FREE_TIER, 2, new BigDecimal("10"), true);
        assertThat(storing.getLast().total()).isEqualByComparingTo("37.58");
    }

    @Test
    void shrinksButNotToNothing() {
        var usage = usage(line("lambda.requests", "10000000"));
        var bills = Growth.months(BILLING, usage, NO_FREE_TIER, 2, new BigDecimal("-50"), false);
        assertThat(bills)
                .extracting(Bill::total)
                .last()
                .isEqualTo(bills.getLast().total());
        assertThat(bills.getLast().total()).isEqualByComparingTo("1");
        assertThatThrownBy(() -> Growth.months(BILLING, usage, NO_FREE_TIER, 2, new BigDecimal("-100"), false))
                .hasMessage("growth — Expected more than -100 %, received -100 %.");
    }

    @Test
    void pricesTheNextMillionAtTheTierItFallsIn() {
        var usage = usage(line("apigateway.rest_requests", "333000000"), line("nat.hour", "730"));
        assertThat(Growth.marginalCost(
                        BILLING, usage, NO_FREE_TIER, new BigDecimal("333000000"), new BigDecimal("1000000")))
                .isCloseTo(new BigDecimal("2.8"), within(new BigDecimal("1e-12")));
        var small = usage(line("lambda.requests", "500000"));
        assertThat(Growth.marginalCost(
                        BILLING, small, BillingSettings.STANDARD, new BigDecimal("500000"), new BigDecimal("500000")))
                .isZero();
    }

    @Test
    void namesTheDayABudgetIsCrossed() {
        var usage = usage(line("lambda.requests", "31000000"));
        var may = BillingSettings.STANDARD.with(Month.of(YearMonth.of(2026, 5)));
        // A million a day, the first of them free: twenty cents a day from the second day on.
        assertThat(new Budget(new BigDecimal("0.99")).crossedOn(BILLING, usage, may))
                .hasValue(6);
        assertThat(new Budget(new BigDecimal("1")).crossedOn(BILLING, usage, may))
                .hasValue(7);
        assertThat(new Budget(new BigDecimal("6")).crossedOn(BILLING, usage, may))
                .isEmpty();
        assertThat(new Budget(BigDecimal.ZERO).crossedOn(BILLING, usage, may)).hasValue(2);
    }

    @Test
    void followsTheShapeOfTheMonth() {
        var usage = usage(line("lambda.requests", "10000000"));
        var weights = List.of(BigDecimal.ZERO, BigDecimal.ONE, new BigDecimal("3"), BigDecimal.ONE);
        assertThat(Budget.accrual(BILLING, usage, NO_FREE_TIER, weights))
                .satisfiesExactly(
                        day -> assertThat(day).isZero(),
                        day -> assertThat(day).isEqualByComparingTo("0.4"),
                        day -> assertThat(day).isEqualByComparingTo("1.6"),
                        day -> assertThat(day).isEqualByComparingTo("2"));
        assertThat(new Budget(BigDecimal.ONE).crossedOn(BILLING, usage, NO_FREE_TIER, weights))
                .hasValue(3);
    }

    @Test
    void addsUpTheUnlikePartsOfAMonthBeforeTiersApply() {
        var day = usage(line("apigateway.http_requests", "15000000"), line("nat.hour", "24"));
        var night = usage(line("apigateway.http_requests", "1000000"), line("nat.hour", "24"));
        var month = Scaling.month(
                List.of(new Scaling.Part(day, new BigDecimal("22")), new Scaling.Part(night, new BigDecimal("8"))));
        assertThat(month.lines()).hasSize(2);
        assertThat(month.lines().getFirst().quantity()).isEqualByComparingTo("338000000");
        assertThat(BILLING.price(month, NO_FREE_TIER).total()).isEqualByComparingTo("366.6");
    }

    @Test
    void scalesAWindowToAMonth() {
        var hour = usage(line("lambda.requests", "1000"));
        assertThat(Scaling.all(hour, new BigDecimal("730")).lines().getFirst().quantity())
                .isEqualByComparingTo("730000");
        assertThatThrownBy(() -> Scaling.all(hour, new BigDecimal("-1"))).hasMessageContaining("at least 0");
    }
}
