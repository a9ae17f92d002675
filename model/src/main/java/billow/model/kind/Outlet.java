package billow.model.kind;

import billow.model.archetype.CallPlan;
import billow.model.param.Param;
import billow.model.param.Params;
import java.util.List;
import java.util.function.Function;

/// A way in which a kind uses other nodes, and what its side of such a link can configure.
///
/// @param kind   how the other node is used
/// @param params parameters a link gets from this side, for example a route and its share
/// @param plan   what the parameters mean to the simulation
public record Outlet(LinkKind kind, List<Param<?>> params, Function<Params, CallPlan> plan) {
    public Outlet {
        params = List.copyOf(params);
    }

    /// A link used once per request, with nothing to configure on this side.
    public static Outlet plain(LinkKind kind) {
        return new Outlet(kind, List.of(), p -> CallPlan.ONCE);
    }
}
