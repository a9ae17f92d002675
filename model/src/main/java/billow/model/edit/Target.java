package billow.model.edit;

/// What a parameter belongs to.
public sealed interface Target {
    record OfNode(String id) implements Target {}

    record OfLink(String id) implements Target {}

    record OfAccount() implements Target {}
}
