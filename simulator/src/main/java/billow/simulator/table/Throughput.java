package billow.simulator.table;

import billow.model.archetype.ScalingPolicy;
import billow.model.archetype.Table.Capacity;
import billow.model.archetype.Table.OnDemand;
import billow.model.archetype.Table.PartitionLimits;
import billow.model.archetype.Table.Provisioned;
import billow.model.quota.Limits;
import billow.model.value.Unit;
import billow.simulator.flow.Scaler;
import billow.simulator.flow.Slices;
import billow.simulator.statistics.Gauge;
import billow.simulator.statistics.Window;
import org.jspecify.annotations.Nullable;

/// One direction of a table or index, reads or writes: what its billing mode and its partitions let through.
///
/// Reads are counted in half units, so that an eventually consistent one is a whole number.
final class Throughput {
    private static final double MINUTE_SECONDS = 60;
    private static final long UPDATE_NANOS =
            (long) Unit.SECOND.toCanonical(Limits.limit("dynamodb.updateTime").standard());

    private final int perUnit;
    private final Partitions partitions;
    private final @Nullable OnDemandCapacity onDemand;
    private final @Nullable AutoScaling scaling;
    private final Gauge provisioned;
    private double rate;
    private double next;
    private long updated;
    private final Decreases decreases;
    private final Scaler scaler = new Scaler();
    private final @Nullable Slices line;
    private long since;
    private long inMinute;

    private Throughput(
            int perUnit,
            Partitions partitions,
            @Nullable OnDemandCapacity onDemand,
            @Nullable AutoScaling scaling,
            Decreases decreases,
            Window window) {
        this.decreases = decreases;
        line = onDemand == null ? new Slices(window.to()) : null;
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
                var decreases = new Decreases();
                var scaling = rule == null ? null : new AutoScaling(rule, decreases);
                var side = new Throughput(perUnit, partitions, null, scaling, decreases, window);
                side.rate = reads ? fixed.readUnits() : fixed.writeUnits();
                side.provisioned.set(0, Math.round(side.rate));
                yield side;
            }
            case OnDemand free ->
                new Throughput(
                        perUnit, partitions, new OnDemandCapacity(free, reads, perUnit), null, new Decreases(), window);
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

    /// Lets an alarm scale; while an update is under way no other begins.
    ///
    /// @return when the new units will be there; 0 when nothing changes
    long scale(ScalingPolicy policy, double beyond, long time) {
        if (onDemand != null || time < updated) return 0;
        double units = Math.max(1, Math.rint(scaler.wanted(policy, rate, beyond, time)));
        if (units == rate || units < rate && !decreases.take(time)) return 0;
        next = units;
        updated = time + UPDATE_NANOS;
        scaler.changed(policy, rate, units, time, updated);
        return updated;
    }

    /// The update that [#scale] asked for has come through.
    void provision(long time) {
        hold(time);
        rate = next;
        provisioned.set(time, Math.round(next));
    }

    private void hold(long time) {
        if (line != null) line.hold(since, time, Math.round(rate));
        since = time;
    }

    /// Provisioned units by slice up to `time`; null on demand.
    @Nullable
    Slices line(long time) {
        hold(time);
        return line;
    }

    /// Provisioned units over time.
    Gauge provisioned() {
        return provisioned;
    }
}
