package billow.model.service;

import static billow.model.service.Declare.assumed;
import static billow.model.service.Declare.choice;
import static billow.model.service.Declare.documented;

import billow.model.archetype.Gateway;
import billow.model.archetype.TrafficSource.Popularity;
import billow.model.kind.Metric;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// API keys of a REST API and the usage plan they share: what each of them may use.
final class UsagePlans {
    static final Param.Flag KEY_REQUIRED = new Param.Flag(
            documented(
                    "apiKeyRequired",
                    Section.CAPACITY,
                    "Whether requests need an API key; the usage plan below holds for each key."),
            false);
    static final Param.Whole KEYS = new Param.Whole(
            assumed("apiKeys", Section.LOAD, "How many API keys send requests."), Unit.COUNT, 1, 100_000, 10L);
    static final Param.Real KEY_SKEW = new Param.Real(
            assumed(
                    "apiKeySkew",
                    Section.LOAD,
                    "How unevenly requests are spread over the keys: 0 all alike, 1 Zipf's law."),
            Unit.COUNT,
            0,
            5,
            0.0);
    static final Param.Real MISSING = new Param.Real(
            assumed("invalidApiKey", Section.RELIABILITY, "Share of requests without a valid key; they get 403."),
            Unit.PERCENT,
            0,
            1,
            0.0);
    static final Param.Real RATE = new Param.Real(
            documented("usagePlanRateLimit", Section.CAPACITY, "Requests per second of each API key."),
            Unit.PER_SECOND,
            0,
            10_000_000,
            null);
    static final Param.Whole BURST = new Param.Whole(
            documented("usagePlanBurstLimit", Section.CAPACITY, "Requests each API key may send at once."),
            Unit.COUNT,
            0,
            10_000_000,
            null);
    static final Param.Whole QUOTA = new Param.Whole(
            documented("quotaLimit", Section.CAPACITY, "Requests of each API key in a period; none for any number."),
            Unit.COUNT,
            1,
            1_000_000_000_000L,
            null);
    static final Param.Choice PERIOD = choice(
            documented("quotaPeriod", Section.CAPACITY, "Period of the quota, counted from the beginning of a run."),
            "month",
            "day",
            "24 hours.",
            "week",
            "7 days.",
            "month",
            "30 days.");
    static final Param.Whole OFFSET = new Param.Whole(
            documented("quotaOffset", Section.CAPACITY, "Requests taken off the quota of the first period."),
            Unit.COUNT,
            0,
            1_000_000_000_000L,
            0L);

    static final List<Param<?>> PARAMS =
            List.of(KEY_REQUIRED, KEYS, KEY_SKEW, MISSING, RATE, BURST, QUOTA, PERIOD, OFFSET);

    static final Metric OVER_QUOTA =
            new Metric("quotaExceeded", "count", "Requests refused because the quota of their API key was used up.");

    private UsagePlans() {}

    static Gateway.@Nullable UsagePlan of(Params p) {
        if (!p.get(KEY_REQUIRED)) return null;
        return new Gateway.UsagePlan(
                Gateways.bucket(p, RATE, BURST),
                p.find(QUOTA).orElse(0L),
                (long) Unit.DAY.toCanonical(days(p.get(PERIOD))),
                p.get(OFFSET),
                new Popularity(p.get(KEYS), p.get(KEY_SKEW)),
                p.get(MISSING));
    }

    private static int days(String period) {
        return switch (period) {
            case "day" -> 1;
            case "week" -> 7;
            default -> 30;
        };
    }
}
