package billow.model.service;

import static billow.model.quota.Limits.limit;
import static billow.model.service.Declare.assumed;

import billow.model.archetype.Gateway;
import billow.model.archetype.Interaction;
import billow.model.archetype.Redelivery;
import billow.model.archetype.Redelivery.Growth;
import billow.model.archetype.Redelivery.Phase;
import billow.model.kind.Inlet;
import billow.model.kind.LinkKind;
import billow.model.kind.Metric;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Unit;
import java.util.List;
import java.util.stream.Stream;

/// Declarations that topics, buses and schedules have in common.
final class FanOuts {
    static final Param.Real MATCH_SHARE = new Param.Real(
            assumed(
                    "matchShare",
                    Section.LOAD,
                    "Share of the messages this link delivers; a filter decides instead where the publisher gives a sample."),
            Unit.PERCENT,
            0,
            1,
            1.0);
    static final Param.Real DUPLICATES = new Param.Real(
            assumed(
                    "duplicateProbability",
                    Section.RELIABILITY,
                    "Share of deliveries that are made twice: the service promises them at least once, not once."),
            Unit.PERCENT,
            0,
            1,
            0.0);
    static final List<Metric> METRICS = List.of(
            new Metric("deliveriesOffered", "count", "Deliveries that ended or were under way at the end."),
            new Metric("deliveriesBegun", "count", "Deliveries that began."),
            new Metric("deliveriesTaken", "count", "Deliveries that a target took."),
            new Metric("deliveriesDeadLettered", "count", "Deliveries given up to a dead-letter queue."),
            new Metric("deliveriesDropped", "count", "Deliveries given up for good."),
            new Metric("deliveriesUnderWay", "count", "Deliveries under way at the end."));
    static final Param.Whole RETRIES = Declare.whole(
            "maximumRetryAttempts",
            Section.RELIABILITY,
            Unit.COUNT,
            "eventbridge.retries",
            "Retries of a delivery that was throttled or failed.");
    static final Param.Span MAX_AGE = Declare.span(
            "maximumEventAgeInSeconds",
            Section.RELIABILITY,
            Unit.SECOND,
            "eventbridge.maxAge",
            "Age at which a delivery is given up.");

    private FanOuts() {}

    /// With what is told of all deliveries.
    static List<Metric> metrics(Metric... own) {
        return Stream.concat(Stream.of(own), METRICS.stream()).toList();
    }

    /// How a target takes what a fan-out delivers.
    static Inlet target() {
        return new Inlet(LinkKind.DELIVER, List.of(), p -> new Interaction.Deliver());
    }

    /// A quota of so many a second, and as many at once.
    static Gateway.Bucket bucket(Params p, Param.Real own, String limit, String region) {
        double perSecond = p.find(own).orElse(limit(limit).in(region));
        return new Gateway.Bucket(perSecond, perSecond);
    }

    static Param.Real quota(String name, String limit, String help) {
        return new Param.Real(
                Declare.limited(name, Section.CAPACITY, help, limit), Unit.PER_SECOND, 1, 10_000_000, null);
    }

    static long chunk(String limit) {
        return (long) Unit.KILOBYTE.toCanonical(limit(limit).standard());
    }

    /// EventBridge's and the Scheduler's: doubling pauses up to a longest, spread by half.
    static Redelivery events(Params p) {
        var longest = Declare.nanos("eventbridge.retryPauseMax");
        var first = Declare.nanos("eventbridge.retryPauseMin");
        int doublings = (int) (StrictMath.log((double) longest / first) / StrictMath.log(2)) + 1;
        var phases = List.of(
                new Phase(doublings, first, first << doublings - 1, Growth.EXPONENTIAL), Phase.even(1_000, longest));
        return new Redelivery(
                phases,
                Math.toIntExact(p.get(RETRIES)),
                p.get(MAX_AGE),
                limit("eventbridge.retryJitter").standard());
    }
}
