package billow.model.service;

import static billow.model.service.Declare.about;
import static billow.model.service.Declare.assumed;

import billow.model.archetype.Guard;
import billow.model.param.About.Confidence;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Hedging and circuit breakers: what callers can do beside retries, shared by clients and links from code.
final class Guards {
    private static final String BREAKERS = "Nygard, Release It! (2007); defaults of Resilience4j, scaled down";

    static final Param.Span HEDGE_AFTER = new Param.Span(
            about(
                    "hedgeAfter",
                    Section.RELIABILITY,
                    "Sends a second attempt when the first has not answered after this time; the first good answer counts.",
                    "Dean and Barroso, The tail at scale, CACM 56 (2013)",
                    Confidence.HIGH),
            Unit.MILLISECOND,
            1_000_000,
            900_000_000_000L,
            null);
    static final Param.Real HEDGE_PERCENTILE = new Param.Real(
            about(
                    "hedgePercentile",
                    Section.RELIABILITY,
                    "Sends a second attempt when the first is slower than this percentile of the answers so far.",
                    "Dean and Barroso, The tail at scale, CACM 56 (2013)",
                    Confidence.HIGH),
            Unit.COUNT,
            50,
            99.9,
            null);
    static final Param.Real BREAKER_SHARE = new Param.Real(
            about(
                    "breakerFailureShare",
                    Section.RELIABILITY,
                    "A circuit breaker refuses calls at once when this share of the last ones failed; none by default.",
                    BREAKERS,
                    Confidence.MEDIUM),
            Unit.PERCENT,
            0.01,
            1,
            null);
    static final Param.Whole BREAKER_WINDOW = new Param.Whole(
            assumed("breakerWindow", Section.RELIABILITY, "Last calls the circuit breaker looks at."),
            Unit.COUNT,
            1,
            1_000,
            20L);
    static final Param.Whole BREAKER_MINIMUM = new Param.Whole(
            assumed("breakerMinimumCalls", Section.RELIABILITY, "Calls before the circuit breaker may open."),
            Unit.COUNT,
            1,
            1_000,
            10L);
    static final Param.Span BREAKER_OPEN = new Param.Span(
            assumed("breakerOpenTime", Section.RELIABILITY, "How long the circuit breaker stays open."),
            Unit.SECOND,
            1_000_000,
            3_600_000_000_000L,
            30_000_000_000L);
    static final Param.Whole BREAKER_PROBES = new Param.Whole(
            assumed("breakerProbes", Section.RELIABILITY, "Calls an open circuit breaker tries when its time is over."),
            Unit.COUNT,
            1,
            100,
            3L);

    static final List<Param<?>> PARAMS = List.of(
            HEDGE_AFTER,
            HEDGE_PERCENTILE,
            BREAKER_SHARE,
            BREAKER_WINDOW,
            BREAKER_MINIMUM,
            BREAKER_OPEN,
            BREAKER_PROBES);

    private Guards() {}

    static Guard of(Params p) {
        var hedge = hedge(p);
        var breaker = breaker(p);
        return hedge == null && breaker == null ? Guard.NONE : new Guard(hedge, breaker);
    }

    private static Guard.@Nullable Hedge hedge(Params p) {
        var after = p.find(HEDGE_AFTER);
        if (after.isPresent()) return new Guard.Hedge(after.get(), 0);
        return p.find(HEDGE_PERCENTILE).map(q -> new Guard.Hedge(0, q)).orElse(null);
    }

    private static Guard.@Nullable Breaker breaker(Params p) {
        return p.find(BREAKER_SHARE)
                .map(share -> new Guard.Breaker(
                        share,
                        Math.toIntExact(p.get(BREAKER_WINDOW)),
                        Math.toIntExact(Math.min(p.get(BREAKER_MINIMUM), p.get(BREAKER_WINDOW))),
                        p.get(BREAKER_OPEN),
                        Math.toIntExact(p.get(BREAKER_PROBES))))
                .orElse(null);
    }
}
