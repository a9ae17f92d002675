package billow.model.archetype;

import org.jspecify.annotations.Nullable;

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
    DELETE,
    /// Asks for a copy of an archived object that can be read after a while.
    RESTORE;

    /// Whether it counts against the rate of reads rather than that of changes.
    public boolean reads() {
        return switch (this) {
            case GET, HEAD, LIST -> true;
            case PUT, COPY, POST, MULTIPART, DELETE, RESTORE -> false;
        };
    }

    /// Whether there is an object more, or another one, afterwards.
    public boolean creates() {
        return !reads() && this != DELETE && this != RESTORE;
    }

    /// What those who are notified are told: `created`, `removed`, `restored`; null when nothing has changed.
    public @Nullable String change() {
        return switch (this) {
            case GET, HEAD, LIST -> null;
            case PUT, COPY, POST, MULTIPART -> "created";
            case DELETE -> "removed";
            case RESTORE -> "restored";
        };
    }

    /// Whether the bytes of the object travel between caller and store.
    public boolean carries() {
        return switch (this) {
            case GET, PUT, POST, MULTIPART -> true;
            case HEAD, LIST, COPY, DELETE, RESTORE -> false;
        };
    }
}
