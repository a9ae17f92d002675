package billow.app.desktop.shell;

import billow.pricing.Billing;
import java.util.List;

/// Regions with prices.
final class Regions {
    private Regions() {}

    static List<String> priced() {
        return Billing.standard().book().regions().stream()
                .map(r -> r.id())
                .filter(id -> !id.equals("global"))
                .sorted()
                .toList();
    }
}
