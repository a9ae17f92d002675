package billow.pricing.offer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Which meter a product of a price list is, by its usage type without the region's prefix.
///
/// The whole rest has to match: `IA-`, `Global-`, `Repl` and the like are other products.
final class UsageTypes {
    private static final Pattern REGION_PREFIX = Pattern.compile("(?:[A-Z]{2,3}\\d{1,2}|EU)-");

    private final Map<String, JsonNode> byOffer;

    private UsageTypes(Map<String, JsonNode> byOffer) {
        this.byOffer = byOffer;
    }

    static UsageTypes bundled() {
        try (InputStream in = UsageTypes.class.getResourceAsStream("/billow/prices/usage-types.json")) {
            if (in == null) throw new IllegalStateException("usage-types.json — Expected the table of usage types.");
            var offers = new LinkedHashMap<String, JsonNode>();
            new JsonMapper().readTree(in).properties().forEach(offer -> offers.put(offer.getKey(), offer.getValue()));
            return new UsageTypes(offers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean knowsOffer(String offerCode) {
        return byOffer.containsKey(offerCode);
    }

    Iterable<String> offers() {
        return byOffer.keySet();
    }

    /// The meter of a product, if it is one of ours.
    Optional<String> meter(String offerCode, Product product) {
        var types = byOffer.get(offerCode);
        if (types == null) return Optional.empty();
        var meter = types.get(withoutPrefix(product.usageType()));
        if (meter != null && meter.isObject()) meter = meter.get(product.operation());
        return meter == null ? Optional.empty() : Optional.of(meter.asString());
    }

    /// The region's prefix with its dash, or null when there is none.
    static @Nullable String prefix(String usageType) {
        var matcher = REGION_PREFIX.matcher(usageType);
        return matcher.lookingAt() ? matcher.group() : null;
    }

    private static String withoutPrefix(String usageType) {
        var prefix = prefix(usageType);
        return prefix == null ? usageType : usageType.substring(prefix.length());
    }
}
