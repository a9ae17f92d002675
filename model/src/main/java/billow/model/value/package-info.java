/// Values that parameters and results are made of: distributions, estimates with their confidence.
@NullMarked
package billow.model.value;

import org.jspecify.annotations.NullMarked;
