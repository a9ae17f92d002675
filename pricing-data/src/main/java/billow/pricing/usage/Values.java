package billow.pricing.usage;

import billow.pricing.Unknown;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// JSON values as read and as named in messages.
final class Values {
    private Values() {}

    /// The current value when it is a text that is not blank, else null.
    static @Nullable String text(JsonParser parser) {
        if (parser.currentToken() != JsonToken.VALUE_STRING) return null;
        var text = parser.getString();
        return text.isBlank() ? null : text;
    }

    /// The current value in words: `"abc"`, `12`, `a list`.
    static String describe(JsonParser parser) {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> Unknown.quoted(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> shortened(parser.getString());
            case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> parser.getString();
            case START_ARRAY, END_ARRAY -> "a list";
            case START_OBJECT, END_OBJECT -> "an object";
            default -> "something else";
        };
    }

    static String shortened(String number) {
        return number.length() > 40 ? number.substring(0, 40) + "…" : number;
    }

    static BigDecimal bounded(BigDecimal value, int scale) {
        return value.scale() > scale ? value.setScale(scale, RoundingMode.HALF_EVEN) : value;
    }
}
