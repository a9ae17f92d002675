/// Scheduled faults in a run. [Faults] stands between calls and nodes while something is broken; what an actor must do
/// itself, such as losing environments, it is told by [billow.simulator.flow.Actor#struck].
@NullMarked
package billow.simulator.fault;

import org.jspecify.annotations.NullMarked;
