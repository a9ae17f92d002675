package billow.model.service;

import static billow.model.service.Declare.assumed;

import billow.model.archetype.Archetype;
import billow.model.archetype.ExternalDelay;
import billow.model.archetype.Interaction;
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

/// Something outside the design that answers after a while, for example a payment provider.
public final class ExternalService implements NodeKind {
    public static final Param.Law LATENCY = Declare.time(
            assumed("latency", Section.BEHAVIOUR, "Time of an answer, seen by the caller."),
            Declare.lognormalMillis(80, 400));
    public static final Param.Real ERROR_RATE = new Param.Real(
            assumed("errorRate", Section.RELIABILITY, "Share of answers that are errors (5xx)."),
            Unit.PERCENT,
            0,
            1,
            0.0);
    public static final Param.Whole MAX_CONCURRENT = new Param.Whole(
            assumed("maxConcurrent", Section.CAPACITY, "Calls it handles at once; further ones are refused with 429."),
            Unit.COUNT,
            1,
            10_000_000,
            null);

    @Override
    public String id() {
        return "external.service";
    }

    @Override
    public String name() {
        return "External service";
    }

    @Override
    public Category category() {
        return Category.ENTRY;
    }

    @Override
    public String summary() {
        return "Anything outside the design that is called and answers after a while.";
    }

    @Override
    public List<Param<?>> params() {
        return List.of(LATENCY, ERROR_RATE, MAX_CONCURRENT);
    }

    @Override
    public List<Outlet> outlets() {
        return List.of();
    }

    @Override
    public List<Inlet> inlets() {
        return List.of(
                new Inlet(LinkKind.CALL, List.of(), p -> new Interaction.Call()),
                new Inlet(LinkKind.REQUEST, List.of(), p -> new Interaction.Request()),
                FanOuts.target());
    }

    @Override
    public Archetype lower(Params p, String region) {
        return new ExternalDelay(
                p.get(LATENCY),
                p.get(ERROR_RATE),
                p.find(MAX_CONCURRENT).map(Long::intValue).orElse(0));
    }

    @Override
    public List<Meter> meters() {
        return List.of();
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                new Metric("calls", "count", "Calls received."),
                new Metric("concurrency", "calls", "Calls in progress."));
    }

    @Override
    public List<String> imports() {
        return List.of();
    }
}
