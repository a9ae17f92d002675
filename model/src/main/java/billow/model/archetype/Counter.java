package billow.model.archetype;

/// Things counted at a node while it is simulated, each already rounded as it is billed. Meters turn them into
/// quantities.
public enum Counter {
    /// Calls that count for the bill: invocations that reached a function, requests that passed a gateway's throttle.
    BILLED_REQUESTS,
    /// Requests in the chunks the service bills by (512 KB at HTTP APIs, 64 KB at queues); at least one a request.
    BILLED_CHUNKS,
    /// Requests that carry messages of a fair queue with a group.
    GROUPED_REQUESTS,
    /// Handler plus init time in milliseconds, each invocation rounded up.
    BILLED_MILLIS,
    /// The same for invocations served by provisioned concurrency.
    PROVISIONED_BILLED_MILLIS,
    /// Allocated provisioned environments integrated over time, in environment-milliseconds.
    PROVISIONED_ENVIRONMENT_MILLIS,
    /// Environments restored from a snapshot.
    RESTORES,
    /// Provisioned pollers of event source mappings integrated over time, in poller-milliseconds.
    POLLER_MILLIS,
    /// Bytes of streamed responses beyond what is free of each.
    STREAMED_BYTES,
    /// Bytes of log written.
    LOG_BYTES,
    /// Response bytes sent to clients over the internet.
    BYTES_OUT,
    /// Half read units: 1 for an eventually consistent read of up to 4 KB.
    HALF_READ_UNITS,
    /// Write units of 1 KB.
    WRITE_UNITS,
    /// Half read units that queries of global secondary indexes took.
    INDEX_HALF_READ_UNITS,
    /// Write units that entries of global secondary indexes took.
    INDEX_WRITE_UNITS,
    /// Write units that replicas of a global table took, all replicas together.
    REPLICATED_WRITE_UNITS,
    /// Kilobytes by which a table has grown, each for the seconds it was kept.
    GROWN_KILOBYTE_SECONDS,
    /// Provisioned read capacity integrated over time, in unit-milliseconds.
    READ_CAPACITY_MILLIS,
    /// Provisioned write capacity integrated over time, in unit-milliseconds.
    WRITE_CAPACITY_MILLIS,
    /// State transitions of standard workflows, retries included.
    TRANSITIONS,
    /// Executions started.
    EXECUTIONS,
    /// Express executions started, also as children of a distributed Map of a standard one.
    EXPRESS_EXECUTIONS,
    /// Express workflow time in 64 MB × 100 ms steps, each execution rounded up.
    EXPRESS_STEPS,
    /// Shards integrated over time, in shard-milliseconds.
    SHARD_MILLIS,
    /// The same for each consumer that records are pushed to.
    CONSUMER_SHARD_MILLIS,
    /// Bytes written: to an on-demand stream, each record rounded up to 1 KB; to files, at least 4 KB an operation.
    BYTES_WRITTEN,
    /// Bytes read: from a stream by consumers that share; from files, at least 4 KB an operation.
    BYTES_READ,
    /// Bytes pushed to consumers.
    BYTES_PUSHED,
    /// Bytes of messages published.
    PUBLISHED_BYTES,
    /// Attempts to hand a message to a function.
    FUNCTION_DELIVERIES,
    /// Attempts to hand a message to a queue.
    QUEUE_DELIVERIES,
    /// Attempts to hand a message to a delivery stream.
    STREAM_DELIVERIES,
    /// Mails sent, repeated attempts included.
    MAIL_DELIVERIES,
    /// Notifications sent to mobile devices, repeated attempts included.
    PUSH_DELIVERIES,
    /// Attempts to hand a message to something outside, retries included.
    OUTSIDE_DELIVERIES,
    /// Traces begun here and recorded: those of requests whose sampling was decided at this node.
    TRACES,
    /// Bytes of messages handed to targets, envelopes included.
    DELIVERED_BYTES,
    /// Bytes sent from edge locations to origins.
    BYTES_TO_ORIGIN,
    /// Requests that passed an origin shield.
    SHIELD_REQUESTS,
    /// Runs of code at the edge.
    EDGE_RUNS,
    /// Requests that put, copy or post objects in S3 Standard or Intelligent-Tiering, or send a part of one, and lists.
    OBJECT_WRITES,
    /// The same in Standard-IA.
    STANDARD_IA_WRITES,
    /// The same in One Zone-IA.
    ONE_ZONE_IA_WRITES,
    /// The same in Glacier Instant Retrieval.
    GLACIER_INSTANT_WRITES,
    /// The same in Glacier Flexible Retrieval.
    GLACIER_WRITES,
    /// The same in Glacier Deep Archive.
    DEEP_ARCHIVE_WRITES,
    /// Requests that read objects, and all others that are billed, of classes without a price of their own for them.
    OBJECT_READS,
    /// The same of Standard-IA.
    STANDARD_IA_READS,
    /// The same of One Zone-IA.
    ONE_ZONE_IA_READS,
    /// The same of Glacier Instant Retrieval.
    GLACIER_INSTANT_READS,
    /// Bytes read from Standard-IA.
    STANDARD_IA_RETRIEVED,
    /// Bytes read from One Zone-IA.
    ONE_ZONE_IA_RETRIEVED,
    /// Bytes read from Glacier Instant Retrieval.
    GLACIER_INSTANT_RETRIEVED,
    /// Objects moved by lifecycle rules to Standard-IA or One Zone-IA.
    RARE_MOVES,
    /// The same to Intelligent-Tiering.
    INTELLIGENT_MOVES,
    /// The same to Glacier Instant Retrieval.
    GLACIER_INSTANT_MOVES,
    /// The same to Glacier Flexible Retrieval.
    GLACIER_MOVES,
    /// The same to Glacier Deep Archive.
    DEEP_ARCHIVE_MOVES,
    /// What is stored in S3 Standard, each object for the time it will be billed there.
    STANDARD_MEGABYTE_SECONDS,
    /// The same in Standard-IA.
    STANDARD_IA_MEGABYTE_SECONDS,
    /// The same in One Zone-IA.
    ONE_ZONE_IA_MEGABYTE_SECONDS,
    /// The same in Intelligent-Tiering, frequent access.
    FREQUENT_MEGABYTE_SECONDS,
    /// The same in Intelligent-Tiering, infrequent access.
    INFREQUENT_MEGABYTE_SECONDS,
    /// The same in Intelligent-Tiering, archive instant access.
    INSTANT_MEGABYTE_SECONDS,
    /// The same in Glacier Instant Retrieval.
    GLACIER_INSTANT_MEGABYTE_SECONDS,
    /// The same in Glacier Flexible Retrieval.
    GLACIER_MEGABYTE_SECONDS,
    /// The same in Glacier Deep Archive.
    DEEP_ARCHIVE_MEGABYTE_SECONDS,
    /// Objects that Intelligent-Tiering watches, each for the time it does.
    WATCHED_OBJECT_SECONDS,
    /// Standard restores from Glacier Flexible Retrieval.
    GLACIER_RESTORES,
    /// Their bytes.
    GLACIER_RESTORED_BYTES,
    /// Expedited restores from Glacier Flexible Retrieval.
    GLACIER_EXPEDITED_RESTORES,
    /// Their bytes.
    GLACIER_EXPEDITED_BYTES,
    /// Standard restores from Glacier Deep Archive.
    DEEP_ARCHIVE_RESTORES,
    /// Their bytes.
    DEEP_ARCHIVE_RESTORED_BYTES,
    /// Bulk restores from Glacier Deep Archive.
    DEEP_ARCHIVE_BULK_RESTORES,
    /// Their bytes.
    DEEP_ARCHIVE_BULK_BYTES,
    /// Capacity units of a load balancer in use, in millionths of a unit-hour, the greatest dimension of each hour.
    CAPACITY_UNIT_MICROS,
    /// Tokens issued to machines.
    MACHINE_TOKENS,
    /// Calls of a user pool by which a user becomes active.
    USER_ACTIVITIES,
    /// Open connections integrated over time, in connection-milliseconds.
    CONNECTION_MILLIS,
    /// Updates sent to subscribers, in the chunks they are billed by.
    REALTIME_CHUNKS,
    /// Bytes of requests and answers that passed through a place on the way.
    BYTES_PROCESSED,
    /// Messages that rules of a broker selected, for each rule, in the chunks the service bills by.
    RULE_CHUNKS
}
