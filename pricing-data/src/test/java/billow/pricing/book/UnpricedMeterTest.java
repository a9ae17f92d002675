package billow.pricing.book;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import billow.pricing.usage.UsageFile;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A meter that a book names and has no price for, anywhere.
class UnpricedMeterTest {
    private static final PriceBook BOOK = unpriced("sqs.fifo");

    private static PriceBook unpriced(String meter) {
        var whole = PriceBook.bundled();
        var prices = whole.meters().stream()
                .filter(m -> !m.equals(meter))
                .flatMap(m -> whole.prices(m).values().stream())
                .toList();
        return new PriceBook(
                whole.priceDate(),
                whole.regions(),
                whole.meters().stream().map(m -> whole.meter(m).orElseThrow()).toList(),
                prices,
                List.of());
    }

    @Test
    void isRefusedInOneMessageWithItsPlace() {
        var text = "{\"billow-usage\": 1, \"region\": \"us-east-1\", \"usage\": ["
                + "{\"meter\": \"sqs.standard\", \"quantity\": 1}, {\"meter\": \"sqs.fifo\", \"quantity\": 1}]}";
        assertThatThrownBy(() -> UsageFile.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), BOOK))
                .hasMessage("usage[1].meter — Expected a meter with a price, received \"sqs.fifo\".");
    }
}
