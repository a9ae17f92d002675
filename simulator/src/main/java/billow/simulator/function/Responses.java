package billow.simulator.function;

import billow.model.archetype.InstancePool;
import billow.simulator.node.Stage;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;
import org.jspecify.annotations.Nullable;

/// How large the responses of a function are: what streaming takes and what of it is billed, and when one is too
/// large. A streamed one that is too large is cut off at the limit.
/// Source: AWS Lambda quotas and pricing pages, 2026.
final class Responses {
    private static final long MEGABYTE = 1L << 20;
    private static final double SECOND = 1e9;

    private final InstancePool.@Nullable Response spec;
    private final Sampler bytes;

    Responses(InstancePool.@Nullable Response spec) {
        this.spec = spec;
        bytes = Sampler.of(spec == null ? new billow.model.value.Distribution.Constant(0) : spec.bytes());
    }

    /// Time a streamed response takes beyond what is not slowed down.
    long streamNanos(long key) {
        if (spec == null || !spec.streamed()) return 0;
        double rest = Math.max(0, Math.min(sample(key), spec.mostBytes()) - spec.freeBytes());
        return (long) (rest / spec.bytesPerSecond() * SECOND);
    }

    /// Bytes of a streamed response that are billed.
    long billedBytes(long key) {
        if (spec == null || !spec.streamed()) return 0;
        double rest = Math.max(0, sample(key) - spec.freeBytes());
        return (long) StrictMath.ceil(rest / MEGABYTE) * MEGABYTE;
    }

    boolean tooLarge(long key) {
        return spec != null && sample(key) > spec.mostBytes();
    }

    private double sample(long key) {
        return bytes.sample(Key.mix(key, Stage.RESPONSE));
    }
}
