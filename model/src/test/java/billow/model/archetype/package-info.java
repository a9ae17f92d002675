@NullMarked
package billow.model.archetype;

import org.jspecify.annotations.NullMarked;
