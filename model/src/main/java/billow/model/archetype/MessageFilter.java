package billow.model.archetype;

import billow.model.archetype.Delivery.Subject;
import billow.model.event.EventPattern;
import billow.model.event.InvalidEventPattern;
import billow.model.sql.InvalidRuleSql;
import billow.model.sql.RuleSql;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The filter of a delivery, compiled: says of a message whether it is taken.
///
/// A filter can only judge what is said. A message without the part it looks at (a notification without attributes, a
/// payload that is not an event) is taken by the share the link states.
public final class MessageFilter {
    private final double share;
    private final Subject subject;
    private final @Nullable EventPattern pattern;
    private final @Nullable RuleSql rule;
    private final boolean refused;

    MessageFilter(double share, @Nullable JsonNode filter, Subject subject) {
        this.share = share;
        this.subject = subject;
        EventPattern compiled = null;
        RuleSql sql = null;
        boolean wrong = false;
        try {
            if (filter != null && subject == Subject.RULE) sql = RuleSql.parse(filter.asString());
            else compiled = filter == null ? null : Delivery.compiled(filter, subject);
        } catch (InvalidEventPattern | InvalidRuleSql e) {
            wrong = true; // AWS would not have taken the filter
        }
        pattern = compiled;
        rule = sql;
        refused = wrong;
    }

    /// 1 when the message is taken, 0 when not; the link's share where there is nothing to judge by.
    ///
    /// @param topic the message comes by; null when nobody says, which every rule takes for one of its own
    public double shareOf(@Nullable JsonNode message, @Nullable String topic) {
        if (rule != null) {
            if (topic != null && !rule.from().matches(topic)) return 0;
            if (message == null || !rule.looksIntoMessages()) return share;
            return rule.takes(message, topic) ? 1 : 0;
        }
        if (message == null || pattern == null && !refused) return share;
        if (refused || pattern == null) return 0;
        var part = part(message);
        if (part == null) return share;
        if (!part.isObject()) return 0; // a body that is no JSON object passes no policy
        return pattern.matches(part) ? 1 : 0;
    }

    /// What is handed on of a message.
    public @Nullable JsonNode sent(@Nullable JsonNode message, @Nullable String topic) {
        return rule == null || message == null ? message : rule.select(message, topic);
    }

    private @Nullable JsonNode part(JsonNode message) {
        return switch (subject) {
            case EVENT -> isEvent(message) ? message : null;
            case RULE -> message;
            case BODY -> message.has("Message") ? parsed(message.path("Message")) : message;
            case ATTRIBUTES ->
                message.has("MessageAttributes") || message.has("Message")
                        ? attributes(message.path("MessageAttributes"))
                        : null;
        };
    }

    private static boolean isEvent(JsonNode message) {
        return message.has("detail") || message.has("detail-type") || message.has("source");
    }

    /// A message may be given as JSON or as the text of it.
    private static JsonNode parsed(JsonNode message) {
        if (!message.isString()) return message;
        try {
            return JsonMapper.shared().readTree(message.stringValue());
        } catch (JacksonException e) {
            return message;
        }
    }

    /// Attributes may be given as plain values or as the service's `{"DataType": …, "StringValue": …}`.
    private static JsonNode attributes(JsonNode attributes) {
        var plain = JsonMapper.shared().createObjectNode();
        for (var a : attributes.properties()) {
            if (!isBinary(a.getValue())) plain.set(a.getKey(), attribute(a.getValue()));
        }
        return plain;
    }

    /// Policies do not look at attributes of bytes.
    private static boolean isBinary(JsonNode attribute) {
        return attribute.isObject() && attribute.path("DataType").asString("").startsWith("Binary");
    }

    private static JsonNode attribute(JsonNode attribute) {
        var text = attribute.path("StringValue");
        if (!attribute.isObject() || !text.isString()) return attribute;
        return switch (attribute.path("DataType").asString("")) {
            case "Number", "String.Array" -> parsed(text);
            default -> text;
        };
    }
}
