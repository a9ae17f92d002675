package billow.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import billow.pricing.book.PriceBook;
import billow.pricing.usage.UsageFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Published examples as usage files: each is billed as published, and to nine decimals as recomputed.
class PublishedUsageCasesTest {
    @TestFactory
    Stream<DynamicTest> billsUsageAsPublished() throws IOException {
        var needed = "pricing/usage-cases.json";
        if (Shared.absent(needed)) return Shared.skipped(needed);
        var cases = Shared.json("pricing/usage-cases.json");
        assertThat(cases.size()).isGreaterThanOrEqualTo(60);
        return cases.valueStream().map(PublishedUsageCasesTest::test);
    }

    /// A few of the same kind that need nothing beside the repository.
    @TestFactory
    Stream<DynamicTest> billsOurOwnExamplesAsRecomputed() throws IOException {
        return Shared.own("usage-cases.json").valueStream().map(PublishedUsageCasesTest::test);
    }

    private static DynamicTest test(JsonNode example) {
        return DynamicTest.dynamicTest(example.get("id").asString(), () -> check(example));
    }

    private static void check(JsonNode example) throws IOException {
        var text = example.get("usage").toString().getBytes(StandardCharsets.UTF_8);
        var file = UsageFile.read(new ByteArrayInputStream(text), PriceBook.bundled());
        var total = Billing.standard().price(file.usage(), file.settings()).total();
        assertThat(total).isCloseTo(example.get("expect_total").decimalValue(), within(new BigDecimal("0.000000001")));
        assertThat(total)
                .isCloseTo(
                        example.get("published_usd").decimalValue(),
                        within(example.get("tolerance_usd").decimalValue()));
    }
}
