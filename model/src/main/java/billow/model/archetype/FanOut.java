package billow.model.archetype;

import billow.model.schedule.ScheduleExpression;
import billow.model.value.Distribution;
import org.jspecify.annotations.Nullable;

/// Takes messages in and hands a copy of each to every target whose filter lets it pass; or makes messages by itself
/// at set times.
///
/// @param service   whose names its metrics have
/// @param intake    what happens to a publish
/// @param outflow   what happens to a copy on its way to a target
/// @param timetable when it makes messages by itself, or null
public record FanOut(
        Service service,
        Intake intake,
        Outflow outflow,
        @Nullable Timetable timetable) implements Archetype {

    /// Whose names metrics have.
    public enum Service {
        TOPIC,
        /// A topic that delivers the messages of a group in order, one after the other.
        FIFO_TOPIC,
        BUS,
        /// Messages of devices, selected by rules.
        BROKER,
        SCHEDULE
    }

    /// @param quota          bucket of publishes; who finds it empty is refused
    /// @param quotaByMessage whether the quota counts messages rather than calls
    /// @param chunkBytes     publishes are billed by this size
    /// @param chunksByMessage whether each message of a batch is rounded up by itself rather than the whole call
    /// @param mostBytes      size at which messages are cut off
    /// @param latency        time of a publish, seen by the publisher
    public record Intake(
            Gateway.Bucket quota,
            boolean quotaByMessage,
            long chunkBytes,
            boolean chunksByMessage,
            long mostBytes,
            Distribution latency) {}

    /// @param latency             from the publish to the first attempt at a target
    /// @param quota               deliveries; what finds it empty waits. Null for no quota
    /// @param outside             attempts at each target outside AWS; what finds it empty waits. Null for no limit
    /// @param outsideTimeoutNanos after which an attempt at a target outside AWS is given up
    /// @param envelopeBytes       added to a message unless its delivery is raw
    public record Outflow(
            Distribution latency,
            Gateway.@Nullable Bucket quota,
            Gateway.@Nullable Bucket outside,
            long outsideTimeoutNanos,
            long envelopeBytes) {}

    /// @param expression   when messages are due
    /// @param windowNanos  within which each is made, evenly spread
    /// @param lateness     how much later than that
    /// @param messageBytes size of a message
    public record Timetable(
            ScheduleExpression expression, long windowNanos, Distribution lateness, Distribution messageBytes) {}
}
