package billow.simulator.table;

import billow.model.archetype.Table.Scaling;

/// Target tracking of provisioned capacity, for reads or writes, a decision a minute.
///
/// Capacity rises when two consumed minutes in a row were above the target, and falls when fifteen were below it by
/// a margin; the new capacity would have met the target. An update takes its time, and no other begins meanwhile.
/// Four decreases a day are free, further ones need an hour without a decrease before them.
/// Source: DynamoDB developer guide, auto scaling, 2023-02.
final class AutoScaling {
    private static final int MINUTES_UP = 2;
    private static final int MINUTES_DOWN = 15;

    /// How far below the target utilisation must be for a decrease, at most half of the target.
    private static final double MARGIN = 0.2;

    private final Scaling spec;
    private int minutesAbove;
    private int minutesBelow;
    private long updated;
    private final Decreases decreases;

    AutoScaling(Scaling spec) {
        this(spec, new Decreases());
    }

    AutoScaling(Scaling spec, Decreases decreases) {
        this.spec = spec;
        this.decreases = decreases;
    }

    /// Looks at the minute that ends now.
    ///
    /// @param perSecond units consumed in it per second
    /// @param capacity  units provisioned
    /// @return units that shall be provisioned from now + [#updateNanos] on; 0 for no change
    double observe(double perSecond, double capacity, long time) {
        double use = perSecond / capacity;
        double low = Math.max(spec.target() - MARGIN, spec.target() / 2);
        minutesAbove = use > spec.target() ? minutesAbove + 1 : 0;
        minutesBelow = use < low ? minutesBelow + 1 : 0;
        if (time < updated) return 0;
        double fitting =
                Math.clamp(StrictMath.ceil(perSecond / spec.target()), spec.min(), Math.max(spec.min(), spec.max()));
        if (minutesAbove >= MINUTES_UP && fitting > capacity) return begin(fitting, time);
        if (minutesBelow >= MINUTES_DOWN && fitting < capacity && decreases.take(time)) return begin(fitting, time);
        return 0;
    }

    long updateNanos() {
        return spec.updateNanos();
    }

    private double begin(double units, long time) {
        updated = time + spec.updateNanos();
        minutesAbove = 0;
        minutesBelow = 0;
        return units;
    }
}
