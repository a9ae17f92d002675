package billow.model.expression;

import com.dashjoin.jsonata.JException;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What went wrong in an expression, in the words of the JSONata language: its code and sentence. The library says
/// "Object" where the language says "function", puts numbers in quotes, leaves out operators and some codes, and lets
/// exceptions of its own making through.
final class JsonataProblem {
    /// `$error` and `$assert`.
    private static final Set<String> RAISED_BY_AUTHOR = Set.of("D3137", "D3141");

    private static final Pattern CODE = Pattern.compile("[DSTU]\\d{4}");
    private static final Pattern NUMBER_IN_QUOTES = Pattern.compile("\"(-?\\d+(?:\\.\\d+)?)\"");
    private static final Pattern COMPARISON = Pattern.compile("(?<!~)[<>]=?");
    private static final Pattern CALL = Pattern.compile("\\$(\\w+)\\s*\\(");
    private static final Pattern ARGUMENTS_OF = Pattern.compile("calling function (\\w+)");
    private static final Pattern ARRAY_OF_TYPE = Pattern.compile("Argument .* must be an array of .*");

    /// Names only the library or its language has.
    private static final Pattern OF_THE_LIBRARY =
            Pattern.compile("\\b[a-z]\\w*\\.[\\w$.]+|[Cc]lass |Exception|Cannot invoke|\\{\\{");

    private static final Pattern LIMIT = Pattern.compile("Expression evaluation |Stack overflow error");

    private static final Map<String, String> TYPES =
            Map.of("n", "numbers", "s", "strings", "b", "booleans", "o", "objects", "a", "arrays");

    /// Codes of sentences the library gives without.
    private static final Map<String, String> CODES = codes();

    private JsonataProblem() {}

    private static Map<String, String> codes() {
        var codes = new LinkedHashMap<String, String>();
        codes.put("Second argument of replace function", "D3010");
        codes.put("Fourth argument of replace function", "D3011");
        codes.put("Formatting or parsing an integer", "D3130");
        codes.put("In a decimal digit pattern", "D3131");
        codes.put("Unknown component specifier", "D3132");
        codes.put("The 'name' modifier", "D3133");
        codes.put("The timezone integer format", "D3134");
        codes.put("No matching closing bracket", "D3135");
        codes.put("The date/time picture string", "D3136");
        codes.put("Malformed URL", "D3140");
        return codes;
    }

    /// The message an author raised with `$error` or `$assert`, or null.
    static @Nullable String raised(RuntimeException e) {
        return e instanceof JException j && RAISED_BY_AUTHOR.contains(j.getError())
                ? String.valueOf(e.getMessage())
                : null;
    }

    /// What happened, with the sentence. Limits have no code and stand after a colon. Source: observed executions.
    ///
    /// @param text the expression
    static String sentence(RuntimeException e, String text) {
        String what = describe(e, text);
        return "threw an error during evaluation" + (LIMIT.matcher(what).lookingAt() ? ": " : ". ") + what;
    }

    private static String describe(RuntimeException e, String text) {
        return switch (e) {
            case JException j when CODE.matcher(String.valueOf(j.getError())).matches() -> coded(j, text);
            case JException j -> uncoded(String.valueOf(j.getError()), text);
            case NumberFormatException n ->
                "D3030: Unable to cast value to a number: "
                        + String.valueOf(n.getMessage()).replace("For input string: ", "");
            case DateTimeParseException d ->
                "D3110: The argument of the toMillis function must be an ISO 8601 formatted timestamp. Given \""
                        + d.getParsedString() + "\"";
            case ClassCastException c
            when text.contains("$sort(") ->
                "D3070: The single argument form of the sort function can only be applied to an array of strings or an"
                        + " array of numbers.  Use the second argument to specify a comparison function";
            case IllegalArgumentException i
            when String.valueOf(i.getMessage()).startsWith("URLDecoder") -> "D3140: Malformed URL";
            default -> uncoded(String.valueOf(e.getMessage()), text);
        };
    }

    private static String coded(JException e, String text) {
        String code = e.getError();
        String message = String.valueOf(e.getMessage());
        if (message.contains("{{token}}")) {
            // The operator is known where the expression compares only once.
            String operator = only(COMPARISON, 0, text);
            message = message.replace("{{token}}", operator == null ? "" : "\"" + operator + "\"");
        }
        if (ARRAY_OF_TYPE.matcher(message).matches()) {
            String function = only(CALL, 1, text);
            message = (function == null ? "An argument" : "Argument 1 of function \"" + function + "\"")
                    + " must be an array of " + TYPES.getOrDefault(String.valueOf(e.getExpected()), "one type");
        }
        if (!RAISED_BY_AUTHOR.contains(code)) {
            message = NUMBER_IN_QUOTES
                    .matcher(message.replace("Object", "function"))
                    .replaceAll("$1");
        }
        return message.startsWith(code + ":") ? message : code + ": " + message;
    }

    private static String uncoded(String message, String text) {
        for (Map.Entry<String, String> known : CODES.entrySet()) {
            if (message.startsWith(known.getKey())) {
                return known.getValue() + ": " + message;
            }
        }
        Matcher arguments = ARGUMENTS_OF.matcher(message);
        if (arguments.find()) {
            String function = arguments.group(1).replaceFirst("Fn$", "");
            return "T0410: Argument 1 of function \"" + function + "\" does not match function signature";
        }
        if (message.equals("null") || OF_THE_LIBRARY.matcher(message).find()) {
            String function = only(CALL, 1, text);
            return function == null
                    ? "The values do not suit the expression."
                    : "The arguments do not suit the function \"" + function + "\".";
        }
        return message;
    }

    /// What an expression has just one of.
    private static @Nullable String only(Pattern pattern, int group, String text) {
        List<String> all = pattern.matcher(text)
                .results()
                .map((MatchResult m) -> m.group(group))
                .distinct()
                .toList();
        return all.size() == 1 ? all.getFirst() : null;
    }
}
