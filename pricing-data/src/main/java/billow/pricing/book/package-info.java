/// Price books: what a unit of a meter costs in a region, from which source and date, and how far that can be trusted.
@NullMarked
package billow.pricing.book;

import org.jspecify.annotations.NullMarked;
