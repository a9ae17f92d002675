@NullMarked
package billow.model.check;

import org.jspecify.annotations.NullMarked;
