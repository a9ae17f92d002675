package billow.model.data;

import billow.model.expression.EvaluationFailure;
import billow.model.expression.JsonataExpression;
import billow.model.expression.Scope;
import billow.model.expression.Template;
import billow.model.expression.Variables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// A payload written as JSON in which texts between `{%` and `%}` are JSONata, as in state machines: `$states.input` is
/// what the sender was given, `$key` the popularity rank of what the request asks for (from 1), and `$random()`,
/// `$uuid()` and `$now()` draw from the seed of the run.
///
/// A result may end in `$error('OutOfStock')`: then the function fails with an error of that name.
public final class DataTemplate {
    /// Names the language where a parameter says what its document is written in.
    public static final String LANGUAGE = "JSON with {% JSONata %}";

    private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

    private final Template template;

    private DataTemplate(Template template) {
        this.template = template;
    }

    /// Reads a template; what does not compile stands as null in what it renders. [#complaints] tells of it.
    public static DataTemplate of(JsonNode source) {
        return new DataTemplate(Template.jsonata(source, "", message -> {}));
    }

    /// The template of an optional parameter.
    public static @Nullable DataTemplate orNull(@Nullable JsonNode source) {
        return source == null ? null : of(source);
    }

    /// What is wrong with the expressions of a template; empty when all compile.
    public static List<String> complaints(JsonNode source) {
        var all = new ArrayList<String>();
        Template.jsonata(source, "", all::add);
        if (all.isEmpty()) unknown(source, all);
        return List.copyOf(all);
    }

    private static void unknown(JsonNode node, List<String> all) {
        if (node.isContainer()) node.forEach(each -> unknown(each, all));
        if (!node.isString() || !JsonataExpression.isDelimited(node.stringValue())) return;
        for (var name : JsonataExpression.parse(node.stringValue()).unknownFunctions())
            all.add("Expected a function of JSONata, received %s in %s.".formatted(name, node.stringValue()));
    }

    /// Whether it renders the same value always; that value is then one and the same instance.
    public boolean isConstant() {
        return template.isConstant();
    }

    /// The payload.
    ///
    /// @param input       what the sender was given; null for nothing
    /// @param rank        popularity rank of what is asked for, from 1
    /// @param luck        the next uniform number in [0, 1)
    /// @param epochMillis what the clock shows, milliseconds since 1970-01-01T00:00Z
    /// @throws EvaluationFailure when an expression has no value for this input, or raises an error
    public JsonNode render(@Nullable JsonNode input, long rank, DoubleSupplier luck, long epochMillis) {
        if (template instanceof Template.Constant constant) return constant.value();
        var given = input == null ? NOTHING : input;
        var variables = Variables.NONE.with(Map.of("key", JsonNodeFactory.instance.numberNode(rank)));
        return template.evaluate(new Scope(given, () -> NOTHING, variables, null, null, luck, epochMillis));
    }
}
