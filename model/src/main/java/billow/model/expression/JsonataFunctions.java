package billow.model.expression;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The functions of Step Functions' JSONata that differ from the library's: `$partition`, `$range`, `$hash`, `$random`,
/// `$uuid` and `$parse` are added, `$eval` is taken away; `$now`, `$millis` and `$shuffle` draw time and chance from
/// the
/// scope; `$count` counts a null. Source: Step Functions Developer Guide, "Transforming data with JSONata".
final class JsonataFunctions {
    /// Numbers `$range` may produce. Source: observed executions.
    private static final int LONGEST_RANGE = 360_145;

    private interface Body {
        @Nullable
        Object apply(Arguments arguments);
    }

    /// The arguments of one call.
    private record Arguments(String function, List<?> values) {
        JsonNode array(int index) {
            JsonNode node = JsonataValues.toJson(at(index));
            if (node == null || !node.isArray()) {
                throw wrong(index);
            }
            return node;
        }

        String text(int index) {
            if (at(index) instanceof String text) {
                return text;
            }
            throw wrong(index);
        }

        @Nullable
        String optional(int index) {
            Object value = at(index);
            return value == null ? null : Objects.toString(value);
        }

        long whole(int index) {
            if (at(index) instanceof Number number) {
                return (long) number.doubleValue();
            }
            throw wrong(index);
        }

        @Nullable
        Object at(int index) {
            return index < values.size() ? values.get(index) : null;
        }

        JException wrong(int index) {
            return new JException("T0410", -1, index + 1, function);
        }
    }

    private JsonataFunctions() {}

    static void bind(Jsonata.Frame frame, Scope scope) {
        frame.bind("eval", (Object) null);
        bind(frame, "partition", JsonataFunctions::partition);
        bind(frame, "range", JsonataFunctions::range);
        bind(frame, "hash", a -> a.at(1) == null ? null : IntrinsicFunction.hash(a.text(0), a.text(1)));
        bind(
                frame,
                "random",
                a -> a.at(0) == null ? scope.luck().getAsDouble() : new java.util.Random(a.whole(0)).nextDouble());
        bind(frame, "uuid", a -> IntrinsicFunction.uuid(scope));
        bind(frame, "parse", a -> JsonataValues.fromJson(IntrinsicFunction.parse(a.text(0))));
        bind(frame, "millis", a -> scope.epochMillis());
        bind(frame, "now", a -> Functions.dateTimeFromMillis(scope.epochMillis(), a.optional(0), a.optional(1)));
        bind(frame, "shuffle", a -> shuffle(a.array(0), scope));
        bind(frame, "count", JsonataFunctions::count);
    }

    private static void bind(Jsonata.Frame frame, String name, Body body) {
        frame.bind(name, (Object) new Jsonata.JFunction(
                (input, values) -> {
                    Arguments arguments = new Arguments(name, values);
                    try {
                        return body.apply(arguments);
                    } catch (IllegalArgumentException e) {
                        throw arguments.wrong(0);
                    }
                },
                null));
    }

    /// Chunks of an array; nothing for an empty one or chunks of no size. Source: observed executions.
    private static @Nullable Object partition(Arguments arguments) {
        JsonNode array = arguments.array(0);
        long size = arguments.whole(1);
        return array.isEmpty() || size < 1 ? null : JsonataValues.fromJson(IntrinsicFunction.partition(array, size));
    }

    /// Whole numbers from one to another; nothing without a step or with one that leads away, and the bare number when
    /// it is the only one. Source: observed executions.
    private static @Nullable Object range(Arguments arguments) {
        if (arguments.at(2) == null) {
            return null;
        }
        long first = arguments.whole(0);
        long last = arguments.whole(1);
        long step = arguments.whole(2);
        if (step == 0 || (last - first) * Long.signum(step) < 0) {
            return null;
        }
        long count = (last - first) / step + 1;
        if (count > LONGEST_RANGE) {
            throw new JException("Expression evaluation memory limit exceeded", -1);
        }
        if (count == 1) {
            return first;
        }
        List<Object> range = new ArrayList<>((int) count);
        for (long i = 0; i < count; i++) {
            range.add(first + i * step);
        }
        return range;
    }

    private static Object count(Arguments arguments) {
        Object value = arguments.at(0);
        if (value instanceof List<?> list) {
            return list.size();
        }
        return value == null ? 0 : 1;
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
