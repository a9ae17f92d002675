package billow.pricing.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceOverlayTest {
    private static final String FILE = """
            {"billow-prices": 1, "priceDate": "2026-11-20",
             "sources": {"deal": {"what": "Contract", "where": "drawer", "date": "2026-11"}},
             "areas": [{"area": "eu-west-1", "prices": {
               "sqs.standard": {"tiers": [{"from": 0, "usd": 0.0000001}], "status": "single-source", "sources": ["deal"]}}}]}
            """;

    @TempDir
    private Path folder;

    @Test
    void replacesTheFiguresItNamesAndNoOthers() throws IOException {
        var book = read(FILE);
        var price = book.quote("sqs.standard", "eu-west-1").orElseThrow().price();
        assertThat(price.tiers()).isEqualTo(Tiers.flat(new java.math.BigDecimal("0.0000001")));
        assertThat(price.newestSource().what()).isEqualTo("Contract");
        assertThat(book.quote("sqs.standard", "us-east-1"))
                .isEqualTo(PriceBook.bundled().quote("sqs.standard", "us-east-1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "billow-prices": 1        | "billow-prices": 2       | Expected format number 1, received 2.
            "date": "2026-11"         | "date": ""               | Expected an id, what it is and its date
            "sources": ["deal"]       | "sources": ["rumour"]    | Expected a known source, received rumour.
            "sources": ["deal"]       | "sources": []            | Expected a source.
            "usd": 0.0000001          | "usd": -1                | Expected a price of at least 0, received -1.
            "usd": 0.0000001          | "usd": "cheap"           | price file
            "from": 0                 | "from": 5                | Expected the first to start at 0
            "tiers"                   | "layers"                 | tiers
            sqs.standard              | chess.move               | chess.move — Expected a known meter.
            2026-11-20                | yesterday                | yesterday
            "status": "single-source" | "status": "estimated"    | Expected a figure's own status.
            "status": "single-source" | "status": "sure"         | Expected a known status, received sure.
            ]}                        | ]                        | price file
            """)
    void refusesABrokenFileInOneLine(String sound, String broken, String message) {
        assertThatThrownBy(() -> read(FILE.replace(sound, broken)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("prices.json — Expected a price file of this product, received: ")
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n");
    }

    private PriceBook read(String text) throws IOException {
        var file = folder.resolve("prices.json");
        Files.writeString(file, text);
        return PriceOverlay.read(file, PriceBook.bundled());
    }
}
