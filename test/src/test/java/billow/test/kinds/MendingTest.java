package billow.test.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import billow.model.check.Checks;
import billow.model.check.Finding;
import billow.model.check.Mending;
import org.junit.jupiter.api.Test;

/// Mends that work against each other would never come to an end.
class MendingTest {
    private static final int DESIGNS = 2000;

    @Test
    void mendingEverythingLeavesNothingToMend() {
        for (int seed = 0; seed < DESIGNS; seed++) {
            var design = new RandomDesigns(seed).next();
            var mended = Mending.of(design, f -> true).design();
            assertThat(Checks.of(mended).stream().filter(f -> f.mend() != null).map(Finding::text))
                    .as("findings of design %d that could still be mended", seed)
                    .isEmpty();
        }
    }

    /// What was no error before is none afterwards.
    @Test
    void mendingBreaksNothing() {
        for (int seed = 0; seed < DESIGNS; seed++) {
            var design = new RandomDesigns(seed).next();
            long before = errors(Checks.of(design));
            long after = errors(Checks.of(Mending.of(design, f -> true).design()));
            assertThat(after).as("errors of design %d", seed).isLessThanOrEqualTo(before);
        }
    }

    private static long errors(Iterable<Finding> findings) {
        long errors = 0;
        for (var finding : findings) if (finding.severity() == Finding.Severity.ERROR) errors++;
        return errors;
    }
}
