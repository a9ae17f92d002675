package billow.model.archetype;

import billow.model.data.DataTemplate;
import billow.model.schedule.ScheduleExpression;
import billow.model.value.Distribution;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Execution environments that each serve one request at a time, start cold and are dropped when idle for long.
///
/// @param memoryMegabytes  memory of an environment
/// @param cpuShare         processors it may use: min(memory / 1769, usable parallelism)
/// @param timeoutNanos     after which a running handler is stopped
/// @param duration         warm handler time that does not depend on memory (waiting)
/// @param cpuWork          processor time of the handler with one full processor
/// @param start            what a cold start takes
/// @param keepAlive        idle time after which an environment is dropped
/// @param maxLifeNanos     age after which an environment takes no more requests; 0 for no limit
/// @param choice           which idle environment serves the next request
/// @param reserved         reserved concurrency; null for a share of the account's pool; 0 switches it off
/// @param ready            environments kept initialised
/// @param alias            what an alias routes to; null when there is none
/// @param scalingBurst     new environments that may be created at once
/// @param scalingPerSecond further ones per second
/// @param requestsPerEnvironment synchronous requests per second allowed for each unit of concurrency
/// @param faults           what goes wrong
/// @param answer           what it returns
/// @param response         size of its responses; null when that is no matter
/// @param payloadBytes     most bytes of a synchronous request
/// @param asynchronous     the queue before asynchronous invocations
/// @param logBytes         log written by an invocation
/// @param invokeOverhead   time the service adds to an invocation, both ways together
public record InstancePool(
        int memoryMegabytes,
        double cpuShare,
        long timeoutNanos,
        Distribution duration,
        Distribution cpuWork,
        Start start,
        Distribution keepAlive,
        long maxLifeNanos,
        EnvironmentChoice choice,
        @Nullable Integer reserved,
        Provisioning ready,
        @Nullable Alias alias,
        double scalingBurst,
        double scalingPerSecond,
        double requestsPerEnvironment,
        Faults faults,
        Answer answer,
        @Nullable Response response,
        long payloadBytes,
        AsyncQueue asynchronous,
        long logBytes,
        Distribution invokeOverhead)
        implements Archetype {

    /// Provisioned concurrency at the beginning.
    public int provisioned() {
        return ready.initial();
    }

    /// Which idle environment serves the next request.
    public enum EnvironmentChoice {
        MOST_RECENTLY_USED,
        NEWEST_CREATED,
        LEAST_RECENTLY_USED,
        RANDOM
    }

    /// What a cold start takes.
    ///
    /// @param sandbox         time to create the environment and load the code; not billed
    /// @param more            further times before the init phase: download, mounts; not billed
    /// @param restore         restoring a snapshot instead of the init phase, not billed by time; null without
    /// @param restoreLimitNanos in which a restore and its hooks must be done, else the invocation fails
    /// @param init            init phase, or hooks after a restore; billed
    /// @param again           init phase of an environment that was reset
    /// @param firstRunPenalty added to the first handler run of an environment
    /// @param failureRate     share of init phases that fail
    /// @param whole           replaces all of it and the handler's time; null for the sum
    public record Start(
            Distribution sandbox,
            List<Distribution> more,
            @Nullable Distribution restore,
            long restoreLimitNanos,
            Distribution init,
            Distribution again,
            Distribution firstRunPenalty,
            double failureRate,
            @Nullable Distribution whole) {
        public Start {
            more = List.copyOf(more);
        }
    }

    /// What goes wrong in a handler.
    ///
    /// @param errorRate share of invocations that end in a function error
    /// @param crashRate share that ends the runtime; the environment is reset
    /// @param memory    bytes a handler uses at most; null when that is no matter. Above the memory of the
    ///                  environment it is killed
    public record Faults(
            double errorRate, double crashRate, @Nullable Distribution memory) {}

    /// Environments kept initialised.
    ///
    /// @param initial   from the beginning on
    /// @param delayNanos from a change to the beginning of its allocation
    /// @param perMinute environments allocated a minute
    /// @param actions   changes at set times
    /// @param scaling   by utilisation; null without
    public record Provisioning(
            int initial,
            long delayNanos,
            double perMinute,
            List<Action> actions,
            @Nullable Scaling scaling) {
        public static final Provisioning NONE = new Provisioning(0, 0, 1, List.of(), null);

        public Provisioning {
            actions = List.copyOf(actions);
        }

        /// @param when  when it is due
        /// @param count environments from then on
        public record Action(ScheduleExpression when, int count) {}

        /// Target tracking.
        ///
        /// @param min    least environments
        /// @param max    most environments
        /// @param target wanted utilisation, 0.1 to 0.9
        public record Scaling(int min, int max, double target) {}
    }

    /// A name that callers use for a version; part of its requests may go to a second one, which has environments of
    /// its own.
    ///
    /// @param additionalWeight share of requests that go to the additional version, 0 to 1
    /// @param additional       what goes wrong in the additional version
    /// @param durationFactor   handler time of the additional version relative to the other
    /// @param deployment       how the weight grows while the run goes on; null when it does not
    public record Alias(
            double additionalWeight,
            Faults additional,
            double durationFactor,
            @Nullable Deployment deployment) {}

    /// Traffic that is shifted to the additional version step by step.
    ///
    /// @param startNanos when it begins
    /// @param first      share of requests from then on, 0 to 1
    /// @param step       share added each time after that
    /// @param everyNanos time between steps
    public record Deployment(long startNanos, double first, double step, long everyNanos) {}

    /// @param result    what an invocation returns; null for what it was given
    /// @param errorType name of the errors that the error rate speaks of
    public record Answer(@Nullable DataTemplate result, String errorType) {}

    /// @param bytes          size of a response
    /// @param mostBytes      above which an invocation fails
    /// @param streamed       whether it is sent while it is made
    /// @param freeBytes      of a streamed response, neither slowed down nor billed
    /// @param bytesPerSecond of the rest
    public record Response(
            Distribution bytes, long mostBytes, boolean streamed, long freeBytes, double bytesPerSecond) {}

    /// @param maxRetries     retries after a function error, 0 to 2
    /// @param maxAgeNanos    after which a waiting event is given up
    /// @param delay          time from acceptance to the first attempt
    /// @param payloadBytes   most bytes of an event
    /// @param duplicates     share of events that are handled twice, 0 to 1
    public record AsyncQueue(
            int maxRetries, long maxAgeNanos, Distribution delay, long payloadBytes, double duplicates) {}
}
