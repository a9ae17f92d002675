package billow.app.study;

import billow.app.study.fidelity.FidelityPage;
import billow.model.archetype.Archetype;
import billow.model.file.JsonLayout;
import billow.model.file.ParamText;
import billow.model.file.Schema;
import billow.model.file.Vocabulary;
import billow.model.kind.Inlet;
import billow.model.kind.NodeKind;
import billow.model.kind.Outlet;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Unit;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The catalogue of kinds for scripts and for a terminal.
public final class KindsJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private KindsJson() {}

    public static String text(List<NodeKind> kinds) {
        var root = JSON.objectNode();
        var list = root.putArray("kinds");
        kinds.forEach(k -> list.add(kind(k)));
        return JsonLayout.of(root);
    }

    /// The JSON Schema of the design file.
    public static String schema() {
        return new Schema(Vocabulary.standard()).text();
    }

    /// One line by kind.
    public static String table(List<NodeKind> kinds) {
        var table = new TextTable(true, true, true);
        kinds.forEach(k -> table.row(k.id(), k.name(), k.summary()));
        return table.toString();
    }

    private static ObjectNode kind(NodeKind kind) {
        var json = JSON.objectNode()
                .put("id", kind.id())
                .put("name", kind.name())
                .put("category", kind.category().title().toLowerCase(Locale.ROOT))
                .put("archetype", archetype(kind))
                .put("summary", kind.summary());
        params(json.putArray("parameters")::add, kind.params());
        var ports = json.putObject("ports");
        var outlets = ports.putArray("out");
        for (Outlet outlet : kind.outlets()) {
            var port = outlets.addObject().put("link", outlet.kind().word());
            params(port.putArray("parameters")::add, outlet.params());
        }
        var inlets = ports.putArray("in");
        for (Inlet inlet : kind.inlets()) {
            var port = inlets.addObject().put("link", inlet.kind().word());
            params(port.putArray("parameters")::add, inlet.params());
        }
        var meters = json.putArray("meters");
        kind.meters()
                .forEach(m -> meters.addObject()
                        .put("id", m.id())
                        .put("unit", m.unit())
                        .put("help", m.help()));
        var metrics = json.putArray("metrics");
        kind.metrics()
                .forEach(m -> metrics.addObject()
                        .put("name", m.name())
                        .put("unit", m.unit())
                        .put("help", m.help()));
        var imports = json.putArray("imports");
        kind.imports().forEach(imports::add);
        FidelityPage.of(kind.id())
                .ifPresentOrElse(
                        page -> json.putObject("fidelity")
                                .put("page", page.file())
                                .put("title", page.title())
                                .put("markdown", page.markdown()),
                        () -> json.putNull("fidelity"));
        return json;
    }

    private static String archetype(NodeKind kind) {
        Archetype archetype = kind.lower(Params.DEFAULTS, "us-east-1");
        var name = archetype.getClass().getSimpleName();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private interface Sink {
        void add(JsonNode node);
    }

    private static void params(Sink sink, List<Param<?>> params) {
        params.forEach(p -> sink.add(param(p)));
    }

    private static <T> ObjectNode param(Param<T> param) {
        var json = JSON.objectNode().put("name", param.name());
        switch (param) {
            case Param.Whole w -> number(json, "whole", w.unit(), JSON.numberNode(w.min()), JSON.numberNode(w.max()));
            case Param.Real r ->
                number(
                        json,
                        "real",
                        r.unit(),
                        plain(r.unit().fromCanonical(r.min())),
                        plain(r.unit().fromCanonical(r.max())));
            case Param.Span s ->
                number(json, "time", s.unit(), ParamText.write(s, s.minNanos()), ParamText.write(s, s.maxNanos()));
            case Param.Size s ->
                number(json, "size", s.unit(), ParamText.write(s, s.minBytes()), ParamText.write(s, s.maxBytes()));
            case Param.Choice c -> {
                json.put("unit", "").put("type", "choice");
                var choices = json.putArray("choices");
                c.options()
                        .forEach(
                                o -> choices.addObject().put("value", o.value()).put("help", o.help()));
            }
            case Param.Flag f -> json.put("unit", "").put("type", "flag");
            case Param.Text t -> json.put("unit", "").put("type", "text").put("max", t.maxLength());
            case Param.Law l -> json.put("unit", l.unit().symbol()).put("type", "distribution");
            case Param.Document d ->
                json.put("unit", "").put("type", "document").put("language", d.language());
        }
        var fallback = param.fallback();
        json.set("default", fallback == null ? JSON.nullNode() : ParamText.write(param, fallback));
        return json.put("help", param.about().help())
                .put("source", param.about().source())
                .put("confidence", param.about().confidence().name().toLowerCase(Locale.ROOT));
    }

    private static void number(ObjectNode json, String type, Unit unit, JsonNode min, JsonNode max) {
        json.put("unit", unit.symbol()).put("type", type).set("min", min);
        json.set("max", max);
    }

    private static JsonNode plain(double value) {
        return value == Math.rint(value) ? JSON.numberNode((long) value) : JSON.numberNode(value);
    }
}
