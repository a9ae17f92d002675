package billow.app.study;

import billow.model.file.Nearest;
import billow.model.value.Quantity;
import billow.model.value.Unit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What must hold of a result: `p99(POST /orders) < 300 ms`, `bill < 50 USD`, `throttled / offered < 1 %`.
///
/// @param text  as written
/// @param left  what is measured
/// @param below divisor, or null
/// @param sign  comparison
/// @param bound right side; milliseconds for times, a fraction for percentages
public record Goal(String text, Measure left, @Nullable Measure below, Sign sign, double bound) {
    private static final Pattern TEXT = Pattern.compile("\\s*(?<left>[A-Za-z0-9]+)\\s*(?:\\((?<scope>[^()]*)\\))?\\s*"
            + "(?:/\\s*(?<below>[A-Za-z0-9]+)\\s*(?:\\((?<scope2>[^()]*)\\))?\\s*)?"
            + "(?<sign><=|>=|==|!=|<|>|=)\\s*(?<value>[^<>=]+)");
    private static final Pattern DOLLARS =
            Pattern.compile("\\$?\\s*([0-9.]+)\\s*(?:USD|\\$)?", Pattern.CASE_INSENSITIVE);

    /// @param name  of the measure
    /// @param scope a route, a node's id, `kind=…`, or empty for the whole design
    public record Measure(String name, String scope) {}

    public enum Sign {
        BELOW("<"),
        AT_MOST("<="),
        ABOVE(">"),
        AT_LEAST(">="),
        EQUAL("=="),
        OTHER("!=");

        private final String symbol;

        Sign(String symbol) {
            this.symbol = symbol;
        }

        boolean holds(double value, double bound) {
            return switch (this) {
                case BELOW -> value < bound;
                case AT_MOST -> value <= bound;
                case ABOVE -> value > bound;
                case AT_LEAST -> value >= bound;
                case EQUAL -> value == bound;
                case OTHER -> value != bound;
            };
        }

        static Sign of(String symbol) {
            for (var sign : values()) if (sign.symbol.equals(symbol)) return sign;
            return EQUAL;
        }
    }

    /// A goal that cannot be understood. The message is for its author.
    public static final class BadGoal extends Exception {
        private static final long serialVersionUID = 1;

        BadGoal(String message) {
            super(message, null, false, false);
        }

        public String message() {
            return String.valueOf(getMessage());
        }
    }

    public static Goal parse(String text) throws BadGoal {
        var match = TEXT.matcher(text);
        if (!match.matches())
            throw new BadGoal(
                    "Expected a goal such as \"p99 < 300 ms\", received \"%s\".".formatted(Complaints.shown(text)));
        var left = new Measure(match.group("left"), scope(match.group("scope")));
        var name = match.group("below");
        var below = name == null ? null : new Measure(name, scope(match.group("scope2")));
        return new Goal(
                text.strip(),
                left,
                below,
                Sign.of(match.group("sign")),
                bound(match.group("value").strip(), text));
    }

    private static String scope(@Nullable String scope) {
        return scope == null ? "" : scope.strip();
    }

    private static double bound(String value, String text) throws BadGoal {
        var time = Quantity.parse(value, Unit.MILLISECOND);
        if (time.isPresent() && value.matches(".*[A-Za-zµ].*"))
            return time.get().canonical() / 1e6;
        var number = Quantity.parse(value, Unit.COUNT);
        if (number.isPresent()) return number.get().canonical();
        var dollars = DOLLARS.matcher(value);
        if (dollars.matches())
            try {
                return Double.parseDouble(dollars.group(1));
            } catch (NumberFormatException e) {
                throw new BadGoal("Expected an amount, received \"%s\".".formatted(Complaints.shown(value)));
            }
        throw new BadGoal("Expected a number with a unit such as 300 ms, 1 %% or 50 USD in \"%s\", received \"%s\"."
                .formatted(Complaints.shown(text), Complaints.shown(value)));
    }

    /// Whether the result reaches the goal.
    ///
    /// @param value the left side
    public record Verdict(Goal goal, boolean met, double value) {}

    /// @throws BadGoal when it names a measure, route or node the result does not have
    public Verdict judge(Study.Result result) throws BadGoal {
        double value = value(left, result);
        if (below != null) value /= value(below, result);
        return new Verdict(this, sign.holds(value, bound), value);
    }

    private double value(Measure measure, Study.Result result) throws BadGoal {
        var measures = new Measures(result);
        if (measure.name().equals("count")) return measures.count(measure.scope());
        Map<String, Double> known = measures.of(measure.scope())
                .orElseThrow(() -> new BadGoal("%s — Expected a route or a node, received \"%s\".%s"
                        .formatted(
                                text,
                                Complaints.shown(measure.scope()),
                                Nearest.maybe(measure.scope(), measures.scopes()))));
        return Optional.ofNullable(known.get(measure.name()))
                .orElseThrow(() -> new BadGoal("%s — Expected one of %s, received %s.%s"
                        .formatted(
                                text,
                                String.join(", ", List.copyOf(known.keySet())),
                                measure.name(),
                                Nearest.maybe(measure.name(), known.keySet()))));
    }
}
