package billow.pricing.usage;

import billow.model.usage.Usage;
import billow.model.usage.UsageLine;
import billow.pricing.Discount;
import billow.pricing.FreeTier;
import billow.pricing.Month;
import billow.pricing.Problem;
import billow.pricing.Unknown;
import billow.pricing.UsageException;
import billow.pricing.book.PriceBook;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/// Reads one usage file, token by token, so that size costs no more memory than the lines kept. Used once.
final class UsageReader {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private static final List<String> FIELDS =
            List.of("billow-usage", "region", "freeTier", "month", "usage", "discounts");

    private static final int MAX_PROBLEMS = 20;

    private final PriceBook book;
    private final List<Problem> problems = new ArrayList<>();
    private final List<UsageLine> lines = new ArrayList<>();
    private final List<Discount> discounts = new ArrayList<>();
    private @Nullable String region;
    private FreeTier freeTier = FreeTier.ALWAYS_FREE;
    private Month month = Month.AVERAGE;
    private boolean formatSeen;
    private boolean usageSeen;

    UsageReader(PriceBook book) {
        this.book = book;
    }

    UsageFile read(InputStream in) throws IOException {
        try (var parser = JSON.createParser(ObjectReadContext.empty(), new LimitedInput(in, UsageFile.MAX_BYTES))) {
            readNumbers(parser);
        } catch (LimitedInput.TooLong tooLong) {
            throw failure("usage file", "Expected at most %s.".formatted(UsageFile.bytes(UsageFile.MAX_BYTES)));
        } catch (UnexpectedEndOfInputException truncated) {
            throw failure(place(truncated), "Expected the rest of the JSON, but the file ends here.");
        } catch (StreamConstraintsException excessive) {
            throw failure(
                    place(excessive),
                    "Expected at most 500 levels of nesting and numbers of at most 1000 digits, received more.");
        } catch (JacksonIOException unreadable) {
            throw unreadable.getCause();
        } catch (JacksonException invalid) {
            throw failure(place(invalid), "Expected valid JSON, received: " + firstLine(invalid) + ".");
        }
        if (!problems.isEmpty()) throw new UsageException(problems);
        return new UsageFile(
                new Usage(region == null ? PriceBook.DEFAULT_REGION : region, lines), freeTier, month, discounts);
    }

    private void readNumbers(JsonParser parser) {
        try {
            readFile(parser);
        } catch (NumberFormatException beyond) {
            var at = parser.currentTokenLocation();
            throw failure(
                    "line %d, column %d".formatted(at.getLineNr(), at.getColumnNr()),
                    "Expected a number with at most 9 digits in its exponent, received more.");
        }
    }

    private void readFile(JsonParser parser) {
        var first = parser.nextToken();
        if (first == null) throw failure("usage file", "Expected a JSON object, received an empty file.");
        if (first != JsonToken.START_OBJECT)
            throw failure("usage file", "Expected a JSON object, received %s.".formatted(Values.describe(parser)));
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var field = parser.currentName();
            parser.nextToken();
            readField(parser, field);
        }
        if (parser.nextToken() != null) throw failure("usage file", "Expected nothing after the closing brace.");
        if (!formatSeen) problem("billow-usage", "Expected the format number 1, received none.");
        if (!usageSeen) problem("usage", "Expected a list of usage lines, received none.");
    }

    private void readField(JsonParser parser, String field) {
        switch (field) {
            case "billow-usage" -> readFormat(parser);
            case "region" -> region = readRegion(parser, "region");
            case "freeTier" -> readFreeTier(parser);
            case "month" -> readMonth(parser);
            case "usage" -> readLines(parser);
            case "discounts" -> readDiscounts(parser);
            default -> skipUnknown(parser, field, field, FIELDS);
        }
    }

    private void readFormat(JsonParser parser) {
        formatSeen = true;
        boolean known = parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getString().equals(Integer.toString(UsageFile.FORMAT));
        if (!known)
            throw failure(
                    "billow-usage",
                    "Expected format number %d, received %s.".formatted(UsageFile.FORMAT, Values.describe(parser)));
    }

    private @Nullable String readRegion(JsonParser parser, String path) {
        var text = Values.text(parser);
        if (text == null) wrongType(parser, path, "a region");
        else if (!book.knowsArea(text)) problem(Unknown.region(book, path, text));
        return text;
    }

    private void readFreeTier(JsonParser parser) {
        var token = parser.currentToken();
        var text = Values.text(parser);
        if (token == JsonToken.VALUE_TRUE) freeTier = FreeTier.ALWAYS_FREE;
        else if (token == JsonToken.VALUE_FALSE) freeTier = FreeTier.NONE;
        else
            Arrays.stream(FreeTier.values())
                    .filter(mode -> mode.id().equals(text))
                    .findFirst()
                    .ifPresentOrElse(
                            mode -> freeTier = mode,
                            () -> wrongType(parser, "freeTier", "true, false, none, always-free or legacy-12-month"));
    }

    private void readMonth(JsonParser parser) {
        var text = Values.text(parser);
        var parsed = text == null ? null : Month.parse(text).orElse(null);
        if (parsed == null) wrongType(parser, "month", "hours such as \"730h\" or a month such as \"2026-02\"");
        else month = parsed;
    }

    private void readLines(JsonParser parser) {
        usageSeen = true;
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            wrongType(parser, "usage", "a list of usage lines");
            return;
        }
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            var path = "usage[%d]".formatted(i);
            if (parser.currentToken() != JsonToken.START_OBJECT) wrongType(parser, path, "a usage line");
            else {
                var line = new LineReader(this, book, path).read(parser);
                if (line != null) lines.add(line);
            }
        }
    }

    private void readDiscounts(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            wrongType(parser, "discounts", "a list of discounts");
            return;
        }
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            var path = "discounts[%d]".formatted(i);
            if (parser.currentToken() != JsonToken.START_OBJECT) wrongType(parser, path, "a discount");
            else {
                var discount = new DiscountReader(this, book, path).read(parser);
                if (discount != null) discounts.add(discount);
            }
        }
    }

    /// Skips a field nobody knows, unless its name looks like a slip of a known one.
    void skipUnknown(JsonParser parser, String path, String field, List<String> known) {
        known.stream()
                .filter(name -> name.equalsIgnoreCase(field) || name.equalsIgnoreCase(field.replaceAll("[-_ ]", "")))
                .findFirst()
                .ifPresent(name -> problem(new Problem(
                        path, "Expected a known field, received %s.".formatted(Unknown.quoted(field)), name + "?")));
        parser.skipChildren();
    }

    void wrongType(JsonParser parser, String path, String expected) {
        problem(path, "Expected %s, received %s.".formatted(expected, Values.describe(parser)));
        parser.skipChildren();
    }

    void problem(String path, String message) {
        problem(new Problem(path, message));
    }

    void problem(Problem problem) {
        problems.add(problem);
        if (problems.size() < MAX_PROBLEMS) return;
        problems.add(new Problem("usage file", "Reading stopped after %d mistakes.".formatted(MAX_PROBLEMS)));
        throw new UsageException(problems);
    }

    /// A mistake after which reading makes no sense.
    private UsageException failure(String path, String message) {
        problems.add(new Problem(path, message));
        return new UsageException(problems);
    }

    private static String place(JacksonException e) {
        var location = e.getLocation();
        return location == null || location.getLineNr() < 1
                ? "usage file"
                : "line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
    }

    private static String firstLine(JacksonException e) {
        var message = e.getOriginalMessage().lines().findFirst().orElse("no JSON");
        return message.length() > 160 ? message.substring(0, 160) + "…" : message;
    }
}
