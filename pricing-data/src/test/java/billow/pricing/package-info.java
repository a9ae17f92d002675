@NullMarked
package billow.pricing;

import org.jspecify.annotations.NullMarked;
