package billow.simulator.flow;

import billow.model.archetype.CallPlan;
import billow.model.archetype.Interaction;
import billow.model.data.DataTemplate;
import billow.model.kind.LinkKind;
import org.jspecify.annotations.Nullable;

/// A link as the simulation sees it.
///
/// @param index       place in [World#wires]
/// @param id          id of the link in the design
/// @param key         what draws on this link are keyed with
/// @param from        number of the calling node
/// @param to          number of the called node
/// @param kind        how it is used
/// @param plan        the caller's side
/// @param interaction the callee's side
/// @param data        what is sent; null to hand on what the sender was given
public record Wire(
        int index,
        String id,
        long key,
        int from,
        int to,
        LinkKind kind,
        CallPlan plan,
        Interaction interaction,
        @Nullable DataTemplate data) {
    /// A wire over which the sender hands on what it was given.
    public Wire(
            int index, String id, long key, int from, int to, LinkKind kind, CallPlan plan, Interaction interaction) {
        this(index, id, key, from, to, kind, plan, interaction, null);
    }
}
