package billow.model.kind;

import billow.model.archetype.Interaction;
import billow.model.param.Param;
import billow.model.param.Params;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A way in which a kind can be used, and what its side of such a link can configure.
///
/// @param kind        how it is used
/// @param params      parameters a link gets from this side, for example operation and item size
/// @param interaction what they mean to the simulation
/// @param data        template of what is sent over the link ([billow.model.data.DataTemplate]); null to hand on what
/// the
/// sender was given
public record Inlet(
        LinkKind kind,
        List<Param<?>> params,
        Function<Params, Interaction> interaction,
        Function<Params, @Nullable JsonNode> data) {
    public Inlet {
        params = List.copyOf(params);
    }

    /// A link over which the sender hands on what it was given.
    public Inlet(LinkKind kind, List<Param<?>> params, Function<Params, Interaction> interaction) {
        this(kind, params, interaction, p -> null);
    }
}
