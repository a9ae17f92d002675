package billow.model.expression;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The functions of Step Functions' JSONata that differ from the language's own: `$partition`, `$range`, `$hash`,
/// `$random`, `$uuid` and `$parse` are added, `$eval` is taken away; `$now`, `$millis` and `$shuffle` draw time and
/// chance from the scope. Source: Step Functions Developer Guide, "Transforming data with JSONata".
final class JsonataFunctions {
    private interface Body {
        @Nullable
        Object apply(List<?> arguments);
    }

    private JsonataFunctions() {}

    static void bind(Jsonata.Frame frame, Scope scope) {
        frame.bind("eval", (Object) null);
        bind(frame, "partition", a -> JsonataValues.fromJson(IntrinsicFunction.partition(array(a), whole(a, 1))));
        bind(
                frame,
                "range",
                a -> JsonataValues.fromJson(IntrinsicFunction.range(whole(a, 0), whole(a, 1), whole(a, 2))));
        bind(frame, "hash", a -> IntrinsicFunction.hash(text(a, 0), text(a, 1)));
        bind(
                frame,
                "random",
                a -> a.isEmpty() || a.getFirst() == null
                        ? scope.luck().getAsDouble()
                        : new java.util.Random(whole(a, 0)).nextDouble());
        bind(frame, "uuid", a -> IntrinsicFunction.uuid(scope));
        bind(frame, "parse", a -> JsonataValues.fromJson(IntrinsicFunction.parse(text(a, 0))));
        bind(frame, "millis", a -> scope.epochMillis());
        bind(frame, "now", a -> Functions.dateTimeFromMillis(scope.epochMillis(), optional(a, 0), optional(a, 1)));
        bind(frame, "shuffle", a -> shuffle(array(a), scope));
    }

    private static void bind(Jsonata.Frame frame, String name, Body body) {
        frame.bind(name, (Object) new Jsonata.JFunction((input, arguments) -> call(name, body, arguments), null));
    }

    private static @Nullable Object call(String name, Body body, List<?> arguments) {
        try {
            return body.apply(arguments);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new JException(e, "T0410", -1, "$" + name, e.getMessage());
        }
    }

    private static JsonNode array(List<?> arguments) {
        JsonNode node = JsonataValues.toJson(arguments.getFirst());
        if (node == null || !node.isArray()) {
            throw new IllegalArgumentException("Expected an array, received " + node + ".");
        }
        return node;
    }

    private static String text(List<?> arguments, int index) {
        if (arguments.get(index) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("Expected a text, received " + arguments.get(index) + ".");
    }

    private static @Nullable String optional(List<?> arguments, int index) {
        return index < arguments.size() && arguments.get(index) != null ? Objects.toString(arguments.get(index)) : null;
    }

    private static long whole(List<?> arguments, int index) {
        if (arguments.get(index) instanceof Number number) {
            return Math.round(number.doubleValue());
        }
        throw new IllegalArgumentException("Expected a number, received " + arguments.get(index) + ".");
    }

    private static List<Object> shuffle(JsonNode array, Scope scope) {
        List<Object> shuffled = new ArrayList<>();
        for (JsonNode element : array) {
            int place = (int) (scope.luck().getAsDouble() * (shuffled.size() + 1));
            shuffled.add(Math.min(place, shuffled.size()), JsonataValues.fromJson(element));
        }
        return shuffled;
    }
}
