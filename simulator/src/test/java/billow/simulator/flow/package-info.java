/// Tests of what nodes and calls share.
@NullMarked
package billow.simulator.flow;

import org.jspecify.annotations.NullMarked;
