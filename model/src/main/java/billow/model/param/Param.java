package billow.model.param;

import billow.model.data.DataTemplate;
import billow.model.value.Distribution;
import billow.model.value.Quantity;
import billow.model.value.Unit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A configurable value of a kind or link: name, unit, range, default and help, declared once.
///
/// The inspector form, the design file, validation, sweeps, the schema and the help page derive from the declaration.
/// Sealed, because each of those handles every shape. A default of null means the value may be absent ("none").
///
/// @param <T> type of a value in memory
public sealed interface Param<T> {
    About about();

    /// The value when nothing was set; null when absent is allowed.
    @Nullable
    T fallback();

    Class<T> type();

    /// The complaint about `value`, or empty when it is acceptable.
    Optional<String> complaint(T value);

    default String name() {
        return about().name();
    }

    /// A whole number counted in `unit`, for example mebibytes of memory or messages of a batch.
    record Whole(
            About about,
            Unit unit,
            long min,
            long max,
            @Nullable Long fallback) implements Param<Long> {
        public Whole {
            if (min > max)
                throw new IllegalArgumentException("%s: min (%d) is above max (%d)".formatted(about.name(), min, max));
        }

        @Override
        public Class<Long> type() {
            return Long.class;
        }

        @Override
        public Optional<String> complaint(Long value) {
            return value >= min && value <= max
                    ? Optional.empty()
                    : Optional.of(Complaint.range(min, max, value, unit));
        }
    }

    /// A real number; kept in the canonical unit of `unit` (a fraction for percent, per second for rates).
    record Real(
            About about,
            Unit unit,
            double min,
            double max,
            @Nullable Double fallback) implements Param<Double> {
        @Override
        public Class<Double> type() {
            return Double.class;
        }

        @Override
        public Optional<String> complaint(Double value) {
            return value >= min && value <= max
                    ? Optional.empty()
                    : Optional.of(Complaint.range(
                            unit.fromCanonical(min), unit.fromCanonical(max), unit.fromCanonical(value), unit));
        }
    }

    /// A span of time in nanoseconds; a plain number in a file counts `unit`.
    record Span(
            About about,
            Unit unit,
            long minNanos,
            long maxNanos,
            @Nullable Long fallback) implements Param<Long> {
        @Override
        public Class<Long> type() {
            return Long.class;
        }

        @Override
        public Optional<String> complaint(Long value) {
            return value >= minNanos && value <= maxNanos
                    ? Optional.empty()
                    : Optional.of(Complaint.between(
                            Quantity.text(minNanos, unit), Quantity.text(maxNanos, unit), Quantity.text(value, unit)));
        }
    }

    /// A size in bytes; a plain number in a file counts `unit`.
    record Size(
            About about,
            Unit unit,
            long minBytes,
            long maxBytes,
            @Nullable Long fallback) implements Param<Long> {
        @Override
        public Class<Long> type() {
            return Long.class;
        }

        @Override
        public Optional<String> complaint(Long value) {
            return value >= minBytes && value <= maxBytes
                    ? Optional.empty()
                    : Optional.of(Complaint.between(
                            Quantity.text(minBytes, unit), Quantity.text(maxBytes, unit), Quantity.text(value, unit)));
        }
    }

    /// One of a few named options.
    record Choice(
            About about, List<Option> options, @Nullable String fallback) implements Param<String> {
        /// @param value as written in files; @param help what it means, one sentence
        public record Option(String value, String help) {}

        public Choice {
            options = List.copyOf(options);
            var wanted = fallback;
            if (wanted != null && options.stream().noneMatch(o -> o.value().equals(wanted)))
                throw new IllegalArgumentException(
                        "%s: default (%s) is not one of %s".formatted(about.name(), wanted, options));
        }

        @Override
        public Class<String> type() {
            return String.class;
        }

        @Override
        public Optional<String> complaint(String value) {
            return options.stream().anyMatch(o -> o.value().equals(value))
                    ? Optional.empty()
                    : Optional.of(
                            Complaint.oneOf(options.stream().map(Option::value).toList(), value));
        }
    }

    /// Yes or no.
    record Flag(About about, Boolean fallback) implements Param<Boolean> {
        @Override
        public Class<Boolean> type() {
            return Boolean.class;
        }

        @Override
        public Optional<String> complaint(Boolean value) {
            return Optional.empty();
        }
    }

    /// Free text of at most `maxLength` characters, for example a route or a file name.
    record Text(About about, int maxLength, @Nullable String fallback) implements Param<String> {
        @Override
        public Class<String> type() {
            return String.class;
        }

        @Override
        public Optional<String> complaint(String value) {
            return value.length() <= maxLength
                    ? Optional.empty()
                    : Optional.of("Expected at most %d characters, received %d.".formatted(maxLength, value.length()));
        }
    }

    /// A distribution of a quantity in canonical units; every constant in a file may carry a unit of `unit`'s
    /// dimension.
    record Law(About about, Unit unit, @Nullable Distribution fallback) implements Param<Distribution> {
        @Override
        public Class<Distribution> type() {
            return Distribution.class;
        }

        @Override
        public Optional<String> complaint(Distribution value) {
            double mean = value.mean();
            return mean >= 0 && Double.isFinite(mean)
                    ? Optional.empty()
                    : Optional.of("Expected a distribution with a mean of at least 0, received a mean of %s."
                            .formatted(Quantity.print(mean)));
        }
    }

    /// A document in another language, kept as parsed JSON, for example a state machine definition.
    record Document(About about, String language, @Nullable JsonNode fallback) implements Param<JsonNode> {
        @Override
        public Class<JsonNode> type() {
            return JsonNode.class;
        }

        @Override
        public Optional<String> complaint(JsonNode value) {
            if (!value.isObject())
                return Optional.of("Expected a JSON object (%s), received %s."
                        .formatted(language, value.getNodeType().toString().toLowerCase(java.util.Locale.ROOT)));
            return language.equals(DataTemplate.LANGUAGE)
                    ? DataTemplate.complaints(value).stream().findFirst()
                    : Optional.empty();
        }
    }
}
