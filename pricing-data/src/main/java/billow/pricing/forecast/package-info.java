/// What a bill becomes: as months pass, traffic grows, or a budget is reached.
@NullMarked
package billow.pricing.forecast;

import org.jspecify.annotations.NullMarked;
