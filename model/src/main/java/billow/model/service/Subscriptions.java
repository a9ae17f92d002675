package billow.model.service;

import static billow.model.quota.Limits.limit;
import static billow.model.service.Declare.choice;
import static billow.model.service.Declare.documented;

import billow.model.archetype.CallPlan;
import billow.model.archetype.Delivery;
import billow.model.archetype.Delivery.Medium;
import billow.model.archetype.Redelivery;
import billow.model.archetype.Redelivery.Growth;
import billow.model.archetype.Redelivery.Phase;
import billow.model.kind.LinkKind;
import billow.model.kind.NodeKind;
import billow.model.kind.Outlet;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Unit;
import java.util.List;
import java.util.stream.Stream;

/// What a subscription of a topic can configure: what it gets, in which form, and how deliveries that failed are tried
/// again. Only those to HTTP endpoints have a policy of their own.
public final class Subscriptions {
    public static final Param.Document FILTER_POLICY = new Param.Document(
            documented("filterPolicy", Section.BEHAVIOUR, "Which messages the subscription gets."),
            "SNS filter policy",
            null);
    public static final Param.Choice FILTER_SCOPE = choice(
            documented("filterPolicyScope", Section.BEHAVIOUR, "What the filter policy looks at."),
            "MessageAttributes",
            "MessageAttributes",
            "The attributes of the message.",
            "MessageBody",
            "The message itself, as JSON.");
    public static final Param.Flag RAW = new Param.Flag(
            documented(
                    "rawMessageDelivery",
                    Section.DATA,
                    "Queues, delivery streams and HTTP endpoints get the bare message instead of a JSON envelope with it."),
            false);
    public static final Param.Choice PROTOCOL = choice(
            documented("protocol", Section.BEHAVIOUR, "How the subscriber outside AWS is reached."),
            "https",
            "https",
            "A POST request, tried again by the delivery policy.",
            "email",
            "A mail: 50 retries in six hours.",
            "sms",
            "A text message: 50 retries in six hours. Its price depends on the country and is not billed.",
            "application",
            "A notification to a mobile device: 50 retries in six hours.");
    public static final Param.Whole RETRIES = Declare.whole(
            "numRetries",
            Section.RELIABILITY,
            Unit.COUNT,
            "sns.httpRetries",
            "Retries in all of a delivery to an HTTP endpoint; they end after an hour at the latest.");
    public static final Param.Whole NO_DELAY_RETRIES = part("numNoDelayRetries", "Those that are made at once.");
    public static final Param.Whole MIN_DELAY_RETRIES =
            part("numMinDelayRetries", "Those after the immediate ones, minDelayTarget apart.");
    public static final Param.Whole MAX_DELAY_RETRIES = part("numMaxDelayRetries", "The last, maxDelayTarget apart.");
    public static final Param.Span MIN_DELAY = Declare.span(
            "minDelayTarget",
            Section.RELIABILITY,
            Unit.SECOND,
            "sns.httpDelay",
            "Shortest pause between HTTP retries.");
    public static final Param.Span MAX_DELAY = Declare.span(
            "maxDelayTarget", Section.RELIABILITY, Unit.SECOND, "sns.httpDelay", "Longest pause between HTTP retries.");
    public static final Param.Choice BACKOFF = choice(
            documented(
                    "backoffFunction",
                    Section.RELIABILITY,
                    "How the pauses of the other HTTP retries grow from the shortest to the longest."),
            "linear",
            "linear",
            "By equal steps.",
            "arithmetic",
            "By steps that grow by equal steps.",
            "geometric",
            "By steps that double.",
            "exponential",
            "By equal factors.");
    public static final Param.Real MOST_PER_SECOND = new Param.Real(
            documented(
                    "maxReceivesPerSecond",
                    Section.RELIABILITY,
                    "Deliveries a second to the HTTP endpoint; those beyond it are late. None for no limit."),
            Unit.PER_SECOND,
            1,
            100_000,
            null);

    private static final List<Param<?>> ALL = List.of(FILTER_POLICY, FILTER_SCOPE, FanOuts.MATCH_SHARE);
    private static final List<Param<?>> OUTSIDE = List.of(
            PROTOCOL,
            RETRIES,
            NO_DELAY_RETRIES,
            MIN_DELAY_RETRIES,
            MAX_DELAY_RETRIES,
            MIN_DELAY,
            MAX_DELAY,
            BACKOFF,
            MOST_PER_SECOND);

    private Subscriptions() {}

    private static Param.Whole part(String name, String help) {
        return new Param.Whole(
                Declare.limited(name, Section.RELIABILITY, help, "sns.httpRetries"),
                Unit.COUNT,
                0,
                (long) limit("sns.httpRetries").maximum(),
                0L);
    }

    /// With everything any subscriber has.
    static Outlet outlet() {
        return outlet(Stream.concat(Stream.of(RAW), OUTSIDE.stream()));
    }

    /// With what this subscriber has.
    static Outlet outletTo(NodeKind to) {
        if (to instanceof LambdaFunction) return outlet(Stream.of());
        return to instanceof ExternalService ? outlet() : outlet(Stream.of(RAW));
    }

    private static Outlet outlet(Stream<Param<?>> more) {
        return new Outlet(LinkKind.DELIVER, Stream.concat(ALL.stream(), more).toList(), Subscriptions::plan);
    }

    private static CallPlan plan(Params p) {
        var medium = medium(p);
        return CallPlan.of(new Delivery(
                p.get(FanOuts.MATCH_SHARE),
                p.find(FILTER_POLICY).orElse(null),
                p.get(FILTER_SCOPE).equals("MessageBody") ? Delivery.Subject.BODY : Delivery.Subject.ATTRIBUTES,
                p.get(RAW),
                toService(),
                medium == Medium.HTTP ? toEndpoint(p) : toPeople(),
                medium,
                medium == Medium.HTTP ? p.find(MOST_PER_SECOND).orElse(0.0) : 0,
                null));
    }

    private static Medium medium(Params p) {
        return switch (p.get(PROTOCOL)) {
            case "email" -> Medium.MAIL;
            case "sms" -> Medium.TEXT_MESSAGE;
            case "application" -> Medium.PUSH;
            default -> Medium.HTTP;
        };
    }

    private static Redelivery toService() {
        long shortest = Declare.nanos("sns.retryPauseMin");
        long longest = Declare.nanos("sns.retryPauseMax");
        return new Redelivery(
                List.of(
                        Phase.even((int) limit("sns.retriesImmediate").standard(), 0),
                        Phase.even((int) limit("sns.retriesPre").standard(), shortest),
                        new Phase((int) limit("sns.retriesBackoff").standard(), shortest, longest, Growth.EXPONENTIAL),
                        Phase.even((int) limit("sns.retriesPost").standard(), longest)),
                Integer.MAX_VALUE,
                Long.MAX_VALUE,
                limit("sns.retryJitter").standard());
    }

    /// Mail, text messages and mobile devices.
    private static Redelivery toPeople() {
        long shortest = Declare.nanos("sns.peoplePauseMin");
        long longest = Declare.nanos("sns.peoplePauseMax");
        return new Redelivery(
                List.of(
                        Phase.even((int) limit("sns.retriesPre").standard(), shortest),
                        new Phase((int) limit("sns.retriesBackoff").standard(), shortest, longest, Growth.EXPONENTIAL),
                        Phase.even((int) limit("sns.peopleRetriesPost").standard(), longest)),
                Integer.MAX_VALUE,
                Long.MAX_VALUE,
                limit("sns.retryJitter").standard());
    }

    private static Redelivery toEndpoint(Params p) {
        int retries = Math.toIntExact(p.get(RETRIES));
        int between = Math.toIntExact(retries - fixed(p));
        var growth = Growth.valueOf(p.get(BACKOFF).toUpperCase(java.util.Locale.ROOT));
        var phases = Stream.of(
                        Phase.even(Math.toIntExact(p.get(NO_DELAY_RETRIES)), 0),
                        Phase.even(Math.toIntExact(p.get(MIN_DELAY_RETRIES)), p.get(MIN_DELAY)),
                        new Phase(Math.max(0, between), p.get(MIN_DELAY), p.get(MAX_DELAY), growth),
                        Phase.even(Math.toIntExact(p.get(MAX_DELAY_RETRIES)), p.get(MAX_DELAY)))
                .filter(phase -> phase.retries() > 0)
                .toList();
        return new Redelivery(
                phases,
                retries,
                Declare.nanos("sns.httpPolicyTime"),
                limit("sns.retryJitter").standard());
    }

    /// Retries that are no part of the growing ones.
    public static long fixed(Params p) {
        return p.get(NO_DELAY_RETRIES) + p.get(MIN_DELAY_RETRIES) + p.get(MAX_DELAY_RETRIES);
    }
}
