package billow.simulator.function;

import billow.model.archetype.InstancePool;
import billow.model.archetype.InstancePool.Faults;
import billow.simulator.flow.World;
import billow.simulator.node.Stage;
import billow.simulator.random.Key;
import billow.simulator.random.Sampler;
import org.jspecify.annotations.Nullable;

/// The versions of a function that can be invoked, each with environments of its own: one when there is no alias;
/// otherwise the two an alias routes to, and the unpublished one.
final class Versions {
    /// The unpublished version of a function that has an alias.
    private static final int LATEST = 2;

    private static final int BITS = 2;

    private final Environments[] environments;
    private final @Nullable Weights weights;
    private final Population population;
    private final Faults[] faults;
    private final @Nullable Sampler[] memory;
    private final double[] durationFactor = {1, 1, 1};

    Versions(World world, InstancePool spec, String id) {
        var alias = spec.alias();
        int count = alias == null ? 1 : LATEST + 1;
        weights = alias == null ? null : new Weights(alias.additionalWeight());
        population = new Population(world.window());
        environments = new Environments[count];
        faults = new Faults[count];
        memory = new @Nullable Sampler[count];
        long key = world.keyOf(id);
        for (int i = 0; i < count; i++) {
            environments[i] = new Environments(
                    population,
                    spec.choice(),
                    Sampler.of(spec.keepAlive()),
                    spec.maxLifeNanos(),
                    i == 0 ? key : Key.mix(key, i));
            faults[i] = alias != null && i == Weights.ADDITIONAL ? alias.additional() : spec.faults();
            var law = faults[i].memory();
            memory[i] = law == null ? null : Sampler.of(law);
        }
        if (alias != null) durationFactor[Weights.ADDITIONAL] = alias.durationFactor();
    }

    /// Whether it is one that an alias routes to, or the only one.
    static boolean isPublished(int version) {
        return version < LATEST;
    }

    /// The weights of the alias; null when there is none.
    @Nullable
    Weights weights() {
        return weights;
    }

    /// The version that takes an invocation.
    ///
    /// @param latest whether the unpublished one is asked for
    int choose(long key, boolean latest) {
        if (weights == null) return Weights.MAIN;
        if (latest) return LATEST;
        double share = weights.additional();
        return share > 0 && Key.uniform(Key.mix(key, Stage.VERSION)) < share ? Weights.ADDITIONAL : Weights.MAIN;
    }

    Environments environments(int version) {
        return environments[version];
    }

    /// Environments of all versions together.
    Population population() {
        return population;
    }

    boolean fails(int version, long key, int message) {
        return Key.uniform(Key.mix(key, message, Stage.ERROR)) < faults[version].errorRate();
    }

    boolean canFail(int version) {
        return faults[version].errorRate() > 0;
    }

    /// Whether an invocation ends its runtime: it crashes, or needs more memory than there is.
    boolean crashes(int version, long key, long memoryBytes) {
        double rate = faults[version].crashRate();
        if (rate > 0 && Key.uniform(Key.mix(key, Stage.CRASH)) < rate) return true;
        var law = memory[version];
        return law != null && law.sample(Key.mix(key, Stage.MEMORY)) > memoryBytes;
    }

    /// Handler time relative to that of the main version.
    double durationFactor(int version) {
        return durationFactor[version];
    }

    /// Environment and version as one number, for a column of a call.
    static int pack(int env, int version) {
        return env << BITS | version;
    }

    static int env(int packed) {
        return packed >> BITS;
    }

    static int version(int packed) {
        return packed & (1 << BITS) - 1;
    }

    /// Drops the idle environments that a loss of this share hits.
    void lose(double share, long time) {
        for (var each : environments) each.lose(share, time);
    }

    void end(long time) {
        for (var each : environments) each.end(time);
        population.close(time);
    }
}
