@NullMarked
package billow.pricing.export;

import org.jspecify.annotations.NullMarked;
