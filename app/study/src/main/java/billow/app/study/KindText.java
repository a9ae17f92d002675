package billow.app.study;

import billow.app.study.fidelity.FidelityPage;
import billow.app.study.fidelity.FidelityText;
import billow.model.file.ParamText;
import billow.model.kind.NodeKind;
import billow.model.param.About;
import billow.model.param.Param;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// One kind for a terminal: what can be set, how it is connected, what is billed and measured, and how faithful it is.
public final class KindText {
    private KindText() {}

    public static String of(NodeKind kind) {
        var out = new StringBuilder("%s (%s)%n%s%n"
                .formatted(kind.name(), kind.id(), kind.summary())
                .replace("\r", ""));
        params(out, "Parameters", kind.params());
        kind.outlets()
                .forEach(o -> params(out, "Uses other nodes by " + o.kind().word(), o.params()));
        kind.inlets().forEach(i -> params(out, "Is used by " + i.kind().word(), i.params()));
        var meters = new TextTable(true, true, true);
        kind.meters().forEach(m -> meters.row("  " + m.id(), m.unit(), m.help()));
        section(out, "Billed", meters);
        var metrics = new TextTable(true, true, true);
        kind.metrics().forEach(m -> metrics.row("  " + m.name(), m.unit(), m.help()));
        section(out, "Measured", metrics);
        FidelityPage.of(kind.id()).ifPresent(page -> out.append('\n').append(FidelityText.of(page)));
        return out.toString();
    }

    private static void params(StringBuilder out, String title, List<Param<?>> params) {
        var table = new TextTable(true, true, true, true);
        for (var param : params)
            table.row(
                    "  " + param.name(),
                    fallback(param),
                    range(param),
                    param.about().help() + " " + support(param.about()));
        if (table.isEmpty() && !title.equals("Parameters"))
            out.append('\n').append(title).append('\n');
        else section(out, title, table);
    }

    /// Where default and limit come from, and how well that supports them.
    private static String support(About about) {
        return "[%s; confidence %s]"
                .formatted(about.source(), about.confidence().name().toLowerCase(Locale.ROOT));
    }

    private static void section(StringBuilder out, String title, TextTable table) {
        if (!table.isEmpty()) out.append('\n').append(title).append('\n').append(table);
    }

    private static <T> String fallback(Param<T> param) {
        var value = param.fallback();
        if (value == null) return "-";
        var text = ParamText.write(param, value);
        return text.isString() ? text.asString() : text.isContainer() ? "…" : text.toString();
    }

    private static String range(Param<?> param) {
        return switch (param) {
            case Param.Whole p -> (p.min() + " to " + p.max() + " " + p.unit().symbol()).strip();
            case Param.Real p ->
                (plain(p.unit().fromCanonical(p.min())) + " to "
                                + plain(p.unit().fromCanonical(p.max())) + " "
                                + p.unit().symbol())
                        .strip();
            case Param.Span p ->
                ParamText.write(p, p.minNanos()).asString() + " to "
                        + ParamText.write(p, p.maxNanos()).asString();
            case Param.Size p ->
                ParamText.write(p, p.minBytes()).asString() + " to "
                        + ParamText.write(p, p.maxBytes()).asString();
            case Param.Choice p -> p.options().stream().map(o -> o.value()).collect(Collectors.joining(", "));
            case Param.Flag p -> "true, false";
            case Param.Text p -> "text";
            case Param.Law p -> "distribution";
            case Param.Document p -> p.language();
        };
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
