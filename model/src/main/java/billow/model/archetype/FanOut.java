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
/// @param replay    of the events it keeps, or null
/// @param fifo      what it does to keep groups in order and messages single; null where order does not count
public record FanOut(
        Service service,
        Intake intake,
        Outflow outflow,
        @Nullable Timetable timetable,
        @Nullable Replay replay,
        @Nullable Fifo fifo)
        implements Archetype {
    /// In no order, without a replay.
    public FanOut(Service service, Intake intake, Outflow outflow, @Nullable Timetable timetable) {
        this(service, intake, outflow, timetable, null, null);
    }

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
    /// @param duplicates          share of deliveries that are made twice
    public record Outflow(
            Distribution latency,
            Gateway.@Nullable Bucket quota,
            Gateway.@Nullable Bucket outside,
            long outsideTimeoutNanos,
            long envelopeBytes,
            double duplicates) {
        /// Every delivery is made once.
        public Outflow(
                Distribution latency,
                Gateway.@Nullable Bucket quota,
                Gateway.@Nullable Bucket outside,
                long outsideTimeoutNanos,
                long envelopeBytes) {
            this(latency, quota, outside, outsideTimeoutNanos, envelopeBytes, 0);
        }
    }

    /// @param atNanos   when it begins
    /// @param fromNanos from when on events are replayed
    /// @param toNanos   up to when, at most the beginning of the replay
    /// @param rule      name of the only rule, or id of the only link, it goes to; null for all
    /// @param perSecond events a second
    /// @param share     of events that are kept
    public record Replay(
            long atNanos,
            long fromNanos,
            long toNanos,
            @Nullable String rule,
            double perSecond,
            double share) {}

    /// @param perGroup           messages a second of one group
    /// @param bytesPerSecond     of all messages; 0 for no limit of its own
    /// @param byGroup            whether messages are only compared with those of their group
    /// @param byContent          whether what says the same is a repetition
    /// @param deduplicationNanos within which a repetition is accepted and not delivered
    public record Fifo(
            double perGroup, double bytesPerSecond, boolean byGroup, boolean byContent, long deduplicationNanos) {}

    /// @param expression   when messages are due
    /// @param windowNanos  within which each is made, evenly spread
    /// @param lateness     how much later than that
    /// @param messageBytes size of a message
    public record Timetable(
            ScheduleExpression expression, long windowNanos, Distribution lateness, Distribution messageBytes) {}
}
