package billow.model.event;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Filter policies of SNS subscriptions: event patterns with bounds of their own. Source: SNS Developer Guide, "Filter
/// policy constraints"; counted as LocalStack's recordings of 14 May 2024 (`test_sns_filter_policy`) count.
public final class FilterPolicy {
    private static final int MOST_KEYS = 5;
    private static final int MOST_COMBINATIONS = 150;
    private static final int MOST_BYTES = 256 << 10;

    private FilterPolicy() {}

    /// Compiles a policy.
    ///
    /// @param nested whether it looks at the body of messages, where policies may have levels
    /// @throws InvalidEventPattern when AWS would refuse it
    public static EventPattern parse(JsonNode policy, boolean nested) {
        EventPattern pattern = EventPattern.parse(policy);
        if (policy.toString().getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw wrong("Expected at most 256 KiB, received more.");
        }
        if (!nested) {
            policy.properties().forEach(key -> {
                if (key.getValue().isObject()) {
                    throw new InvalidEventPattern(
                            key.getKey(),
                            "Expected a list for an attribute, received an object: only bodies have levels.");
                }
            });
        }
        int keys = keys(policy);
        if (keys > MOST_KEYS) {
            throw wrong("Expected at most %d keys, received %d.".formatted(MOST_KEYS, keys));
        }
        double combinations = combinations(policy, 1);
        if (combinations > MOST_COMBINATIONS) {
            throw wrong("Expected at most %d combinations of values, received %.0f."
                    .formatted(MOST_COMBINATIONS, combinations));
        }
        return pattern;
    }

    /// Keys on the first level, those of the longest alternative where there are some.
    private static int keys(JsonNode policy) {
        int keys = 0;
        for (Map.Entry<String, JsonNode> member : policy.properties()) {
            if (isAlternatives(member)) {
                keys += member.getValue()
                        .valueStream()
                        .mapToInt(FilterPolicy::keys)
                        .max()
                        .orElse(0);
            } else {
                keys++;
            }
        }
        return keys;
    }

    /// Values times levels of each key, multiplied; alternatives are added.
    private static double combinations(JsonNode policy, int level) {
        double product = 1;
        for (Map.Entry<String, JsonNode> member : policy.properties()) {
            JsonNode value = member.getValue();
            if (isAlternatives(member)) {
                product *= value.valueStream()
                        .mapToDouble(alternative -> combinations(alternative, level))
                        .sum();
            } else {
                product *= value.isObject() ? combinations(value, level + 1) : (double) value.size() * level;
            }
        }
        return product;
    }

    private static boolean isAlternatives(Map.Entry<String, JsonNode> member) {
        return member.getKey().equals("$or") && EventPatternParser.isAlternatives(member.getValue());
    }

    private static InvalidEventPattern wrong(String message) {
        return new InvalidEventPattern("", message);
    }
}
