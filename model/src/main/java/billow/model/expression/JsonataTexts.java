package billow.model.expression;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The text functions of JSONata where the library's differ from the language or grow without bound: `$string`, `$pad`,
/// `$join`, `$replace`, `$match`, `$split`, `$contains`.
final class JsonataTexts {
    /// From here on whole numbers are written with an exponent. Source: ECMAScript `Number::toString`.
    private static final double LONGEST_WHOLE = 1e21;

    private interface Body {
        @Nullable
        Object apply(List<?> arguments);
    }

    private JsonataTexts() {}

    static void bind(Jsonata.Frame frame) {
        bind(frame, "string", "<x-b?:s>", a -> string(at(a, 0), Boolean.TRUE.equals(at(a, 1))));
        bind(frame, "pad", "<s-ns?:s>", JsonataTexts::pad);
        bind(frame, "join", "<a<s>s?:s>", JsonataTexts::join);
        bind(frame, "replace", "<s-(sf)(sf)n?:s>", a -> {
            refuseEmptyMatches(a);
            Number limit = (Number) at(a, 3);
            return Functions.replace((String) at(a, 0), at(a, 1), at(a, 2), limit == null ? null : limit.intValue());
        });
        bind(frame, "match", "<s-f<s:o>n?:a<o>>", a -> {
            refuseEmptyMatches(a);
            Number limit = (Number) at(a, 2);
            return Functions.match((String) at(a, 0), (Pattern) at(a, 1), limit == null ? null : limit.intValue());
        });
        bind(frame, "split", "<s-(sf)n?:a<s>>", a -> {
            refuseEmptyMatches(a);
            return Functions.split((String) at(a, 0), at(a, 1), (Number) at(a, 2));
        });
        bind(frame, "contains", "<s-(sf):b>", a -> {
            refuseEmptyMatches(a);
            return Functions.contains((String) at(a, 0), at(a, 1));
        });
    }

    private static void bind(Jsonata.Frame frame, String name, String signature, Body body) {
        frame.bind(name, new Jsonata.JFunction((input, values) -> body.apply(values), signature));
    }

    private static @Nullable Object at(List<?> arguments, int index) {
        return index < arguments.size() ? arguments.get(index) : null;
    }

    private static void refuseEmptyMatches(List<?> arguments) {
        if (!(at(arguments, 0) instanceof String text) || !(at(arguments, 1) instanceof Pattern pattern)) {
            return;
        }
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            if (matcher.end() == matcher.start()) {
                throw new JException("D1004", -1);
            }
        }
    }

    private static @Nullable String pad(List<?> arguments) {
        if (!(at(arguments, 0) instanceof String text)) {
            return null;
        }
        if (!(at(arguments, 1) instanceof Number width)) {
            throw new JException("T0410", -1, 2, "pad");
        }
        double places = Math.floor(Math.abs(width.doubleValue()));
        JsonataLimits.check((long) places);
        String with = at(arguments, 2) instanceof String given && !given.isEmpty() ? given : " ";
        int[] points = with.codePoints().toArray();
        var padding = new StringBuilder();
        int missing = (int) places - text.codePointCount(0, text.length());
        for (int i = 0; i < missing; i++) {
            padding.appendCodePoint(points[i % points.length]);
        }
        return width.doubleValue() < 0 ? padding + text : text + padding;
    }

    private static @Nullable String join(List<?> arguments) {
        if (!(at(arguments, 0) instanceof List<?> parts)) {
            return null;
        }
        String between = at(arguments, 1) instanceof String given ? given : "";
        long length = (long) between.length() * Math.max(0, parts.size() - 1);
        for (Object part : parts) {
            length += String.valueOf(part).length();
        }
        JsonataLimits.check(length);
        return String.join(between, parts.stream().map(Objects::toString).toList());
    }

    /// The text of a value; null for nothing.
    static @Nullable String string(@Nullable Object value, boolean pretty) {
        if (value == null || value instanceof String) {
            return (String) value;
        }
        JsonataLimits.bytes(value);
        Object plain = plain(value);
        String text = plain instanceof String word ? word : Functions.string(plain, pretty);
        JsonataLimits.check(text == null ? 0 : text.length());
        return text;
    }

    /// The value with its numbers in a form the library writes as ECMAScript does.
    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                var members = new LinkedHashMap<String, @Nullable Object>();
                map.forEach((key, member) -> members.put(String.valueOf(key), plain(member)));
                yield members;
            }
            case List<?> list -> {
                var elements = new ArrayList<@Nullable Object>(list.size());
                list.forEach(element -> elements.add(plain(element)));
                yield elements;
            }
            case Double number -> plain((double) number);
            case null, default -> value;
        };
    }

    private static Object plain(double number) {
        if (!Double.isFinite(number)) {
            return String.valueOf(number);
        }
        boolean whole = number == Math.rint(number) && Math.abs(number) < LONGEST_WHOLE;
        return whole ? whole(number) : number;
    }

    /// The shortest digits that read back as the number, filled up with zeros.
    private static BigInteger whole(double number) {
        return new BigDecimal(Double.toString(number)).toBigInteger();
    }
}
