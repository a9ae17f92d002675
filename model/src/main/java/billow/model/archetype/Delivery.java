package billow.model.archetype;

import billow.model.event.EventPattern;
import billow.model.event.InvalidEventPattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// How one link of a fan-out delivers.
///
/// @param share     share of the messages it takes where there is no data to match, 0 to 1
/// @param filter    event pattern or filter policy; null to take every message
/// @param subject   part of the message the filter is about
/// @param raw       without the envelope of the service
/// @param toService redelivery to services of AWS
/// @param toOutside redelivery to targets outside
public record Delivery(
        double share,
        @Nullable JsonNode filter,
        Subject subject,
        boolean raw,
        Redelivery toService,
        Redelivery toOutside) {

    /// What a filter looks at: the whole event, or the `MessageAttributes` or `Message` of a notification.
    public enum Subject {
        EVENT,
        ATTRIBUTES,
        BODY
    }

    /// Share of the messages it takes: 1 or 0 where there is a filter and a sample of the messages.
    ///
    /// @param sample a message as an example, or null
    public double shareOf(@Nullable JsonNode sample) {
        var wanted = filter;
        if (sample == null || wanted == null) return share;
        try {
            return EventPattern.parse(wanted).matches(part(sample)) ? 1 : 0;
        } catch (InvalidEventPattern e) {
            return 0; // AWS would not have taken the filter
        }
    }

    private JsonNode part(JsonNode sample) {
        return switch (subject) {
            case EVENT -> sample;
            case BODY -> parsed(sample.path("Message"));
            case ATTRIBUTES -> attributes(sample.path("MessageAttributes"));
        };
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
        attributes.properties().forEach(a -> plain.set(a.getKey(), attribute(a.getValue())));
        return plain;
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
