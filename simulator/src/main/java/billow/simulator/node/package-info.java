/// What the behaviours of several services share, and those services that are one actor and nothing more: clients,
/// devices, quotas, file systems, user directories, network devices, the outside world. The behaviour of every other
/// service is a package beside this one; each archetype is one actor, to be read as the specification of that service.
/// What it is taken from stands in `docs/fidelity`.
@NullMarked
package billow.simulator.node;

import org.jspecify.annotations.NullMarked;
