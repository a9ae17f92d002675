/// How queues hold and hand out messages, in groups or not, and how event source mappings poll them.
@NullMarked
package billow.simulator.queue;

import org.jspecify.annotations.NullMarked;
