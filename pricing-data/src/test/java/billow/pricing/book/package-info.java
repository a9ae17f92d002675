@NullMarked
package billow.pricing.book;

import org.jspecify.annotations.NullMarked;
