/// Chance without state: every random number is a pure function of what it is for.
///
/// [Key] turns seed, replication, node, request and stage into 64 well mixed bits, and such a key into a uniform,
/// exponential or normal number. [Sampler] draws from any [billow.model.value.Distribution], [Choice] from weighted
/// alternatives, [Zipf] ranks by popularity.
///
/// The order of draws is of no consequence. Adding a node therefore leaves the luck of the others alone, threads and
/// folded events change nothing, and two designs can be compared on the same luck. Only exactly rounded arithmetic,
/// `StrictMath` and tables built with it are used: the bits are the same on every machine.
@NullMarked
package billow.simulator.random;

import org.jspecify.annotations.NullMarked;
