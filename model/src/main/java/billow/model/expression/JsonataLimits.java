package billow.model.expression;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Parser.Symbol;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What one evaluation may take. Source: executions observed in 2026; the steps stand for the service's second.
final class JsonataLimits {
    /// Bytes of one value: 8 a number, 1 a character.
    static final long MOST_BYTES = 6_990_256;

    static final int BYTES_PER_NUMBER = 8;

    /// Levels an evaluation may nest.
    private static final int DEEPEST = 100;
    /// Steps an expression may take: a few seconds' worth. More are taken for an endless loop.
    private static final int MOST_STEPS = 5_000_000;

    private final JsonataTree tree;
    private int steps;
    private int depth;

    private JsonataLimits(JsonataTree tree) {
        this.tree = tree;
    }

    static void bind(Jsonata.Frame frame, JsonataTree tree) {
        JsonataLimits limits = new JsonataLimits(tree);
        frame.setEvaluateEntryCallback((expression, input, environment) -> limits.enter(environment));
        frame.setEvaluateExitCallback(
                (expression, input, environment, result) -> limits.leave(expression, environment, result));
    }

    private void enter(Jsonata.Frame environment) {
        if (++steps > MOST_STEPS) {
            throw new JException("Expression evaluation timeout: Check for infinite loop", -1);
        }
        if (!environment.isParallelCall && ++depth > DEEPEST) {
            throw tooDeep();
        }
    }

    private void leave(Symbol expression, Jsonata.Frame environment, @Nullable Object result) {
        if (!environment.isParallelCall) {
            depth--;
        }
        if (result instanceof String text) {
            check(text.length());
        } else if (result instanceof List<?> list) {
            check((long) list.size() * BYTES_PER_NUMBER);
        }
        // The library would write to standard output before it refuses.
        if (result != null && tree.isProcedure(expression) && !isCallable(result)) {
            throw new JException("T1006", -1);
        }
    }

    private static boolean isCallable(Object value) {
        return value instanceof Symbol
                || value instanceof Jsonata.JFunction
                || value instanceof Jsonata.JLambda
                || value instanceof Pattern;
    }

    /// @throws JException when a value of so many bytes is more than an evaluation may hold
    static void check(long bytes) {
        if (bytes > MOST_BYTES) {
            throw tooLarge();
        }
    }

    static JException tooLarge() {
        return new JException("Expression evaluation memory limit exceeded: Check for excessive memory usage", -1);
    }

    static JException tooDeep() {
        return new JException(
                "Stack overflow error: Check for non-terminating recursive function. Consider rewriting as"
                        + " tail-recursive",
                -1);
    }

    /// The bytes of a value with all that is in it.
    ///
    /// @throws JException when they are too many
    static long bytes(@Nullable Object value) {
        return bytes(value, 0);
    }

    private static long bytes(@Nullable Object value, long before) {
        long sum = before
                + switch (value) {
                    case String text -> text.length();
                    case null, default -> BYTES_PER_NUMBER;
                };
        check(sum);
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> member : map.entrySet()) {
                sum = bytes(
                        member.getValue(), sum + String.valueOf(member.getKey()).length());
            }
        } else if (value instanceof List<?> list) {
            sum -= BYTES_PER_NUMBER;
            for (Object element : list) {
                sum = bytes(element, sum);
            }
        }
        return sum;
    }
}
