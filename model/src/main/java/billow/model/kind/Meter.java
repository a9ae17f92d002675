package billow.model.kind;

import billow.model.archetype.Counter;
import billow.model.param.Params;
import org.jspecify.annotations.Nullable;

/// A quantity the provider bills, computed from what was counted at a node.
///
/// @param id      `service.dimension`, the key of price books and usage files
/// @param unit    unit of the quantity
/// @param help    what is billed and how it is rounded
/// @param formula quantity for the counted period
/// @param area    where it is used, as price books name it; null for the region of the design
public record Meter(
        String id,
        String unit,
        String help,
        Formula formula,
        @Nullable String area) {
    public Meter(String id, String unit, String help, Formula formula) {
        this(id, unit, help, formula, null);
    }

    /// @see Counts
    @FunctionalInterface
    public interface Formula {
        double quantity(Params params, Counts counts);
    }

    /// What a node counted over a period. Counters are already rounded as billed, per invocation, item or message.
    public interface Counts {
        double get(Counter counter);

        /// Length of the period in seconds.
        double seconds();
    }

    public static Meter of(String id, String unit, String help, Counter counter) {
        return new Meter(id, unit, help, (params, counts) -> counts.get(counter));
    }
}
