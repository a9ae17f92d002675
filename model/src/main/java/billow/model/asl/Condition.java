package billow.model.asl;

import billow.model.expression.EvaluationFailure;
import billow.model.expression.Path;
import billow.model.expression.Scope;
import billow.model.expression.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// When a choice rule applies.
public sealed interface Condition {
    /// All of them.
    record And(List<Condition> conditions) implements Condition {}

    /// One of them.
    record Or(List<Condition> conditions) implements Condition {}

    /// Not this.
    record Not(Condition condition) implements Condition {}

    /// A variable compared with a literal.
    record Literal(Path variable, Operator operator, JsonNode operand) implements Condition {}

    /// A variable compared with what another path names.
    record Other(Path variable, Operator operator, Path operand) implements Condition {}

    /// A JSONata expression with a truth value.
    record Query(Template expression) implements Condition {}

    /// Nothing to decide on: a rule with a probability alone.
    record Undecided() implements Condition {}

    /// Whether it holds.
    ///
    /// @throws EvaluationFailure when a variable is not there, or a JSONata expression is no truth value
    default boolean holds(Scope scope) {
        return switch (this) {
            case And and -> and.conditions().stream().allMatch(c -> c.holds(scope));
            case Or or -> or.conditions().stream().anyMatch(c -> c.holds(scope));
            case Not not -> !not.condition().holds(scope);
            case Literal l -> l.operator().matches(value(l.variable(), l.operator(), scope), l.operand());
            case Other o -> compare(o, scope);
            case Query query -> truth(query, scope);
            case Undecided undecided -> false;
        };
    }

    /// Whether every variable it reads is there, so that data decides.
    default boolean isDecidable(Scope scope) {
        return switch (this) {
            case And and -> and.conditions().stream().allMatch(c -> c.isDecidable(scope));
            case Or or -> or.conditions().stream().allMatch(c -> c.isDecidable(scope));
            case Not not -> not.condition().isDecidable(scope);
            case Literal l -> l.variable().find(scope) != null;
            case Other o -> o.variable().find(scope) != null && o.operand().find(scope) != null;
            case Query query -> evaluates(query, scope);
            case Undecided undecided -> false;
        };
    }

    private static boolean compare(Other other, Scope scope) {
        JsonNode value = value(other.variable(), other.operator(), scope);
        JsonNode operand = value(other.operand(), other.operator(), scope);
        if (operand == null || !other.operator().accepts(operand)) {
            return false;
        }
        return other.operator().matches(value, operand);
    }

    private static @Nullable JsonNode value(Path path, Operator operator, Scope scope) {
        JsonNode value = path.find(scope);
        if (value == null && !operator.allowsAbsence()) {
            throw new EvaluationFailure(
                    ErrorNames.RUNTIME,
                    "Invalid path '" + path.text()
                            + "': The choice state's condition path references an invalid value.");
        }
        return value;
    }

    private static boolean truth(Query query, Scope scope) {
        JsonNode value = query.expression().evaluate(scope);
        if (!value.isBoolean()) {
            throw query.expression().wrongType(value, "boolean");
        }
        return value.booleanValue();
    }

    private static boolean evaluates(Query query, Scope scope) {
        try {
            return query.expression().evaluate(scope).isBoolean();
        } catch (EvaluationFailure e) {
            return false;
        }
    }
}
