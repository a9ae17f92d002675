package billow.model.service;

import static billow.model.service.Declare.about;
import static billow.model.service.Declare.assumed;
import static billow.model.service.Declare.choice;
import static billow.model.service.Declare.documented;

import billow.model.archetype.Archetype;
import billow.model.archetype.TrafficSource;
import billow.model.data.DataTemplate;
import billow.model.kind.Category;
import billow.model.kind.Inlet;
import billow.model.kind.LinkKind;
import billow.model.kind.Meter;
import billow.model.kind.Metric;
import billow.model.kind.NodeKind;
import billow.model.kind.Outlet;
import billow.model.param.About.Confidence;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Distribution;
import billow.model.value.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Client traffic: where all requests of a design come from.
public final class Clients implements NodeKind {
    public static final Param.Choice ARRIVALS = choice(
            assumed("arrivals", Section.LOAD, "When requests come."),
            "poisson",
            "poisson",
            "Independent requests: many clients who don't know of each other.",
            "constant",
            "Evenly spaced requests, as from a timer or a load generator.",
            "trace",
            "Counts per interval replayed from a CSV file.",
            "users",
            "A fixed number of users who wait for each answer and think before they ask again.");
    public static final Param.Real RATE = new Param.Real(
            assumed("rate", Section.LOAD, "Mean rate of requests."), Unit.PER_SECOND, 0, 10_000_000, 10.0);
    public static final Param.Choice SHAPE = choice(
            assumed("shape", Section.LOAD, "How the rate changes over simulated time."),
            "flat",
            "flat",
            "It doesn't.",
            "ramp",
            "In a straight line from the rate to shapeFactor times the rate, from shapeStart over shapeLength.",
            "spike",
            "shapeFactor times the rate from shapeStart for shapeLength.",
            "daily",
            "A day with its peak of shapeFactor times the mean at shapeStart after midnight; the run starts at midnight.");
    public static final Param.Real SHAPE_FACTOR = new Param.Real(
            assumed("shapeFactor", Section.LOAD, "Peak over the mean rate; at most 2 for a daily shape."),
            Unit.COUNT,
            0,
            100_000,
            2.0);
    public static final Param.Span SHAPE_START = new Param.Span(
            assumed("shapeStart", Section.LOAD, "When the ramp or spike begins; time of day of a daily peak."),
            Unit.MINUTE,
            0,
            (long) Unit.DAY.toCanonical(366),
            (long) Unit.MINUTE.toCanonical(10));
    public static final Param.Span SHAPE_LENGTH = new Param.Span(
            assumed("shapeLength", Section.LOAD, "How long the ramp or spike lasts."),
            Unit.MINUTE,
            0,
            (long) Unit.DAY.toCanonical(366),
            (long) Unit.MINUTE.toCanonical(5));
    public static final Param.Text TRACE = new Param.Text(
            assumed(
                    "trace",
                    Section.LOAD,
                    "CSV file with a time stamp and a count in each line, relative to the design file."),
            1_000,
            null);
    public static final Param.Real TRACE_SCALE = new Param.Real(
            assumed("traceScale", Section.LOAD, "Factor on every count of the trace."), Unit.COUNT, 0, 1e9, 1.0);
    public static final Param.Span TRACE_INTERVAL = new Param.Span(
            assumed(
                    "traceInterval",
                    Section.LOAD,
                    "Width of a trace interval; by default the gap between its time stamps."),
            Unit.MINUTE,
            1_000_000_000L,
            (long) Unit.DAY.toCanonical(31),
            null);
    public static final Param.Whole USERS = new Param.Whole(
            assumed("users", Section.LOAD, "Users at work, for arrivals of users."), Unit.COUNT, 1, 1_000_000, 100L);
    public static final Param.Law THINK_TIME = new Param.Law(
            assumed("thinkTime", Section.LOAD, "Pause of a user between an answer and the next request."),
            Unit.SECOND,
            new Distribution.Exponential(5e9));
    public static final Param.Whole KEYS = new Param.Whole(
            assumed("keys", Section.DATA, "How many different things are asked for: pages, customers, items."),
            Unit.COUNT,
            1,
            1_000_000_000,
            1_000L);
    public static final Param.Real KEY_SKEW = new Param.Real(
            about(
                    "keySkew",
                    Section.DATA,
                    "Popularity of keys: the k-th is asked for in proportion to k^-skew; 0 all alike, 1 like words of a language.",
                    "Zipf's law; about 0.6 to 1.2 for web requests",
                    Confidence.MEDIUM),
            Unit.COUNT,
            0,
            3,
            1.0);
    public static final Param.Law PAYLOAD =
            Declare.size(assumed("payload", Section.DATA, "Size of a request."), Declare.kilobytes(1));
    public static final Param.Document BODY = Declare.data(
            "requestBody",
            "What a request says, for decisions further on: choices, filters, results. {% $key %} is the popularity rank of what it asks for, {% $random() %} a number from 0 to 1.");
    public static final Param.Law NETWORK = Declare.time(
            Declare.limited(
                    "network",
                    Section.BEHAVIOUR,
                    "Time from the client to the region and back, both ways together.",
                    "network.clientP50"),
            Declare.millisBetween("network.clientP50", "network.clientP99"));
    public static final Param.Span TIMEOUT = new Param.Span(
            assumed(
                    "timeout",
                    Section.RELIABILITY,
                    "After this time a client gives up an attempt; what it started runs on."),
            Unit.SECOND,
            1_000_000,
            3_600_000_000_000L,
            30_000_000_000L);
    public static final Param.Choice RETRIES = choice(
            documented(
                    "retries",
                    Section.RELIABILITY,
                    "What a client does when it is throttled (429), gets a 5xx or times out."),
            "none",
            "none",
            "It gives up.",
            "legacy",
            "Back-off rand·2^i s.",
            "standard",
            "Back-off rand·min(2^i, 20) s.",
            "standard2026",
            "Back-off from 50 ms, from 1 s after throttles.",
            "adaptive",
            "As standard, by a client that slows down when it is throttled.");
    public static final Param.Whole MAX_ATTEMPTS = Calling.MAX_ATTEMPTS;
    public static final Param.Whole CLIENTS = new Param.Whole(
            assumed(
                    "clients",
                    Section.RELIABILITY,
                    "SDK clients the requests are spread over, each with a retry quota, a rate limiter and a circuit breaker of its own; by default one, or one for each user."),
            Unit.COUNT,
            1,
            1_000_000,
            null);

    @Override
    public String id() {
        return "traffic.clients";
    }

    @Override
    public String name() {
        return "Clients";
    }

    @Override
    public Category category() {
        return Category.TRAFFIC;
    }

    @Override
    public String summary() {
        return "Sends requests: steadily, in waves, from a recorded trace, or as users who wait and think.";
    }

    @Override
    public List<Param<?>> params() {
        var own = List.<Param<?>>of(
                ARRIVALS,
                RATE,
                SHAPE,
                SHAPE_FACTOR,
                SHAPE_START,
                SHAPE_LENGTH,
                TRACE,
                TRACE_SCALE,
                TRACE_INTERVAL,
                USERS,
                THINK_TIME,
                KEYS,
                KEY_SKEW,
                PAYLOAD,
                BODY,
                NETWORK,
                TIMEOUT,
                RETRIES,
                MAX_ATTEMPTS,
                CLIENTS);
        return Stream.concat(own.stream(), Guards.PARAMS.stream()).toList();
    }

    @Override
    public List<Outlet> outlets() {
        return Calling.fromTraffic(
                LinkKind.INVOKE,
                LinkKind.REQUEST,
                LinkKind.SEND,
                LinkKind.PUT,
                LinkKind.PUBLISH,
                LinkKind.START,
                LinkKind.OPERATE,
                LinkKind.CALL);
    }

    @Override
    public List<Inlet> inlets() {
        return List.of();
    }

    @Override
    public Archetype lower(Params p, String region) {
        return new TrafficSource(
                arrivals(p),
                shape(p),
                new TrafficSource.Popularity(p.get(KEYS), p.get(KEY_SKEW)),
                p.get(PAYLOAD),
                DataTemplate.orNull(p.find(BODY).orElse(null)),
                p.get(NETWORK),
                p.get(TIMEOUT),
                Calling.policy(p.get(RETRIES), p.find(MAX_ATTEMPTS)),
                Math.toIntExact(p.find(CLIENTS).orElse(p.get(ARRIVALS).equals("users") ? p.get(USERS) : 1L)),
                Guards.of(p));
    }

    private static TrafficSource.Arrivals arrivals(Params p) {
        return switch (p.get(ARRIVALS)) {
            case "constant" -> new TrafficSource.Constant(p.get(RATE));
            case "trace" ->
                new TrafficSource.Trace(
                        p.find(TRACE).orElse(""),
                        p.get(TRACE_SCALE),
                        p.find(TRACE_INTERVAL).orElse(null));
            case "users" -> new TrafficSource.Users(Math.toIntExact(p.get(USERS)), p.get(THINK_TIME));
            default -> new TrafficSource.Poisson(p.get(RATE));
        };
    }

    private static TrafficSource.Shape shape(Params p) {
        return switch (p.get(SHAPE)) {
            case "ramp" -> new TrafficSource.Ramp(p.get(SHAPE_FACTOR), p.get(SHAPE_START), p.get(SHAPE_LENGTH));
            case "spike" -> new TrafficSource.Spike(p.get(SHAPE_FACTOR), p.get(SHAPE_START), p.get(SHAPE_LENGTH));
            case "daily" -> new TrafficSource.Daily(Math.clamp(p.get(SHAPE_FACTOR), 1, 2), p.get(SHAPE_START));
            default -> new TrafficSource.Flat();
        };
    }

    @Override
    public List<ParamComplaint> complaints(Params p) {
        var all = new ArrayList<ParamComplaint>();
        if (p.get(SHAPE).equals("daily") && (p.get(SHAPE_FACTOR) > 2 || p.get(SHAPE_FACTOR) < 1))
            all.add(new ParamComplaint(
                    "shapeFactor",
                    "traffic.daily-factor",
                    "Expected 1 to 2 for a daily shape, received %s.".formatted(p.get(SHAPE_FACTOR))));
        if (p.get(ARRIVALS).equals("trace") && p.find(TRACE).isEmpty())
            all.add(new ParamComplaint(
                    "trace",
                    "traffic.trace-missing",
                    "Expected the name of a CSV file, because arrivals come from a trace."));
        return all;
    }

    @Override
    public List<Meter> meters() {
        return List.of();
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                new Metric("attempts", "count", "Attempts sent, retries included."),
                new Metric("retries", "count", "Attempts after the first of a request."),
                new Metric("timeouts", "count", "Attempts the client gave up."),
                new Metric("attemptsPerRequest", "count", "Attempts over requests: how far retries multiply the load."),
                new Metric("retriesForgone", "count", "Retries not made because the SDK's retry quota was used up."),
                new Metric("hedges", "count", "Second attempts sent beside slow first ones."),
                new Metric("refusedByBreaker", "count", "Attempts an open circuit breaker refused."));
    }

    @Override
    public List<String> imports() {
        return List.of();
    }
}
