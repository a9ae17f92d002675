package billow.test.validation;

import billow.model.value.Estimate;
import java.util.function.Supplier;

/// One figure of the simulator held against one that is known.
///
/// @param id        short name, for example `O1` for a closed form
/// @param what      what is compared, in words
/// @param source    formula or measurement it is held against
/// @param expected  the known figure
/// @param unit      unit of both, may be empty
/// @param tolerance how near is near enough, fixed before the run
/// @param measured  runs the simulator
record Comparison(
        String id,
        String what,
        String source,
        double expected,
        String unit,
        Tolerance tolerance,
        Supplier<Estimate> measured) {

    /// When a measured figure passes.
    sealed interface Tolerance {
        boolean accepts(double expected, Estimate measured);

        String words();
    }

    /// The known figure lies within the 99.9 % interval of the replications, and that is sharp enough to mean
    /// something.
    record Interval(double sharpness) implements Tolerance {
        @Override
        public boolean accepts(double expected, Estimate measured) {
            return measured.low() <= expected
                    && expected <= measured.high()
                    && measured.relativePrecision() <= sharpness;
        }

        @Override
        public String words() {
            return "in the 99.9 % interval";
        }
    }

    /// The measured figure is within an absolute distance.
    record Absolute(double distance) implements Tolerance {
        @Override
        public boolean accepts(double expected, Estimate measured) {
            return Math.abs(measured.value() - expected) <= distance;
        }

        @Override
        public String words() {
            return "± " + Figures.text(distance);
        }
    }

    /// The measured figure is within a share of the known one.
    record Relative(double share) implements Tolerance {
        @Override
        public boolean accepts(double expected, Estimate measured) {
            return Math.abs(measured.value() - expected) <= share * Math.abs(expected);
        }

        @Override
        public String words() {
            return "± " + Figures.text(100 * share) + " %";
        }
    }

    /// The measured figure, an error itself, is at most the known bound.
    record AtMost() implements Tolerance {
        @Override
        public boolean accepts(double expected, Estimate measured) {
            return measured.value() <= expected;
        }

        @Override
        public String words() {
            return "at most";
        }
    }
}
