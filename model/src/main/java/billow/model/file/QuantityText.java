package billow.model.file;

import billow.model.value.Quantity;
import billow.model.value.Unit;
import java.math.BigDecimal;
import java.math.MathContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Quantities in files: read with or without unit, written so that reading gives the same bits.
final class QuantityText {
    private static final MathContext SHORT = new MathContext(12);

    private QuantityText() {}

    /// The canonical value of a number in `plain` or of a text with a unit.
    ///
    /// @throws Refusal when it is neither
    static double read(JsonNode node, Unit plain) throws Refusal {
        if (node.isNumber()) {
            double amount = node.decimalValue().doubleValue();
            if (!Double.isFinite(amount))
                throw new Refusal("Expected " + noun(plain) + ", received a number too large.");
            return plain.toCanonical(amount);
        }
        if (node.isString()) {
            var parsed = Quantity.parse(node.stringValue(), plain);
            if (parsed.isPresent()) return parsed.get().canonical();
        }
        throw new Refusal("Expected " + noun(plain) + ", received " + Shown.value(node) + ".");
    }

    /// "a time such as 300 ms", for messages.
    static String noun(Unit unit) {
        return switch (unit.dimension()) {
            case TIME -> "a time such as \"" + "300 " + unit.symbol() + "\"";
            case SIZE -> "a size such as \"" + "512 " + unit.symbol() + "\"";
            case RATE -> "a rate such as \"" + "50 " + unit.symbol() + "\"";
            case NUMBER -> unit == Unit.PERCENT ? "a percentage such as \"5 %\"" : "a number";
        };
    }

    /// A number for what has no unit, otherwise text with the unit.
    static JsonNode write(double canonical, Unit like) {
        if (like == Unit.COUNT) return number(canonical);
        return JsonNodeFactory.instance.stringNode(text(canonical, like));
    }

    static JsonNode number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15)
            return JsonNodeFactory.instance.numberNode((long) value);
        return JsonNodeFactory.instance.numberNode(new BigDecimal(Double.toString(value)));
    }

    /// The most readable text that reads back as exactly `canonical`. Only a percentage that never was one can lose its
    /// last bit, because there is no other unit to write it in.
    static String text(double canonical, Unit like) {
        var readable = Quantity.text(canonical, like);
        if (reads(readable, like, canonical)) return readable;
        double amount = like.fromCanonical(canonical);
        for (double near : new double[] {amount, Math.nextUp(amount), Math.nextDown(amount)}) {
            var text = near + suffix(like);
            if (reads(text, like, canonical)) return text;
        }
        return like == Unit.PERCENT ? amount + suffix(like) : canonical + suffix(canonicalUnit(like));
    }

    /// The value with 12 significant digits, which undoes the last bits that logarithms leave behind.
    static double rounded(double value) {
        return Double.isFinite(value) ? new BigDecimal(value, SHORT).doubleValue() : value;
    }

    private static boolean reads(String text, Unit like, double canonical) {
        return Quantity.parse(text, like)
                .filter(q -> q.canonical() == canonical)
                .isPresent();
    }

    private static String suffix(Unit unit) {
        return unit.symbol().isEmpty() ? "" : " " + unit.symbol();
    }

    private static Unit canonicalUnit(Unit like) {
        return switch (like.dimension()) {
            case TIME -> Unit.NANOSECOND;
            case SIZE -> Unit.BYTE;
            case RATE -> Unit.PER_SECOND;
            case NUMBER -> Unit.COUNT;
        };
    }
}
