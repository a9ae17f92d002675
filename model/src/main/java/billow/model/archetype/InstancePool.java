package billow.model.archetype;

import billow.model.data.DataTemplate;
import billow.model.value.Distribution;
import org.jspecify.annotations.Nullable;

/// Execution environments that each serve one request at a time, start cold and are dropped when idle for long.
///
/// @param memoryMegabytes  memory of an environment
/// @param cpuShare         processors it may use: min(memory / 1769, usable parallelism)
/// @param timeoutNanos     after which a running handler is stopped
/// @param duration         warm handler time that does not depend on memory (waiting)
/// @param cpuWork          processor time of the handler with one full processor
/// @param coldDuration     replaces sandbox, init, penalty and handler time of a cold start; null for the sum of them
/// @param sandbox          time to create the environment and load the code; not billed
/// @param init             init phase; billed
/// @param firstRunPenalty  added to the first handler run of an environment
/// @param keepAlive        idle time after which an environment is dropped
/// @param maxLifeNanos     age after which an environment takes no more requests; 0 for no limit
/// @param choice           which idle environment serves the next request
/// @param reserved         reserved concurrency; null for a share of the account's pool; 0 switches it off
/// @param provisioned      environments kept initialised; 0 for none
/// @param scalingBurst     new environments that may be created at once
/// @param scalingPerSecond further ones per second
/// @param requestsPerEnvironment synchronous requests per second allowed for each unit of concurrency
/// @param errorRate        share of invocations that end in a function error
/// @param answer           what it returns
/// @param asynchronous     the queue before asynchronous invocations
/// @param logBytes         log written by an invocation
/// @param invokeOverhead   time the service adds to an invocation, both ways together
public record InstancePool(
        int memoryMegabytes,
        double cpuShare,
        long timeoutNanos,
        Distribution duration,
        Distribution cpuWork,
        @Nullable Distribution coldDuration,
        Distribution sandbox,
        Distribution init,
        Distribution firstRunPenalty,
        Distribution keepAlive,
        long maxLifeNanos,
        EnvironmentChoice choice,
        @Nullable Integer reserved,
        int provisioned,
        double scalingBurst,
        double scalingPerSecond,
        double requestsPerEnvironment,
        double errorRate,
        Answer answer,
        AsyncQueue asynchronous,
        long logBytes,
        Distribution invokeOverhead)
        implements Archetype {

    /// Which idle environment serves the next request.
    public enum EnvironmentChoice {
        MOST_RECENTLY_USED,
        NEWEST_CREATED,
        LEAST_RECENTLY_USED,
        RANDOM
    }

    /// @param result    what an invocation returns; null for what it was given
    /// @param errorType name of the errors that `errorRate` speaks of
    public record Answer(@Nullable DataTemplate result, String errorType) {}

    /// @param maxRetries     retries after a function error, 0 to 2
    /// @param maxAgeNanos    after which a waiting event is given up
    /// @param delay          time from acceptance to the first attempt
    public record AsyncQueue(int maxRetries, long maxAgeNanos, Distribution delay) {}
}
