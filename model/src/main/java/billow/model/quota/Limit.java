package billow.model.quota;

import billow.model.param.About.Confidence;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One published limit or default.
///
/// @param name       dotted name, for example `lambda.memory`
/// @param min        smallest allowed value, or null
/// @param max        largest allowed value, or null
/// @param value      the default, or the limit itself where there is no range; null when there is none
/// @param regions    values that differ, by region or by group of regions (`large`: us-east-1, us-west-2, eu-west-1)
/// @param unit       unit of all figures, as text
/// @param source     where it stands, with its year
/// @param confidence how well the source supports it
public record Limit(
        String name,
        @Nullable Double min,
        @Nullable Double max,
        @Nullable Double value,
        Map<String, Double> regions,
        String unit,
        String source,
        Confidence confidence) {
    public Limit {
        regions = Map.copyOf(regions);
    }

    public double minimum() {
        return required(min, "min");
    }

    public double maximum() {
        return required(max, "max");
    }

    public double standard() {
        return required(value, "value");
    }

    /// The value in `region`: its own, else that of its group, else the one for all others.
    public double in(String region) {
        var own = regions.get(region);
        if (own == null) own = regions.get(Limits.group(region));
        return own != null ? own : standard();
    }

    private double required(@Nullable Double figure, String part) {
        if (figure == null) throw new IllegalStateException("The limit %s has no %s.".formatted(name, part));
        return figure;
    }
}
