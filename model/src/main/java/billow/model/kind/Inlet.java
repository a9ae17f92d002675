package billow.model.kind;

import billow.model.archetype.Interaction;
import billow.model.param.Param;
import billow.model.param.Params;
import java.util.List;
import java.util.function.Function;

/// A way in which a kind can be used, and what its side of such a link can configure.
///
/// @param kind        how it is used
/// @param params      parameters a link gets from this side, for example operation and item size
/// @param interaction what they mean to the simulation
public record Inlet(LinkKind kind, List<Param<?>> params, Function<Params, Interaction> interaction) {
    public Inlet {
        params = List.copyOf(params);
    }
}
