/// Reads the provider's own price list files, in JSON and CSV, and compares them with a price book.
@NullMarked
package billow.pricing.offer;

import org.jspecify.annotations.NullMarked;
