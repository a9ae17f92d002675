package billow.app.desktop.inspector;

import billow.model.param.Param;
import billow.model.value.Quantity;
import billow.model.value.Unit;
import org.jspecify.annotations.Nullable;

/// Positions of a slider, from 0 to 1, for the values of a finite range; logarithmic where the range spans decades.
///
/// @param min  least value, in `unit`
/// @param max  greatest value, in `unit`
/// @param unit unit of the text
/// @param size of one `unit` in values
record Scale(double min, double max, Unit unit, double size, boolean logarithmic, boolean whole) {
    /// Ranges beyond this are better typed.
    private static final double WIDEST = 100_000;

    static @Nullable Scale of(Param.Whole param) {
        double low = param.min();
        double high = param.max();
        if (high <= low || high > WIDEST || high - low < 3) return null;
        return new Scale(low, high, param.unit(), 1, low > 0 && high / low >= 50, true);
    }

    static @Nullable Scale of(Param.Real param) {
        if (param.unit() != Unit.PERCENT || param.max() > 1) return null;
        return new Scale(param.min() * 100, param.max() * 100, param.unit(), 0.01, false, false);
    }

    /// The slider's position for a value in canonical units.
    double at(double canonical) {
        double value = canonical / size;
        double share = logarithmic ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
        return Math.clamp(share, 0.0, 1.0);
    }

    /// The value at a position, rounded to what a person would type.
    String text(double at) {
        double value = logarithmic ? min * Math.pow(max / min, at) : min + at * (max - min);
        double rounded = whole ? Math.rint(value) : Math.rint(value * 10) / 10;
        if (whole && unit == Unit.MEGABYTE && value >= 256) rounded = Math.rint(value / 64) * 64;
        rounded = Math.clamp(rounded, min, max);
        return Quantity.print(rounded) + (unit.symbol().isEmpty() ? "" : " " + unit.symbol());
    }
}
