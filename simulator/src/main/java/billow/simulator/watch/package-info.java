/// Observation as part of what is simulated: metrics by period, alarms, and what they do.
@NullMarked
package billow.simulator.watch;

import org.jspecify.annotations.NullMarked;
