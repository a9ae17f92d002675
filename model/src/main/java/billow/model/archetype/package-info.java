/// The few shapes that are really simulated, and what kinds lower to.
@NullMarked
package billow.model.archetype;

import org.jspecify.annotations.NullMarked;
