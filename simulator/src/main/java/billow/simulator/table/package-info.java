/// How tables answer: capacity, partitions, indexes, conflicts, growth, and the cache in front of them.
@NullMarked
package billow.simulator.table;

import org.jspecify.annotations.NullMarked;
