package billow.model.service;

import static billow.model.service.Declare.assumed;
import static billow.model.service.Declare.documented;

import billow.model.archetype.FanOut;
import billow.model.kind.NodeKind.ParamComplaint;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The replay of archived events to the bus they came from. Times are those of the run.
public final class Replays {
    private static final long LONGEST = (long) Unit.DAY.toCanonical(30);

    public static final Param.Span AT = span(
            "replayAt",
            "When archived events are replayed; none for no replay. The archive keeps events from the start of the run.");
    public static final Param.Span EVENTS_FROM =
            span("replayEventStartTime", "From when on events are replayed; by default from the start of the run.");
    public static final Param.Span EVENTS_TO =
            span("replayEventEndTime", "Up to when events are replayed; by default all that came before the replay.");
    public static final Param.Text RULE = new Param.Text(
            documented(
                    "replayRule",
                    Section.BEHAVIOUR,
                    "Name of the only rule that events are replayed to, or id of its link; by default all rules."),
            200,
            null);
    public static final Param.Real RATE = FanOuts.quota(
            "replayRate",
            "eventbridge.putEventsRate",
            "Events a second that are replayed; by default as many as the PutEvents quota, which a replay does not use up.");

    static final List<Param<?>> PARAMS = List.of(AT, EVENTS_FROM, EVENTS_TO, RULE, RATE);

    private Replays() {}

    private static Param.Span span(String name, String help) {
        return new Param.Span(assumed(name, Section.BEHAVIOUR, help), Unit.MINUTE, 0, LONGEST, null);
    }

    static FanOut.@Nullable Replay of(Params p, String region) {
        if (!p.get(EventBus.ARCHIVE) || p.find(AT).isEmpty()) return null;
        long at = p.find(AT).get();
        return new FanOut.Replay(
                at,
                p.find(EVENTS_FROM).orElse(0L),
                Math.min(at, p.find(EVENTS_TO).orElse(at)),
                p.find(RULE).filter(r -> !r.isBlank()).orElse(null),
                FanOuts.bucket(p, RATE, "eventbridge.putEventsRate", region).perSecond(),
                p.get(EventBus.ARCHIVED_SHARE));
    }

    static List<ParamComplaint> complaints(Params p) {
        if (p.find(AT).isEmpty()) return List.of();
        if (!p.get(EventBus.ARCHIVE))
            return List.of(new ParamComplaint(
                    AT.name(),
                    "eventbridge.replay-without-archive",
                    "Expected an archive to replay from, found none."));
        long from = p.find(EVENTS_FROM).orElse(0L);
        long to = p.find(EVENTS_TO).orElse(p.find(AT).get());
        if (from <= to) return List.of();
        return List.of(new ParamComplaint(
                EVENTS_FROM.name(),
                "eventbridge.replay-window",
                "Expected a time before the end of the replayed events."));
    }
}
