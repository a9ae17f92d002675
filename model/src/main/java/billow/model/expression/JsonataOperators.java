package billow.model.expression;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Arithmetic and concatenation of JSONata as the service does them: what is beyond a double goes on as an infinity and
/// ends as the text `Infinity`, `-Infinity` or `NaN`. Source: observed executions.
final class JsonataOperators {
    private static final Set<String> ALL = Set.of("+", "-", "*", "/", "%", "&");

    private JsonataOperators() {}

    static boolean has(String operator) {
        return ALL.contains(operator);
    }

    /// The function that stands for an operator; no author can write its name.
    static String name(String operator) {
        return " " + operator;
    }

    static void bind(Jsonata.Frame frame) {
        for (String operator : ALL) {
            frame.bind(name(operator), (Object)
                    new Jsonata.JFunction((input, operands) -> apply(operator, operands), null));
        }
    }

    private static @Nullable Object apply(String operator, List<?> operands) {
        Object left = operands.get(0);
        Object right = operands.get(1);
        if (operator.equals("&")) {
            String text = text(left) + text(right);
            JsonataLimits.check(text.length());
            return text;
        }
        if (left != null && !(left instanceof Number)) {
            throw new JException("T2001", -1, operator, left);
        }
        if (right != null && !(right instanceof Number)) {
            throw new JException("T2002", -1, operator, right);
        }
        return left == null || right == null ? null : number(apply(operator, (Number) left, (Number) right));
    }

    private static double apply(String operator, Number left, Number right) {
        double a = left.doubleValue();
        double b = right.doubleValue();
        return switch (operator) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            case "/" -> a / b;
            default -> a % b;
        };
    }

    /// Whole numbers as the library holds them.
    private static Number number(double value) {
        if (value != Math.rint(value) || Math.abs(value) >= 0x1p63) {
            return value;
        }
        long whole = (long) value;
        return whole == (int) whole ? (Number) (int) whole : (Number) whole;
    }

    private static String text(@Nullable Object value) {
        String text = JsonataTexts.string(value, false);
        return text == null ? "" : text;
    }
}
