package billow.model.archetype;

/// What is done to an object store.
public enum ObjectOperation {
    GET,
    HEAD,
    LIST,
    PUT,
    COPY,
    POST,
    /// An object sent in parts.
    MULTIPART,
    DELETE;

    /// Whether it counts against the rate of reads rather than that of changes.
    public boolean reads() {
        return switch (this) {
            case GET, HEAD, LIST -> true;
            case PUT, COPY, POST, MULTIPART, DELETE -> false;
        };
    }

    /// Whether there is an object more, or another one, afterwards.
    public boolean creates() {
        return !reads() && this != DELETE;
    }

    /// Whether the bytes of the object travel between caller and store.
    public boolean carries() {
        return switch (this) {
            case GET, PUT, POST, MULTIPART -> true;
            case HEAD, LIST, COPY, DELETE -> false;
        };
    }
}
