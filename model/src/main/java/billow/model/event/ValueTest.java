package billow.model.event;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a pattern demands of one value.
sealed interface ValueTest {
    /// This value; numbers by their size, so that 300 is 300.0.
    record Equal(JsonNode value) implements ValueTest {}

    /// A text that is this one but for case.
    record EqualIgnoringCase(String text) implements ValueTest {}

    /// A text that begins so.
    record Prefix(String text, boolean ignoringCase) implements ValueTest {}

    /// A text that ends so.
    record Suffix(String text, boolean ignoringCase) implements ValueTest {}

    /// A text of this form.
    ///
    /// @param tokens characters, and [#ANY] for an asterisk
    record Wildcard(Pattern form, List<Integer> tokens) implements ValueTest {
        static final int ANY = -1;

        public Wildcard {
            tokens = List.copyOf(tokens);
        }
    }

    /// A number in a range; null where it has no end.
    record Range(
            @Nullable BigDecimal bottom,
            boolean bottomOpen,
            @Nullable BigDecimal top,
            boolean topOpen) implements ValueTest {}

    /// An address in a block.
    record Block(AddressBlock block) implements ValueTest {}

    /// Any value none of these accepts.
    record AnythingBut(List<ValueTest> tests) implements ValueTest {}

    /// Any value, as long as there is one.
    record Present() implements ValueTest {}

    /// No value. Never accepts one; absence is judged by the pattern.
    record Absent() implements ValueTest {}

    /// Whether it accepts a value.
    default boolean accepts(JsonNode value) {
        return switch (this) {
            case Equal equal -> same(equal.value(), value);
            case EqualIgnoringCase equal -> value.isString() && equal.text().equalsIgnoreCase(value.stringValue());
            case Prefix prefix -> value.isString() && begins(prefix, value.stringValue());
            case Suffix suffix -> value.isString() && ends(suffix, value.stringValue());
            case Wildcard wildcard ->
                value.isString() && wildcard.form().matcher(value.stringValue()).matches();
            case Range range -> isFinite(value) && within(range, value.decimalValue());
            case Block block -> value.isString() && block.block().contains(value.stringValue());
            case AnythingBut but -> but.tests().stream().noneMatch(test -> test.accepts(value));
            case Present present -> true;
            case Absent absent -> false;
        };
    }

    private static boolean same(JsonNode expected, JsonNode value) {
        return isFinite(expected) && isFinite(value)
                ? expected.decimalValue().compareTo(value.decimalValue()) == 0
                : expected.equals(value);
    }

    /// Whether it is a number a decimal can hold: a literal such as 1e400 is read as infinite.
    static boolean isFinite(JsonNode value) {
        return value.isNumber() && !(value.isDouble() && !Double.isFinite(value.doubleValue()));
    }

    private static boolean begins(Prefix prefix, String text) {
        return prefix.ignoringCase()
                ? text.regionMatches(true, 0, prefix.text(), 0, prefix.text().length())
                : text.startsWith(prefix.text());
    }

    private static boolean ends(Suffix suffix, String text) {
        int from = text.length() - suffix.text().length();
        return suffix.ignoringCase()
                ? text.regionMatches(true, from, suffix.text(), 0, suffix.text().length())
                : text.endsWith(suffix.text());
    }

    private static boolean within(Range range, BigDecimal value) {
        int overBottom = range.bottom() == null ? 1 : value.compareTo(range.bottom());
        int underTop = range.top() == null ? 1 : range.top().compareTo(value);
        return (overBottom > 0 || overBottom == 0 && !range.bottomOpen())
                && (underTop > 0 || underTop == 0 && !range.topOpen());
    }

    /// The form of a wildcard text: `*` stands for any text; `\*` and `\\` for themselves.
    ///
    /// @throws IllegalArgumentException for two asterisks in a row or another escape
    static Wildcard wildcard(String text) {
        List<Integer> tokens = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '*') {
                if (!tokens.isEmpty() && tokens.getLast() == Wildcard.ANY) {
                    throw new IllegalArgumentException(
                            "Expected single asterisks, received two in a row in " + text + ".");
                }
                tokens.add(Wildcard.ANY);
                continue;
            }
            if (c == '\\') {
                i++;
                if (i == text.length() || text.charAt(i) != '*' && text.charAt(i) != '\\') {
                    throw new IllegalArgumentException(
                            String.format(Locale.ROOT, "Expected \\* or \\\\ after a backslash, received %s.", text));
                }
            }
            tokens.add((int) text.charAt(i));
        }
        StringBuilder form = new StringBuilder();
        for (int token : tokens) {
            form.append(token == Wildcard.ANY ? ".*" : Pattern.quote(String.valueOf((char) token)));
        }
        return new Wildcard(Pattern.compile(form.toString(), Pattern.DOTALL), tokens);
    }
}
