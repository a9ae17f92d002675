package billow.model.service;

import static billow.model.service.Declare.assumed;

import billow.model.archetype.QuotaService;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Unit;
import org.jspecify.annotations.Nullable;

/// What callers keep of the answers of a service, shared by the kinds whose answers they may keep.
final class Kept {
    static final Param.Span TTL = new Param.Span(
            assumed(
                    "clientCacheTtl",
                    Section.BEHAVIOUR,
                    "How long a caller keeps an answer and uses it again instead of calling; none when it always calls."),
            Unit.SECOND,
            1_000_000,
            86_400_000_000_000L,
            null);
    static final Param.Whole CALLERS = new Param.Whole(
            assumed(
                    "clientCaches",
                    Section.BEHAVIOUR,
                    "Callers that keep an answer each, for example execution environments; calls spread evenly over them."),
            Unit.COUNT,
            1,
            100_000,
            1L);

    private Kept() {}

    static QuotaService.@Nullable Kept of(Params p) {
        return p.find(TTL)
                .map(ttl -> new QuotaService.Kept(ttl, Math.toIntExact(p.get(CALLERS))))
                .orElse(null);
    }
}
