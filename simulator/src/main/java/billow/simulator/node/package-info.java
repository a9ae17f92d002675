/// How services behave: one actor for each archetype, to be read as the specification of that service. What it is
/// taken from stands in `docs/fidelity`.
@NullMarked
package billow.simulator.node;

import org.jspecify.annotations.NullMarked;
