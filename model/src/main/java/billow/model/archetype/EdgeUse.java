package billow.model.archetype;

import org.jspecify.annotations.Nullable;

/// How a distribution uses a link: as the way to an origin, or to run a function.
///
/// @param event     at which it runs the function; null for the way to an origin
/// @param cacheable share of the requests for an origin whose answer may be kept
/// @param failover  when the origin is asked in place of another
public record EdgeUse(@Nullable Event event, double cacheable, Failover failover) {
    /// An origin that is asked first, or a function.
    public EdgeUse(@Nullable Event event, double cacheable) {
        this(event, cacheable, Failover.NONE);
    }

    /// After which failures of the first origin of a group the second one is asked.
    public enum Failover {
        /// It is the first one.
        NONE,
        /// 5xx and silence.
        SERVER_ERRORS,
        /// Those, 403, 404 and 429.
        ALL_ERRORS
    }

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
