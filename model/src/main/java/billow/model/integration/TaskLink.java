package billow.model.integration;

import billow.model.archetype.Interaction;
import billow.model.kind.LinkKind;
import org.jspecify.annotations.Nullable;

/// A link that leaves a workflow, as far as it matters to which Task states use it.
///
/// @param target      id of the node it leads to
/// @param kind        how that node is used
/// @param interaction what the link asks by itself
/// @param states      names of the states that use it, separated by commas; null when it names none
public record TaskLink(
        String target,
        LinkKind kind,
        Interaction interaction,
        @Nullable String states) {}
