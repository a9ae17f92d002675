package billow.model.expression;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import java.math.BigInteger;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The functions of Step Functions' JSONata that differ from the library's: `$partition`, `$range`, `$hash`, `$random`,
/// `$uuid` and `$parse` are added, `$eval` is taken away; `$now`, `$millis` and `$shuffle` draw time and chance from
/// the
/// scope; `$count` counts a null. Source: Step Functions Developer Guide, "Transforming data with JSONata".
final class JsonataFunctions {
    /// Numbers `$range` may produce. Source: observed executions.
    private static final int LONGEST_RANGE = 360_145;

    /// Takes no number beyond a double, no member twice and nothing after the value.
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

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
        bind(frame, "partition", 2, JsonataFunctions::partition);
        bind(frame, "range", 3, JsonataFunctions::range);
        bind(frame, "hash", 2, a -> {
            String text = a.text(0);
            return a.at(1) == null ? null : IntrinsicFunction.hash(text, a.text(1));
        });
        bind(
                frame,
                "random",
                1,
                a -> a.at(0) == null ? scope.luck().getAsDouble() : new java.util.Random(a.whole(0)).nextDouble());
        bind(frame, "uuid", 0, a -> IntrinsicFunction.uuid(scope));
        bind(frame, "parse", 1, a -> a.at(0) == null ? null : parse(a.text(0)));
        bind(frame, "parseInteger", 2, JsonataFunctions::parseInteger);
        bind(frame, "millis", 0, a -> scope.epochMillis());
        bind(frame, "now", 2, a -> Functions.dateTimeFromMillis(scope.epochMillis(), a.optional(0), a.optional(1)));
        bind(frame, "shuffle", 1, a -> shuffle(a.array(0), scope));
        bind(frame, "count", 1, JsonataFunctions::count);
        JsonataOperators.bind(frame);
        JsonataTexts.bind(frame);
    }

    /// @param most arguments it takes
    private static void bind(Jsonata.Frame frame, String name, int most, Body body) {
        frame.bind(name, new Own((input, values) -> {
            Arguments arguments = new Arguments(name, values);
            if (values.size() > most) {
                throw arguments.wrong(most);
            }
            try {
                return body.apply(arguments);
            } catch (IllegalArgumentException e) {
                throw problem(String.valueOf(e.getMessage()));
            }
        }));
    }

    /// A function that looks at its arguments itself. The signature is for `$map` and its like, which pass as many.
    private static final class Own extends Jsonata.JFunction {
        Own(Jsonata.JFunctionCallable function) {
            super(function, "<x:x>");
        }

        @Override
        public Object validate(Object arguments, @Nullable Object context) {
            return arguments;
        }
    }

    private static JException problem(String message) {
        return new JException("D3137", -1, message);
    }

    private static Object parse(String json) {
        try {
            JsonNode node = STRICT.readTree(json);
            if (!node.isMissingNode() && !(node.isNumber() && !JsonNumbers.isFinite(node))) {
                return JsonataValues.fromJson(node);
            }
        } catch (JacksonException e) {
            throw problem("Invalid JSON");
        }
        throw problem("Invalid JSON");
    }

    /// Not a number where the text does not fit the picture. Source: observed executions.
    private static @Nullable Object parseInteger(Arguments arguments) {
        if (arguments.at(0) == null) {
            return null;
        }
        try {
            Number value = Functions.parseInteger(arguments.text(0), arguments.text(1));
            return value == null ? (Number) Double.NaN : value;
        } catch (ParseException e) {
            throw new JException(String.valueOf(e.getMessage()), -1);
        }
    }

    /// Chunks of an array, which is one chunk where no size is given; nothing for an empty array or a size of 0.
    /// Source: observed executions.
    private static @Nullable Object partition(Arguments arguments) {
        if (arguments.at(0) == null) {
            return null;
        }
        if (arguments.at(0) == Jsonata.NULL_VALUE) {
            throw new JException("T0412", -1, 1, "partition");
        }
        JsonNode array = arguments.array(0);
        long size = arguments.at(1) == null ? Math.max(1, array.size()) : arguments.whole(1);
        if (size < 0) {
            throw problem("Second argument must be zero or greater");
        }
        return array.isEmpty() || size == 0 ? null : JsonataValues.fromJson(IntrinsicFunction.partition(array, size));
    }

    /// Whole numbers from one to another; nothing without a step or with one that leads away, and the bare number when
    /// it is the only one. Source: observed executions.
    private static @Nullable Object range(Arguments arguments) {
        long first = arguments.whole(0);
        long last = arguments.whole(1);
        if (arguments.at(2) == null) {
            return null;
        }
        long step = arguments.whole(2);
        if (step == 0 || Long.compare(last, first) * Long.signum(step) < 0) {
            return null;
        }
        // The difference of two longs may be beyond one.
        long count = BigInteger.valueOf(last)
                .subtract(BigInteger.valueOf(first))
                .divide(BigInteger.valueOf(step))
                .add(BigInteger.ONE)
                .min(BigInteger.valueOf(LONGEST_RANGE + 1L))
                .longValue();
        if (count > LONGEST_RANGE) {
            throw JsonataLimits.tooLarge();
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
