package billow.simulator.workflow;

import billow.model.asl.DataFlow;
import billow.model.expression.QueryLanguage;
import billow.model.expression.Scope;
import billow.model.expression.Template;
import billow.model.expression.Variables;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// How data passes through a state: what its work sees, what comes out, which variables are assigned.
final class Passage {
    /// What comes out of a state.
    record Outcome(JsonNode output, Variables variables) {}

    private Passage() {}

    /// What `$` means in the state: its input after `InputPath`.
    static JsonNode effectiveInput(DataFlow data, Scope scope) {
        return data.input().of(scope);
    }

    /// What the state's work is given.
    static JsonNode workInput(DataFlow data, Scope scope) {
        JsonNode effective = effectiveInput(data, scope);
        return data.parameters() == null ? effective : data.parameters().evaluate(scope.withInput(effective));
    }

    /// The outcome of a state that did work.
    ///
    /// @param scope the state's own, with its raw input
    static Outcome afterWork(QueryLanguage language, DataFlow data, Scope scope, JsonNode result) {
        return switch (language) {
            case JSON_PATH -> {
                Scope ofResult = scope.withInput(result);
                JsonNode selected = data.resultSelector() == null
                        ? result
                        : data.resultSelector().evaluate(ofResult);
                JsonNode combined = data.resultPath().combine(scope.input(), selected);
                yield new Outcome(data.outputPath().of(scope.withInput(combined)), assigned(data.assign(), ofResult));
            }
            case JSONATA -> queried(data.output(), data.assign(), scope.withResult(result), result);
        };
    }

    /// The outcome of a state without work: Wait, Succeed, Choice.
    static Outcome through(
            QueryLanguage language, DataFlow data, @Nullable Template output, @Nullable Template assign, Scope scope) {
        return switch (language) {
            case JSON_PATH -> {
                Scope effective = scope.withInput(effectiveInput(data, scope));
                yield new Outcome(data.outputPath().of(effective), assigned(assign, effective));
            }
            case JSONATA -> queried(output, assign, scope, scope.input());
        };
    }

    /// The outcome of a Catch or of a JSONata state.
    ///
    /// @param otherwise the output where no template gives one
    static Outcome queried(@Nullable Template output, @Nullable Template assign, Scope scope, JsonNode otherwise) {
        return new Outcome(output == null ? otherwise : output.evaluate(scope), assigned(assign, scope));
    }

    static Variables assigned(@Nullable Template assign, Scope scope) {
        if (assign == null) {
            return scope.variables();
        }
        JsonNode values = assign.evaluate(scope);
        Map<String, JsonNode> named = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> value : values.properties()) {
            named.put(value.getKey(), value.getValue());
        }
        return scope.variables().with(named);
    }

    /// A number a template yields.
    static double number(Template template, Scope scope) {
        JsonNode value = template.evaluate(scope);
        if (!value.isNumber()) {
            throw template.wrongType(value, "number");
        }
        return value.doubleValue();
    }

    /// A text a template yields.
    static String text(Template template, Scope scope) {
        JsonNode value = template.evaluate(scope);
        if (!value.isString()) {
            throw template.wrongType(value, "string");
        }
        return value.stringValue();
    }
}
