package billow.model.asl;

import billow.model.expression.ReferencePath;
import tools.jackson.databind.JsonNode;

/// Where `ResultPath` puts a state's result.
public sealed interface Placement {
    /// The result takes the place of the input; the default.
    record Replace() implements Placement {}

    /// The result is dropped, the input goes on; written as null.
    record Discard() implements Placement {}

    /// The result goes into the input at this place.
    record Into(ReferencePath path) implements Placement {}

    /// Input and result put together.
    default JsonNode combine(JsonNode input, JsonNode result) {
        return switch (this) {
            case Replace replace -> result;
            case Discard discard -> input;
            case Into into -> into.path().place(input, result);
        };
    }
}
