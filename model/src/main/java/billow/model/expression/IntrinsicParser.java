package billow.model.expression;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Reads the text of one intrinsic call from left to right.
final class IntrinsicParser {
    /// What a backslash may stand before in a quoted text. Source: Amazon States Language, "Intrinsic Functions".
    private static final String ESCAPED = "'{}\\";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String text;
    private int at;

    IntrinsicParser(String text) {
        this.text = text;
    }

    IntrinsicCall parse() {
        IntrinsicCall call = call(1);
        skipBlanks();
        if (at != text.length()) {
            throw wrong("the end");
        }
        return call;
    }

    private IntrinsicCall call(int depth) {
        if (depth > IntrinsicCall.DEEPEST) {
            throw new InvalidExpression("Expected at most " + IntrinsicCall.DEEPEST
                    + " nested intrinsic functions, received more in " + text + ".");
        }
        int begin = at;
        while (at < text.length() && text.charAt(at) != '(') {
            at++;
        }
        String name = text.substring(begin, at).strip();
        IntrinsicFunction function = IntrinsicFunction.named(name);
        if (function == null) {
            throw new InvalidExpression("Expected an intrinsic function such as States.Format, received " + name + ".");
        }
        expect('(');
        List<IntrinsicCall.Argument> arguments = new ArrayList<>();
        skipBlanks();
        if (at < text.length() && text.charAt(at) == ')') {
            at++;
        } else {
            do {
                arguments.add(argument(depth));
                skipBlanks();
            } while (follows(','));
            expect(')');
        }
        if (arguments.size() < function.fewest() || arguments.size() > function.most()) {
            throw new InvalidExpression(
                    "Expected " + function.arity() + " for " + name + ", received " + arguments.size() + ".");
        }
        return new IntrinsicCall(text.substring(begin, at), function, arguments);
    }

    private IntrinsicCall.Argument argument(int depth) {
        skipBlanks();
        if (at >= text.length()) {
            throw wrong("an argument");
        }
        if (text.charAt(at) == '\'') {
            return new IntrinsicCall.Argument.Literal(NODES.stringNode(quoted()));
        }
        if (text.startsWith("States.", at)) {
            return new IntrinsicCall.Argument.Nested(call(depth + 1));
        }
        String word = word();
        if (word.startsWith("$")) {
            return new IntrinsicCall.Argument.Nested(Path.parse(word));
        }
        return new IntrinsicCall.Argument.Literal(scalar(word));
    }

    private JsonNode scalar(String word) {
        return switch (word) {
            case "null" -> NODES.nullNode();
            case "true" -> NODES.booleanNode(true);
            case "false" -> NODES.booleanNode(false);
            default -> number(word);
        };
    }

    private JsonNode number(String word) {
        try {
            BigDecimal value = new BigDecimal(word);
            if (value.scale() <= 0 && (long) value.precision() - value.scale() <= 18) {
                return JsonNumbers.whole(value.longValueExact());
            }
            double inexact = value.doubleValue();
            if (Double.isFinite(inexact)) {
                return NODES.numberNode(inexact);
            }
            throw new InvalidExpression("Expected a number a double can hold, received " + word + " in " + text + ".");
        } catch (NumberFormatException e) {
            throw new InvalidExpression("Expected a path, a quoted text, a number, true, false or null, received "
                    + word + " in " + text + ".");
        }
    }

    /// A text between single quotes. The escapes for quote and backslash are resolved; those for braces are left for
    /// `States.Format`.
    private String quoted() {
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\'') {
                at++;
                return value.toString();
            }
            if (c == '\\' && at + 1 < text.length()) {
                char next = text.charAt(++at);
                if (ESCAPED.indexOf(next) < 0) {
                    throw wrong("one of " + ESCAPED + " after a backslash");
                }
                if (next == '{' || next == '}') {
                    value.append('\\');
                }
                value.append(next);
            } else {
                value.append(c);
            }
        }
        throw wrong("a closing quote");
    }

    /// Everything up to the comma or bracket that ends this argument.
    private String word() {
        int begin = at;
        int open = 0;
        boolean inQuotes = false;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\'') {
                inQuotes = !inQuotes;
            } else if (!inQuotes && (c == '(' || c == '[')) {
                open++;
            } else if (!inQuotes && open > 0 && (c == ')' || c == ']')) {
                open--;
            } else if (!inQuotes && open == 0 && (c == ',' || c == ')')) {
                break;
            }
        }
        return text.substring(begin, at).strip();
    }

    private boolean follows(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) {
        if (!follows(c)) {
            throw wrong("'" + c + "'");
        }
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private InvalidExpression wrong(String expected) {
        return new InvalidExpression("Expected " + expected + " at character " + (at + 1) + ", received " + text + ".");
    }
}
