@NullMarked
package billow.model.fault;

import org.jspecify.annotations.NullMarked;
