@NullMarked
package billow.pricing.usage;

import org.jspecify.annotations.NullMarked;
