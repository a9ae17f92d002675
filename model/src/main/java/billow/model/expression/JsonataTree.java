package billow.model.expression;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Parser;
import com.dashjoin.jsonata.Parser.Symbol;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The parse tree of a JSONata expression: what it may not refer to, and arithmetic in terms of [JsonataOperators].
///
/// How it works: the library keeps its tree to itself, so the fields are read by reflection, all resolved when this
/// class is first used. An expression has no context item at its top, so `$` and bare names there are refused, as the
/// service does when a definition is created; later steps of a path, predicates, sort terms and groupings have one.
/// Arithmetic becomes calls, because the library's own fails where the service goes on with `Infinity`.
final class JsonataTree {
    private static final Map<String, Field> FIELDS = new HashMap<>();
    private static final List<String> NAMES = List.of(
            "type",
            "value",
            "steps",
            "lhs",
            "rhs",
            "expr",
            "expression",
            "expressions",
            "procedure",
            "arguments",
            "body",
            "condition",
            "then",
            "_else",
            "predicate",
            "stages",
            "group",
            "terms",
            "rhsTerms",
            "pattern",
            "update",
            "delete",
            "lhsObject",
            "rhsObject");

    private static final Field ROOT = field(Jsonata.class, "ast");

    static {
        NAMES.forEach(name -> FIELDS.put(name, field(Symbol.class, name)));
    }

    private final Set<String> refused = new LinkedHashSet<>();
    private final Set<Object> procedures = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private JsonataTree() {}

    /// Looks through a tree and rewrites its arithmetic.
    ///
    /// @throws InvalidExpression when it refers to what the service refuses
    static JsonataTree of(Jsonata compiled) {
        JsonataTree tree = new JsonataTree();
        Symbol root = (Symbol) value(ROOT, compiled);
        tree.top(root);
        if (!tree.refused.isEmpty()) {
            String name = tree.refused.iterator().next();
            throw new InvalidExpression(
                    name.equals("$$")
                            ? "Reference to '$$' is not supported."
                            : "Reference to '" + name + "' at the top level is not supported.");
        }
        tree.all(root);
        return tree;
    }

    /// Whether an expression stands where a function is called.
    boolean isProcedure(Object expression) {
        return procedures.contains(expression);
    }

    private void top(@Nullable Object node) {
        if (node instanceof List<?> list) {
            list.forEach(this::top);
        }
        if (node instanceof Object[] pair) {
            for (Object each : pair) {
                top(each);
            }
        }
        if (!(node instanceof Symbol symbol) || read(symbol, "type") == null) {
            return;
        }
        switch (String.valueOf(read(symbol, "type"))) {
            case "path" -> {
                if (read(symbol, "steps") instanceof List<?> steps && !steps.isEmpty()) {
                    top(steps.getFirst());
                }
            }
            case "name" -> refused.add(String.valueOf(read(symbol, "value")));
            case "variable" -> variable(String.valueOf(read(symbol, "value")));
            case "unary" -> unary(symbol);
            case "binary", "apply" -> children(symbol, "lhs", "rhs");
            case "function", "partial" -> children(symbol, "procedure", "arguments");
            case "lambda" -> children(symbol, "body");
            case "condition" -> children(symbol, "condition", "then", "_else");
            case "block" -> children(symbol, "expressions");
            case "bind" -> children(symbol, "rhs");
            default -> {
                // Literals and what has a context item of its own.
            }
        }
    }

    private void variable(String name) {
        if (name.isEmpty() || name.equals("$")) {
            refused.add("$" + name);
        }
    }

    private void unary(Symbol symbol) {
        switch (String.valueOf(read(symbol, "value"))) {
            case "[" -> children(symbol, "expressions");
            case "{" -> top(symbol.lhsObject);
            default -> children(symbol, "expression");
        }
    }

    private void children(Symbol symbol, String... names) {
        for (String name : names) {
            top(read(symbol, name));
        }
    }

    private void all(@Nullable Object node) {
        switch (node) {
            case List<?> list -> list.forEach(this::all);
            case Object[] pair -> {
                for (Object each : pair) {
                    all(each);
                }
            }
            case Symbol symbol when seen.add(symbol) -> each(symbol);
            case null, default -> {
                // Nothing below.
            }
        }
    }

    private void each(Symbol symbol) {
        for (String name : NAMES) {
            all(read(symbol, name));
        }
        String type = String.valueOf(read(symbol, "type"));
        if (type.equals("variable") && "$".equals(read(symbol, "value"))) {
            throw new InvalidExpression("Reference to '$$' is not supported.");
        }
        if (type.equals("function") && read(symbol, "procedure") instanceof Symbol procedure) {
            procedures.add(procedure);
        }
        String operator = String.valueOf(read(symbol, "value"));
        if (type.equals("binary") && JsonataOperators.has(operator)) {
            Symbol procedure = new Parser().parse("$f");
            write(procedure, "value", JsonataOperators.name(operator));
            List<Object> operands = new ArrayList<>();
            operands.add(read(symbol, "lhs"));
            operands.add(read(symbol, "rhs"));
            write(symbol, "procedure", procedure);
            write(symbol, "arguments", operands);
            write(symbol, "type", "function");
        }
    }

    private static @Nullable Object read(Symbol symbol, String name) {
        Field field = FIELDS.get(name);
        return field == null ? null : value(field, symbol);
    }

    private static @Nullable Object value(Field field, Object owner) {
        try {
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Symbol symbol, String name, Object value) {
        try {
            Field field = FIELDS.get(name);
            if (field != null) {
                field.set(symbol, value);
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Field field(Class<?> type, String name) {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("The JSONata library has no " + type.getName() + "." + name + ".", e);
        }
    }
}
