/// Bills and usage in other programs' forms: CSV, JSON, FOCUS, Infracost.
@NullMarked
package billow.pricing.export;

import org.jspecify.annotations.NullMarked;
