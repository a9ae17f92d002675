package billow.pricing.usage;

import billow.pricing.Discount;
import billow.pricing.book.PriceBook;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads one discount: `{"service": "lambda", "percent": 10}`, `{"savingsPlan": 0.10, "percent": 17, "meters": […]}`
/// with the commitment in US dollars per hour, or `{"credit": 200, "name": "…"}`. Used once.
final class DiscountReader {
    private static final List<String> FIELDS = List.of("service", "percent", "savingsPlan", "meters", "credit", "name");

    private static final BigDecimal LARGEST = new BigDecimal("1e12");

    private final UsageReader file;
    private final PriceBook book;
    private final String path;
    private @Nullable String service;
    private @Nullable String name;
    private @Nullable BigDecimal percent;
    private @Nullable BigDecimal commitment;
    private @Nullable BigDecimal credit;
    private Set<String> meters = Discount.SavingsPlan.FUNCTION_METERS;
    private boolean sound = true;

    DiscountReader(UsageReader file, PriceBook book, String path) {
        this.file = file;
        this.book = book;
        this.path = path;
    }

    /// The discount, or null when something was wrong with it, which the file reader has been told.
    @Nullable
    Discount read(JsonParser parser) {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var field = parser.currentName();
            parser.nextToken();
            readField(parser, field);
        }
        if (!sound) return null;
        if (credit != null) return new Discount.Credit(name == null ? "Credit" : name, credit);
        if (commitment != null && percent != null) return savingsPlan(commitment, percent);
        if (service != null && percent != null) return new Discount.Percentage(service, percent);
        file.problem(path, "Expected service and percent, savingsPlan and percent, or credit.");
        return null;
    }

    private @Nullable Discount savingsPlan(BigDecimal commitment, BigDecimal percent) {
        if (percent.compareTo(BigDecimal.valueOf(100)) < 0)
            return new Discount.SavingsPlan(commitment, percent, meters);
        file.problem(path + ".percent", "Expected less than 100 for a savings plan, received %s.".formatted(percent));
        return null;
    }

    private void readField(JsonParser parser, String field) {
        switch (field) {
            case "service" -> readService(parser);
            case "name" -> name = text(parser, "name", "a text");
            case "percent" -> percent = number(parser, "percent", BigDecimal.valueOf(100));
            case "savingsPlan" -> commitment = number(parser, "savingsPlan", LARGEST);
            case "credit" -> credit = number(parser, "credit", LARGEST);
            case "meters" -> readMeters(parser);
            default -> file.skipUnknown(parser, path + "." + field, field, FIELDS);
        }
    }

    private void readService(JsonParser parser) {
        service = text(parser, "service", "a service such as \"lambda\", or \"*\"");
        var asked = service;
        if (asked == null || asked.equals("*")) return;
        boolean known = book.meters().stream().anyMatch(meter -> meter.startsWith(asked + "."));
        if (!known) complain("service", "Expected a service such as lambda, or *, received \"%s\".".formatted(asked));
    }

    private void readMeters(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            sound = false;
            file.wrongType(parser, path + ".meters", "a list of meters");
            return;
        }
        var read = new LinkedHashSet<String>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            var meter = text(parser, "meters", "the id of a meter");
            if (meter == null) continue;
            if (book.meter(meter).isEmpty())
                complain("meters", "Expected known meters, received \"%s\".".formatted(meter));
            read.add(meter);
        }
        meters = read;
    }

    private @Nullable BigDecimal number(JsonParser parser, String field, BigDecimal largest) {
        if (!parser.currentToken().isNumeric()) {
            sound = false;
            file.wrongType(parser, path + "." + field, "a number");
            return null;
        }
        var value = parser.getDecimalValue();
        if (value.signum() >= 0 && value.compareTo(largest) <= 0 && value.scale() <= 40) return value;
        complain(
                field,
                "Expected 0 to %s, received %s."
                        .formatted(largest.toPlainString(), Values.shortened(parser.getString())));
        return null;
    }

    private @Nullable String text(JsonParser parser, String field, String expected) {
        var text = Values.text(parser);
        if (text == null) {
            sound = false;
            file.wrongType(parser, path + "." + field, expected);
        }
        return text;
    }

    private void complain(String field, String message) {
        sound = false;
        file.problem(path + "." + field, message);
    }
}
