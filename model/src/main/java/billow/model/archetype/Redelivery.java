package billow.model.archetype;

import java.util.List;

/// Pauses before the retries of a delivery that was throttled or failed.
///
/// @param phases      groups of retries, one after the other
/// @param maxRetries  never more than these, though the phases have more
/// @param maxAgeNanos age of a message at which no retry begins any more
/// @param jitter      width of the evenly spread factor on each pause, 0 to 2: 1 for 0.5 to 1.5
public record Redelivery(List<Phase> phases, int maxRetries, long maxAgeNanos, double jitter) {
    public Redelivery {
        phases = List.copyOf(phases);
    }

    /// How pauses grow from the first to the last of a phase.
    public enum Growth {
        /// By equal steps.
        LINEAR,
        /// By steps that grow by equal steps.
        ARITHMETIC,
        /// By steps that double.
        GEOMETRIC,
        /// By equal factors.
        EXPONENTIAL
    }

    /// @param retries    how many; at least 1
    /// @param firstNanos pause before the first of them
    /// @param lastNanos  pause before the last of them
    public record Phase(int retries, long firstNanos, long lastNanos, Growth growth) {
        public static Phase even(int retries, long pauseNanos) {
            return new Phase(retries, pauseNanos, pauseNanos, Growth.LINEAR);
        }

        long pauseNanos(int index) {
            if (index == 0 || firstNanos == lastNanos) return firstNanos;
            double part = index / (retries - 1.0);
            return switch (growth) {
                case LINEAR -> firstNanos + (long) ((lastNanos - firstNanos) * part);
                case ARITHMETIC -> firstNanos + (long) ((lastNanos - firstNanos) * part * (index + 1.0) / retries);
                case GEOMETRIC ->
                    firstNanos
                            + (long) ((lastNanos - firstNanos)
                                    * ((StrictMath.pow(2, index) - 1) / (StrictMath.pow(2, retries - 1.0) - 1)));
                case EXPONENTIAL -> (long) (firstNanos * StrictMath.pow(lastNanos / (double) firstNanos, part) + 0.5);
            };
        }
    }

    /// Retries there are.
    public int retries() {
        long sum = 0;
        for (var phase : phases) sum += phase.retries();
        return (int) Math.min(sum, maxRetries);
    }

    /// Nominal pause before a retry, without jitter.
    ///
    /// @param retry from 0, below [#retries]
    public long pauseNanos(int retry) {
        int index = retry;
        for (var phase : phases) {
            if (index < phase.retries()) return phase.pauseNanos(index);
            index -= phase.retries();
        }
        throw new IllegalArgumentException("Expected a retry below %d, received %d.".formatted(retries(), retry));
    }

    /// The same pauses, but fewer retries and a lower age.
    public Redelivery within(int retries, long ageNanos) {
        return new Redelivery(phases, Math.min(maxRetries, retries), Math.min(maxAgeNanos, ageNanos), jitter);
    }
}
