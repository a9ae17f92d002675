package billow.model.expression;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.PathNotFoundException;
import com.jayway.jsonpath.spi.json.Jackson3JsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.Jackson3MappingProvider;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// A JSONPath over the input (`$`), the context object (`$$`) or a variable (`$name`).
///
/// Plain reference paths are walked directly. Everything else (filters, slices, wildcards, descent, path functions) is
/// left to Jayway JsonPath, the engine whose dialect Step Functions follows.
public final class Path implements Expression {
    private static final Pattern VARIABLE = Pattern.compile("\\$([\\p{L}_][\\p{L}\\p{N}_]*)(.*)", Pattern.DOTALL);

    /// A comparison in a filter with a word that lacks its quotes, which AWS lets pass: `[?(@.code==es)]`.
    private static final Pattern BARE_WORD =
            Pattern.compile("([=!<>]=|[<>])\\s*(?!(?:true|false|null)\\b)([A-Za-z_][\\w-]*)(?=\\s*[)&|])");

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final Configuration JAYWAY = Configuration.builder()
            .jsonProvider(new Elements(MAPPER))
            .mappingProvider(new Jackson3MappingProvider(MAPPER))
            .build();

    /// The library's view of JSON trees, where an element beyond the end is no element rather than a null.
    private static final class Elements extends Jackson3JsonNodeJsonProvider {
        Elements(JsonMapper mapper) {
            super(mapper);
        }

        @Override
        public Object getArrayIndex(Object array, int index) {
            Object element = super.getArrayIndex(array, index);
            if (element == null) {
                throw new IndexOutOfBoundsException(index);
            }
            return element;
        }
    }

    private enum Root {
        INPUT,
        CONTEXT,
        VARIABLE
    }

    private final String text;
    private final Root root;
    private final String variable;
    private final String rest;
    private final @Nullable ReferencePath reference;
    private final @Nullable JsonPath compiled;

    private Path(String text, Root root, String variable, String rest) {
        this.text = text;
        this.root = root;
        this.variable = variable;
        this.rest = rest;
        this.reference = ReferencePath.parse(rest);
        this.compiled = reference == null ? compile(text, rest) : null;
    }

    /// Compiles a path.
    ///
    /// @throws InvalidExpression when the text is not a JSONPath
    public static Path parse(String text) {
        if (text.startsWith("$$")) {
            return new Path(text, Root.CONTEXT, "", text.substring(1));
        }
        Matcher matcher = VARIABLE.matcher(text);
        if (matcher.matches()) {
            return new Path(text, Root.VARIABLE, matcher.group(1), "$" + matcher.group(2));
        }
        if (!text.startsWith("$")) {
            throw new InvalidExpression("Expected a JSONPath beginning with $, received " + text + ".");
        }
        return new Path(text, Root.INPUT, "", text);
    }

    private static JsonPath compile(String text, String rest) {
        try {
            return JsonPath.compile(rest);
        } catch (InvalidPathException | IllegalArgumentException | IndexOutOfBoundsException e) {
            String quoted = BARE_WORD.matcher(rest).replaceAll("$1'$2'");
            if (!quoted.equals(rest)) {
                return compile(text, quoted);
            }
            throw new InvalidExpression("Expected a JSONPath, received " + text + " (" + e.getMessage() + ").");
        }
    }

    @Override
    public String text() {
        return text;
    }

    /// Whether it begins at the input, not at the context object or a variable.
    public boolean ofInput() {
        return root == Root.INPUT;
    }

    /// The variable it begins at, or empty.
    public String variable() {
        return variable;
    }

    /// The value, or null when the path leads nowhere. A path that may name several nodes yields an array.
    public @Nullable JsonNode find(Scope scope) {
        JsonNode start = start(scope);
        if (start == null) {
            return null;
        }
        if (reference != null) {
            return reference.find(start);
        }
        try {
            Object found = compiled == null ? null : compiled.read(untouchable(start), JAYWAY);
            return found instanceof JsonNode node ? node : MAPPER.valueToTree(found);
        } catch (RuntimeException e) {
            // Beside its own exceptions, the library lets those of its path functions through.
            return null;
        }
    }

    /// The library's `append` adds to the very array it reads: it is given a copy.
    private JsonNode untouchable(JsonNode start) {
        return rest.contains("append(") ? start.deepCopy() : start;
    }

    private @Nullable JsonNode start(Scope scope) {
        return switch (root) {
            case INPUT -> scope.input();
            case CONTEXT -> scope.context().get();
            case VARIABLE -> scope.variables().get(variable);
        };
    }

    @Override
    public JsonNode evaluate(Scope scope, String field) {
        refuseNull(scope);
        JsonNode found = find(scope);
        if (found == null) {
            throw new EvaluationFailure(
                    "States.Runtime",
                    String.format(
                            Locale.ROOT,
                            "The JSONPath '%s' specified for the field '%s' could not be found in the input '%s'",
                            text,
                            field,
                            rootText(scope)));
        }
        return found;
    }

    /// Its value in a payload template, where an element beyond the end of an array is null. Source: observed
    /// executions.
    JsonNode evaluateInTemplate(Scope scope, String field) {
        ReferencePath array = reference == null ? null : reference.arrayOfLastElement();
        JsonNode start = array == null ? null : start(scope);
        if (array != null && start != null && find(scope) == null) {
            JsonNode around = array.find(start);
            if (around != null && around.isArray()) {
                return JsonNodeFactory.instance.nullNode();
            }
        }
        return evaluate(scope, field);
    }

    /// What `InputPath` or `OutputPath` selects.
    ///
    /// @throws EvaluationFailure in the words of the JSONPath library, as the service does
    public JsonNode select(Scope scope) {
        refuseNull(scope);
        JsonNode found = find(scope);
        if (found == null) {
            throw new EvaluationFailure("States.Runtime", "Invalid path '" + text + "' : " + whyNothing(scope));
        }
        return found;
    }

    private void refuseNull(Scope scope) {
        if (root == Root.INPUT && scope.input().isNull()) {
            throw new EvaluationFailure(
                    "States.Runtime", "Unable to apply Path transformation to null or empty input.");
        }
    }

    private String whyNothing(Scope scope) {
        JsonNode start = start(scope);
        try {
            if (start != null) {
                JsonPath.compile(rest).read(untouchable(start), JAYWAY);
            }
        } catch (PathNotFoundException e) {
            // What follows names classes of the library.
            return String.valueOf(e.getMessage()).replaceFirst(" but found '.*", "");
        } catch (RuntimeException e) {
            return "No results for path: " + rest;
        }
        return "No results for path: " + rest;
    }

    /// The text of what it begins at, as messages quote it. The service quotes an execution's input as it was sent. It
    /// is taken to have been written as most clients write JSON, with a blank after colons and commas.
    String rootText(Scope scope) {
        JsonNode start = start(scope);
        if (start == null) {
            return "{}";
        }
        boolean asSent = root == Root.INPUT
                && start.isContainer()
                && scope.context().get().path("Execution").get("Input") == start;
        return asSent ? JsonTexts.spaced(start) : start.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Path path && path.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
