package billow.simulator.table;

import billow.model.archetype.Table.Capacity;
import billow.model.archetype.Table.OnDemand;
import billow.model.archetype.Table.PartitionLimits;
import billow.model.archetype.Table.Provisioned;
import billow.simulator.statistics.Gauge;
import billow.simulator.statistics.Window;
import org.jspecify.annotations.Nullable;

/// One direction of a table or index, reads or writes: what its billing mode and its partitions let through.
///
/// Reads are counted in half units, so that an eventually consistent one is a whole number.
final class Throughput {
    private static final double MINUTE_SECONDS = 60;

    private final int perUnit;
    private final Partitions partitions;
    private final @Nullable OnDemandCapacity onDemand;
    private final @Nullable AutoScaling scaling;
    private final Gauge provisioned;
    private double rate;
    private double next;
    private long inMinute;

    private Throughput(
            int perUnit,
            Partitions partitions,
            @Nullable OnDemandCapacity onDemand,
            @Nullable AutoScaling scaling,
            Window window) {
        this.perUnit = perUnit;
        this.partitions = partitions;
        this.onDemand = onDemand;
        this.scaling = scaling;
        provisioned = new Gauge(window);
    }

    static Throughput of(Capacity capacity, PartitionLimits limits, boolean reads, Window window) {
        int perUnit = reads ? 2 : 1;
        double ceiling = perUnit * (reads ? limits.readUnits() : limits.writeUnits());
        boolean credited = capacity instanceof Provisioned;
        var partitions =
                new Partitions(ceiling, limits.burstSeconds(), limits.adaptive(), credited, limits.splitNanos());
        return switch (capacity) {
            case Provisioned fixed -> {
                var rule = reads ? fixed.readScaling() : fixed.writeScaling();
                var scaling = rule == null ? null : new AutoScaling(rule);
                var side = new Throughput(perUnit, partitions, null, scaling, window);
                side.rate = reads ? fixed.readUnits() : fixed.writeUnits();
                side.provisioned.set(0, Math.round(side.rate));
                yield side;
            }
            case OnDemand free ->
                new Throughput(perUnit, partitions, new OnDemandCapacity(free, reads, perUnit), null, window);
        };
    }

    /// Units per second that its partitions are laid out for.
    double rate() {
        return onDemand == null ? rate : onDemand.warm() / perUnit;
    }

    int partitions() {
        return partitions.count();
    }

    /// Partitions that were split because they were hot.
    int splits() {
        return partitions.splits();
    }

    /// Spreads the rate over so many partitions.
    void spread(int count, long time) {
        partitions.spread(perUnit * rate(), count, time);
    }

    /// Takes `units` of the partition that keeps a key, if it may.
    ///
    /// @param units write units or half read units
    /// @param hash  of the key
    Refusal admit(long hash, long units, long time) {
        if (onDemand != null && !onDemand.allows(units, time)) return onDemand.reason();
        var refusal = partitions.admit(partitions.of(hash), units, time);
        if (refusal != Refusal.NONE) return refusal;
        if (onDemand != null) onDemand.take(units);
        else inMinute += units;
        return Refusal.NONE;
    }

    /// What [#admit] would say, without taking anything.
    Refusal check(long hash, long units, long time) {
        if (onDemand != null && !onDemand.allows(units, time)) return onDemand.reason();
        return partitions.check(partitions.of(hash), units, time);
    }

    /// Accounts for minutes that have passed; on demand, [#rate] may have grown.
    void minutesPassed(long time) {
        if (onDemand != null) onDemand.minutesPassed(time);
    }

    boolean scales() {
        return scaling != null;
    }

    /// Lets auto scaling look at the minute that ends now.
    ///
    /// @return whether other units shall be [#provision]ed after [#updateNanos]
    boolean scale(long time) {
        double perSecond = inMinute / MINUTE_SECONDS / perUnit;
        inMinute = 0;
        if (scaling == null) return false;
        double units = scaling.observe(perSecond, rate, time);
        if (units > 0) next = units;
        return units > 0;
    }

    long updateNanos() {
        return scaling == null ? 0 : scaling.updateNanos();
    }

    /// The update that [#scale] asked for has come through.
    void provision(long time) {
        rate = next;
        provisioned.set(time, Math.round(next));
    }

    /// Provisioned units over time.
    Gauge provisioned() {
        return provisioned;
    }
}
