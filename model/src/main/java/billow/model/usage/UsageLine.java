package billow.model.usage;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A quantity of one meter, as consumed in the period the surrounding [Usage] describes.
///
/// @param meter    meter id `service.dimension`, for example `lambda.requests`
/// @param node     id of the node that consumed it, or null when it belongs to the whole account
/// @param region   region it was consumed in, or null for the region of the [Usage]
/// @param quantity amount in the meter's unit, at least 0; already rounded as billed (per invocation, item, chunk)
/// @param tags     cost allocation tags of the node, for example `team -> shop`
/// @param causedByFailure whether it would not have been consumed had nothing failed: retries, timeouts, dead letters
public record UsageLine(
        String meter,
        @Nullable String node,
        @Nullable String region,
        BigDecimal quantity,
        Map<String, String> tags,
        boolean causedByFailure) {
    public UsageLine {
        if (meter.isBlank()) throw new IllegalArgumentException("A usage line needs a meter id.");
        if (quantity.signum() < 0)
            throw new IllegalArgumentException(
                    "%s: Expected a quantity of at least 0, received %s.".formatted(meter, quantity));
        tags = Map.copyOf(tags);
    }

    public UsageLine(
            String meter,
            @Nullable String node,
            @Nullable String region,
            BigDecimal quantity,
            Map<String, String> tags) {
        this(meter, node, region, quantity, tags, false);
    }

    public static UsageLine of(String meter, @Nullable String node, double quantity) {
        return new UsageLine(meter, node, null, BigDecimal.valueOf(quantity), Map.of());
    }
}
