package billow.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.model.usage.Usage;
import billow.model.usage.UsageLine;
import billow.pricing.book.Price;
import billow.pricing.book.PriceBook;
import billow.pricing.book.Source;
import billow.pricing.book.Status;
import billow.pricing.book.Tiers;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Every published example that can be checked is billed as published. Those without a usage file get the usage written
/// down in `example-usage.json`, with the prices they assumed.
class PublishedExamplesTest {
    @TestFactory
    Stream<DynamicTest> billsEveryCheckableExampleAsPublished() throws IOException {
        var needed = "pricing/usage-cases.json";
        if (Shared.absent(needed)) return Shared.skipped(needed);
        var cases = new HashMap<String, JsonNode>();
        for (var example : Shared.json("pricing/usage-cases.json"))
            cases.put(example.get("id").asString(), example);
        var own = Shared.own("example-usage.json");
        var examples = Shared.json("pricing/worked-examples.json").get("examples");
        assertThat(examples.size()).isGreaterThanOrEqualTo(78);
        return examples.valueStream()
                .filter(example -> !example.get("matches").isNull())
                .map(example -> {
                    var id = example.get("id").asString();
                    return DynamicTest.dynamicTest(
                            id + " " + example.get("title").asString(), () -> {
                                var usage = cases.containsKey(id) ? ready(cases.get(id)) : built(id, own);
                                assertThat(usage)
                                        .isCloseTo(
                                                example.get("published_usd").decimalValue(),
                                                within(example.get("tolerance_usd")
                                                        .decimalValue()));
                            });
                });
    }

    private static BigDecimal ready(JsonNode example) {
        var file = example.get("usage");
        var lines = file.get("usage")
                .valueStream()
                .map(line -> new UsageLine(
                        line.get("meter").asString(),
                        null,
                        line.has("region") ? line.get("region").asString() : null,
                        line.get("quantity").decimalValue(),
                        Map.of()))
                .toList();
        return bill(
                PriceBook.bundled(),
                file.get("region").asString(),
                file.get("freeTier").booleanValue(),
                lines);
    }

    private static BigDecimal built(String id, JsonNode own) {
        assertThat(own.has(id)).as("usage of example %s", id).isTrue();
        var example = own.get(id);
        var region = example.path("region").asString("us-east-1");
        var lines = example.get("usage").properties().stream()
                .map(line ->
                        new UsageLine(line.getKey(), null, null, line.getValue().decimalValue(), Map.of()))
                .toList();
        var total = bill(book(example, region), region, example.path("freeTier").booleanValue(false), lines);
        return example.has("unmetered") ? total.add(example.get("unmetered").decimalValue()) : total;
    }

    private static PriceBook book(JsonNode example, String region) {
        var source = new Source("example", "assumed by the example", "example-usage.json", "undated");
        var prices = example.path("prices").properties().stream()
                .map(price -> new Price(
                        price.getKey(),
                        region,
                        Tiers.flat(price.getValue().decimalValue()),
                        Status.SINGLE_SOURCE,
                        List.of(source),
                        null))
                .toList();
        return PriceBook.bundled().with(PriceBook.bundled().priceDate(), prices);
    }

    private static BigDecimal bill(PriceBook book, String region, boolean freeTier, List<UsageLine> lines) {
        var settings = BillingSettings.STANDARD.with(freeTier ? FreeTier.ALWAYS_FREE : FreeTier.NONE);
        return new Billing(book).price(new Usage(region, lines), settings).total();
    }
}
