package billow.pricing;

import org.jspecify.annotations.Nullable;

/// What is wrong with one value of an input.
///
/// @param path    where it is, for example `usage[3].quantity`
/// @param message what was expected and what was received
/// @param maybe   a guess at what was meant, or null
public record Problem(String path, String message, @Nullable String maybe) {
    public Problem(String path, String message) {
        this(path, message, null);
    }

    /// `path — message`, the guess on a line of its own.
    public String text() {
        return path + " — " + message + (maybe == null ? "" : "\nMaybe " + maybe);
    }
}
