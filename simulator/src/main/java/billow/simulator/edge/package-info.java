/// Distributions: caches near the viewers, and what they fetch from origins.
@NullMarked
package billow.simulator.edge;

import org.jspecify.annotations.NullMarked;
