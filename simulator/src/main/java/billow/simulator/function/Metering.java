package billow.simulator.function;

import billow.model.archetype.Counter;
import billow.model.archetype.InstancePool;
import billow.simulator.flow.Calls;
import billow.simulator.flow.Outcome;
import billow.simulator.flow.Recorder;
import billow.simulator.flow.World;
import billow.simulator.random.Key;

/// What is billed of a function, rounded where it happens: requests, milliseconds begun, logs, streamed bytes,
/// restores, and the time of environments kept initialised.
final class Metering {
    private static final long MILLISECOND = 1_000_000;
    private static final long READY = 28;

    private final World world;
    private final Calls calls;
    private final long logBytes;
    private final boolean restores;
    private final Responses responses;
    private final long readyKey;
    private Recorder recorder;

    Metering(World world, String id, InstancePool spec, Responses responses) {
        this.world = world;
        calls = world.calls();
        logBytes = spec.logBytes();
        restores = spec.start().restore() != null;
        this.responses = responses;
        readyKey = Key.mix(world.keyOf(id), READY);
        recorder = new Recorder(world.window());
    }

    void begin(Recorder recorder) {
        this.recorder = recorder;
    }

    void started(int call, long requests, boolean cold, long time) {
        boolean afterFailure = calls.afterFailure(call);
        recorder.count(Counter.BILLED_REQUESTS, requests, time, afterFailure);
        recorder.count(Counter.LOG_BYTES, logBytes, time, afterFailure);
        if (cold && restores) recorder.count(Counter.RESTORES, 1, time, afterFailure);
    }

    /// A response has been handed over.
    void answered(int call, long time) {
        recorder.count(Counter.STREAMED_BYTES, responses.billedBytes(calls.key(call)), time);
    }

    /// @return milliseconds billed
    long ended(int call, Outcome outcome, long time) {
        long millis = Math.ceilDiv(Math.max(0, time - calls.mark(call)), MILLISECOND);
        recorder.count(
                Versions.env(calls.a(call)) == Admission.PROVISIONED
                        ? Counter.PROVISIONED_BILLED_MILLIS
                        : Counter.BILLED_MILLIS,
                millis,
                time,
                outcome == Outcome.TIMEOUT || outcome == Outcome.SERVICE_ERROR || calls.afterFailure(call));
        return millis;
    }

    /// Environments were initialised for provisioned concurrency.
    void allocated(int count, Handling handling, long time) {
        for (int i = 0; i < count; i++)
            recorder.count(Counter.PROVISIONED_BILLED_MILLIS, handling.initMillis(Key.mix(readyKey, time, i)), time);
    }

    void end(long provisionedMillis) {
        recorder.count(
                Counter.PROVISIONED_ENVIRONMENT_MILLIS,
                provisionedMillis,
                world.window().from());
    }
}
