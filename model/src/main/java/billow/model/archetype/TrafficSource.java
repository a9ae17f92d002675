package billow.model.archetype;

import billow.model.data.DataTemplate;
import billow.model.value.Distribution;
import org.jspecify.annotations.Nullable;

/// Clients that send requests on their own account.
///
/// @param arrivals     when requests come
/// @param shape        how the rate changes over time; not used by traces and users
/// @param keys         which keys they ask for
/// @param payloadBytes size of a request
/// @param body         what a request says; null for nothing
/// @param network      time from client to region and back, both ways together
/// @param timeoutNanos after which a client gives up an attempt; 0 for never
/// @param retry        what a client does after a failure
/// @param clients      SDK clients the requests are spread over, each with a retry quota and a breaker; at least 1
/// @param guard        hedging and circuit breaker
public record TrafficSource(
        Arrivals arrivals,
        Shape shape,
        Popularity keys,
        Distribution payloadBytes,
        @Nullable DataTemplate body,
        Distribution network,
        long timeoutNanos,
        RetryPolicy retry,
        int clients,
        Guard guard)
        implements Archetype {

    public sealed interface Arrivals {}

    /// Evenly spaced requests.
    public record Constant(double perSecond) implements Arrivals {}

    /// Independent requests: exponential gaps.
    public record Poisson(double perSecond) implements Arrivals {}

    /// Counts per interval from a file, each interval replayed as a Poisson stream of its rate.
    ///
    /// @param file          CSV file, relative to the design
    /// @param scale         factor on every count
    /// @param intervalNanos width of an interval; null to take it from the file's time stamps
    public record Trace(String file, double scale, @Nullable Long intervalNanos) implements Arrivals {}

    /// A fixed number of users who each wait for the answer, think, and ask again.
    public record Users(int users, Distribution thinkTime) implements Arrivals {}

    /// Factor on the rate as a function of simulated time.
    public sealed interface Shape {
        /// Factor at `nanos`, at least 0.
        double factor(long nanos);

        /// The largest factor it ever reaches.
        double peak();
    }

    public record Flat() implements Shape {
        @Override
        public double factor(long nanos) {
            return 1;
        }

        @Override
        public double peak() {
            return 1;
        }
    }

    /// From 1 to `factor` in a straight line, beginning at `startNanos`, over `lengthNanos`; it stays there.
    public record Ramp(double factor, long startNanos, long lengthNanos) implements Shape {
        @Override
        public double factor(long nanos) {
            double part =
                    lengthNanos == 0 ? (nanos >= startNanos ? 1 : 0) : (nanos - startNanos) / (double) lengthNanos;
            return 1 + (factor - 1) * Math.clamp(part, 0.0, 1.0);
        }

        @Override
        public double peak() {
            return Math.max(1, factor);
        }
    }

    /// `factor` times the rate from `startNanos` for `lengthNanos`, otherwise 1.
    public record Spike(double factor, long startNanos, long lengthNanos) implements Shape {
        @Override
        public double factor(long nanos) {
            return nanos >= startNanos && nanos - startNanos < lengthNanos ? factor : 1;
        }

        @Override
        public double peak() {
            return Math.max(1, factor);
        }
    }

    /// A day: a raised cosine with mean 1 and `factor` at `peakNanos` after midnight; the run starts at midnight.
    ///
    /// @param factor peak over mean, 1 to 2
    public record Daily(double factor, long peakNanos) implements Shape {
        private static final long DAY = 86_400_000_000_000L;

        @Override
        public double factor(long nanos) {
            return 1 + (factor - 1) * StrictMath.cos(2 * StrictMath.PI * ((nanos - peakNanos) % DAY) / DAY);
        }

        @Override
        public double peak() {
            return factor;
        }
    }

    /// Which keys requests are about: `count` keys, the k-th most popular with weight k^-exponent (0: all alike).
    public record Popularity(long count, double exponent) {}
}
