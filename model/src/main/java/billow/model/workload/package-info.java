/// Recorded traffic that a design can be run with.
@NullMarked
package billow.model.workload;

import org.jspecify.annotations.NullMarked;
