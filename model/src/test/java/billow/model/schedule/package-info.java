@NullMarked
package billow.model.schedule;

import org.jspecify.annotations.NullMarked;
