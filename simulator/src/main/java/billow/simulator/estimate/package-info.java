/// What a design is expected to use, from rates, shares and means alone: no simulation, no queues, no failures.
@NullMarked
package billow.simulator.estimate;

import org.jspecify.annotations.NullMarked;
