package billow.model.asl;

import billow.model.expression.InvalidExpression;
import billow.model.expression.Path;
import billow.model.expression.QueryLanguage;
import billow.model.expression.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads a Choice and the conditions of its rules.
final class ChoiceParser {
    private static final Set<String> AROUND = Set.of("Next", "Assign", "Output", "Comment", "Probability", "Variable");

    private final Fields fields;
    private final QueryLanguage language;

    ChoiceParser(Fields fields, QueryLanguage language) {
        this.fields = fields;
        this.language = language;
    }

    State read(State.Header header) {
        List<ChoiceRule> rules = new ArrayList<>();
        List<Fields> entries = fields.objects("Choices");
        if (entries.isEmpty()) {
            fields.error("Choices", "Expected at least one rule, received none.");
        }
        double sum = 0;
        for (int i = 0; i < entries.size(); i++) {
            ChoiceRule rule = rule(entries.get(i), i);
            sum += rule.probability() == null ? 0 : rule.probability();
            rules.add(rule);
        }
        if (sum > 1 + 1e-9) {
            fields.error("Choices", "Expected probabilities that sum to at most 1, received " + sum + ".");
        }
        String defaultNext = fields.optionalText("Default");
        if (defaultNext == null) {
            fields.warning("Default", "Expected a Default for input no rule matches, received none.");
        }
        if (fields.has("Next") || fields.has("End")) {
            fields.error("", "Expected no Next or End in a Choice, received one.");
        }
        return new State.Choice(header, List.copyOf(rules), defaultNext);
    }

    private ChoiceRule rule(Fields entry, int index) {
        String next = entry.requiredText("Next");
        Double probability = entry.real("Probability", 0, 1);
        String field = "Choices[" + index + "]/";
        Condition condition = language == QueryLanguage.JSONATA
                ? query(entry, field + "Condition", probability)
                : condition(entry, probability);
        Template output =
                language == QueryLanguage.JSONATA ? entry.template("Output", language, field + "Output") : null;
        Template assign = entry.template("Assign", language, field + "Assign");
        entry.complainOfRest();
        return new ChoiceRule(condition, next, output, assign, probability);
    }

    private Condition query(Fields entry, String field, @Nullable Double probability) {
        Template expression = entry.template("Condition", language, field);
        if (expression == null) {
            if (probability == null) {
                entry.error("Condition", "Expected a JSONata expression, received none.");
            }
            return new Condition.Undecided();
        }
        return new Condition.Query(expression);
    }

    private Condition condition(Fields entry, @Nullable Double probability) {
        List<String> operators =
                entry.names().stream().filter(name -> !AROUND.contains(name)).toList();
        if (operators.isEmpty() && probability != null) {
            return new Condition.Undecided();
        }
        if (operators.size() != 1) {
            entry.error(
                    "",
                    "Expected exactly one comparison, received " + (operators.isEmpty() ? "none" : operators) + ".");
            operators.forEach(entry::raw);
            return new Condition.Undecided();
        }
        String operator = operators.getFirst();
        return switch (operator) {
            case "And" -> new Condition.And(nested(entry, operator));
            case "Or" -> new Condition.Or(nested(entry, operator));
            case "Not" -> not(entry);
            default -> comparison(entry, operator);
        };
    }

    private List<Condition> nested(Fields entry, String name) {
        List<Fields> parts = entry.objects(name);
        if (parts.isEmpty()) {
            entry.error(name, "Expected at least one condition, received none.");
        }
        return parts.stream().map(part -> condition(part, null)).toList();
    }

    private Condition not(Fields entry) {
        Fields part = entry.object("Not");
        return part == null ? new Condition.Undecided() : new Condition.Not(condition(part, null));
    }

    private Condition comparison(Fields entry, String name) {
        JsonNode operand = entry.raw(name);
        Path variable = path(entry, "Variable", entry.requiredText("Variable"));
        Operator operator = Operator.named(name);
        if (operator != null && operand != null) {
            if (!operator.accepts(operand)) {
                entry.error(name, "Expected " + expected(operator) + ", received " + operand + ".");
                return new Condition.Undecided();
            }
            return variable == null ? new Condition.Undecided() : new Condition.Literal(variable, operator, operand);
        }
        Operator other = name.endsWith("Path") ? Operator.named(name.substring(0, name.length() - 4)) : null;
        if (other == null || !other.hasPathForm()) {
            entry.error(name, "Expected a comparison such as StringEquals, received " + name + ".");
            return new Condition.Undecided();
        }
        Path path = path(entry, name, entry.text(name));
        return variable == null || path == null
                ? new Condition.Undecided()
                : new Condition.Other(variable, other, path);
    }

    private static String expected(Operator operator) {
        return switch (operator.operand()) {
            case TEXT -> "a text";
            case NUMBER -> "a number";
            case TRUTH -> "true or false";
            case TIMESTAMP -> "an RFC 3339 time such as 2026-11-20T12:00:00Z";
        };
    }

    private static @Nullable Path path(Fields entry, String name, String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return Path.parse(text);
        } catch (InvalidExpression e) {
            entry.error(name, e.reason());
            return null;
        }
    }
}
