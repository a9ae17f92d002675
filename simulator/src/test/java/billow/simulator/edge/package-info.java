@NullMarked
package billow.simulator.edge;

import org.jspecify.annotations.NullMarked;
