@NullMarked
package billow.pricing.forecast;

import org.jspecify.annotations.NullMarked;
