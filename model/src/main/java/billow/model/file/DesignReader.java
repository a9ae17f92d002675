package billow.model.file;

import billow.model.check.Finding;
import billow.model.design.Design;
import billow.model.design.Link;
import billow.model.design.Node;
import billow.model.param.Params;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads design files. What can be kept is kept, with a remark where it is not understood; what cannot be held in a
/// design makes the whole file unreadable, so that nothing is lost without a word.
public final class DesignReader {
    /// Format number of the files this version writes.
    public static final int FORMAT = 1;

    private static final String FORMAT_FIELD = "billow";
    private static final int LONGEST_NAME = 500;
    private static final int MOST_GOALS = 10_000;
    private static final Set<String> KNOWN = Set.of(
            FORMAT_FIELD, "name", "region", "account", "nodes", "links", "scenarios", "notes", "frames", "goals");

    private final Vocabulary vocabulary;
    private final int format;
    private final Map<Integer, Migration> migrations;

    public DesignReader(Vocabulary vocabulary) {
        this(vocabulary, FORMAT, List.of());
    }

    /// @param migrations one for each format number below `format` that can still be read
    DesignReader(Vocabulary vocabulary, int format, List<Migration> migrations) {
        this.vocabulary = vocabulary;
        this.format = format;
        var byNumber = new HashMap<Integer, Migration>();
        migrations.forEach(m -> byNumber.put(m.from(), m));
        this.migrations = Map.copyOf(byNumber);
    }

    /// @param findings remarks about what was read but not understood
    public record Read(Design design, List<Finding> findings) {
        public Read {
            findings = List.copyOf(findings);
        }
    }

    /// @throws IOException when the file cannot be read at all
    public Read read(Path file) throws IOException, UnreadableDesign {
        var source = file.toString();
        if (Files.size(file) > Json.MOST_BYTES)
            throw Json.unreadable(
                    source,
                    1,
                    1,
                    "The file is too large · Expected at most %d MB, received %d MB."
                            .formatted(Json.MOST_BYTES >> 20, Files.size(file) >> 20));
        return read(source, Json.decode(source, Files.readAllBytes(file)));
    }

    /// @param source name for messages, usually the file's
    public Read read(String source, String text) throws UnreadableDesign {
        var parsed = Json.parse(source, text);
        var problems = new Problems();
        var root = new At(parsed, List.of(), "");
        if (!(parsed instanceof ObjectNode document)) {
            problems.problem(
                    root, "file.type", "Expected a design (a JSON object), received " + Shown.value(parsed) + ".");
        } else if (migrated(document, root, problems)) {
            var design = design(root, problems);
            problems.raise(source, text);
            return new Read(design, problems.remarks());
        }
        problems.raise(source, text);
        throw new IllegalStateException("A file was refused without a reason.");
    }

    /// Brings `document` to this version's format; false when that is impossible.
    private boolean migrated(ObjectNode document, At root, Problems problems) {
        var at = root.field(FORMAT_FIELD);
        if (at.missing()) {
            problems.problem(
                    root, "file.format", "This is no Billow design: the field \"billow\" (format number) is missing.");
            return false;
        }
        int number = at.node().isIntegralNumber() && at.node().canConvertToInt()
                ? at.node().intValue()
                : -1;
        if (number > format) {
            problems.problem(
                    at,
                    "file.newer",
                    "Expected format %d or older, received %d: a newer version of Billow wrote this file."
                            .formatted(format, number));
            return false;
        }
        for (int n = number; n < format; n++) {
            var step = migrations.get(n);
            if (step == null) {
                problems.problem(
                        at,
                        "file.format",
                        "Expected the format number %d, received %s.".formatted(format, Shown.value(at.node())));
                return false;
            }
            step.change().apply(document);
            document.put(FORMAT_FIELD, n + 1);
        }
        return true;
    }

    private Design design(At root, Problems problems) {
        var graph = new GraphReader(vocabulary, problems);
        var nodes = graph.nodes(root.field("nodes"));
        var links = graph.links(root.field("links"), nodes);
        var canvas = new CanvasReader(problems);
        var account = account(root.field("account"), problems);
        var goals = new ArrayList<String>();
        for (var goal : problems.list(root.field("goals"), MOST_GOALS))
            goals.add(problems.text(goal, "", LONGEST_NAME));
        return new Design(
                problems.text(root.field("name"), Design.EMPTY.name(), LONGEST_NAME),
                problems.text(root.field("region"), Design.EMPTY.region(), LONGEST_NAME),
                account,
                new LinkedHashMap<String, Node>(nodes),
                List.<Link>copyOf(links),
                canvas.scenarios(root.field("scenarios")),
                canvas.notes(root.field("notes")),
                canvas.frames(root.field("frames")),
                goals,
                extra(root.node(), KNOWN));
    }

    private Params account(At at, Problems problems) {
        return SetReader.params(at, "account", vocabulary.account(), "account", problems);
    }

    /// The fields of an object that this version does not know.
    static Map<String, JsonNode> extra(JsonNode object, Set<String> known) {
        var extra = new LinkedHashMap<String, JsonNode>();
        object.forEachEntry((name, value) -> {
            if (!known.contains(name)) extra.put(name, value);
        });
        return extra;
    }
}
