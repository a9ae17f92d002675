package billow.model.archetype;

import billow.model.event.EventPattern;
import billow.model.event.FilterPolicy;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// How one link of a fan-out delivers.
///
/// @param share     share of the messages it takes where there is no data to match, 0 to 1
/// @param filter    event pattern or filter policy; null to take every message
/// @param subject   part of the message the filter is about
/// @param raw       without the envelope of the service
/// @param toService redelivery to services of AWS
/// @param toOutside redelivery to targets outside
/// @param medium    how targets outside are reached
/// @param rule      name of the rule it belongs to, null for one of its own
/// @param perSecond most messages a second that a target outside is given, late beyond it; 0 for no limit of its own
public record Delivery(
        double share,
        @Nullable JsonNode filter,
        Subject subject,
        boolean raw,
        Redelivery toService,
        Redelivery toOutside,
        Medium medium,
        double perSecond,
        @Nullable String rule) {
    /// How a target outside is reached.
    public enum Medium {
        HTTP,
        MAIL,
        TEXT_MESSAGE,
        PUSH
    }

    /// By HTTP, as fast as the service goes.
    public Delivery(
            double share,
            @Nullable JsonNode filter,
            Subject subject,
            boolean raw,
            Redelivery toService,
            Redelivery toOutside) {
        this(share, filter, subject, raw, toService, toOutside, Medium.HTTP, 0, null);
    }

    /// What a filter looks at: the whole event, or the `MessageAttributes` or `Message` of a notification.
    public enum Subject {
        EVENT,
        ATTRIBUTES,
        BODY,
        /// The filter is the SQL of a rule of AWS IoT, a text.
        RULE
    }

    /// Share of the messages it takes: 1 or 0 where there is a filter and a message it can look at.
    ///
    /// @param sample a message as an example, or null
    /// @param topic  it comes by, or null
    public double shareOf(@Nullable JsonNode sample, @Nullable String topic) {
        return messageFilter().shareOf(sample, topic);
    }

    /// A filter made ready to match.
    ///
    /// @throws InvalidEventPattern when AWS would refuse it
    public static EventPattern compiled(JsonNode filter, Subject subject) {
        return subject == Subject.EVENT
                ? EventPattern.parse(filter)
                : FilterPolicy.parse(filter, subject == Subject.BODY);
    }

    /// The same, made ready for many messages.
    public MessageFilter messageFilter() {
        return new MessageFilter(share, filter, subject);
    }
}
