package billow.model.file;

import billow.model.kind.Inlet;
import billow.model.kind.LinkKind;
import billow.model.kind.NodeKind;
import billow.model.kind.Outlet;
import billow.model.param.Param;
import billow.model.value.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The JSON Schema (2020-12) of the design file, made from the vocabulary. Editors complete and check by it; what needs
/// arithmetic with units is left to reading.
public final class Schema {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String ID = "^[A-Za-z][A-Za-z0-9_-]{0,254}$";
    private static final String NUMBER = "\\s*[+-]?[0-9][0-9 _,']*(\\.[0-9]+)?([eE][+-]?[0-9]+)?\\s*";

    private final Vocabulary vocabulary;

    public Schema(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    public String text() {
        return JsonLayout.of(json());
    }

    ObjectNode json() {
        var root = JSON.objectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", "Billow design");
        root.put("type", "object");
        root.putArray("required").add("billow");
        var fields = root.putObject("properties");
        fields.putObject("billow").put("const", DesignReader.FORMAT);
        fields.set("name", type("string"));
        fields.set("region", type("string"));
        fields.set("account", set(vocabulary.account()));
        fields.set("nodes", listOf(node()));
        fields.set("links", listOf(link()));
        fields.set("scenarios", listOf(scenario()));
        fields.set("notes", listOf(object("text", type("string"), "at", pair())));
        fields.set("frames", listOf(object("label", type("string"), "at", pair(), "size", pair())));
        fields.set("goals", listOf(type("string")));
        var definitions = root.putObject("$defs");
        definitions.set("time", quantity(Unit.SECOND));
        definitions.set("size", quantity(Unit.BYTE));
        definitions.set("rate", quantity(Unit.PER_SECOND));
        definitions.set("number", quantity(Unit.COUNT));
        definitions.set("percentage", quantity(Unit.PERCENT));
        definitions.set("distribution", distribution());
        return root;
    }

    private ObjectNode node() {
        var node =
                object("id", type("string").put("pattern", ID), "kind", kinds(), "label", type("string"), "at", pair());
        node.putArray("required").add("id").add("kind");
        var fields = (ObjectNode) node.get("properties");
        fields.set("set", type("object"));
        fields.set("tags", type("object").set("additionalProperties", type("string")));
        var cases = node.putArray("allOf");
        for (var kind : vocabulary.kinds()) {
            var only = cases.addObject();
            only.putObject("if").putObject("properties").putObject("kind").put("const", kind.id());
            only.putObject("then").putObject("properties").set("set", set(kind.params()));
        }
        return node;
    }

    private ObjectNode kinds() {
        var kinds = type("string");
        vocabulary.ids().forEach(kinds.putArray("enum")::add);
        return kinds;
    }

    private ObjectNode link() {
        var words = type("string");
        var list = words.putArray("enum");
        Arrays.stream(LinkKind.values()).map(LinkKind::word).forEach(list::add);
        var link = object("from", type("string"), "to", type("string"), "as", words, "id", type("string"));
        link.putArray("required").add("from").add("to");
        ((ObjectNode) link.get("properties")).set("set", linkSet());
        return link;
    }

    /// A link's parameters depend on both its ends, which a schema cannot look up: each name admits all its shapes.
    private ObjectNode linkSet() {
        var shapes = new TreeMap<String, List<ObjectNode>>();
        vocabulary.kinds().stream().flatMap(Schema::linkParams).forEach(p -> {
            var known = shapes.computeIfAbsent(p.name(), name -> new ArrayList<>());
            var shape = shape(p);
            if (!known.contains(shape)) known.add(shape);
        });
        var set = type("object");
        var fields = set.putObject("properties");
        shapes.forEach((name, all) -> {
            if (all.size() == 1) fields.set(name, all.getFirst());
            else fields.putObject(name).putArray("anyOf").addAll(all);
        });
        return set;
    }

    private static Stream<Param<?>> linkParams(NodeKind kind) {
        return Stream.concat(
                kind.outlets().stream().map(Outlet::params).flatMap(List::stream),
                kind.inlets().stream().map(Inlet::params).flatMap(List::stream));
    }

    private static ObjectNode scenario() {
        var scenario =
                object("name", type("string"), "note", type("string"), "for", ref("time"), "set", type("object"));
        ((ObjectNode) scenario.get("properties")).set("faults", listOf(type("string")));
        var warmup =
                ((ObjectNode) scenario.get("properties")).putObject("warmup").putArray("anyOf");
        warmup.addObject().put("const", "auto");
        warmup.add(ref("time"));
        scenario.putArray("required").add("name");
        return scenario;
    }

    private static ObjectNode set(List<Param<?>> params) {
        var set = type("object");
        var fields = set.putObject("properties");
        params.forEach(p -> fields.set(p.name(), shape(p)));
        return set;
    }

    private static ObjectNode shape(Param<?> param) {
        var shape = JSON.objectNode();
        shape.put("description", param.about().help());
        var any = shape.putArray("anyOf");
        switch (param) {
            case Param.Whole w -> {
                any.add(type("integer").put("minimum", w.min()).put("maximum", w.max()));
                any.add(type("string").put("pattern", pattern(w.unit())));
            }
            case Param.Real r -> {
                any.add(type("number")
                        .put("minimum", r.unit().fromCanonical(r.min()))
                        .put("maximum", r.unit().fromCanonical(r.max())));
                any.add(type("string").put("pattern", pattern(r.unit())));
            }
            case Param.Span s -> any.add(ref("time"));
            case Param.Size s -> any.add(ref("size"));
            case Param.Choice c -> {
                var options = any.addObject().putArray("enum");
                c.options().forEach(o -> options.add(o.value()));
            }
            case Param.Flag f -> {
                any.add(type("boolean"));
                var words = any.addObject().putArray("enum");
                List.of("yes", "no", "true", "false", "on", "off").forEach(words::add);
            }
            case Param.Text t -> any.add(type("string").put("maxLength", t.maxLength()));
            case Param.Law l -> {
                any.add(ref(l.unit() == Unit.PERCENT ? "percentage" : word(l.unit())));
                any.add(ref("distribution"));
            }
            case Param.Document d -> any.add(type("object"));
        }
        none(any);
        return shape;
    }

    private static void none(ArrayNode any) {
        any.addObject().put("const", "none");
        any.add(type("null"));
    }

    private static String word(Unit unit) {
        return switch (unit.dimension()) {
            case TIME -> "time";
            case SIZE -> "size";
            case RATE -> "rate";
            case NUMBER -> "number";
        };
    }

    private static ObjectNode quantity(Unit unit) {
        var quantity = JSON.objectNode();
        quantity.putArray("anyOf").add(type("number")).add(type("string").put("pattern", pattern(unit)));
        return quantity;
    }

    /// A number, then nothing or a unit of the dimension.
    private static String pattern(Unit like) {
        var symbols = new LinkedHashMap<String, Boolean>();
        Arrays.stream(billow.model.value.Quantity.symbols(like).split(", "))
                .filter(s -> !s.isEmpty())
                .forEach(s -> symbols.put(anyCase(s), true));
        var words = switch (like.dimension()) {
            case TIME -> List.of("us", "sec", "seconds", "m", "minutes", "hour", "hours", "day", "days");
            case SIZE -> List.of("kib", "mib", "gib", "bytes");
            case RATE -> List.of("rps", "per ?second", "per ?minute");
            case NUMBER -> List.<String>of();
        };
        words.forEach(w -> symbols.put(anyCase(w), true));
        return "^" + NUMBER + "(" + String.join("|", symbols.keySet()) + ")?\\s*$";
    }

    private static String anyCase(String word) {
        var pattern = new StringBuilder();
        for (char c : word.toCharArray()) {
            if (Character.isLetter(c) && Character.toUpperCase(c) != Character.toLowerCase(c) && c < 128)
                pattern.append('[')
                        .append(Character.toUpperCase(c))
                        .append(Character.toLowerCase(c))
                        .append(']');
            else if (" ?".indexOf(c) >= 0) pattern.append(c);
            else pattern.append(c == '/' || c == '%' || c > 127 ? String.valueOf(c) : Pattern.quote(String.valueOf(c)));
        }
        return pattern.toString();
    }

    private static ObjectNode distribution() {
        var any = JSON.objectNode();
        var options = any.putArray("anyOf");
        for (var law : new TreeMap<>(DistributionText.LAWS).entrySet()) {
            var option = options.addObject().put("type", "object").put("additionalProperties", false);
            option.putArray("required").add(law.getKey());
            var forms = option.putObject("properties").putObject(law.getKey()).putArray("anyOf");
            law.getValue().forEach(form -> forms.add(form(form)));
            if (law.getValue().getFirst().size() == 1)
                forms.addObject().putArray("type").add("number").add("string").add("array");
        }
        options.add(type("string").put("pattern", "^\\s*[A-Za-z]+\\s*\\([^()]*\\)\\s*$"));
        return any;
    }

    private static ObjectNode form(List<String> fields) {
        var form = type("object").put("additionalProperties", false);
        var required = form.putArray("required");
        var properties = form.putObject("properties");
        fields.forEach(f -> {
            required.add(f);
            properties.putObject(f).putArray("type").add("number").add("string").add("array");
        });
        return form;
    }

    private static ObjectNode pair() {
        return type("array").put("minItems", 2).put("maxItems", 2).set("items", type("number"));
    }

    private static ObjectNode listOf(ObjectNode items) {
        return type("array").set("items", items);
    }

    private static ObjectNode object(Object... namesAndSchemas) {
        var object = type("object");
        var fields = object.putObject("properties");
        for (int i = 0; i < namesAndSchemas.length; i += 2)
            fields.set((String) namesAndSchemas[i], (ObjectNode) namesAndSchemas[i + 1]);
        return object;
    }

    private static ObjectNode type(String type) {
        return JSON.objectNode().put("type", type);
    }

    private static ObjectNode ref(String definition) {
        return JSON.objectNode().put("$ref", "#/$defs/" + definition);
    }
}
