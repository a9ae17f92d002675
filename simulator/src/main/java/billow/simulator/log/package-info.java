/// Streams: records in shards, and the event source mappings that read along.
///
/// - [Shard] keeps the records that some consumer has not done yet; [HashRanges] says which shard a key belongs to.
/// - [Reader] says when a consumer gets to see a record, by polls or by push; [Lane] is what one batch after the other
///   is taken from; [StreamMapping] invokes the function and does what errors ask for.
/// - [RecordLog] holds them together; [LogActor] is a stream of its own, a table has one inside.
@NullMarked
package billow.simulator.log;

import org.jspecify.annotations.NullMarked;
