package billow.model.archetype;

import org.jspecify.annotations.Nullable;

/// How a distribution uses a link: as the way to an origin, or to run a function.
///
/// @param event     at which it runs the function; null for the way to an origin
/// @param cacheable share of the requests for an origin whose answer may be kept
public record EdgeUse(@Nullable Event event, double cacheable) {
    /// When a function runs: for every request, or only when an origin is asked.
    public enum Event {
        VIEWER_REQUEST,
        ORIGIN_REQUEST,
        ORIGIN_RESPONSE,
        VIEWER_RESPONSE;

        /// Whether it happens for every request.
        public boolean viewer() {
            return this == VIEWER_REQUEST || this == VIEWER_RESPONSE;
        }
    }
}
