package billow.model.archetype;

import billow.model.value.Distribution;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What is asked of the called side of a link.
public sealed interface Interaction {
    /// An HTTP request.
    record Request() implements Interaction {}

    /// An invocation. The caller of an asynchronous one is answered as soon as the event is queued.
    ///
    /// @param latest whether the unpublished version is invoked although there is an alias
    record Invoke(boolean asynchronous, boolean latest) implements Interaction {
        /// Of the alias, when there is one.
        public Invoke(boolean asynchronous) {
            this(asynchronous, false);
        }
    }

    /// A call of a user pool.
    record Identify(IdentityOperation operation) implements Interaction {}

    /// A call of something outside.
    record Call() implements Interaction {}

    /// A table operation on `items` items of `itemBytes` each.
    ///
    /// @param operation         what is done
    /// @param itemBytes         size of one item (for writes the larger of old and new)
    /// @param items             items of a batch, query, scan or transaction; 1 for single-item operations
    /// @param strong            strongly consistent read
    /// @param conditionFails    share of conditional writes whose condition fails (they are charged all the same)
    /// @param missing           share of reads that find no item
    /// @param index             secondary index a query or scan reads; null for the table itself
    /// @param returned          share of the items a query or scan evaluates that pass its filter
    /// @param keyShards         partition keys that one key is spread over; 1 when it is not
    record Operate(
            TableOperation operation,
            Distribution itemBytes,
            int items,
            boolean strong,
            double conditionFails,
            double missing,
            @Nullable String index,
            double returned,
            int keyShards)
            implements Interaction {
        /// Of keys that are not spread.
        public Operate(
                TableOperation operation,
                Distribution itemBytes,
                int items,
                boolean strong,
                double conditionFails,
                double missing,
                @Nullable String index,
                double returned) {
            this(operation, itemBytes, items, strong, conditionFails, missing, index, returned, 1);
        }

        /// Of the table itself, without a filter.
        public Operate(
                TableOperation operation,
                Distribution itemBytes,
                int items,
                boolean strong,
                double conditionFails,
                double missing) {
            this(operation, itemBytes, items, strong, conditionFails, missing, null, 1);
        }
    }

    /// An operation on an object.
    ///
    /// @param objectBytes size of the object; null for what the caller hands on, or that of an object in the store
    /// @param partBytes   size of a part of an object sent in parts
    /// @param aim         which objects it is about
    record Store(ObjectOperation operation, @Nullable Distribution objectBytes, long partBytes, Aim aim)
            implements Interaction {
        /// About new objects of the bucket's class.
        public Store(ObjectOperation operation, @Nullable Distribution objectBytes, long partBytes) {
            this(operation, objectBytes, partBytes, Aim.USUAL);
        }
    }

    /// Which objects of a store an operation is about, and how archived ones are restored.
    ///
    /// @param storageClass class they are, or were, stored in; null for the bucket's
    /// @param ageNanos     since they were stored, for those that are read, restored or deleted
    /// @param speed        of a restore
    /// @param keptNanos    how long a restored copy is kept
    record Aim(@Nullable StorageClass storageClass, long ageNanos, Restoring speed, long keptNanos) {
        /// New objects of the bucket's class.
        public static final Aim USUAL = new Aim(null, 0, Restoring.STANDARD, 0);
    }

    /// How fast an archived object is restored.
    enum Restoring {
        EXPEDITED,
        STANDARD,
        BULK
    }
    /// Operations on files, one after the other.
    ///
    /// @param write      whether they write
    /// @param bytes      of one operation
    /// @param operations how many, 1 or more
    record FileAccess(boolean write, Distribution bytes, int operations) implements Interaction {}

    /// Messages sent to a buffer.
    ///
    /// @param messageBytes size of one message
    /// @param batch        messages of one SendMessageBatch call, 1 to 10
    /// @param repeated     share of messages that repeat the one before
    /// @param delayNanos   before a message can be received; below 0 for the delay of the buffer
    record Send(Distribution messageBytes, int batch, double repeated, long delayNanos) implements Interaction {
        public Send(Distribution messageBytes, int batch) {
            this(messageBytes, batch, 0);
        }

        public Send(Distribution messageBytes, int batch, double repeated) {
            this(messageBytes, batch, repeated, -1);
        }
    }

    /// Records put into a log.
    ///
    /// @param recordBytes size of one record
    /// @param batch       records of one PutRecords call, 1 to 500
    /// @param spread      whether each record has a key of its own; otherwise all have that of the request
    record Put(Distribution recordBytes, int batch, boolean spread) implements Interaction {}

    /// An event source mapping that feeds a function from a log.
    ///
    /// @param batchSize       most records of one invocation
    /// @param windowNanos     how long a batch may wait to fill up, from the end of the invocation before
    /// @param parallelization batches of one shard that may be in work at once
    /// @param retries         after a function error; -1 for no end
    /// @param maxAgeNanos     after which a record is given up; -1 for never
    /// @param bisect          whether a failed batch is halved
    /// @param partialFailures whether the function reports the first record that failed
    /// @param tumblingNanos   length of the windows over which the function keeps state; 0 for none
    /// @param matching        share of records that pass the filter
    /// @param poison          share of records that always fail
    /// @param pushed          whether records are pushed to it (enhanced fan-out); otherwise it polls
    /// @param filter          which records pass
    /// @param start           when it begins, and with which records
    record Read(
            int batchSize,
            long windowNanos,
            int parallelization,
            int retries,
            long maxAgeNanos,
            boolean bisect,
            boolean partialFailures,
            long tumblingNanos,
            double matching,
            double poison,
            boolean pushed,
            RecordFilter filter,
            Start start)
            implements Interaction {
        /// Filters by share, and begins at once.
        public Read(
                int batchSize,
                long windowNanos,
                int parallelization,
                int retries,
                long maxAgeNanos,
                boolean bisect,
                boolean partialFailures,
                long tumblingNanos,
                double matching,
                double poison,
                boolean pushed) {
            this(
                    batchSize,
                    windowNanos,
                    parallelization,
                    retries,
                    maxAgeNanos,
                    bisect,
                    partialFailures,
                    tumblingNanos,
                    matching,
                    poison,
                    pushed,
                    new RecordFilter(matching, null),
                    Start.AT_ONCE);
        }

        /// @param enabledNanos when the mapping begins to read
        /// @param fromNanos    it reads what was written from then on; 0 for all that is kept
        public record Start(long enabledNanos, long fromNanos) {
            public static final Start AT_ONCE = new Start(0, 0);
        }
    }

    /// Messages published to a fan-out.
    ///
    /// @param messageBytes size of one message
    /// @param batch        messages of one call, 1 to 10
    /// @param sample       a message as an example, for filters; null when there is none
    /// @param repeated     share of messages that repeat the one before
    /// @param topic        of MQTT they come by; null when nobody says
    record Publish(
            Distribution messageBytes,
            int batch,
            @Nullable JsonNode sample,
            double repeated,
            @Nullable String topic) implements Interaction {
        /// Without a topic of MQTT.
        public Publish(Distribution messageBytes, int batch, @Nullable JsonNode sample, double repeated) {
            this(messageBytes, batch, sample, repeated, null);
        }

        /// None of them repeats another.
        public Publish(Distribution messageBytes, int batch, @Nullable JsonNode sample) {
            this(messageBytes, batch, sample, 0);
        }
    }

    /// A message handed over by a fan-out: an asynchronous invocation, a message sent, an execution started, a call.
    record Deliver() implements Interaction {}

    /// Start of a workflow. The caller of a synchronous one waits for its end (Express only).
    ///
    /// @param input example of an input, for checks; null when none is given
    record Start(boolean synchronous, @Nullable JsonNode input) implements Interaction {}

    /// An event source mapping that feeds a function from a buffer.
    ///
    /// @param batchSize          most messages of one invocation
    /// @param windowNanos        how long a batch may wait to fill up
    /// @param maxConcurrency     most concurrent invocations of this mapping; 0 for no limit of its own
    /// @param partialFailures    whether the function reports which messages failed
    /// @param pollers            scaling rule of the pollers
    /// @param filter             which messages reach the function; the others are deleted
    record Poll(
            int batchSize,
            long windowNanos,
            int maxConcurrency,
            boolean partialFailures,
            PollerScaling pollers,
            RecordFilter filter)
            implements Interaction {
        /// Takes all messages.
        public Poll(
                int batchSize, long windowNanos, int maxConcurrency, boolean partialFailures, PollerScaling pollers) {
            this(batchSize, windowNanos, maxConcurrency, partialFailures, pollers, RecordFilter.ALL);
        }

        /// The same without waiting for batches to fill up.
        public Poll withoutWindow() {
            return new Poll(batchSize, 0, maxConcurrency, partialFailures, pollers, filter);
        }
    }

    /// How the concurrency of an event source mapping grows while there is a backlog.
    ///
    /// @param initial   concurrent batches at first
    /// @param perMinute added per minute
    /// @param maximum   never more than this
    /// @param perPoller concurrent batches of a provisioned poller; 0 for pollers that cost nothing
    /// @param bytesPerSecond that a provisioned poller receives at most
    /// @param callsPerSecond in which it receives them
    record PollerScaling(
            int initial, int perMinute, int maximum, int perPoller, double bytesPerSecond, double callsPerSecond) {
        /// Pollers that cost nothing.
        public PollerScaling(int initial, int perMinute, int maximum) {
            this(initial, perMinute, maximum, 0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
    }

    /// Where messages go that were received more than `maxReceiveCount` times, or events that were given up (0).
    record DeadLetter(int maxReceiveCount) implements Interaction {}

    /// A report about the end of an asynchronous invocation.
    record Report() implements Interaction {}
}
