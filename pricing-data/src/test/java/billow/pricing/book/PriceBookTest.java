package billow.pricing.book;

import static org.assertj.core.api.Assertions.assertThat;

import billow.pricing.Shared;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class PriceBookTest {
    private static final PriceBook BOOK = PriceBook.bundled();

    private static final Map<String, Status> STATUS = Map.of(
            "verified-2+", Status.VERIFIED,
            "single-source", Status.SINGLE_SOURCE,
            "conflict", Status.CONFLICT,
            "stale?", Status.STALE,
            "unverified", Status.UNVERIFIED);

    /// Every collected fact is in the book as it was found, with its status and sources.
    @TestFactory
    Stream<DynamicTest> holdsEveryCollectedFact() throws IOException {
        var facts = Shared.json("pricing/prices.json").get("facts");
        assertThat(facts.size()).isGreaterThanOrEqualTo(550);
        return facts.valueStream()
                .map(fact -> DynamicTest.dynamicTest(fact.get("id").asString(), () -> {
                    var price = BOOK.prices(fact.get("service").asString() + "."
                                    + fact.get("dimension").asString())
                            .get(fact.get("region").asString());
                    assertThat(price).isNotNull();
                    var tiers = price.tiers().tiers();
                    int i = 0;
                    for (var tier : fact.get("tiers")) {
                        assertThat(tiers.get(i).from())
                                .isEqualByComparingTo(tier.get("from").decimalValue());
                        assertThat(tiers.get(i).unitPrice())
                                .isEqualByComparingTo(tier.get("usd").decimalValue());
                        i++;
                    }
                    boolean open = fact.get("tiers").get(i - 1).get("to").isNull();
                    assertThat(tiers).hasSize(open ? i : i + 1);
                    assertThat(tiers.getLast().sound())
                            .isEqualTo(open && !fact.get("id").asString().equals("cloudwatch.custom_metric.us-east-1"));
                    assertThat(price.status())
                            .isEqualTo(STATUS.get(fact.get("status").asString()));
                    assertThat(price.sources().stream().map(Source::id))
                            .containsExactlyElementsOf(fact.get("sources")
                                    .valueStream()
                                    .map(JsonNode::asString)
                                    .toList());
                }));
    }

    @Test
    void pricesEveryMeterInEveryRegion() {
        for (var region : BOOK.regions())
            for (var meter : BOOK.meters())
                assertThat(BOOK.quote(meter, region.id()))
                        .as("%s in %s", meter, region.id())
                        .isPresent();
    }

    @Test
    void tellsAFigureFromAStandIn() {
        assertThat(BOOK.has("sqs.standard", "eu-west-1")).isTrue();
        assertThat(BOOK.has("sqs.standard", "us-east-2")).isFalse();
        assertThat(BOOK.has("cloudfront.egress_internet", "eu-west-1")).isTrue();
        assertThat(BOOK.has("chess.move", "eu-west-1")).isFalse();
        assertThat(BOOK.quote("cognito.essentials_mau", "us-east-1")
                        .orElseThrow()
                        .remark())
                .isEqualTo("estimated from ap-northeast-1");
        assertThat(BOOK.quote("xray.traces_retrieved_scanned", "eu-west-1")
                        .orElseThrow()
                        .remark())
                .isEqualTo("estimated from us-east-1; unverified");
    }

    @Test
    void namesTheMostRecentDatedSource() {
        var price = BOOK.quote("sns.http_delivery", "us-east-1").orElseThrow().price();
        assertThat(price.newestSource().date()).isEqualTo("2024-11");
    }

    @Test
    void hasNoTierThatGrowsDearer() {
        assertThat(BookCheck.risingTiers(BOOK)).isEmpty();
    }

    @Test
    void tellsHowWellARegionIsCovered() {
        var home = BookCheck.coverage(BOOK, "us-east-1");
        var far = BookCheck.coverage(BOOK, "us-east-2");
        assertThat(home.unpriced()).isEmpty();
        assertThat(home.byStatus().get(Status.VERIFIED)).isGreaterThan(60);
        assertThat(far.byStatus().get(Status.ESTIMATED))
                .isGreaterThan(home.byStatus().getOrDefault(Status.ESTIMATED, 0));
        assertThat(BookCheck.doubts(BOOK)).contains("efs.ia_storage in us-east-1 — stale");
        assertThat(BookCheck.olderThan(BOOK, LocalDate.of(2026, 1, 1)))
                .contains("sns.http_delivery in us-east-1 — 2024-11")
                .noneMatch(text -> text.startsWith("sqs.standard in us-east-1"));
    }
}
