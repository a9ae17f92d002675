package billow.model.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A path that names at most one node: member names and array indexes only.
///
/// @param text as written, beginning with `$`
/// @param steps from the root down
public record ReferencePath(String text, List<Step> steps) {
    private static final Pattern STEP =
            Pattern.compile("\\.([\\p{L}\\p{N}_-]+)|\\['((?:[^'\\\\])*)'\\]|\\[(\\d{1,9})\\]");

    /// One level down.
    public sealed interface Step {
        /// The member of an object.
        record Member(String name) implements Step {}

        /// The element of an array, counted from 0.
        record Element(int index) implements Step {}
    }

    public ReferencePath {
        steps = List.copyOf(steps);
    }

    /// Compiles the text, or returns null when it is no reference path.
    public static @Nullable ReferencePath parse(String text) {
        if (!text.startsWith("$")) {
            return null;
        }
        List<Step> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(text);
        int at = 1;
        while (at < text.length()) {
            matcher.region(at, text.length());
            if (!matcher.lookingAt()) {
                return null;
            }
            steps.add(step(matcher));
            at = matcher.end();
        }
        return new ReferencePath(text, steps);
    }

    private static Step step(Matcher matcher) {
        if (matcher.group(1) != null) {
            return new Step.Member(matcher.group(1));
        }
        return matcher.group(2) != null
                ? new Step.Member(matcher.group(2))
                : new Step.Element(Integer.parseInt(matcher.group(3)));
    }

    /// The node it names, or null when there is none.
    public @Nullable JsonNode find(JsonNode root) {
        @Nullable JsonNode node = root;
        for (Step step : steps) {
            node = switch (step) {
                case Step.Member member -> node.get(member.name());
                case Step.Element element -> node.isArray() ? node.get(element.index()) : null;
            };
            if (node == null) {
                return null;
            }
        }
        return node;
    }

    /// The path of the array whose element it names, or null when it does not end with an index.
    @Nullable
    ReferencePath arrayOfLastElement() {
        return !steps.isEmpty() && steps.getLast() instanceof Step.Element
                ? new ReferencePath(text, steps.subList(0, steps.size() - 1))
                : null;
    }

    /// A copy of the root with the value in this place; objects on the way are made where they are missing.
    ///
    /// @throws EvaluationFailure `States.ResultPathMatchFailure` when the place cannot exist
    public JsonNode place(JsonNode root, JsonNode value) {
        return place(root, 0, value);
    }

    private JsonNode place(@Nullable JsonNode node, int depth, JsonNode value) {
        if (depth == steps.size()) {
            return value;
        }
        return switch (steps.get(depth)) {
            case Step.Member member -> {
                if (node != null && !node.isObject()) {
                    throw mismatch(node);
                }
                ObjectNode copy = JsonNodeFactory.instance.objectNode();
                if (node != null) {
                    copy.setAll((ObjectNode) node);
                }
                copy.set(member.name(), place(copy.get(member.name()), depth + 1, value));
                yield copy;
            }
            case Step.Element element -> {
                int index = element.index();
                if (node == null || !node.isArray() || index >= node.size()) {
                    throw mismatch(node);
                }
                ArrayNode copy = JsonNodeFactory.instance.arrayNode().addAll((ArrayNode) node);
                copy.set(index, place(node.get(index), depth + 1, value));
                yield copy;
            }
        };
    }

    private EvaluationFailure mismatch(@Nullable JsonNode node) {
        return new EvaluationFailure(
                "States.ResultPathMatchFailure",
                "Unable to apply ReferencePath " + text + " to input " + (node == null ? "{}" : node));
    }
}
