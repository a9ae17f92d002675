package billow.model.file;

import billow.model.design.Design;
import billow.model.design.Frame;
import billow.model.design.Link;
import billow.model.design.Node;
import billow.model.design.Note;
import billow.model.design.Point;
import billow.model.design.Scenario;
import billow.model.kind.Connection;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Writes design files in a stable order, only what differs from the defaults, quantities with their unit.
public final class DesignWriter {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Vocabulary vocabulary;

    public DesignWriter(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /// Writes beside the file first and then puts it in its place, so that the file is always whole.
    public void write(Design design, Path file) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        var draft = Files.createTempFile(folder, "." + file.getFileName(), ".part");
        try {
            Files.writeString(draft, text(design));
            move(draft, file);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void move(Path draft, Path file) throws IOException {
        try {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (java.nio.file.AtomicMoveNotSupportedException e) {
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    public String text(Design design) {
        return JsonLayout.of(json(design));
    }

    ObjectNode json(Design design) {
        var root = JSON.objectNode();
        root.put("billow", DesignReader.FORMAT);
        root.put("name", design.name());
        root.put("region", design.region());
        var account = set(design.account(), vocabulary.account());
        if (!account.isEmpty()) root.set("account", account);
        var nodes = root.putArray("nodes");
        design.nodes().values().forEach(n -> nodes.add(node(n)));
        var links = root.putArray("links");
        var ids = new HashSet<String>();
        design.links().forEach(l -> links.add(link(l, design, ids)));
        list(root, "frames", design.frames().stream().map(DesignWriter::frame).toList());
        list(root, "notes", design.notes().stream().map(DesignWriter::note).toList());
        list(
                root,
                "scenarios",
                design.scenarios().stream().map(DesignWriter::scenario).toList());
        list(root, "goals", design.goals().stream().map(JSON::stringNode).toList());
        extra(root, design.extra());
        return root;
    }

    private static void list(ObjectNode root, String name, List<? extends JsonNode> entries) {
        if (!entries.isEmpty()) root.putArray(name).addAll(entries);
    }

    private static ObjectNode node(Node node) {
        var json = JSON.objectNode();
        json.put("id", node.id());
        json.put("kind", node.kind().id());
        if (!node.label().equals(node.id())) json.put("label", node.label());
        json.set("at", pair(node.at()));
        var set = set(node.params(), node.kind().params());
        if (!set.isEmpty()) json.set("set", set);
        if (!node.tags().isEmpty()) {
            var tags = json.putObject("tags");
            new TreeMap<>(node.tags()).forEach(tags::put);
        }
        return extra(json, node.extra());
    }

    /// The kind of link is written when it is not the usual one, the id when it is not the one reading would give.
    private static ObjectNode link(Link link, Design design, Set<String> ids) {
        var json = JSON.objectNode();
        var base = link.from() + "->" + link.to();
        var usual = base;
        for (int n = 2; ids.contains(usual); n++) usual = base + "#" + n;
        ids.add(link.id());
        if (!link.id().equals(usual)) json.put("id", link.id());
        json.put("from", link.from());
        json.put("to", link.to());
        var from = design.node(link.from()).orElseThrow().kind();
        var to = design.node(link.to()).orElseThrow().kind();
        List<Connection.Option> options = switch (Connection.between(from, to)) {
            case Connection.Possible(var possible) -> possible;
            case Connection.Refused refused -> List.of();
        };
        if (options.isEmpty() || options.getFirst().kind() != link.kind())
            json.put("as", link.kind().word());
        List<Param<?>> declared = options.stream()
                .filter(o -> o.kind() == link.kind())
                .findFirst()
                .map(Connection.Option::params)
                .orElse(List.of());
        var set = set(link.params(), declared);
        if (!set.isEmpty()) json.set("set", set);
        return extra(json, link.extra());
    }

    private static ObjectNode scenario(Scenario scenario) {
        var json = JSON.objectNode();
        json.put("name", scenario.name());
        if (!scenario.note().isEmpty()) json.put("note", scenario.note());
        var duration = scenario.durationNanos();
        if (duration != null) json.set("for", QuantityText.write(duration, Unit.SECOND));
        var warmup = scenario.warmupNanos();
        if (warmup != null) json.set("warmup", QuantityText.write(warmup, Unit.SECOND));
        if (!scenario.changes().isEmpty()) {
            var set = json.putObject("set");
            scenario.changes().forEach(c -> set.set(c.target(), c.value()));
        }
        if (!scenario.faults().isEmpty()) {
            var faults = json.putArray("faults");
            scenario.faults().forEach(faults::add);
        }
        return extra(json, scenario.extra());
    }

    private static ObjectNode note(Note note) {
        var json = JSON.objectNode();
        json.put("text", note.text());
        json.set("at", pair(note.at()));
        return extra(json, note.extra());
    }

    private static ObjectNode frame(Frame frame) {
        var json = JSON.objectNode();
        json.put("label", frame.label());
        json.set("at", pair(frame.at()));
        json.set("size", pair(new Point(frame.width(), frame.height())));
        return extra(json, frame.extra());
    }

    private static JsonNode pair(Point point) {
        return JSON.arrayNode().add(QuantityText.number(point.x())).add(QuantityText.number(point.y()));
    }

    /// Changed values in the order of their declaration, then what is not understood by name.
    private static ObjectNode set(Params params, List<Param<?>> declared) {
        var json = JSON.objectNode();
        declared.forEach(p -> put(json, params, p));
        return extra(json, params.unknown());
    }

    private static <T> void put(ObjectNode json, Params params, Param<T> param) {
        if (params.isSet(param)) params.find(param).ifPresent(v -> json.set(param.name(), ParamText.write(param, v)));
    }

    private static ObjectNode extra(ObjectNode json, Map<String, JsonNode> extra) {
        new TreeMap<>(extra).forEach(json::set);
        return json;
    }
}
