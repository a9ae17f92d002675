package billow.model.expression;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import java.time.format.DateTimeParseException;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A JSONata expression with the functions Step Functions adds and without `$eval`, which it takes away. Evaluated by
/// the dashjoin port of JSONata. Time and chance come from the [Scope], so that a run repeats to the bit.
public final class JsonataExpression implements Expression {
    private static final Pattern DELIMITED = Pattern.compile("\\{%(.*)%\\}", Pattern.DOTALL);
    private static final Pattern NUMBER_IN_QUOTES = Pattern.compile("\"(-?\\d+(?:\\.\\d+)?)\"");

    private static final Pattern COMPARISON = Pattern.compile("(?<!~)[<>]=?");

    /// `$error` and `$assert`.
    private static final Set<String> RAISED_BY_AUTHOR = Set.of("D3137", "D3141");

    private static final String ERROR = "States.QueryEvaluationError";

    private final String text;
    private final Jsonata compiled;

    private JsonataExpression(String text, Jsonata compiled) {
        this.text = text;
        this.compiled = compiled;
    }

    /// Whether a text is an expression, that is, stands between `{%` and `%}`.
    public static boolean isDelimited(String text) {
        return text.startsWith("{%") && text.endsWith("%}") && text.length() >= 4;
    }

    /// Compiles a text with its delimiters.
    ///
    /// @throws InvalidExpression when it is not JSONata
    public static JsonataExpression parse(String delimited) {
        Matcher matcher = DELIMITED.matcher(delimited);
        if (!matcher.matches()) {
            throw new InvalidExpression("Expected a JSONata expression between {% and %}, received " + delimited + ".");
        }
        String text = matcher.group(1).strip();
        try {
            Jsonata compiled = Jsonata.jsonata(text);
            compiled.setOutputConvertNulls(false);
            return new JsonataExpression(text, compiled);
        } catch (RuntimeException e) {
            throw new InvalidExpression(
                    "Expected a JSONata expression, received " + text + " (" + e.getMessage() + ").");
        }
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public JsonNode evaluate(Scope scope, String field) {
        @Nullable Object value;
        try {
            value = compiled.evaluate(null, frame(scope));
        } catch (JException e) {
            String raised = RAISED_BY_AUTHOR.contains(e.getError()) ? String.valueOf(e.getMessage()) : null;
            throw failure(field, "threw an error during evaluation. " + describe(e), raised);
        } catch (NumberFormatException e) {
            String given = String.valueOf(e.getMessage()).replace("For input string: ", "");
            throw failure(field, "threw an error during evaluation. D3030: Unable to cast value to a number: " + given);
        } catch (DateTimeParseException e) {
            throw failure(
                    field,
                    "threw an error during evaluation. D3110: The argument of the toMillis function must be an ISO 8601"
                            + " formatted timestamp. Given \"" + e.getParsedString() + "\"");
        } catch (StackOverflowError e) {
            throw failure(field, "threw an error during evaluation. U1001: Stack overflow error");
        } catch (RuntimeException e) {
            throw failure(field, "threw an error during evaluation. " + e.getMessage());
        }
        JsonNode node = JsonataValues.toJson(value);
        if (node == null) {
            throw failure(
                    field, value == null ? "returned nothing (undefined)." : "returned an unsupported result type.");
        }
        return node;
    }

    /// The error in JSONata's own words. The library says "Object" where the language says "function", and quotes
    /// numbers.
    private String describe(JException e) {
        String code = e.getError();
        String message = String.valueOf(e.getMessage());
        if (message.contains("{{token}}")) {
            // The library leaves the operator out; it is known where the expression compares only once.
            List<String> operators = COMPARISON
                    .matcher(text)
                    .results()
                    .map(MatchResult::group)
                    .distinct()
                    .toList();
            String token = operators.size() == 1 ? "\"" + operators.getFirst() + "\"" : "";
            message = message.replace("{{token}}", token);
        }
        if (!RAISED_BY_AUTHOR.contains(code)) {
            message = NUMBER_IN_QUOTES
                    .matcher(message.replace("Object", "function"))
                    .replaceAll("$1");
        }
        return message.startsWith(code + ":") ? message : code + ": " + message;
    }

    private EvaluationFailure failure(String field, String what) {
        return failure(field, what, null);
    }

    private EvaluationFailure failure(String field, String what, @Nullable String raised) {
        return new EvaluationFailure(
                ERROR, "The JSONata expression '" + text + "' specified for the field '" + field + "' " + what, raised);
    }

    private Jsonata.Frame frame(Scope scope) {
        Jsonata.Frame frame = compiled.createFrame();
        Map<String, Supplier<@Nullable JsonNode>> states = new LinkedHashMap<>();
        states.put("input", scope::input);
        states.put("context", () -> scope.context().get());
        if (scope.result() != null) {
            states.put("result", scope::result);
        }
        if (scope.errorOutput() != null) {
            states.put("errorOutput", scope::errorOutput);
        }
        frame.bind("states", (Object) new Lazy(states));
        scope.variables().all().forEach((name, value) -> frame.bind(name, JsonataValues.fromJson(value)));
        JsonataFunctions.bind(frame, scope);
        return frame;
    }

    /// A map whose values are converted when first read: most expressions touch one part of the state's data.
    private static final class Lazy extends AbstractMap<String, Object> {
        private final Map<String, Supplier<@Nullable JsonNode>> parts;
        private final Map<String, Object> converted = new HashMap<>();

        Lazy(Map<String, Supplier<@Nullable JsonNode>> parts) {
            this.parts = parts;
        }

        @Override
        public @Nullable Object get(@Nullable Object key) {
            Supplier<@Nullable JsonNode> part = parts.get(key);
            return part == null ? null : converted.computeIfAbsent((String) key, k -> convert(part));
        }

        private static Object convert(Supplier<@Nullable JsonNode> part) {
            JsonNode node = part.get();
            return node == null ? Jsonata.NULL_VALUE : JsonataValues.fromJson(node);
        }

        @Override
        public boolean containsKey(@Nullable Object key) {
            return parts.containsKey(key);
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            parts.keySet().forEach(this::get);
            Map<String, Object> all = new LinkedHashMap<>();
            parts.keySet().forEach(key -> all.put(key, converted.get(key)));
            return all.entrySet();
        }
    }
}
