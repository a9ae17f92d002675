package billow.pricing.usage;

import billow.model.usage.UsageLine;
import billow.pricing.Unknown;
import billow.pricing.book.PriceBook;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads one usage line. Used once.
final class LineReader {
    /// More of anything than an account uses in a month; keeps hostile exponents from filling the memory.
    private static final int MAX_DIGITS = 21;

    /// Decimals kept of a quantity.
    private static final int MAX_SCALE = 40;

    private final UsageReader file;
    private final PriceBook book;
    private final String path;
    private @Nullable String meter;
    private @Nullable String node;
    private @Nullable String region;
    private @Nullable BigDecimal quantity;
    private Map<String, String> tags = Map.of();
    private boolean failure;
    private boolean sound = true;

    LineReader(UsageReader file, PriceBook book, String path) {
        this.file = file;
        this.book = book;
        this.path = path;
    }

    /// The line, or null when something was wrong with it, which the file reader has been told.
    @Nullable
    UsageLine read(JsonParser parser) {
        boolean quantitySeen = false;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var field = parser.currentName();
            parser.nextToken();
            quantitySeen |= field.equals("quantity");
            readField(parser, field);
        }
        if (sound && meter == null) problem("meter", "Expected a meter, received none.");
        if (!quantitySeen) problem("quantity", "Expected a number of at least 0, received none.");
        return sound && meter != null && quantity != null
                ? new UsageLine(meter, node, region, quantity, tags, failure)
                : null;
    }

    private void readField(JsonParser parser, String field) {
        switch (field) {
            case "meter" -> readMeter(parser);
            case "quantity" -> readQuantity(parser);
            case "node" -> node = readText(parser, "node", "the id of a node");
            case "region" -> readRegion(parser);
            case "tags" -> readTags(parser);
            case "failure" -> readFailure(parser);
            default ->
                file.skipUnknown(
                        parser,
                        path + "." + Unknown.quoted(field),
                        field,
                        List.of("meter", "quantity", "node", "region", "tags", "failure"));
        }
    }

    private void readMeter(JsonParser parser) {
        meter = readText(parser, "meter", "the id of a meter");
        if (meter == null) return;
        if (book.meter(meter).isEmpty()) {
            sound = false;
            file.problem(Unknown.meter(book, path + ".meter", meter));
        } else if (book.prices(meter).isEmpty()) {
            problem("meter", "Expected a meter with a price, received \"%s\".".formatted(meter));
        }
    }

    private void readRegion(JsonParser parser) {
        if (parser.currentToken() == JsonToken.VALUE_NULL) return;
        region = readText(parser, "region", "a region");
        if (region != null && !book.knowsArea(region)) {
            sound = false;
            file.problem(Unknown.region(book, path + ".region", region));
        }
    }

    private void readQuantity(JsonParser parser) {
        if (!parser.currentToken().isNumeric()) {
            wrongType(parser, "quantity", "a number of at least 0");
            return;
        }
        var value = parser.getDecimalValue();
        if (value.signum() < 0) {
            problem("quantity", "Expected at least 0, received %s.".formatted(Values.shortened(parser.getString())));
            return;
        }
        long digits = (long) value.precision() - value.scale();
        if (value.signum() != 0 && digits > MAX_DIGITS) {
            problem(
                    "quantity",
                    "Expected less than 1e%d, received %s."
                            .formatted(MAX_DIGITS, Values.shortened(parser.getString())));
            return;
        }
        quantity = value.signum() == 0 || digits < -MAX_SCALE ? BigDecimal.ZERO : Values.bounded(value, MAX_SCALE);
    }

    private void readFailure(JsonParser parser) {
        if (parser.currentToken().isBoolean()) failure = parser.getBooleanValue();
        else wrongType(parser, "failure", "true or false");
    }

    private void readTags(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            wrongType(parser, "tags", "an object of names and values");
            return;
        }
        var read = new LinkedHashMap<String, String>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            parser.nextToken();
            var value = readText(parser, "tags[" + Unknown.quoted(name) + "]", "a text");
            if (value != null) read.put(name, value);
        }
        tags = read;
    }

    private @Nullable String readText(JsonParser parser, String field, String expected) {
        var text = Values.text(parser);
        if (text == null) wrongType(parser, field, expected);
        return text;
    }

    private void wrongType(JsonParser parser, String field, String expected) {
        sound = false;
        file.wrongType(parser, path + "." + field, expected);
    }

    private void problem(String field, String message) {
        sound = false;
        file.problem(path + "." + field, message);
    }
}
