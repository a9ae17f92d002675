package billow.pricing.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import billow.model.usage.Usage;
import billow.model.usage.UsageLine;
import billow.pricing.Billing;
import billow.pricing.Discount;
import billow.pricing.FreeTier;
import billow.pricing.Month;
import billow.pricing.UsageException;
import billow.pricing.book.PriceBook;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UsageFileTest {
    private static final PriceBook BOOK = PriceBook.bundled();

    @TempDir
    private Path folder;

    @Test
    void readsSettingsAndLines() throws IOException {
        var file = read("""
                { "billow-usage": 1, "region": "eu-west-1", "freeTier": "legacy-12-month", "month": "2026-02",
                  "usage": [ { "meter": "lambda.requests", "quantity": 3e6, "node": "orders", "region": "us-east-1",
                               "tags": { "team": "shop" }, "failure": true },
                             { "meter": "lambda.duration_x86", "quantity": 0.125, "note": "ignored" } ] }
                """);
        assertThat(file.freeTier()).isEqualTo(FreeTier.LEGACY_TWELVE_MONTHS);
        assertThat(file.month().hours()).isEqualTo(672);
        assertThat(file.usage().region()).isEqualTo("eu-west-1");
        assertThat(file.usage().lines())
                .containsExactly(
                        new UsageLine(
                                "lambda.requests",
                                "orders",
                                "us-east-1",
                                new BigDecimal("3E+6"),
                                Map.of("team", "shop"),
                                true),
                        new UsageLine("lambda.duration_x86", null, null, new BigDecimal("0.125"), Map.of()));
    }

    @Test
    void readsWhatItWrote() throws IOException {
        var file = new UsageFile(
                new Usage(
                        "eu-west-1",
                        List.of(
                                new UsageLine(
                                        "sqs.fifo",
                                        "q\"1",
                                        "us-east-1",
                                        new BigDecimal("12.5"),
                                        Map.of("a", "b"),
                                        true),
                                new UsageLine("lambda.requests", null, null, BigDecimal.ONE, Map.of()))),
                FreeTier.LEGACY_TWELVE_MONTHS,
                Month.parse("2026-02").orElseThrow(),
                List.of(
                        new Discount.Percentage("*", new BigDecimal("2.5")),
                        new Discount.SavingsPlan(BigDecimal.ONE, BigDecimal.TEN, Set.of("lambda.duration_arm")),
                        new Discount.Credit("Trial", BigDecimal.TWO)));
        var out = new ByteArrayOutputStream();
        file.write(out);
        assertThat(read(out.toString(StandardCharsets.UTF_8))).isEqualTo(file);
    }

    @Test
    void appliesTheDiscountsOfTheFile() throws IOException {
        var file = read("""
                { "billow-usage": 1, "freeTier": false,
                  "discounts": [ { "service": "lambda", "percent": 10 }, { "credit": 0.5, "name": "Trial" } ],
                  "usage": [ { "meter": "lambda.requests", "quantity": 5000000 } ] }
                """);
        assertThat(Billing.standard().price(file.usage(), file.settings()).total())
                .isEqualByComparingTo("0.4");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("", "usage file — Expected a JSON object, received an empty file."),
                mistake("[1]", "usage file — Expected a JSON object, received a list."),
                mistake("hello", "line 1, column 1 — Expected valid JSON"),
                mistake("{\"billow-usage\": 1, \"usage\": [", "Expected the rest of the JSON, but the file ends here."),
                mistake("{\"billow-usage\": 1, \"usage\": [{\"met", "but the file ends here."),
                mistake("{\"billow-usage\": 2, \"usage\": []}", "billow-usage — Expected format number 1, received 2."),
                mistake("{\"usage\": []}", "billow-usage — Expected the format number 1, received none."),
                mistake("{\"billow-usage\": 1}", "usage — Expected a list of usage lines, received none."),
                mistake(
                        "{\"billow-usage\": 1, \"usage\": {}}",
                        "usage — Expected a list of usage lines, received an object."),
                mistake("{\"billow-usage\": 1, \"usage\": []} {}", "Expected nothing after the closing brace."),
                mistake("{\"billow-usage\": 1, \"usage\": [], \"usage\": []}", "Duplicate"),
                mistake(
                        "{\"billow-usage\": 1, \"usage\": [], \"freetier\": true}",
                        "freetier — Expected a known field, received \"freetier\".\nMaybe freeTier?"),
                mistake(
                        "{\"billow-usage\": 1, \"usage\": [], \"freeTier\": \"sometimes\"}",
                        "freeTier — Expected true, false, none, always-free or legacy-12-month, received \"sometimes\"."),
                mistake("{\"billow-usage\": 1, \"usage\": [], \"month\": \"800h\"}", "month — Expected hours"),
                mistake(
                        "{\"billow-usage\": 1, \"usage\": [], \"region\": \"mars-1\"}",
                        "region — Expected a region of AWS, received \"mars-1\"."),
                mistake(
                        "{\"billow-usage\": 1, \"usage\": [], \"region\": 5}",
                        "region — Expected a region, received 5."),
                discount("7", "discounts[0] — Expected a discount, received 7."),
                discount("{}", "discounts[0] — Expected service and percent, savingsPlan and percent, or credit."),
                discount(
                        "{\"service\": \"chess\", \"percent\": 5}",
                        "discounts[0].service — Expected a service such as lambda, or *, received \"chess\"."),
                discount(
                        "{\"service\": \"lambda\", \"percent\": 101}",
                        "discounts[0].percent — Expected 0 to 100, received 101."),
                discount(
                        "{\"savingsPlan\": 1, \"percent\": 100}",
                        "discounts[0].percent — Expected less than 100 for a savings plan, received 100."),
                discount(
                        "{\"savingsPlan\": 1, \"percent\": 17, \"meters\": [\"chess.move\"]}",
                        "discounts[0].meters — Expected known meters, received \"chess.move\"."),
                discount("{\"credit\": -1}", "discounts[0].credit — Expected 0 to 1000000000000, received -1."),
                discount("{\"credit\": 1e999999999}", "discounts[0].credit — Expected 0 to"),
                line("7", "usage[0] — Expected a usage line, received 7."),
                line("{\"quantity\": 1}", "usage[0].meter — Expected a meter, received none."),
                line(
                        "{\"meter\": \"lambda.requests\"}",
                        "usage[0].quantity — Expected a number of at least 0, received none."),
                line(
                        "{\"meter\": \"lambda.request\", \"quantity\": 1}",
                        "usage[0].meter — Expected a known meter, received \"lambda.request\".\nMaybe lambda.requests"),
                line("{\"meter\": 5, \"quantity\": 1}", "usage[0].meter — Expected the id of a meter, received 5."),
                line(
                        "{\"meter\": \"lambda.requests\", \"quantity\": -1}",
                        "usage[0].quantity — Expected at least 0, received -1."),
                line(
                        "{\"meter\": \"lambda.requests\", \"quantity\": \"1\"}",
                        "usage[0].quantity — Expected a number of at least 0, received \"1\"."),
                line(
                        "{\"meter\": \"lambda.requests\", \"quantity\": null}",
                        "usage[0].quantity — Expected a number of at least 0, received null."),
                line("{\"meter\": \"lambda.requests\", \"quantity\": NaN}", "Expected valid JSON"),
                line(
                        "{\"meter\": \"lambda.requests\", \"quantity\": 1e999999999}",
                        "usage[0].quantity — Expected less than 1e21, received 1e999999999."),
                line(
                        "{\"meter\": \"lambda.requests\", \"quantity\": 1, \"region\": \"eu-wset-1\"}",
                        "usage[0].region — Expected a region of AWS, received \"eu-wset-1\".\nMaybe eu-west-1"),
                line(
                        "{\"meter\": \"lambda.requests\", \"quantity\": 1, \"tags\": []}",
                        "usage[0].tags — Expected an object of names and values, received a list."),
                line(
                        "{\"meter\": \"lambda.requests\", \"quantity\": 1, \"failure\": 1}",
                        "usage[0].failure — Expected true or false, received 1."),
                line(
                        "{\"meter\": \"" + "x".repeat(100_000) + "\", \"quantity\": 1}",
                        "usage[0].meter — Expected a known meter, received \"xxx"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void tellsEachMistakeWithItsPlace(String text, String message) {
        var failure = catchThrowableOfType(UsageException.class, () -> read(text));
        assertThat(failure).hasMessageContaining(message);
        assertThat(failure.problems()).hasSize(1);
        assertThat(failure.getMessage()).hasSizeLessThan(400).doesNotContain("jackson", "Exception");
    }

    @Test
    void acceptsTinyAndEndlessFractionsWithoutFillingTheMemory() throws IOException {
        var file = read(line("{\"meter\": \"lambda.requests\", \"quantity\": 1e-999999999}", "")
                .get()[0]
                .toString());
        assertThat(file.usage().lines().getFirst().quantity()).isZero();
    }

    @Test
    void refusesAnExponentNoDecimalHolds() {
        assertThatThrownBy(() -> read("{\"billow-usage\": 1,\n\"usage\": [{\"quantity\": 1e2147483648}]}"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("line 2, column ")
                .hasMessageContaining("Expected a number with at most 9 digits in its exponent, received more.");
    }

    @Test
    void refusesHostileDepthAndLength() {
        var deep = "{\"billow-usage\": 1, \"x\": " + "[".repeat(100_000);
        assertThatThrownBy(() -> read(deep)).hasMessageContaining("Expected at most 500 levels of nesting");
        var digits = "{\"billow-usage\": " + "1".repeat(100_000) + "}";
        assertThatThrownBy(() -> read(digits)).hasMessageContaining("numbers of at most 1000 digits");
    }

    @Test
    void stopsAfterTwentyMistakes() {
        var lines = ("{\"meter\": \"x.y\", \"quantity\": 1},").repeat(1000);
        var text = "{\"billow-usage\": 1, \"usage\": [" + lines.substring(0, lines.length() - 1) + "]}";
        var failure = catchThrowableOfType(UsageException.class, () -> read(text));
        assertThat(failure.problems()).hasSize(21);
        assertThat(failure.problems().getLast().text()).isEqualTo("usage file — Reading stopped after 20 mistakes.");
    }

    @Test
    void refusesAFileOfTwoGigabytesWithoutReadingIt() throws IOException {
        var file = folder.resolve("huge.json");
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(2L << 30);
        }
        assertThatThrownBy(() -> UsageFile.read(file, BOOK))
                .isInstanceOf(UsageException.class)
                .hasMessage("huge.json — Expected a usage file of at most 64 MB, received 2.0 GB.");
    }

    @Test
    void refusesAnEndlessStream() {
        var spaces = new java.io.InputStream() {
            @Override
            public int read() {
                return ' ';
            }
        };
        assertThatThrownBy(() -> UsageFile.read(spaces, BOOK)).hasMessage("usage file — Expected at most 64 MB.");
    }

    @Test
    void leavesAMissingFileToTheCaller() {
        assertThatThrownBy(() -> UsageFile.read(folder.resolve("absent.json"), BOOK))
                .isInstanceOf(IOException.class);
    }

    @Test
    void readsTheFileItWasGiven() throws IOException {
        var file = folder.resolve("usage.json");
        Files.writeString(file, "{\"billow-usage\": 1, \"usage\": []}");
        assertThat(UsageFile.read(file, BOOK).usage().region()).isEqualTo("us-east-1");
    }

    @Property(tries = 300)
    void answersAnyBytesWithUsageOrMessages(@ForAll byte[] bytes) throws IOException {
        try {
            UsageFile.read(new ByteArrayInputStream(bytes), BOOK);
        } catch (UsageException refused) {
            assertThat(refused.problems()).isNotEmpty();
        }
    }

    private static Arguments mistake(String text, String message) {
        return Arguments.of(text, message);
    }

    private static Arguments line(String line, String message) {
        return Arguments.of("{\"billow-usage\": 1, \"usage\": [" + line + "]}", message);
    }

    private static Arguments discount(String discount, String message) {
        return Arguments.of("{\"billow-usage\": 1, \"usage\": [], \"discounts\": [" + discount + "]}", message);
    }

    private static UsageFile read(String text) throws IOException {
        return UsageFile.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), BOOK);
    }
}
