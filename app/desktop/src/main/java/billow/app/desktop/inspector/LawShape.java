package billow.app.desktop.inspector;

import billow.model.value.Distribution;
import java.util.List;
import java.util.Optional;

/// Families of distributions that are edited by numbers.
public enum LawShape {
    NONE("None"),
    CONSTANT("Constant", "Value"),
    EXPONENTIAL("Exponential", "Mean"),
    LOGNORMAL("Log-normal", "p50", "p99"),
    NORMAL("Normal", "Mean", "Deviation"),
    UNIFORM("Uniform", "From", "To"),
    GAMMA("Gamma", "Mean", "Variation*"),
    WEIBULL("Weibull", "Scale", "Shape*"),
    OTHER("By its text");

    private final String title;
    private final List<String> numbers;

    /// @param numbers titles of the numbers; those with a star are plain numbers, the others in the parameter's unit
    LawShape(String title, String... numbers) {
        this.title = title;
        this.numbers = List.of(numbers);
    }

    public String title() {
        return title;
    }

    public List<String> numbers() {
        return numbers.stream().map(n -> n.replace("*", "")).toList();
    }

    boolean plain(int index) {
        return numbers.get(index).endsWith("*");
    }

    public static LawShape of(Distribution law) {
        return switch (law) {
            case Distribution.Constant c -> CONSTANT;
            case Distribution.Exponential e -> EXPONENTIAL;
            case Distribution.LogNormal l -> LOGNORMAL;
            case Distribution.Normal n -> NORMAL;
            case Distribution.Uniform u -> UNIFORM;
            case Distribution.Gamma g -> GAMMA;
            case Distribution.Weibull w -> WEIBULL;
            case Distribution.Empirical e -> OTHER;
            case Distribution.Mixture m -> OTHER;
        };
    }

    /// The numbers of a law of this shape, in canonical units.
    List<Double> take(Distribution law) {
        return switch (law) {
            case Distribution.Constant(double value) -> List.of(value);
            case Distribution.Exponential(double mean) -> List.of(mean);
            case Distribution.LogNormal l -> List.of(l.quantile(0.5), l.quantile(0.99));
            case Distribution.Normal(double centre, double sd) -> List.of(centre, sd);
            case Distribution.Uniform(double low, double high) -> List.of(low, high);
            case Distribution.Gamma(double mean, double cv) -> List.of(mean, cv);
            case Distribution.Weibull(double scale, double shape) -> List.of(scale, shape);
            case Distribution.Empirical e -> List.of();
            case Distribution.Mixture m -> List.of();
        };
    }

    /// The law of this shape with these numbers; empty for [#NONE] and [#OTHER].
    ///
    /// @throws IllegalArgumentException when the numbers make no law, with the reason
    Optional<Distribution> make(List<Double> n) {
        return switch (this) {
            case NONE -> Optional.empty();
            case CONSTANT -> Optional.of(new Distribution.Constant(n.get(0)));
            case EXPONENTIAL -> Optional.of(new Distribution.Exponential(n.get(0)));
            case LOGNORMAL -> Optional.of(Distribution.LogNormal.ofMedianAndP99(n.get(0), n.get(1)));
            case NORMAL -> Optional.of(new Distribution.Normal(n.get(0), n.get(1)));
            case UNIFORM -> Optional.of(new Distribution.Uniform(n.get(0), n.get(1)));
            case GAMMA -> Optional.of(new Distribution.Gamma(n.get(0), n.get(1)));
            case WEIBULL -> Optional.of(new Distribution.Weibull(n.get(0), n.get(1)));
            case OTHER -> Optional.empty();
        };
    }

    /// A law of this shape that resembles another.
    Optional<Distribution> resembling(Distribution law) {
        double mean = Math.max(law.mean(), 1e-9);
        double p50 = Math.max(law.quantile(0.5), 1e-9);
        double p99 = Math.max(Math.min(law.quantile(0.99), p50 * 1000), p50 * 1.2);
        double scale = Math.rint(mean);
        return switch (this) {
            case NONE -> Optional.empty();
            case CONSTANT -> make(List.of(Math.rint(p50)));
            case EXPONENTIAL -> make(List.of(scale));
            case LOGNORMAL -> make(List.of(p50, p99));
            case NORMAL -> make(List.of(scale, Math.rint(Math.max((p99 - p50) / 2.33, scale / 10))));
            case UNIFORM -> make(List.of(0.0, Math.rint(2 * mean)));
            case GAMMA -> make(List.of(scale, 1.0));
            case WEIBULL -> make(List.of(scale, 1.0));
            case OTHER -> Optional.empty();
        };
    }
}
