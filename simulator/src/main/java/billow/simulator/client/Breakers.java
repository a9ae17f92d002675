package billow.simulator.client;

import billow.model.archetype.Guard;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The circuit breakers of one caller, by number.
public final class Breakers {
    private @Nullable Breaker[] all = new Breaker[16];

    /// The breaker of this number begins anew.
    public void renew(int number) {
        if (number < all.length) all[number] = null;
    }

    public Breaker of(int number, Guard.Breaker spec) {
        if (number >= all.length) all = Arrays.copyOf(all, Math.max(number + 1, 2 * all.length));
        var breaker = all[number];
        if (breaker == null) {
            breaker = new Breaker(spec);
            all[number] = breaker;
        }
        return breaker;
    }
}
