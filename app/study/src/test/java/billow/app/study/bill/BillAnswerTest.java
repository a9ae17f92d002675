package billow.app.study.bill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import billow.model.design.Design;
import billow.model.file.DesignReader;
import billow.model.file.Vocabulary;
import billow.pricing.BillingSettings;
import billow.pricing.Discount;
import billow.pricing.FreeTier;
import billow.pricing.UsageException;
import billow.pricing.book.PriceBook;
import billow.pricing.forecast.Budget;
import billow.simulator.run.TraceSource;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class BillAnswerTest {
    private static final BillQuestion NO_FREE_TIER =
            BillQuestion.STANDARD.with(BillingSettings.STANDARD.with(FreeTier.NONE));
    private static final double SECONDS = 730 * 3600;

    private static Design read(String text) throws Exception {
        return new DesignReader(Vocabulary.standard()).read("x", text).design();
    }

    private static BillAnswer bill(Design design, BillQuestion question) {
        return BillAnswer.expected(design, TraceSource.NONE, question);
    }

    /// Requests to an HTTP API that answers by itself: rate × seconds × $1.00 per million, and nothing else is open.
    private static Design mock(String set) throws Exception {
        return read("""
                {"billow": 1, "region": "us-east-1",
                 "nodes": [{"id": "c", "kind": "traffic.clients", "set": {%s}},
                           {"id": "q", "kind": "aws.sqs.queue"}],
                 "links": [{"from": "c", "to": "q", "set": {"messageSize": "1 KB"}}]}
                """.formatted(set));
    }

    @Test
    void anAssumedRateLeavesHalfToTwiceTheBillOpen() throws Exception {
        var answer = bill(mock(""), NO_FREE_TIER);
        double expected = 10 * SECONDS * 0.4e-6; // 10/s of the default, $0.40 a million requests

        assertThat(answer.bill().total().doubleValue()).isCloseTo(expected, within(1e-6));
        var assumed = answer.assumed();
        assertThat(assumed).isNotNull();
        assertThat(assumed.swings()).hasSize(1);
        assertThat(assumed.swings().getFirst().path()).isEqualTo("nodes[c].rate");
        assertThat(assumed.swings().getFirst().low()).isCloseTo(expected / 2, within(1e-6));
        assertThat(assumed.swings().getFirst().high()).isCloseTo(expected * 2, within(1e-6));
        // a lognormal factor: its 2.5th percentile is one half, its 97.5th two; slices cost below half a percent
        assertThat(assumed.total().low()).isCloseTo(expected / 2, within(0.005 * expected));
        assertThat(assumed.total().high()).isCloseTo(expected * 2, within(0.02 * expected));
    }

    @Test
    void whatTheDesignerHasSetIsNotInDoubt() throws Exception {
        var answer = bill(mock("\"rate\": \"20 /s\""), NO_FREE_TIER);

        assertThat(answer.assumed()).isNotNull();
        assertThat(answer.assumed().swings()).isEmpty();
        assertThat(answer.assumed().total().low())
                .isEqualTo(answer.assumed().total().high());
        assertThat(bill(mock(""), NO_FREE_TIER.ranging(false)).assumed()).isNull();
    }

    /// Rate and duration, both assumed, multiply: the logarithms of two factors add, the bounds are 2^±√2 times.
    /// A bound of n = 200 samples has the standard error √(0.025 · 0.975 / n) / φ(1.96) = 0.189, in standard
    /// deviations of the logarithm, which are √2 · ln 2 / 1.96 each; 3.29 of them are a 99.9 % interval.
    @Test
    void rangesOfFactorsMultiplyAsTheirLogarithmsAdd() throws Exception {
        var design = read("""
                {"billow": 1, "region": "us-east-1",
                 "nodes": [{"id": "c", "kind": "traffic.clients", "set": {"arrivals": "constant"}},
                           {"id": "f", "kind": "aws.lambda.function", "set": {"memorySize": "10240 MB", "logSize": 0}}],
                 "links": [{"from": "c", "to": "f"}]}
                """);
        var answer = bill(design, NO_FREE_TIER);

        assertThat(answer.assumed()).isNotNull();
        var total = answer.assumed().total();
        double deviation = Math.sqrt(2) * Math.log(2) / 1.96;
        double certain = 3.29 * 0.189 * deviation;
        assertThat(Math.log(total.high() / total.value())).isCloseTo(1.96 * deviation, within(certain));
        assertThat(Math.log(total.value() / total.low())).isCloseTo(1.96 * deviation, within(certain));
    }

    private static final String SHOP = """
            {"billow": 1, "region": "us-east-1",
             "frames": [{"label": "Domain", "at": [0, 0], "size": [500, 500]},
                        {"label": "Writing", "at": [200, 0], "size": [100, 100]}],
             "nodes": [{"id": "c", "kind": "traffic.clients", "set": {"rate": "4 /s"}, "at": [900, 900]},
                       {"id": "api", "kind": "aws.apigateway.http", "at": [900, 0]},
                       {"id": "r", "kind": "aws.lambda.function", "at": [10, 10], "set": {"logSize": 0}, "tags": {"team": "shop"}},
                       {"id": "w", "kind": "aws.lambda.function", "at": [210, 10], "set": {"logSize": 0}, "tags": {"team": "stock"}}],
             "links": [{"from": "c", "to": "api"},
                       {"from": "api", "to": "r", "set": {"route": "GET /x", "share": 3}},
                       {"from": "api", "to": "w", "set": {"route": "PUT /x"}}]%s}
            """;

    @Test
    void everyGroupingSumsToTheTotal() throws Exception {
        var question = BillQuestion.STANDARD.by(List.of(
                new Grouping.ByNode(),
                new Grouping.ByService(),
                new Grouping.ByTag("team"),
                new Grouping.ByFrame(),
                new Grouping.ByRoute()));
        var answer = bill(read(SHOP.formatted("")), question.ranging(false));

        assertThat(answer.groups()).hasSize(5);
        for (var group : answer.groups())
            assertThat(group.amounts().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isCloseTo(answer.bill().total(), within(new BigDecimal("1e-9")));
        assertThat(answer.groups().get(2).amounts()).containsOnlyKeys("shop", "stock", "");
        assertThat(answer.groups().get(3).amounts()).containsOnlyKeys("Domain", "Writing", "");
        assertThat(answer.groups().get(3).amounts().get("Writing"))
                .isEqualTo(answer.groups().get(0).amounts().get("w"));
    }

    @Test
    void saysWhatARequestOfEachRouteCosts() throws Exception {
        var answer = bill(read(SHOP.formatted("")), NO_FREE_TIER.ranging(false).perWorkOf(List.of("w")));

        assertThat(answer.requests()).isCloseTo(4 * SECONDS, within(1e-3));
        assertThat(answer.routes()).extracting(BillAnswer.Route::name).containsExactly("GET /x", "PUT /x");
        var amounts = answer.bill().byNode();
        // its function, and three quarters of the gateway's requests and traffic
        var reading = amounts.get("r").doubleValue() + 0.75 * amounts.get("api").doubleValue();
        assertThat(answer.routes().getFirst().amount().doubleValue()).isCloseTo(reading, within(1e-9));
        assertThat(answer.routes().getFirst().requests()).isCloseTo(3 * SECONDS, within(1e-3));
        assertThat(answer.perRequest().orElseThrow().doubleValue())
                .isCloseTo(answer.bill().total().doubleValue() / (4 * SECONDS), within(1e-12));
        assertThat(answer.transactions().getFirst().count()).isCloseTo(SECONDS, within(1e-3));
        // no allowances and no tier edge near: the next million costs what a million costs
        assertThat(answer.nextMillion()).isNotNull();
        assertThat(answer.nextMillion().doubleValue())
                .isCloseTo(answer.perRequest().orElseThrow().doubleValue() * 1e6, within(1e-6));
    }

    /// $0.40 a million, 100 % growth: each month twice the one before; half the month's total is reached on day 16.
    @Test
    void tellsTheYearAndTheDayABudgetIsCrossed() throws Exception {
        var design = mock("\"rate\": \"100 /s\"");
        double month = 100 * SECONDS * 0.4e-6;
        var question = NO_FREE_TIER
                .ranging(false)
                .growing(BigDecimal.valueOf(100))
                .within(List.of(
                        new Budget(BigDecimal.valueOf(month / 2)), new Budget(BigDecimal.valueOf(month * 1.01))));
        var answer = bill(design, question);

        assertThat(answer.growth()).hasSize(12);
        assertThat(answer.growth().get(3).total().doubleValue()).isCloseTo(8 * month, within(1e-6 * month));
        assertThat(answer.budgets().getFirst().day()).hasValue(16);
        assertThat(answer.budgets().getLast().day()).isEmpty();
    }

    @Test
    void aDesignStatesItsDiscountsAsAUsageFileDoes() throws Exception {
        var book = PriceBook.bundled();
        var design = read(SHOP.formatted(", \"discounts\": [{\"service\": \"lambda\", \"percent\": 10}]"));

        assertThat(DesignDiscounts.of(design, book)).containsExactly(new Discount.Percentage("lambda", BigDecimal.TEN));
        assertThat(DesignDiscounts.of(read(SHOP.formatted("")), book)).isEmpty();
        assertThatThrownBy(() -> DesignDiscounts.of(
                        read(SHOP.formatted(", \"discounts\": [{\"service\": \"lambda\", \"percent\": 110}]")), book))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("discounts[0].percent");
    }

    @Test
    void namesGroupingsAsTheyAreWritten() {
        for (var form : List.of("node", "service", "tag:team", "frame", "route"))
            assertThat(Grouping.parse(form).orElseThrow().text()).isEqualTo(form);
        assertThat(Grouping.parse("tag:")).isEmpty();
        assertThat(Grouping.parse("nodes")).isEmpty();
    }
}
