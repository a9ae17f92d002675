package billow.model.file;

import billow.model.param.Param;
import billow.model.value.Quantity;
import billow.model.value.Unit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Parameter values in files and in text: the one place that reads and writes each shape. Design files, `--set`, input
/// fields and sweeps all go through it.
///
/// The word `none` (in a file also null) stands for the absent value where a parameter may be absent, and for 0 where 0
/// means none.
public final class ParamText {
    private static final Set<String> YES = Set.of("true", "yes", "on");
    private static final Set<String> NO = Set.of("false", "no", "off");
    private static final String NONE = "none";

    private ParamText() {}

    /// What became of a text.
    public sealed interface Reading<T> {}

    /// @param value what was read; null when the parameter is to be absent or as by default
    public record Value<T>(@Nullable T value) implements Reading<T> {}

    /// @param complaint what was expected and what received
    public record Refused<T>(String complaint) implements Reading<T> {}

    /// Reads a value as it stands in a file, without looking at its range.
    public static <T> Reading<T> read(Param<T> param, JsonNode node) {
        try {
            return new Value<>(node.isNull() ? absent(param) : value(param, node));
        } catch (Refusal e) {
            return new Refused<>(e.message());
        }
    }

    /// Reads a value as people type it, without looking at its range.
    public static <T> Reading<T> read(Param<T> param, String text) {
        var stripped = text.strip();
        if (!stripped.startsWith("{") && !stripped.startsWith("["))
            return read(param, (JsonNode)
                    JsonNodeFactory.instance.stringNode(param instanceof Param.Text ? text : stripped));
        if (param instanceof Param.Text) return read(param, (JsonNode) JsonNodeFactory.instance.stringNode(text));
        try {
            return read(param, Json.parse("", stripped));
        } catch (UnreadableDesign e) {
            return new Refused<>("Expected JSON, received something else: "
                    + e.problems().getFirst().message());
        }
    }

    /// Reads a value as people type it and refuses one out of range.
    public static <T> Reading<T> accept(Param<T> param, String text) {
        return within(param, read(param, text));
    }

    /// Reads a value as it stands in a file and refuses one out of range.
    public static <T> Reading<T> accept(Param<T> param, JsonNode node) {
        return within(param, read(param, node));
    }

    private static <T> Reading<T> within(Param<T> param, Reading<T> reading) {
        if (!(reading instanceof Value<T>(var value)) || value == null) return reading;
        var complaint = param.complaint(value);
        return complaint.isPresent() ? new Refused<>(complaint.get()) : reading;
    }

    /// The value as a file writes it; reading gives an equal one.
    public static <T> JsonNode write(Param<T> param, T value) {
        var json = JsonNodeFactory.instance;
        return switch (param) {
            case Param.Whole whole ->
                whole.unit() == Unit.COUNT
                        ? json.numberNode((Long) value)
                        : json.stringNode(value + " " + whole.unit().symbol());
            case Param.Real real -> QuantityText.write((Double) value, real.unit());
            case Param.Span span -> QuantityText.write((Long) value, span.unit());
            case Param.Size size -> QuantityText.write((Long) value, size.unit());
            case Param.Choice choice -> json.stringNode((String) value);
            case Param.Flag flag -> json.booleanNode((Boolean) value);
            case Param.Text text -> json.stringNode((String) value);
            case Param.Law law -> DistributionText.write((billow.model.value.Distribution) value, law.unit());
            case Param.Document document -> (JsonNode) value;
        };
    }

    /// The value as an input field or a message shows it; reading gives an equal one.
    public static <T> String text(Param<T> param, @Nullable T value) {
        if (value == null) return NONE;
        return switch (param) {
            case Param.Flag flag -> (Boolean) value ? "yes" : "no";
            case Param.Law law -> DistributionText.text((billow.model.value.Distribution) value, law.unit());
            case Param.Real real -> QuantityText.text((Double) value, real.unit());
            case Param.Whole w -> write(param, value).asString();
            case Param.Span s -> write(param, value).asString();
            case Param.Size s -> write(param, value).asString();
            case Param.Choice c -> (String) value;
            case Param.Text t -> (String) value;
            case Param.Document d -> value.toString();
        };
    }

    private static <T> @Nullable T absent(Param<T> param) throws Refusal {
        if (param.fallback() == null) return null;
        Object zero = zero(param);
        if (zero == null) throw new Refusal("Expected a value, received none.");
        return param.type().cast(zero);
    }

    /// 0 where a number may be 0, which then means none.
    private static @Nullable Object zero(Param<?> param) {
        return switch (param) {
            case Param.Whole w -> w.min() <= 0 && w.max() >= 0 ? 0L : null;
            case Param.Span s -> s.minNanos() <= 0 && s.maxNanos() >= 0 ? 0L : null;
            case Param.Size s -> s.minBytes() <= 0 && s.maxBytes() >= 0 ? 0L : null;
            case Param.Real r -> r.min() <= 0 && r.max() >= 0 ? 0.0 : null;
            case Param.Choice c -> null;
            case Param.Flag f -> null;
            case Param.Text t -> null;
            case Param.Law l -> null;
            case Param.Document d -> null;
        };
    }

    private static <T> @Nullable T value(Param<T> param, JsonNode node) throws Refusal {
        boolean saysNone = node.isString() && node.stringValue().strip().equalsIgnoreCase(NONE);
        boolean word = param instanceof Param.Choice || param instanceof Param.Text;
        if (saysNone && !word) return absent(param);
        if (saysNone && param instanceof Param.Choice c && option(c, NONE).isEmpty()) return absent(param);
        Object value = switch (param) {
            case Param.Whole whole -> whole(whole, node);
            case Param.Real real -> QuantityText.read(node, real.unit());
            case Param.Span span -> rounded(node, span.unit());
            case Param.Size size -> rounded(node, size.unit());
            case Param.Choice choice -> choice(choice, node);
            case Param.Flag flag -> flag(node);
            case Param.Text text -> scalar(node, "a text");
            case Param.Law law -> DistributionText.read(node, law.unit());
            case Param.Document document -> document(document, node);
        };
        return param.type().cast(value);
    }

    private static long whole(Param.Whole param, JsonNode node) throws Refusal {
        double amount;
        try {
            amount = param.unit().fromCanonical(QuantityText.read(node, param.unit()));
        } catch (Refusal e) {
            var noun = param.unit() == Unit.COUNT ? "a whole number" : QuantityText.noun(param.unit());
            throw new Refusal("Expected " + noun + ", received " + Shown.value(node) + ".");
        }
        double near = Math.rint(amount);
        if (Math.abs(amount - near) > 1e-9 * Math.max(1, Math.abs(amount)))
            throw new Refusal(
                    "Expected a whole number%s, received %s.".formatted(inUnit(param.unit()), Quantity.print(amount)));
        return fits(near, node);
    }

    private static String inUnit(Unit unit) {
        return unit == Unit.COUNT ? "" : " of " + unit.symbol();
    }

    private static long rounded(JsonNode node, Unit unit) throws Refusal {
        return fits(Math.rint(QuantityText.read(node, unit)), node);
    }

    private static long fits(double value, JsonNode node) throws Refusal {
        if (Math.abs(value) > 9.2e18)
            throw new Refusal("Expected a number that can be counted, received " + Shown.value(node) + ".");
        return (long) value;
    }

    private static String choice(Param.Choice param, JsonNode node) throws Refusal {
        var wanted = scalar(node, "one of " + String.join(", ", values(param))).strip();
        return option(param, wanted).orElse(wanted);
    }

    private static Optional<String> option(Param.Choice param, String wanted) {
        return values(param).stream().filter(o -> o.equalsIgnoreCase(wanted)).findFirst();
    }

    private static List<String> values(Param.Choice param) {
        return param.options().stream().map(Param.Choice.Option::value).toList();
    }

    private static boolean flag(JsonNode node) throws Refusal {
        if (node.isBoolean()) return node.booleanValue();
        var word = node.isString() ? node.stringValue().strip().toLowerCase(Locale.ROOT) : "";
        if (YES.contains(word)) return true;
        if (NO.contains(word)) return false;
        throw new Refusal("Expected true or false, received " + Shown.value(node) + ".");
    }

    private static String scalar(JsonNode node, String expected) throws Refusal {
        if (node.isString()) return node.stringValue();
        if (node.isNumber() || node.isBoolean()) return node.asString();
        throw new Refusal("Expected " + expected + ", received " + Shown.value(node) + ".");
    }

    private static JsonNode document(Param.Document param, JsonNode node) throws Refusal {
        if (node.isObject()) return node;
        throw new Refusal("Expected a JSON object (%s), received %s.".formatted(param.language(), Shown.value(node)));
    }
}
