package billow.simulator.workflow;

import billow.model.asl.ErrorNames;
import billow.model.expression.EvaluationFailure;
import billow.model.expression.Path;
import billow.model.expression.Scope;
import billow.model.expression.Template;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Numbers a state's fields give: written out, computed by JSONata, or named by a path (`SecondsPath`,
/// `MaxConcurrencyPath`), where the service has words of its own for what is no such number. Source: recorded
/// executions.
final class Figures {
    private static final double MOST_PERCENT = 100;

    private Figures() {}

    /// A span of whole seconds, 0 or more.
    static double seconds(Template template, Scope scope) {
        Path path = path(template);
        if (path == null) {
            return Passage.number(template, scope);
        }
        String parameter = "The " + field(template) + " parameter ";
        JsonNode value = path.find(scope);
        if (value == null) {
            throw failure(parameter + "does not reference an input value: " + path.text());
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw failure(parameter + "cannot be parsed as a long value: " + path.text() + " == " + bare(value));
        }
        if (value.longValue() < 0) {
            throw failure(parameter + "references a negative value: " + path.text() + " == " + bare(value));
        }
        return value.longValue();
    }

    /// `MaxConcurrency`, 0 or more.
    static int concurrency(Template template, Scope scope) {
        double value = count(template, scope);
        if (value < 0) {
            throw failure("Expected non-negative integer for MaxConcurrency, got '" + (long) value + "' instead.");
        }
        return (int) value;
    }

    /// `ToleratedFailureCount`, 0 or more.
    static double failures(Template template, Scope scope) {
        double value = count(template, scope);
        if (value < 0) {
            throw failure("ToleratedFailureCount cannot be negative.");
        }
        return value;
    }

    /// `ToleratedFailurePercentage`, 0 to 100.
    static double percentage(Template template, Scope scope) {
        Path path = path(template);
        JsonNode value = template.evaluate(scope);
        Double parsed = path == null ? null : value.isNumber() ? Double.valueOf(value.doubleValue()) : parsed(value);
        if (path != null && parsed == null) {
            throw failure(refers(template, value) + "which is not a valid float: " + path.text());
        }
        double percent = parsed == null ? Passage.number(template, scope) : parsed;
        if (percent < 0 || percent > MOST_PERCENT) {
            throw failure("ToleratedFailurePercentage must be between 0 and 100.");
        }
        return percent;
    }

    /// A whole number; a path may also name a text of digits.
    private static double count(Template template, Scope scope) {
        Path path = path(template);
        if (path == null) {
            return Passage.number(template, scope);
        }
        JsonNode value = template.evaluate(scope);
        if (value.isIntegralNumber()) {
            return value.doubleValue();
        }
        Double parsed = parsed(value);
        if (parsed == null) {
            throw failure(refers(template, value) + "which is not a valid integer: " + path.text());
        }
        return parsed;
    }

    private static @Nullable Double parsed(JsonNode value) {
        return value.isString() && value.stringValue().matches("[+-]?\\d{1,18}")
                ? Double.valueOf(value.stringValue())
                : null;
    }

    private static String refers(Template template, JsonNode value) {
        return "The " + field(template) + " field refers to value \"" + bare(value) + "\" ";
    }

    private static @Nullable Path path(Template template) {
        return template instanceof Template.Computed computed && computed.expression() instanceof Path path
                ? path
                : null;
    }

    private static String field(Template template) {
        return template instanceof Template.Computed computed ? computed.field() : "";
    }

    /// A value as the service's messages write it: texts without quotes.
    static String bare(JsonNode value) {
        return value.isString() ? value.stringValue() : value.toString();
    }

    private static EvaluationFailure failure(String cause) {
        return new EvaluationFailure(ErrorNames.RUNTIME, cause);
    }
}
