package billow.model.asl;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The comparisons of a JSONPath choice rule: 23 that also have a `...Path` form where marked, 39 spellings in all.
/// A value of another type never matches. Source: Amazon States Language, "Choice State".
public enum Operator {
    STRING_EQUALS("StringEquals", Operand.TEXT, true),
    STRING_LESS_THAN("StringLessThan", Operand.TEXT, true),
    STRING_GREATER_THAN("StringGreaterThan", Operand.TEXT, true),
    STRING_LESS_THAN_EQUALS("StringLessThanEquals", Operand.TEXT, true),
    STRING_GREATER_THAN_EQUALS("StringGreaterThanEquals", Operand.TEXT, true),
    STRING_MATCHES("StringMatches", Operand.TEXT, false),
    NUMERIC_EQUALS("NumericEquals", Operand.NUMBER, true),
    NUMERIC_LESS_THAN("NumericLessThan", Operand.NUMBER, true),
    NUMERIC_GREATER_THAN("NumericGreaterThan", Operand.NUMBER, true),
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", Operand.NUMBER, true),
    NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", Operand.NUMBER, true),
    BOOLEAN_EQUALS("BooleanEquals", Operand.TRUTH, true),
    TIMESTAMP_EQUALS("TimestampEquals", Operand.TIMESTAMP, true),
    TIMESTAMP_LESS_THAN("TimestampLessThan", Operand.TIMESTAMP, true),
    TIMESTAMP_GREATER_THAN("TimestampGreaterThan", Operand.TIMESTAMP, true),
    TIMESTAMP_LESS_THAN_EQUALS("TimestampLessThanEquals", Operand.TIMESTAMP, true),
    TIMESTAMP_GREATER_THAN_EQUALS("TimestampGreaterThanEquals", Operand.TIMESTAMP, true),
    IS_NULL("IsNull", Operand.TRUTH, false),
    IS_PRESENT("IsPresent", Operand.TRUTH, false),
    IS_NUMERIC("IsNumeric", Operand.TRUTH, false),
    IS_STRING("IsString", Operand.TRUTH, false),
    IS_BOOLEAN("IsBoolean", Operand.TRUTH, false),
    IS_TIMESTAMP("IsTimestamp", Operand.TRUTH, false);

    /// What an operator compares with.
    public enum Operand {
        TEXT,
        NUMBER,
        TRUTH,
        TIMESTAMP
    }

    private final String word;
    private final Operand operand;
    private final boolean hasPathForm;

    Operator(String word, Operand operand, boolean hasPathForm) {
        this.word = word;
        this.operand = operand;
        this.hasPathForm = hasPathForm;
    }

    /// The operator of that spelling without `Path`, or null.
    static @Nullable Operator named(String word) {
        for (Operator operator : values()) {
            if (operator.word.equals(word)) {
                return operator;
            }
        }
        return null;
    }

    /// The spelling, without `Path`.
    public String word() {
        return word;
    }

    /// What it compares with.
    public Operand operand() {
        return operand;
    }

    /// Whether the operand may also be read from a path.
    public boolean hasPathForm() {
        return hasPathForm;
    }

    /// Whether it may be asked of a variable that is not there.
    boolean allowsAbsence() {
        return this == IS_PRESENT;
    }

    /// Whether a literal is of the type it compares with.
    boolean accepts(JsonNode literal) {
        return switch (operand) {
            case TEXT -> literal.isString();
            case NUMBER -> literal.isNumber();
            case TRUTH -> literal.isBoolean();
            case TIMESTAMP -> instant(literal) != null;
        };
    }

    /// Whether the value stands in this relation to the operand.
    ///
    /// @param value null when the variable is not there, which only `IsPresent` accepts
    boolean matches(@Nullable JsonNode value, JsonNode with) {
        return switch (this) {
            case STRING_EQUALS,
                    STRING_LESS_THAN,
                    STRING_GREATER_THAN,
                    STRING_LESS_THAN_EQUALS,
                    STRING_GREATER_THAN_EQUALS -> ordered(text(value), text(with));
            case NUMERIC_EQUALS,
                    NUMERIC_LESS_THAN,
                    NUMERIC_GREATER_THAN,
                    NUMERIC_LESS_THAN_EQUALS,
                    NUMERIC_GREATER_THAN_EQUALS -> ordered(number(value), number(with));
            case TIMESTAMP_EQUALS,
                    TIMESTAMP_LESS_THAN,
                    TIMESTAMP_GREATER_THAN,
                    TIMESTAMP_LESS_THAN_EQUALS,
                    TIMESTAMP_GREATER_THAN_EQUALS -> ordered(instant(value), instant(with));
            case STRING_MATCHES ->
                value != null
                        && value.isString()
                        && wildcard(with.stringValue())
                                .matcher(value.stringValue())
                                .matches();
            case BOOLEAN_EQUALS -> value != null && value.isBoolean() && value.equals(with);
            case IS_NULL -> (value != null && value.isNull()) == with.booleanValue();
            case IS_PRESENT -> (value != null) == with.booleanValue();
            case IS_NUMERIC -> (value != null && value.isNumber()) == with.booleanValue();
            case IS_STRING -> (value != null && value.isString()) == with.booleanValue();
            case IS_BOOLEAN -> (value != null && value.isBoolean()) == with.booleanValue();
            case IS_TIMESTAMP -> (instant(value) != null) == with.booleanValue();
        };
    }

    private <T extends Comparable<T>> boolean ordered(@Nullable T value, @Nullable T with) {
        if (value == null || with == null) {
            return false;
        }
        int order = value.compareTo(with);
        if (word.endsWith("LessThan")) {
            return order < 0;
        }
        if (word.endsWith("GreaterThan")) {
            return order > 0;
        }
        return order == 0
                || word.endsWith("LessThanEquals") && order < 0
                || word.endsWith("GreaterThanEquals") && order > 0;
    }

    private static @Nullable String text(@Nullable JsonNode node) {
        return node != null && node.isString() ? node.stringValue() : null;
    }

    private static @Nullable BigDecimal number(@Nullable JsonNode node) {
        // A literal such as 1e400 is read as infinite, which no decimal holds.
        boolean isInfinite = node != null && node.isDouble() && !Double.isFinite(node.doubleValue());
        return node != null && node.isNumber() && !isInfinite ? node.decimalValue() : null;
    }

    /// The instant an RFC 3339 text with upper-case T and a zone names, or null.
    static @Nullable Instant instant(@Nullable JsonNode node) {
        if (node == null || !node.isString() || node.stringValue().indexOf('T') < 0) {
            return null;
        }
        try {
            return OffsetDateTime.parse(node.stringValue()).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /// `*` stands for any text, `\*` for an asterisk, `\\` for a backslash.
    private static Pattern wildcard(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\' && i + 1 < pattern.length()) {
                regex.append(Pattern.quote(String.valueOf(pattern.charAt(++i))));
            } else {
                regex.append(c == '*' ? ".*" : Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
