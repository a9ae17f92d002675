package billow.simulator.run;

import billow.simulator.kernel.Checks;
import org.jspecify.annotations.Nullable;

/// How to run a design.
///
/// @param durationNanos simulated time that is measured; null for that of the trace, or an hour
/// @param warmupNanos   simulated time before it; null to find out by a pilot run
/// @param seed          equal seeds give equal results, to the bit
/// @param replications  independent runs; 0 for as many as sensible
/// @param threads       replications run at once; the results don't depend on it
/// @param checks        how much the simulator checks itself
/// @param folding       whether pure delays are folded; the results don't depend on it
public record RunSettings(
        @Nullable Long durationNanos,
        @Nullable Long warmupNanos,
        long seed,
        int replications,
        int threads,
        Checks checks,
        boolean folding) {
    public static final RunSettings DEFAULT = new RunSettings(null, null, 1, 0, 1, Checks.CHEAP, true);

    public RunSettings {
        if (durationNanos != null && durationNanos <= 0)
            throw new IllegalArgumentException("Expected a duration above 0, received %d ns.".formatted(durationNanos));
        if (warmupNanos != null && warmupNanos < 0)
            throw new IllegalArgumentException(
                    "Expected a warm-up of at least 0, received %d ns.".formatted(warmupNanos));
        if (replications < 0 || replications > 100_000)
            throw new IllegalArgumentException(
                    "Expected 0 to 100000 replications, received %d.".formatted(replications));
        if (threads < 1 || threads > 1024)
            throw new IllegalArgumentException("Expected 1 to 1024 threads, received %d.".formatted(threads));
    }

    public RunSettings lasting(long nanos) {
        return new RunSettings(nanos, warmupNanos, seed, replications, threads, checks, folding);
    }

    public RunSettings warmingUp(@Nullable Long nanos) {
        return new RunSettings(durationNanos, nanos, seed, replications, threads, checks, folding);
    }

    public RunSettings seeded(long seed) {
        return new RunSettings(durationNanos, warmupNanos, seed, replications, threads, checks, folding);
    }

    public RunSettings replicated(int replications) {
        return new RunSettings(durationNanos, warmupNanos, seed, replications, threads, checks, folding);
    }

    public RunSettings onThreads(int threads) {
        return new RunSettings(durationNanos, warmupNanos, seed, replications, threads, checks, folding);
    }

    public RunSettings checked(Checks checks) {
        return new RunSettings(durationNanos, warmupNanos, seed, replications, threads, checks, folding);
    }

    public RunSettings folded(boolean folding) {
        return new RunSettings(durationNanos, warmupNanos, seed, replications, threads, checks, folding);
    }
}
