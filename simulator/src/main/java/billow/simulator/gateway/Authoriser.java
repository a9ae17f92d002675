package billow.simulator.gateway;

import billow.model.archetype.Gateway.Authorisation;
import billow.model.archetype.Interaction;
import billow.model.kind.LinkKind;
import billow.simulator.flow.Measure;
import billow.simulator.flow.Wire;
import billow.simulator.node.Ranks;
import billow.simulator.node.ResponseCache;
import billow.simulator.node.Stage;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who may pass: decided by the gateway itself (signatures, tokens whose keys it keeps), or by a function whose answer
/// holds for a while for the same identity. Tokens of a user pool are checked without calling it.
final class Authoriser {
    private final Authorisation spec;
    private final @Nullable Wire function;
    private final @Nullable ResponseCache answers;
    private final Sampler time;
    private final Ranks identities;

    private Authoriser(Authorisation spec, @Nullable Wire function) {
        this.spec = spec;
        this.function = function;
        answers = function == null || spec.ttlNanos() == 0 ? null : new ResponseCache(spec.ttlNanos(), Long.MAX_VALUE);
        time = Sampler.of(spec.time());
        identities = Ranks.of(spec.identities());
    }

    /// @return null when everybody may pass
    static @Nullable Authoriser of(@Nullable Authorisation spec, List<Wire> outgoing) {
        if (spec == null) return null;
        Wire function = null;
        boolean pool = false;
        for (var wire : outgoing)
            if (wire.kind() == LinkKind.AUTHORISE) {
                if (wire.interaction() instanceof Interaction.Invoke) function = wire;
                else pool = true;
            }
        return function != null || pool || spec.byItself() ? new Authoriser(spec, function) : null;
    }

    /// The function that decides, or null when the gateway does.
    @Nullable
    Wire function() {
        return function;
    }

    long timeoutNanos() {
        return spec.timeoutNanos();
    }

    /// What a check by the gateway itself takes.
    long nanos(long key) {
        return function != null ? 0 : time.nanos(Key.mix(key, Stage.AUTHORISATION));
    }

    /// Whether the function has to be asked.
    boolean asks(long key, long now, boolean counted) {
        if (function == null) return false;
        return answers == null || !answers.hit(identity(key), now, counted);
    }

    /// The function has answered.
    void learn(long key, long now) {
        if (answers != null) answers.store(identity(key), 1, now);
    }

    boolean refuses(long key) {
        return spec.refused() > 0 && Key.uniform(Key.mix(key, Stage.REFUSED)) < spec.refused();
    }

    /// @param unauthorised requests that were refused
    /// @param asked        requests for which the function was asked
    void measures(Map<String, Measure> measures, long unauthorised, long asked) {
        measures.put("unauthorized", new Measure.Count(unauthorised));
        if (function == null) return;
        measures.put("authorizerCalls", new Measure.Count(asked));
        if (answers != null)
            measures.put(
                    "authorizerCacheHitRatio", new Measure.Share(answers.hits(), answers.hits() + answers.misses()));
    }

    private long identity(long key) {
        return identities.draw(Key.mix(key, Stage.IDENTITY));
    }
}
