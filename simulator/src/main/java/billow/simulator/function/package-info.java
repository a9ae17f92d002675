/// How functions run: environments and their cold starts, concurrency, versions and aliases, asynchronous events.
@NullMarked
package billow.simulator.function;

import org.jspecify.annotations.NullMarked;
