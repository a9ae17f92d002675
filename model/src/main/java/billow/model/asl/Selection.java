package billow.model.asl;

import billow.model.expression.Path;
import billow.model.expression.Scope;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// What `InputPath`, `OutputPath` let through.
public sealed interface Selection {
    /// Everything; the default.
    record Everything() implements Selection {}

    /// An empty object; written as null.
    record Nothing() implements Selection {}

    /// What a path names.
    record Part(Path path) implements Selection {}

    /// The part of the scope's input that is let through.
    default JsonNode of(Scope scope) {
        return switch (this) {
            case Everything everything -> scope.input();
            case Nothing nothing -> JsonNodeFactory.instance.objectNode();
            case Part part -> part.path().select(scope);
        };
    }
}
