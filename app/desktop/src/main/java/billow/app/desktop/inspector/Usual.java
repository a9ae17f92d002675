package billow.app.desktop.inspector;

import billow.app.desktop.document.ValueText;
import billow.model.param.Param;
import billow.model.value.Quantity;
import billow.model.value.Unit;

/// The grey line under a field: what is allowed, what is usual, where that stands.
final class Usual {
    private Usual() {}

    static String line(Param<?> param) {
        var usual = usual(param);
        var source = source(param);
        return usual.isEmpty() ? source : usual + " · " + source;
    }

    /// Where it stands, shortly; the whole of it is in the explanation of the field.
    static String source(Param<?> param) {
        var source = param.about().source();
        if (source.startsWith("assumption")) return "an assumption";
        return source.equals("AWS documentation of the property") ? "AWS documentation" : source;
    }

    private static String usual(Param<?> param) {
        return switch (param) {
            case Param.Whole w -> range(w.min(), w.max(), w.unit(), w);
            case Param.Real r -> range(r.unit().fromCanonical(r.min()), r.unit().fromCanonical(r.max()), r.unit(), r);
            case Param.Span s -> between(s.minNanos(), s.maxNanos(), s.unit(), s);
            case Param.Size s -> between(s.minBytes(), s.maxBytes(), s.unit(), s);
            case Param.Choice c -> "";
            case Param.Flag f -> "";
            case Param.Text t -> "";
            case Param.Law l -> "";
            case Param.Document d -> d.language();
        };
    }

    private static String range(double min, double max, Unit unit, Param<?> param) {
        if (unit == Unit.PERCENT)
            return ValueText.grouped(min) + " – " + ValueText.grouped(max) + " %" + standard(param);
        var symbol = unit.symbol().isEmpty() ? "" : " " + unit.symbol();
        if (min <= -1e12 && max >= 1e12) return "any number" + symbol + standard(param);
        var top = max >= 1e12 ? "" : " – " + ValueText.grouped(max);
        var bounds = top.isEmpty() ? "from " + ValueText.grouped(min) : ValueText.grouped(min) + top;
        return bounds + symbol + standard(param);
    }

    private static String between(double min, double max, Unit unit, Param<?> param) {
        return (max >= 9e18
                        ? "from " + Quantity.text(min, unit)
                        : Quantity.text(min, unit) + " – " + Quantity.text(max, unit))
                + standard(param);
    }

    private static <T> String standard(Param<T> param) {
        T fallback = param.fallback();
        return " · default " + (fallback == null ? "none" : ValueText.shortly(param, fallback));
    }
}
