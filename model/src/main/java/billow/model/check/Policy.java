package billow.model.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// An IAM policy as far as wildcards go. Source: IAM User Guide, policy elements; Service Authorization Reference,
/// 2026.
///
/// @param statements in the order of the document
record Policy(List<Statement> statements) {
    /// Actions that know no resources.
    private static final Set<String> WITHOUT_RESOURCES = Set.of(
            "xray:puttracesegments",
            "xray:puttelemetryrecords",
            "ec2:createnetworkinterface",
            "ec2:describenetworkinterfaces",
            "ec2:deletenetworkinterface",
            "ec2:assignprivateipaddresses",
            "ec2:unassignprivateipaddresses",
            "cloudwatch:putmetricdata",
            "dynamodb:liststreams",
            "kinesis:liststreams",
            "sts:getcalleridentity");

    /// Everything of a service, or everything of one sort: `*`, `table/*`.
    private static final Pattern ALL_OF_A_SORT = Pattern.compile("\\*|[A-Za-z-]+[/:]\\*");

    Policy {
        statements = List.copyOf(statements);
    }

    /// @param actions   that it is about; of `NotAction` all
    /// @param resources that it is about; of `NotResource` all
    /// @param source    as written
    record Statement(boolean allows, List<String> actions, List<String> resources, JsonNode source) {
        Statement {
            actions = List.copyOf(actions);
            resources = List.copyOf(resources);
        }

        List<String> wideActions() {
            return allows ? actions.stream().filter(Policy::hasWildcard).toList() : List.of();
        }

        List<String> wideResources() {
            boolean any = actions.stream().anyMatch(a -> !WITHOUT_RESOURCES.contains(a.toLowerCase(Locale.ROOT)));
            return allows && any ? resources.stream().filter(Policy::isWide).toList() : List.of();
        }

        boolean isWide() {
            return !wideActions().isEmpty() || !wideResources().isEmpty();
        }

        boolean covers(String action) {
            return actions.stream().anyMatch(pattern -> matches(pattern, action));
        }
    }

    /// @return null when it is no policy
    static @Nullable Policy read(JsonNode document) {
        var list = document.get("Statement");
        if (list == null) return null;
        var statements = new ArrayList<Statement>();
        for (var node :
                list.isArray() ? list : JsonNodeFactory.instance.arrayNode().add(list)) {
            var statement = statement(node);
            if (statement == null) return null;
            statements.add(statement);
        }
        return new Policy(statements);
    }

    private static @Nullable Statement statement(JsonNode node) {
        var effect = node.path("Effect").asString("");
        if (!effect.equals("Allow") && !effect.equals("Deny")) return null;
        var actions = node.has("NotAction") ? List.of("*") : texts(node.get("Action"));
        var resources = node.has("NotResource") ? List.of("*") : texts(node.get("Resource"));
        return actions.isEmpty() || resources.isEmpty()
                ? null
                : new Statement(effect.equals("Allow"), actions, resources, node);
    }

    private static List<String> texts(@Nullable JsonNode node) {
        if (node == null) return List.of();
        if (node.isString()) return List.of(node.stringValue());
        var texts = new ArrayList<String>();
        for (var each : node) {
            if (!each.isString()) return List.of();
            texts.add(each.stringValue());
        }
        return texts;
    }

    static ObjectNode document(List<JsonNode> statements) {
        var document = JsonNodeFactory.instance.objectNode().put("Version", "2012-10-17");
        document.putArray("Statement").addAll(statements);
        return document;
    }

    static JsonNode allow(List<String> actions, List<String> resources) {
        var statement = JsonNodeFactory.instance.objectNode().put("Effect", "Allow");
        put(statement, "Action", actions);
        put(statement, "Resource", resources);
        return statement;
    }

    private static void put(ObjectNode statement, String name, List<String> texts) {
        if (texts.size() == 1) statement.put(name, texts.getFirst());
        else texts.forEach(statement.withArray(name)::add);
    }

    private static boolean hasWildcard(String action) {
        return action.contains("*") || action.contains("?");
    }

    /// Whether it names no single thing: `*`, `arn:aws:dynamodb:*:*:table/*`. Objects of a named bucket are not wide.
    private static boolean isWide(String resource) {
        if (resource.equals("*")) return true;
        var parts = resource.split(":", 6);
        if (parts.length < 6) return hasWildcard(resource);
        return parts[2].equals("s3")
                ? parts[5].startsWith("*")
                : ALL_OF_A_SORT.matcher(parts[5]).matches();
    }

    private static boolean matches(String pattern, String action) {
        var regex = new StringBuilder();
        for (char c : pattern.toLowerCase(Locale.ROOT).toCharArray())
            regex.append(
                    switch (c) {
                        case '*' -> ".*";
                        case '?' -> ".";
                        default -> Pattern.quote(String.valueOf(c));
                    });
        return Pattern.matches(regex.toString(), action.toLowerCase(Locale.ROOT));
    }
}
