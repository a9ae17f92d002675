package billow.model.expression;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The intrinsic functions of the JSONPath language. Source: Step Functions Developer Guide, "Intrinsics for JSONPath
/// states". A wrong argument is an `IllegalArgumentException`, which the call turns into `States.Runtime`, as the
/// service
/// does; the language calls it `States.IntrinsicFailure`.
public enum IntrinsicFunction {
    ARRAY("Array", 0, Integer.MAX_VALUE),
    ARRAY_PARTITION("ArrayPartition", 2, 2),
    ARRAY_CONTAINS("ArrayContains", 2, 2),
    ARRAY_RANGE("ArrayRange", 3, 3),
    ARRAY_GET_ITEM("ArrayGetItem", 2, 2),
    ARRAY_LENGTH("ArrayLength", 1, 1),
    ARRAY_UNIQUE("ArrayUnique", 1, 1),
    BASE64_ENCODE("Base64Encode", 1, 1),
    BASE64_DECODE("Base64Decode", 1, 1),
    HASH("Hash", 2, 2),
    JSON_MERGE("JsonMerge", 3, 3),
    STRING_TO_JSON("StringToJson", 1, 1),
    JSON_TO_STRING("JsonToString", 1, 1),
    MATH_RANDOM("MathRandom", 2, 3),
    MATH_ADD("MathAdd", 2, 2),
    STRING_SPLIT("StringSplit", 2, 2),
    UUID("UUID", 0, 0),
    FORMAT("Format", 1, Integer.MAX_VALUE);

    /// Items `ArrayRange` may produce.
    private static final int LONGEST_RANGE = 1000;

    /// Characters the encoding and hashing functions take.
    private static final int LONGEST_TEXT = 10_000;

    /// In the service's words.
    private static final String WRONG_COUNT = "number of arguments do not match the occurrences of {}.";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String word;
    private final int fewest;
    private final int most;

    IntrinsicFunction(String name, int fewest, int most) {
        this.word = "States." + name;
        this.fewest = fewest;
        this.most = most;
    }

    /// The function of that full name, or null.
    public static @Nullable IntrinsicFunction named(String word) {
        for (IntrinsicFunction function : values()) {
            if (function.word.equals(word)) {
                return function;
            }
        }
        return null;
    }

    /// The full name, such as `States.Array`.
    public String word() {
        return word;
    }

    int fewest() {
        return fewest;
    }

    int most() {
        return most;
    }

    String arity() {
        if (fewest == most) {
            return fewest + (fewest == 1 ? " argument" : " arguments");
        }
        return most == Integer.MAX_VALUE ? "at least " + fewest + " argument" : fewest + " to " + most + " arguments";
    }

    /// Its value.
    ///
    /// @throws IllegalArgumentException in the service's words, then what was expected
    JsonNode apply(List<JsonNode> arguments, Scope scope) {
        try {
            return value(arguments, scope);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Invalid arguments in " + word + ": " + e.getMessage(), e);
        }
    }

    private JsonNode value(List<JsonNode> arguments, Scope scope) {
        return switch (this) {
            case ARRAY -> NODES.arrayNode().addAll(arguments);
            case ARRAY_PARTITION -> partition(array(arguments, 0), whole(arguments, 1));
            case ARRAY_CONTAINS ->
                NODES.booleanNode(
                        array(arguments, 0).valueStream().anyMatch(item -> JsonNumbers.same(item, arguments.get(1))));
            case ARRAY_RANGE -> range(whole(arguments, 0), whole(arguments, 1), whole(arguments, 2));
            case ARRAY_GET_ITEM -> item(array(arguments, 0), whole(arguments, 1));
            case ARRAY_LENGTH -> NODES.numberNode(array(arguments, 0).size());
            case ARRAY_UNIQUE -> unique(array(arguments, 0));
            case BASE64_ENCODE ->
                NODES.stringNode(
                        Base64.getEncoder().encodeToString(limited(arguments).getBytes(StandardCharsets.UTF_8)));
            case BASE64_DECODE ->
                NODES.stringNode(new String(Base64.getDecoder().decode(limited(arguments)), StandardCharsets.UTF_8));
            case HASH -> NODES.stringNode(hash(limited(arguments), text(arguments, 1)));
            case JSON_MERGE -> merge(arguments);
            case STRING_TO_JSON -> parse(text(arguments, 0));
            case JSON_TO_STRING -> NODES.stringNode(arguments.getFirst().toString());
            case MATH_RANDOM -> random(arguments, scope);
            case MATH_ADD -> JsonNumbers.whole(sum(rounded(arguments, 0), rounded(arguments, 1)));
            case STRING_SPLIT -> split(text(arguments, 0), text(arguments, 1));
            case UUID -> NODES.stringNode(uuid(scope));
            case FORMAT -> NODES.stringNode(format(arguments));
        };
    }

    /// A version 4 UUID made of two draws.
    static String uuid(Scope scope) {
        long high = mixed(scope.luck().getAsDouble()) & ~0xF000L | 0x4000L;
        long low = mixed(scope.luck().getAsDouble()) & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new java.util.UUID(high, low).toString();
    }

    /// 64 bits that look random, of a uniform number: the finalizer of SplitMix64.
    private static long mixed(double uniform) {
        long z = Double.doubleToRawLongBits(uniform) + 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /// The digest as hexadecimal digits.
    static String hash(String text, String algorithm) {
        if (!Set.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512").contains(algorithm)) {
            throw new IllegalArgumentException(
                    "Expected one of MD5, SHA-1, SHA-256, SHA-384, SHA-512, received " + algorithm + ".");
        }
        try {
            byte[] digest = MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    static ArrayNode partition(JsonNode array, long size) {
        if (size < 1) {
            throw new IllegalArgumentException("Expected a chunk size of at least 1, received " + size + ".");
        }
        ArrayNode chunks = NODES.arrayNode();
        for (int i = 0; i < array.size(); i++) {
            if (i % size == 0) {
                chunks.addArray();
            }
            ((ArrayNode) chunks.get(chunks.size() - 1)).add(array.get(i));
        }
        return chunks;
    }

    static ArrayNode range(long first, long last, long step) {
        if (step == 0) {
            throw new IllegalArgumentException("Expected a step other than 0, received 0.");
        }
        long count = Math.max(0, (last - first) / step + 1);
        if ((last - first) * Long.signum(step) < 0) {
            count = 0;
        }
        if (count > LONGEST_RANGE) {
            throw new IllegalArgumentException("Expected at most " + LONGEST_RANGE + " items, received " + count + ".");
        }
        ArrayNode range = NODES.arrayNode();
        for (long i = 0; i < count; i++) {
            range.add(JsonNumbers.whole(first + i * step));
        }
        return range;
    }

    static JsonNode parse(String json) {
        try {
            JsonNode node = JsonMapper.shared().readTree(json);
            return node.isMissingNode() ? NODES.nullNode() : node;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("Expected JSON, received " + json + ".", e);
        }
    }

    private static JsonNode item(JsonNode array, long index) {
        if (index < 0 || index >= array.size()) {
            throw new IllegalArgumentException(
                    "Expected an index from 0 to " + (array.size() - 1) + ", received " + index + ".");
        }
        return array.get((int) index);
    }

    private static ArrayNode unique(JsonNode array) {
        Map<Object, JsonNode> first = new LinkedHashMap<>();
        for (JsonNode item : array) {
            first.putIfAbsent(JsonNumbers.isFinite(item) ? item.decimalValue().stripTrailingZeros() : item, item);
        }
        return NODES.arrayNode().addAll(first.values());
    }

    private static ObjectNode merge(List<JsonNode> arguments) {
        if (!arguments.get(0).isObject() || !arguments.get(1).isObject()) {
            throw new IllegalArgumentException("Expected two objects, received " + arguments.subList(0, 2) + ".");
        }
        if (arguments.get(2).isBoolean() && arguments.get(2).booleanValue()) {
            throw new IllegalArgumentException("Expected false (shallow merge), received " + arguments.get(2) + ".");
        }
        return NODES.objectNode().setAll((ObjectNode) arguments.get(0)).setAll((ObjectNode) arguments.get(1));
    }

    private static JsonNode random(List<JsonNode> arguments, Scope scope) {
        long from = whole(arguments, 0);
        long to = whole(arguments, 1);
        if (to <= from) {
            throw new IllegalArgumentException("Expected an end beyond " + from + ", received " + to + ".");
        }
        double uniform = arguments.size() == 3
                ? new java.util.Random(whole(arguments, 2)).nextDouble()
                : scope.luck().getAsDouble();
        return JsonNumbers.whole(Math.min(to - 1, from + (long) (uniform * (to - from))));
    }

    private static ArrayNode split(String text, String delimiters) {
        ArrayNode parts = NODES.arrayNode();
        StringTokenizer tokens = new StringTokenizer(text, delimiters);
        while (tokens.hasMoreTokens()) {
            parts.add(tokens.nextToken());
        }
        return parts;
    }

    private static String format(List<JsonNode> arguments) {
        String template = plain(arguments.getFirst());
        StringBuilder formatted = new StringBuilder();
        int used = 1;
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            if (c == '\\' && i + 1 < template.length()) {
                formatted.append(template.charAt(++i));
            } else if (template.startsWith("{}", i)) {
                if (used == arguments.size()) {
                    throw new IllegalArgumentException(WRONG_COUNT);
                }
                formatted.append(plain(arguments.get(used++)));
                i++;
            } else if (c == '{' || c == '}') {
                throw new IllegalArgumentException("Expected {} or an escaped brace, received " + template + ".");
            } else {
                formatted.append(c);
            }
        }
        if (used != arguments.size()) {
            throw new IllegalArgumentException(WRONG_COUNT);
        }
        return formatted.toString();
    }

    /// How `States.Format` writes a value: texts bare, objects as `{a=1, b=2}`. Source: recorded executions.
    private static String plain(JsonNode value) {
        if (value.isString()) {
            return value.stringValue();
        }
        if (value.isObject()) {
            return value.propertyStream()
                    .map(m -> m.getKey() + "=" + plain(m.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value.isArray()) {
            return value.valueStream().map(IntrinsicFunction::plain).collect(Collectors.joining(", ", "[", "]"));
        }
        return value.toString();
    }

    private static JsonNode array(List<JsonNode> arguments, int index) {
        JsonNode value = arguments.get(index);
        if (!value.isArray()) {
            throw new IllegalArgumentException(
                    "Expected an array as argument " + (index + 1) + ", received " + value + ".");
        }
        return value;
    }

    private static String text(List<JsonNode> arguments, int index) {
        JsonNode value = arguments.get(index);
        if (!value.isString()) {
            throw new IllegalArgumentException(
                    "Expected a text as argument " + (index + 1) + ", received " + value + ".");
        }
        return value.stringValue();
    }

    private static String limited(List<JsonNode> arguments) {
        JsonNode value = arguments.getFirst();
        String text = value.isString() ? value.stringValue() : value.toString();
        if (text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException(
                    "Expected at most " + LONGEST_TEXT + " characters, received " + text.length() + ".");
        }
        return text;
    }

    /// Fractions are dropped: 2.6 is 2, -0.6 is 0. Source: observed executions.
    private static long whole(List<JsonNode> arguments, int index) {
        return (long) number(arguments, index);
    }

    /// Rounded half up, as `MathAdd` does: 1.5 to 2, -1.5 to -1. Source: recorded executions.
    private static long rounded(List<JsonNode> arguments, int index) {
        return Math.round(number(arguments, index));
    }

    private static double number(List<JsonNode> arguments, int index) {
        JsonNode value = arguments.get(index);
        if (!value.isNumber()) {
            throw new IllegalArgumentException(
                    "Expected a number as argument " + (index + 1) + ", received " + value + ".");
        }
        return value.doubleValue();
    }

    private static long sum(long a, long b) {
        for (long term : new long[] {a, b, a + b}) {
            if (term != (int) term) {
                throw new IllegalArgumentException("Expected terms and a sum from " + Integer.MIN_VALUE + " to "
                        + Integer.MAX_VALUE + ", received " + a + " and " + b + ".");
            }
        }
        return a + b;
    }
}
