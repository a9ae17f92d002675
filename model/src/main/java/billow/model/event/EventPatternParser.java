package billow.model.event;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Reads event patterns and writes their alternatives out.
final class EventPatternParser {
    /// Alternatives a pattern may come to. Source: EventBridge User Guide, "Complex event patterns".
    private static final int MOST_ALTERNATIVES = 1000;

    private static final Set<String> MATCH_TYPES =
            Set.of("exists", "equals-ignore-case", "prefix", "suffix", "anything-but", "numeric", "cidr", "wildcard");

    EventPattern parse(JsonNode pattern) {
        if (!pattern.isObject()) {
            throw wrong("", "Expected an object, received " + pattern + ".");
        }
        List<Map<String, List<ValueTest>>> alternatives = object("", "", pattern);
        return new EventPattern(alternatives.stream()
                .map(fields -> fields.entrySet().stream()
                        .map(field -> new EventPattern.Condition(field.getKey(), field.getValue()))
                        .sorted(Comparator.comparing(EventPattern.Condition::path))
                        .toList())
                .toList());
    }

    private List<Map<String, List<ValueTest>>> object(String where, String path, JsonNode object) {
        if (object.isEmpty()) {
            throw wrong(where, "Expected at least one field, received none.");
        }
        List<Map<String, List<ValueTest>>> all = List.of(Map.of());
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String name = member.getKey();
            String memberWhere = where.isEmpty() ? name : where + "." + name;
            String memberPath = path.isEmpty() ? name : path + "." + name;
            all = product(memberWhere, all, member(memberWhere, memberPath, path, name, member.getValue()));
        }
        return all;
    }

    private List<Map<String, List<ValueTest>>> member(
            String where, String path, String outer, String name, JsonNode value) {
        if (value.isObject()) {
            return object(where, path, value);
        }
        if (!value.isArray()) {
            throw wrong(where, "Expected an object or an array, received " + value + ".");
        }
        if (name.equals("$or") && isAlternatives(value)) {
            List<Map<String, List<ValueTest>>> either = new ArrayList<>();
            for (int i = 0; i < value.size(); i++) {
                either.addAll(object(where + "[" + i + "]", outer, value.get(i)));
            }
            return either;
        }
        return List.of(Map.of(path, tests(where, value)));
    }

    /// Whether a `$or` gives alternatives rather than naming a field of that name.
    static boolean isAlternatives(JsonNode value) {
        return value.size() >= 2
                && value.valueStream()
                        .allMatch(each -> each.isObject()
                                && !each.isEmpty()
                                && each.propertyStream().map(Map.Entry::getKey).noneMatch(MATCH_TYPES::contains));
    }

    private static List<Map<String, List<ValueTest>>> product(
            String where, List<Map<String, List<ValueTest>>> left, List<Map<String, List<ValueTest>>> right) {
        if ((long) left.size() * right.size() > MOST_ALTERNATIVES) {
            throw wrong(where, "Expected at most " + MOST_ALTERNATIVES + " combinations of $or, received more.");
        }
        List<Map<String, List<ValueTest>>> product = new ArrayList<>();
        for (Map<String, List<ValueTest>> l : left) {
            for (Map<String, List<ValueTest>> r : right) {
                Map<String, List<ValueTest>> both = new TreeMap<>(l);
                both.putAll(r);
                product.add(both);
            }
        }
        return product;
    }

    private static List<ValueTest> tests(String where, JsonNode values) {
        if (values.isEmpty()) {
            throw wrong(where, "Expected at least one value, received none.");
        }
        List<ValueTest> tests = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            JsonNode value = values.get(i);
            if (value.isArray()) {
                throw wrong(where, "Expected a text, a number, true, false, null or a match, received " + value + ".");
            }
            tests.add(value.isObject() ? match(where + "[" + i + "]", value) : new ValueTest.Equal(value));
        }
        List<ValueTest.Wildcard> wildcards =
                tests.stream().flatMap(EventPatternParser::wildcards).toList();
        if (WildcardComplexity.of(wildcards) >= WildcardComplexity.TOO_MUCH) {
            throw wrong(
                    where,
                    "Expected fewer asterisks, or fewer repeated characters after one, received wildcards too complex for"
                            + " the service.");
        }
        return List.copyOf(tests);
    }

    private static Stream<ValueTest.Wildcard> wildcards(ValueTest test) {
        if (test instanceof ValueTest.Wildcard wildcard) {
            return Stream.of(wildcard);
        }
        return test instanceof ValueTest.AnythingBut but
                ? but.tests().stream().flatMap(EventPatternParser::wildcards)
                : Stream.empty();
    }

    private static ValueTest match(String where, JsonNode match) {
        if (match.size() != 1) {
            throw wrong(where, "Expected one match, received " + match.size() + ".");
        }
        Map.Entry<String, JsonNode> only = match.properties().iterator().next();
        String at = where + "." + only.getKey();
        JsonNode value = only.getValue();
        return switch (only.getKey()) {
            case "exists" -> exists(at, value);
            case "prefix" ->
                isIgnoringCase(value)
                        ? new ValueTest.Prefix(text(at, value.get("equals-ignore-case")), true)
                        : new ValueTest.Prefix(text(at, value), false);
            case "suffix" ->
                isIgnoringCase(value)
                        ? new ValueTest.Suffix(text(at, value.get("equals-ignore-case")), true)
                        : new ValueTest.Suffix(text(at, value), false);
            case "equals-ignore-case" -> new ValueTest.EqualIgnoringCase(text(at, value));
            case "wildcard" -> checked(at, () -> ValueTest.wildcard(text(at, value)));
            case "cidr" -> checked(at, () -> new ValueTest.Block(AddressBlock.parse(text(at, value))));
            case "numeric" -> NumericRange.parse(at, value);
            case "anything-but" -> anythingBut(at, value);
            default -> throw wrong(at, "Expected one of " + MATCH_TYPES + ", received " + only.getKey() + ".");
        };
    }

    private static boolean isIgnoringCase(JsonNode value) {
        return value.isObject() && value.size() == 1 && value.has("equals-ignore-case");
    }

    private static ValueTest exists(String at, JsonNode value) {
        if (!value.isBoolean()) {
            throw wrong(at, "Expected true or false, received " + value + ".");
        }
        return value.booleanValue() ? new ValueTest.Present() : new ValueTest.Absent();
    }

    private static ValueTest anythingBut(String at, JsonNode value) {
        if (value.isObject()) {
            return anythingButMatch(at, value);
        }
        List<JsonNode> values = value.isArray() ? value.valueStream().toList() : List.of(value);
        boolean texts = values.stream().allMatch(JsonNode::isString);
        boolean numbers = values.stream().allMatch(JsonNode::isNumber);
        if (values.isEmpty() || !texts && !numbers) {
            throw wrong(at, "Expected texts or numbers, not both and nothing else, received " + value + ".");
        }
        return new ValueTest.AnythingBut(
                values.stream().<ValueTest>map(ValueTest.Equal::new).toList());
    }

    private static ValueTest anythingButMatch(String at, JsonNode value) {
        if (value.size() != 1) {
            throw wrong(at, "Expected one match, received " + value.size() + ".");
        }
        Map.Entry<String, JsonNode> only = value.properties().iterator().next();
        String inner = at + "." + only.getKey();
        Function<String, ValueTest> test = switch (only.getKey()) {
            case "prefix" -> text -> new ValueTest.Prefix(filled(inner, text), false);
            case "suffix" -> text -> new ValueTest.Suffix(filled(inner, text), false);
            case "equals-ignore-case" -> ValueTest.EqualIgnoringCase::new;
            case "wildcard" -> text -> checked(inner, () -> ValueTest.wildcard(text));
            default ->
                throw wrong(
                        inner,
                        "Expected prefix, suffix, equals-ignore-case or wildcard, received " + only.getKey() + ".");
        };
        JsonNode given = only.getValue();
        List<JsonNode> texts = given.isArray() ? given.valueStream().toList() : List.of(given);
        if (texts.isEmpty()) {
            throw wrong(inner, "Expected at least one text, received none.");
        }
        return new ValueTest.AnythingBut(
                texts.stream().map(node -> test.apply(text(inner, node))).toList());
    }

    private static String filled(String at, String text) {
        if (text.isEmpty()) {
            throw wrong(at, "Expected a text that is not empty, received an empty one.");
        }
        return text;
    }

    private static String text(String at, JsonNode node) {
        if (!node.isString()) {
            throw wrong(at, "Expected a text, received " + node + ".");
        }
        return node.stringValue();
    }

    private interface Making {
        ValueTest make();
    }

    private static ValueTest checked(String at, Making making) {
        try {
            return making.make();
        } catch (IllegalArgumentException e) {
            throw wrong(at, String.valueOf(e.getMessage()));
        }
    }

    private static InvalidEventPattern wrong(String at, String message) {
        return new InvalidEventPattern(at, message);
    }
}
