package billow.model.file;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/// Line and column of a value, both from 1.
record Place(int line, int column) {

    /// Where the value at `steps` (field names and list indexes) begins in `text`.
    static Optional<Place> of(String text, List<Object> steps) {
        try (var parser = Json.FACTORY.createParser(ObjectReadContext.empty(), text)) {
            var path = new ArrayDeque<Object>();
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.PROPERTY_NAME) {
                    path.removeLast();
                    path.addLast(parser.currentName());
                    continue;
                }
                if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
                    path.removeLast();
                    continue;
                }
                if (!path.isEmpty() && path.peekLast() instanceof Integer index) {
                    path.removeLast();
                    path.addLast(index + 1);
                }
                if (List.copyOf(path).equals(steps)) {
                    var at = parser.currentTokenLocation();
                    return Optional.of(new Place(at.getLineNr(), at.getColumnNr()));
                }
                if (token == JsonToken.START_OBJECT) path.addLast("");
                if (token == JsonToken.START_ARRAY) path.addLast(-1);
            }
            return Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
