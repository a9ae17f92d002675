package billow.app.desktop.run;

import billow.pricing.Bill;
import billow.simulator.run.RunResult;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What came out of a run.
///
/// @param result  what was measured
/// @param bill    what a month of it costs; null when it cannot be priced
/// @param low     lower end of the total's 95 % interval, in US dollars
/// @param high    upper end
/// @param unpriced why it cannot be priced, empty when it is
public record Outcome(RunResult result, @Nullable Bill bill, double low, double high, String unpriced) {
    public Optional<Bill> priced() {
        return Optional.ofNullable(bill);
    }
}
