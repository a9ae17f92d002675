package billow.pricing.offer;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// One band of a product's price.
///
/// @param from first unit it covers
/// @param to   where it ends, or null when it is open
/// @param unit as named in the file, for example `Lambda-GB-Second`
/// @param usd  US dollars per unit
record Rate(BigDecimal from, @Nullable BigDecimal to, String unit, BigDecimal usd) {}
