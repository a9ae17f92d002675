package billow.model.expression;

import com.dashjoin.jsonata.Jsonata;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// A JSONata expression with the functions Step Functions adds and without `$eval`, which it takes away. Evaluated by
/// the dashjoin port of JSONata. Time and chance come from the [Scope], so that a run repeats to the bit.
public final class JsonataExpression implements Expression {
    private static final Pattern DELIMITED = Pattern.compile("\\{%(.*)%\\}", Pattern.DOTALL);
    private static final Pattern CALL = Pattern.compile("\\$([A-Za-z_][A-Za-z0-9_]*)\\s*\\(");
    private static final Pattern QUOTED =
            Pattern.compile("'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Scope NOTHING_GIVEN = new Scope(
            JsonNodeFactory.instance.objectNode(),
            JsonNodeFactory.instance::objectNode,
            Variables.NONE,
            null,
            null,
            () -> 0,
            0);

    private static final String ERROR = "States.QueryEvaluationError";

    private final String text;
    private final Jsonata compiled;
    private final JsonataTree tree;

    private JsonataExpression(String text, Jsonata compiled) {
        this.text = text;
        this.compiled = compiled;
        this.tree = JsonataTree.of(compiled);
    }

    /// Whether a text is an expression, that is, stands between `{%` and `%}`.
    public static boolean isDelimited(String text) {
        return text.startsWith("{%") && text.endsWith("%}") && text.length() >= 4;
    }

    /// Compiles a text with its delimiters.
    ///
    /// @throws InvalidExpression when it is not JSONata, or refers to what there is not: `$`, `$$` and bare names
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
        } catch (InvalidExpression e) {
            throw e;
        } catch (StackOverflowError e) {
            throw new InvalidExpression("Expected a JSONata expression, received one that nests too deep.");
        } catch (RuntimeException e) {
            throw new InvalidExpression(
                    "Expected a JSONata expression, received " + text + " (" + e.getMessage() + ").");
        }
    }

    /// Names of functions it calls that there are not, `$nosuch`; in the order of the text.
    public List<String> unknownFunctions() {
        var frame = frame(NOTHING_GIVEN);
        var unknown = new ArrayList<String>();
        Matcher call = CALL.matcher(QUOTED.matcher(text).replaceAll("''"));
        while (call.find()) {
            String name = call.group(1);
            boolean own = Pattern.compile("\\$" + name + "\\b(?!\\s*\\()")
                    .matcher(text)
                    .find();
            if (!own && !exists(name, frame) && !unknown.contains("$" + name)) unknown.add("$" + name);
        }
        return List.copyOf(unknown);
    }

    private static boolean exists(String name, Jsonata.Frame frame) {
        return Boolean.TRUE.equals(Jsonata.jsonata("$exists($" + name + ")").evaluate(null, frame));
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public JsonNode evaluate(Scope scope, String field) {
        try {
            Object value = compiled.evaluate(null, frame(scope));
            JsonataLimits.bytes(value);
            if (value == null) {
                throw failure(field, "returned nothing (undefined).");
            }
            JsonNode node = JsonataValues.toJson(value);
            if (node == null) {
                throw failure(field, "returned an unsupported result type.");
            }
            return node;
        } catch (StackOverflowError e) {
            throw failure(field, JsonataProblem.sentence(JsonataLimits.tooDeep(), text));
        } catch (OutOfMemoryError e) {
            throw failure(field, JsonataProblem.sentence(JsonataLimits.tooLarge(), text));
        } catch (EvaluationFailure e) {
            throw e;
        } catch (RuntimeException e) {
            throw failure(field, JsonataProblem.sentence(e, text), JsonataProblem.raised(e));
        }
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
        JsonataLimits.bind(frame, tree);
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
