package billow.model.service;

import static billow.model.quota.Limits.limit;
import static billow.model.service.Declare.assumed;
import static billow.model.service.Declare.documented;

import billow.model.archetype.Archetype;
import billow.model.archetype.CallPlan;
import billow.model.archetype.Counter;
import billow.model.archetype.Delivery;
import billow.model.archetype.FanOut;
import billow.model.archetype.Gateway;
import billow.model.archetype.Interaction;
import billow.model.data.DataTemplate;
import billow.model.kind.Category;
import billow.model.kind.Inlet;
import billow.model.kind.LinkKind;
import billow.model.kind.Meter;
import billow.model.kind.Metric;
import billow.model.kind.NodeKind;
import billow.model.kind.Outlet;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Unit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A bus whose rules hand events to targets: Amazon EventBridge. A link is a rule with one target.
public final class EventBus implements NodeKind {
    public static final Param.Real PUT_EVENTS_QUOTA = FanOuts.quota(
            "putEventsQuota",
            "eventbridge.putEventsRate",
            "PutEvents calls per second; by default the quota of the region.");
    public static final Param.Real INVOCATIONS_QUOTA = FanOuts.quota(
            "invocationsQuota",
            "eventbridge.invocationsRate",
            "Deliveries per second; those beyond it are late. By default the quota of the region.");
    public static final Param.Real DESTINATION_RATE = new Param.Real(
            Declare.limited(
                    "invocationRateLimitPerSecond",
                    Section.CAPACITY,
                    "Calls per second of each API destination; those beyond it are late.",
                    "eventbridge.destinationRate"),
            Unit.PER_SECOND,
            limit("eventbridge.destinationRate").minimum(),
            limit("eventbridge.destinationRate").maximum(),
            limit("eventbridge.destinationRate").standard());
    public static final Param.Law DELIVERY = Declare.time(
            Declare.limited(
                    "deliveryLatency",
                    Section.BEHAVIOUR,
                    "From the event's arrival to the first attempt at a target.",
                    "eventbridge.deliveryP50"),
            Declare.millisBetween("eventbridge.deliveryP50", "eventbridge.deliveryP99"));

    public static final Param.Flag ARCHIVE = new Param.Flag(
            documented("archive", Section.COST, "Whether all events are kept, so that they can be replayed."), false);
    public static final Param.Real ARCHIVED_SHARE = new Param.Real(
            assumed("archivedShare", Section.COST, "Share of events that the archive's pattern takes."),
            Unit.PERCENT,
            0,
            1,
            1.0);
    public static final Param.Span ARCHIVE_RETENTION = new Param.Span(
            documented("archiveRetention", Section.COST, "How long events are kept; by default for ever."),
            Unit.DAY,
            (long) Unit.DAY.toCanonical(1),
            (long) Unit.DAY.toCanonical(3_650),
            null);

    public static final Param.Law EVENT_SIZE = Declare.size(
            assumed("eventSize", Section.DATA, "Size of one event; each is billed by 64 KB."), Declare.kilobytes(1));
    public static final Param.Whole ENTRIES =
            Declare.whole("entries", Section.LOAD, Unit.COUNT, "eventbridge.batch", "Events of one PutEvents call.");
    public static final Param.Document SAMPLE = new Param.Document(
            assumed(
                    "sample",
                    Section.DATA,
                    "An event as an example, with source, detail-type and detail; event patterns are matched with it."),
            DataTemplate.LANGUAGE,
            null);

    public static final Param.Document PATTERN = new Param.Document(
            documented("eventPattern", Section.BEHAVIOUR, "Which events the rule takes."),
            "EventBridge event pattern",
            null);

    public static final Param.Text RULE = new Param.Text(
            documented(
                    "rule",
                    Section.BEHAVIOUR,
                    "Name of the rule; links of one name are one rule with up to five targets. By default each link is a rule of its own."),
            64,
            null);

    @Override
    public String id() {
        return "aws.events.bus";
    }

    @Override
    public String name() {
        return "EventBridge bus";
    }

    @Override
    public Category category() {
        return Category.MESSAGING;
    }

    @Override
    public String summary() {
        return "Hands each event to the targets of all rules whose pattern it matches.";
    }

    @Override
    public List<Param<?>> params() {
        return Stream.concat(
                        Stream.of(
                                PUT_EVENTS_QUOTA,
                                INVOCATIONS_QUOTA,
                                DESTINATION_RATE,
                                DELIVERY,
                                FanOuts.DUPLICATES,
                                ARCHIVE,
                                ARCHIVED_SHARE,
                                ARCHIVE_RETENTION),
                        Replays.PARAMS.stream())
                .toList();
    }

    @Override
    public List<ParamComplaint> complaints(Params p) {
        return Replays.complaints(p);
    }

    @Override
    public List<Outlet> outlets() {
        return List.of(
                new Outlet(
                        LinkKind.DELIVER,
                        List.of(PATTERN, RULE, FanOuts.MATCH_SHARE, FanOuts.RETRIES, FanOuts.MAX_AGE),
                        EventBus::rule),
                Outlet.plain(LinkKind.DEAD_LETTER));
    }

    private static CallPlan rule(Params p) {
        var redelivery = FanOuts.events(p);
        return CallPlan.of(new Delivery(
                p.get(FanOuts.MATCH_SHARE),
                p.find(PATTERN).orElse(null),
                Delivery.Subject.EVENT,
                true,
                redelivery,
                redelivery,
                Delivery.Medium.HTTP,
                0,
                p.find(RULE).filter(r -> !r.isBlank()).orElse(null)));
    }

    @Override
    public List<Inlet> inlets() {
        return List.of(
                new Inlet(
                        LinkKind.PUBLISH,
                        List.of(EVENT_SIZE, ENTRIES, SAMPLE),
                        p -> new Interaction.Publish(
                                p.get(EVENT_SIZE),
                                Math.toIntExact(p.get(ENTRIES)),
                                p.find(SAMPLE).orElse(null)),
                        p -> p.find(SAMPLE).orElse(null)),
                FanOuts.target(),
                new Inlet(LinkKind.ON_SUCCESS, List.of(), p -> new Interaction.Report()),
                new Inlet(LinkKind.ON_FAILURE, List.of(), p -> new Interaction.Report()));
    }

    @Override
    public Optional<String> adviceFor(NodeKind to) {
        return Optional.of(
                "A bus delivers to functions, queues, streams, workflows, topics, other buses, REST APIs and API destinations. Maybe put a Lambda function between the bus and the %s."
                        .formatted(to.name()));
    }

    @Override
    public Archetype lower(Params p, String region) {
        double outside = p.get(DESTINATION_RATE);
        return new FanOut(
                FanOut.Service.BUS,
                new FanOut.Intake(
                        FanOuts.bucket(p, PUT_EVENTS_QUOTA, "eventbridge.putEventsRate", region),
                        false,
                        FanOuts.chunk("eventbridge.chunk"),
                        true,
                        (long) limit("eventbridge.eventSize").maximum(),
                        Declare.millisBetween("eventbridge.putEventsP50", "eventbridge.putEventsP99")),
                new FanOut.Outflow(
                        p.get(DELIVERY),
                        FanOuts.bucket(p, INVOCATIONS_QUOTA, "eventbridge.invocationsRate", region),
                        new Gateway.Bucket(outside, outside),
                        Declare.nanos("eventbridge.destinationTimeout"),
                        0,
                        p.get(FanOuts.DUPLICATES)),
                null,
                Replays.of(p, region),
                null);
    }

    private static double archivedBytes(Params p, Meter.Counts c) {
        return p.get(ARCHIVE) ? c.get(Counter.PUBLISHED_BYTES) * p.get(ARCHIVED_SHARE) : 0;
    }

    /// Mean over the month of what is archived: all of its life's where events expire, else half of a month's.
    private static double archivedGigabyteMonths(Params p, Meter.Counts c) {
        double month = 730 * 3600;
        double life = p.find(ARCHIVE_RETENTION).map(Unit.SECOND::fromCanonical).orElse(month / 2);
        return c.seconds() == 0 ? 0 : Declare.gigabytes(archivedBytes(p, c) / c.seconds() * life) * c.seconds() / month;
    }

    @Override
    public List<Meter> meters() {
        return List.of(
                Meter.of(
                        "eventbridge.custom_events",
                        "64KB-chunk",
                        "Events received, each by 64 KB, those of other buses, schedules and replays included.",
                        Counter.BILLED_CHUNKS),
                Meter.of(
                        "eventbridge.api_destinations",
                        "event",
                        "Attempts to deliver to API destinations.",
                        Counter.OUTSIDE_DELIVERIES),
                new Meter(
                        "eventbridge.archive_processing",
                        "GB",
                        "Events taken into the archive.",
                        (p, c) -> Declare.gigabytes(archivedBytes(p, c))),
                new Meter(
                        "eventbridge.archive_storage",
                        "GB-month",
                        "Events in the archive, mean of the month.",
                        EventBus::archivedGigabyteMonths));
    }

    @Override
    public List<Metric> metrics() {
        return FanOuts.metrics(
                new Metric("putEventsEntriesCount", "count", "Events received."),
                new Metric("eventsReplayed", "count", "Archived events that were replayed; billed as events."),
                new Metric("eventsToReplay", "count", "Events a replay had not come to at the end."),
                new Metric("putEventsThrottled", "count", "Events refused for the quota."),
                new Metric("matchedEvents", "count", "Events that matched a rule."),
                new Metric("triggeredRules", "count", "Matches of rules with events."),
                new Metric("invocations", "count", "Deliveries that a target took."),
                new Metric("throttledRules", "count", "Deliveries that were late because of a quota."),
                new Metric("retryInvocationAttempts", "count", "Attempts after the first of a delivery."),
                new Metric("failedInvocations", "count", "Deliveries given up after all retries."),
                new Metric("invocationsSentToDlq", "count", "Deliveries given up to a dead-letter queue."),
                new Metric(
                        "ingestionToInvocationStartLatency",
                        "ms",
                        "From the event's arrival to the first attempt at a target, mean."));
    }

    @Override
    public List<String> imports() {
        return List.of("AWS::Events::EventBus", "aws_cloudwatch_event_bus");
    }
}
