package billow.model.asl;

import billow.model.expression.Expression;
import billow.model.expression.InvalidExpression;
import billow.model.expression.Path;
import billow.model.expression.QueryLanguage;
import billow.model.expression.ReferencePath;
import billow.model.expression.Template;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Reads the fields by which data passes through a state.
final class DataFlowParser {
    private static final Set<String> WITH_PARAMETERS = Set.of("Task", "Parallel", "Pass");
    private static final Set<String> WITH_RESULT_PATH = Set.of("Task", "Parallel", "Map", "Pass");
    private static final Set<String> WITH_SELECTOR = Set.of("Task", "Parallel", "Map");
    private static final List<String> JSON_PATH_ONLY = List.of(
            "InputPath",
            "OutputPath",
            "ResultPath",
            "Parameters",
            "ResultSelector",
            "ItemsPath",
            "SecondsPath",
            "TimestampPath",
            "TimeoutSecondsPath",
            "HeartbeatSecondsPath",
            "Result",
            "ErrorPath",
            "CausePath");
    private static final List<String> JSONATA_ONLY = List.of("Arguments", "Output", "Items");

    private final Fields fields;
    private final QueryLanguage language;

    DataFlowParser(Fields fields, QueryLanguage language) {
        this.fields = fields;
        this.language = language;
    }

    DataFlow read(String kind) {
        List<String> foreign = language == QueryLanguage.JSONATA ? JSON_PATH_ONLY : JSONATA_ONLY;
        foreign.stream().filter(fields::has).forEach(name -> {
            fields.raw(name);
            fields.error(
                    name,
                    "Expected no " + name + " in a state whose language is " + language.word() + ", received one.");
        });
        checkAssign();
        if (language == QueryLanguage.JSONATA) {
            return jsonata(kind);
        }
        Placement resultPath = WITH_RESULT_PATH.contains(kind) ? placement(fields) : new Placement.Replace();
        return new DataFlow(
                selection("InputPath"),
                WITH_PARAMETERS.contains(kind) ? fields.template("Parameters", language) : null,
                WITH_SELECTOR.contains(kind) ? fields.template("ResultSelector", language) : null,
                resultPath,
                selection("OutputPath"),
                null,
                fields.template("Assign", language));
    }

    private DataFlow jsonata(String kind) {
        return new DataFlow(
                new Selection.Everything(),
                kind.equals("Task") || kind.equals("Parallel") ? fields.template("Arguments", language) : null,
                null,
                new Placement.Replace(),
                new Selection.Everything(),
                kind.equals("Fail") ? null : fields.template("Output", language),
                fields.template("Assign", language));
    }

    private void checkAssign() {
        JsonNode assign = fields.raw("Assign");
        if (assign != null && !assign.isObject()) {
            fields.error("Assign", "Expected an object of variables, received " + assign + ".");
        }
        if (assign != null && assign.isObject() && assign.has("states")) {
            fields.error("Assign.states", "Expected another name, received the reserved states.");
        }
    }

    private Selection selection(String name) {
        JsonNode value = fields.raw(name);
        if (value == null) {
            return new Selection.Everything();
        }
        if (value.isNull()) {
            return new Selection.Nothing();
        }
        String text = fields.text(name);
        if (text.equals("$")) {
            return new Selection.Everything();
        }
        try {
            return new Selection.Part(Path.parse(text));
        } catch (InvalidExpression e) {
            fields.error(name, e.reason());
            return new Selection.Everything();
        }
    }

    /// `ResultPath` of a state or of a Catch entry.
    static Placement placement(Fields fields) {
        JsonNode value = fields.raw("ResultPath");
        if (value == null) {
            return new Placement.Replace();
        }
        if (value.isNull()) {
            return new Placement.Discard();
        }
        String text = fields.text("ResultPath");
        ReferencePath path = ReferencePath.parse(text);
        if (path == null) {
            fields.error("ResultPath", "Expected a reference path such as $.result, received " + text + ".");
            return new Placement.Replace();
        }
        return path.steps().isEmpty() ? new Placement.Replace() : new Placement.Into(path);
    }

    /// A path or an intrinsic function in a field of its own; null stands in where it does not compile.
    static @Nullable Template expression(Fields fields, String name, String text) {
        try {
            return new Template.Computed(Expression.jsonPath(text), name);
        } catch (InvalidExpression e) {
            fields.error(name, e.reason());
            return new Template.Constant(JsonNodeFactory.instance.nullNode());
        }
    }
}
