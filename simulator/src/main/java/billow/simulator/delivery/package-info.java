/// How events go out to many: topics, buses, pipes and the notifications of buckets, each with its retries.
@NullMarked
package billow.simulator.delivery;

import org.jspecify.annotations.NullMarked;
