@NullMarked
package billow.pricing.offer;

import org.jspecify.annotations.NullMarked;
