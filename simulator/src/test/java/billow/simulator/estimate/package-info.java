@NullMarked
package billow.simulator.estimate;

import org.jspecify.annotations.NullMarked;
