package billow.model.kind;

import billow.model.archetype.Archetype;
import billow.model.param.Param;
import billow.model.param.Params;
import java.util.List;
import java.util.Optional;

/// Everything the product knows about one service, in one file per service. Palette, inspector, file reading,
/// validation, schema, help and simulation derive from it.
public interface NodeKind {
    /// `vendor.service.resource`; stable for ever: it is written in design files and names glyph, help page and prices.
    String id();

    /// As shown on screen, for example "Lambda function".
    String name();

    Category category();

    /// One sentence: what it does in a design.
    String summary();

    List<Param<?>> params();

    /// How it uses other nodes, the most usual first.
    List<Outlet> outlets();

    /// How it can be used, the most usual first.
    List<Inlet> inlets();

    /// What is really simulated for these values in this region.
    Archetype lower(Params params, String region);

    List<Meter> meters();

    List<Metric> metrics();

    /// Resource types of other notations that become this kind, for example `AWS::Lambda::Function`.
    List<String> imports();

    /// Advice for a connection that cannot be made, by id of the other kind; `id` when this kind would call it.
    default Optional<String> adviceFor(NodeKind to) {
        return Optional.empty();
    }

    /// Whether links of this kind can go from here to `to`, when both have a side for them.
    default boolean reaches(LinkKind kind, NodeKind to) {
        return true;
    }

    /// Whether links of this kind can come from `from`, when both have a side for them.
    default boolean isReachedBy(LinkKind kind, NodeKind from) {
        return true;
    }

    /// Why there is no link of this kind to `to`, where that is worth saying; empty for what holds of any link.
    default Optional<String> refusal(LinkKind kind, NodeKind to) {
        return Optional.empty();
    }

    /// What this side of a link to `to` can configure, where that is less than to others.
    default Outlet outletTo(NodeKind to, Outlet outlet) {
        return outlet;
    }

    /// How `from` can use this kind, where that is narrower than how others can.
    default Inlet inletFrom(NodeKind from, Inlet inlet) {
        return inlet;
    }

    /// How `from` usually uses this when that is not the first of its ways; empty when it is.
    default Optional<LinkKind> usualFrom(NodeKind from) {
        return Optional.empty();
    }

    /// What holds for a parameter that may be absent while it is, given the others; empty when nothing does.
    default <T> Optional<T> derived(Param<T> param, Params params) {
        return Optional.empty();
    }

    /// Complaints about values that are each acceptable but not together; empty when all is well.
    default List<ParamComplaint> complaints(Params params) {
        return List.of();
    }

    /// @param param parameter to blame, by name
    /// @param code  stable code of the rule, for example `lambda.provisioned-above-reserved`
    /// @param message what is wrong and what was expected
    record ParamComplaint(String param, String code, String message) {}

    default Optional<Param<?>> param(String name) {
        return params().stream().filter(p -> p.name().equals(name)).findFirst();
    }
}
