package billow.model.service;

import billow.model.kind.Meter;
import billow.model.param.Param;

/// Meters of what is billed for being there, used or not.
final class Standing {
    static final double HOUR_SECONDS = 3600;
    static final double MONTH_SECONDS = 730 * HOUR_SECONDS;

    private Standing() {}

    /// So many for the time they are kept; a month has 730 hours.
    static Meter monthly(String id, String unit, String help, Param.Whole number) {
        return new Meter(id, unit, help, (p, c) -> p.get(number) * c.seconds() / MONTH_SECONDS);
    }

    /// So many for the time they run.
    static Meter hourly(String id, String unit, String help, Param.Whole number) {
        return new Meter(id, unit, help, (p, c) -> p.get(number) * c.seconds() / HOUR_SECONDS);
    }
}
