package billow.model.asl;

import billow.model.expression.QueryLanguage;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Reads a definition in Amazon States Language, JSON or YAML. Never throws on what it reads: everything wrong becomes
/// a
/// [Problem] with its place.
public final class AslParser {
    /// A definition's longest text. Source: Step Functions service quotas, 2026.
    private static final int MOST_CHARACTERS = 1_048_576;

    /// An execution's longest time, seconds. Source: Amazon States Language, "TimeoutSeconds".
    static final long LONGEST_SECONDS = 99_999_999;

    private AslParser() {}

    /// Reads JSON, or YAML when the text does not begin with a brace.
    ///
    /// @param type the kind of workflow it is checked for
    public static Parsed parse(String text, WorkflowType type) {
        List<Problem> problems = new ArrayList<>();
        if (text.length() > MOST_CHARACTERS) {
            problems.add(error("Expected at most " + MOST_CHARACTERS + " characters, received " + text.length() + "."));
        }
        try {
            JsonNode node = text.stripLeading().startsWith("{")
                    ? JsonMapper.shared().readTree(text)
                    : YAMLMapper.builder().build().readTree(text);
            return parse(node, type, problems);
        } catch (JacksonException e) {
            problems.add(error("Expected JSON or YAML, received a text that is neither: " + e.getOriginalMessage()
                    + " (line " + (e.getLocation() == null ? 1 : e.getLocation().getLineNr()) + ")."));
            return new Parsed(null, problems);
        }
    }

    /// Reads a definition already parsed as JSON.
    public static Parsed parse(JsonNode node, WorkflowType type) {
        return parse(node, type, new ArrayList<>());
    }

    private static Parsed parse(JsonNode node, WorkflowType type, List<Problem> problems) {
        if (!node.isObject()) {
            problems.add(error("Expected an object with StartAt and States, received " + node + "."));
            return new Parsed(null, problems);
        }
        Fields fields = new Fields(node, "", problems);
        String comment = fields.raw("Comment") instanceof JsonNode c && c.isString() ? c.stringValue() : "";
        QueryLanguage language = language(fields, QueryLanguage.JSON_PATH);
        String version = fields.text("Version");
        if (!version.isEmpty() && !version.equals("1.0")) {
            fields.error("Version", "Expected 1.0, received " + version + ".");
        }
        Long timeout = fields.whole("TimeoutSeconds", 1, LONGEST_SECONDS);
        boolean dataless = fields.flag("DataLess");
        StateParser states = new StateParser(type, language, problems);
        Flow flow = states.flow(fields);
        fields.complainOfRest();
        if (flow.states().isEmpty()) {
            return new Parsed(null, problems);
        }
        return new Parsed(
                new StateMachine(comment, language, flow, timeout, states.stateCount(), dataless, node), problems);
    }

    /// The `QueryLanguage` of a machine or state, or the surrounding one.
    static QueryLanguage language(Fields fields, QueryLanguage outer) {
        String word = fields.text("QueryLanguage");
        for (QueryLanguage language : QueryLanguage.values()) {
            if (language.word().equals(word)) {
                return language;
            }
        }
        if (!word.isEmpty()) {
            fields.error("QueryLanguage", "Expected JSONPath or JSONata, received " + word + ".");
        }
        return outer;
    }

    private static Problem error(String message) {
        return new Problem("", message, Problem.Severity.ERROR);
    }
}
