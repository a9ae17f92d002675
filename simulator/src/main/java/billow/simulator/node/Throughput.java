package billow.simulator.node;

import billow.model.archetype.Table;
import billow.model.archetype.Table.OnDemand;
import billow.model.archetype.Table.Provisioned;
import billow.simulator.statistics.Gauge;
import billow.simulator.statistics.Window;
import org.jspecify.annotations.Nullable;

/// One direction of a table, reads or writes: what its billing mode and its partitions let through.
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

    static Throughput of(Table spec, boolean reads, Window window) {
        int perUnit = reads ? 2 : 1;
        var limits = spec.limits();
        double ceiling = perUnit * (reads ? limits.readUnits() : limits.writeUnits());
        boolean credited = spec.capacity() instanceof Provisioned;
        var partitions = new Partitions(ceiling, limits.burstSeconds(), limits.adaptive(), credited);
        return switch (spec.capacity()) {
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

    /// Spreads the rate over so many partitions.
    void spread(int count, long time) {
        partitions.spread(perUnit * rate(), count, time);
    }

    /// Takes `units` of the partition that keeps a key, if it may.
    ///
    /// @param units write units or half read units
    /// @param hash  of the key
    boolean admit(long hash, long units, long time) {
        if (onDemand != null && !onDemand.allows(units, time)) return false;
        if (!partitions.admit(partitions.of(hash), units, time)) return false;
        if (onDemand != null) onDemand.take(units);
        else inMinute += units;
        return true;
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
    /// @return units that shall be provisioned after [#updateNanos]; 0 for no change
    double scale(long time) {
        double perSecond = inMinute / MINUTE_SECONDS / perUnit;
        inMinute = 0;
        return scaling == null ? 0 : scaling.observe(perSecond, rate, time);
    }

    long updateNanos() {
        return scaling == null ? 0 : scaling.updateNanos();
    }

    /// An update has come through.
    void provision(double units, long time) {
        rate = units;
        provisioned.set(time, Math.round(units));
    }

    /// Provisioned units over time.
    Gauge provisioned() {
        return provisioned;
    }
}
