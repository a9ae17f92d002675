package billow.model.asl;

import billow.model.expression.QueryLanguage;
import billow.model.expression.Template;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The members of one object of a definition, read by name, with every complaint put where it belongs. Names never
/// asked for are reported at the end by [#complainOfRest].
final class Fields {
    private final JsonNode node;
    private final String path;
    private final List<Problem> problems;
    private final Set<String> asked = new HashSet<>(Set.of("Comment"));

    Fields(JsonNode node, String path, List<Problem> problems) {
        this.node = node;
        this.path = path;
        this.problems = problems;
    }

    String path() {
        return path;
    }

    String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    List<Problem> problems() {
        return problems;
    }

    void error(String name, String message) {
        problems.add(new Problem(name.isEmpty() ? path : path(name), message, Problem.Severity.ERROR));
    }

    void warning(String name, String message) {
        problems.add(new Problem(name.isEmpty() ? path : path(name), message, Problem.Severity.WARNING));
    }

    boolean has(String name) {
        return node.has(name);
    }

    @Nullable
    JsonNode raw(String name) {
        asked.add(name);
        return node.get(name);
    }

    String text(String name) {
        JsonNode value = raw(name);
        if (value == null) {
            return "";
        }
        if (!value.isString()) {
            error(name, "Expected a text, received " + value + ".");
            return "";
        }
        return value.stringValue();
    }

    @Nullable
    String optionalText(String name) {
        return has(name) ? text(name) : null;
    }

    String requiredText(String name) {
        if (!has(name)) {
            error(name, "Expected a value, received none.");
        }
        return text(name);
    }

    boolean flag(String name) {
        JsonNode value = raw(name);
        if (value != null && !value.isBoolean()) {
            error(name, "Expected true or false, received " + value + ".");
        }
        return value != null && value.isBoolean() && value.booleanValue();
    }

    /// A whole number in a range, or null when absent or wrong.
    @Nullable
    Long whole(String name, long least, long most) {
        JsonNode value = raw(name);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < least
                || value.longValue() > most) {
            error(name, "Expected a whole number from " + least + " to " + most + ", received " + value + ".");
            return null;
        }
        return value.longValue();
    }

    /// A number in a range, or null when absent or wrong.
    @Nullable
    Double real(String name, double least, double most) {
        JsonNode value = raw(name);
        if (value == null) {
            return null;
        }
        if (!value.isNumber() || value.doubleValue() < least || value.doubleValue() > most) {
            error(name, "Expected a number from " + least + " to " + most + ", received " + value + ".");
            return null;
        }
        return value.doubleValue();
    }

    /// The objects in an array, each with its own path; complains of anything else.
    List<Fields> objects(String name) {
        JsonNode value = raw(name);
        List<Fields> objects = new ArrayList<>();
        if (value == null) {
            return objects;
        }
        if (!value.isArray()) {
            error(name, "Expected an array, received " + value + ".");
            return objects;
        }
        for (int i = 0; i < value.size(); i++) {
            String where = path(name) + "[" + i + "]";
            if (value.get(i).isObject()) {
                objects.add(new Fields(value.get(i), where, problems));
            } else {
                problems.add(new Problem(
                        where, "Expected an object, received " + value.get(i) + ".", Problem.Severity.ERROR));
            }
        }
        return objects;
    }

    /// The object of that name, or null when absent or wrong.
    @Nullable
    Fields object(String name) {
        JsonNode value = raw(name);
        if (value == null) {
            return null;
        }
        if (!value.isObject()) {
            error(name, "Expected an object, received " + value + ".");
            return null;
        }
        return new Fields(value, path(name), problems);
    }

    List<String> texts(String name) {
        JsonNode value = raw(name);
        if (value == null
                || !value.isArray()
                || value.isEmpty()
                || !value.valueStream().allMatch(JsonNode::isString)) {
            error(name, "Expected an array of texts, received " + (value == null ? "none" : value) + ".");
            return List.of();
        }
        return value.valueStream().map(JsonNode::stringValue).toList();
    }

    /// A payload template of the state's language, or null when absent.
    @Nullable
    Template template(String name, QueryLanguage language) {
        return template(name, language, name);
    }

    /// A payload template of the state's language, or null when absent.
    ///
    /// @param field how messages at run time name it
    @Nullable
    Template template(String name, QueryLanguage language, String field) {
        JsonNode value = raw(name);
        if (value == null) {
            return null;
        }
        return switch (language) {
            case JSON_PATH -> Template.jsonPath(value, message -> error(name, message));
            case JSONATA -> Template.jsonata(value, field, message -> error(name, message));
        };
    }

    Set<String> names() {
        return node.propertyStream().map(java.util.Map.Entry::getKey).collect(Collectors.toSet());
    }

    void complainOfRest() {
        node.propertyStream()
                .map(java.util.Map.Entry::getKey)
                .filter(name -> !asked.contains(name))
                .forEach(name -> warning(name, "Expected a field of this object, received the unknown " + name + "."));
    }
}
