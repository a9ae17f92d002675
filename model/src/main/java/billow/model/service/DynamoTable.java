package billow.model.service;

import static billow.model.quota.Limits.limit;
import static billow.model.service.Declare.choice;
import static billow.model.service.Declare.documented;

import billow.model.archetype.Archetype;
import billow.model.archetype.PartitionedLog;
import billow.model.archetype.Table;
import billow.model.kind.Category;
import billow.model.kind.Inlet;
import billow.model.kind.LinkKind;
import billow.model.kind.Meter;
import billow.model.kind.Metric;
import billow.model.kind.NodeKind;
import billow.model.kind.Outlet;
import billow.model.param.About.Section;
import billow.model.param.Param;
import billow.model.param.Params;
import billow.model.value.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A table of items: Amazon DynamoDB. What it is made of is declared by subject: [TableCapacity], [TableIndexes],
/// [TableKeeping], and [TableOperations] for its links.
public final class DynamoTable implements NodeKind {
    public static final Param.Choice BILLING_MODE = TableCapacity.BILLING_MODE;
    public static final Param.Whole READ_UNITS = TableCapacity.READ_UNITS;
    public static final Param.Whole WRITE_UNITS = TableCapacity.WRITE_UNITS;
    public static final Param.Whole READ_MAX = TableCapacity.READ_MAX;
    public static final Param.Whole WRITE_MAX = TableCapacity.WRITE_MAX;
    public static final Param.Document GLOBAL_INDEXES = TableIndexes.GLOBAL;
    public static final Param.Choice OPERATION = TableOperations.OPERATION;
    public static final Param.Law ITEM_SIZE = TableOperations.ITEM_SIZE;
    public static final Param.Whole ITEMS = TableOperations.ITEMS;
    public static final Param.Text INDEX = TableOperations.INDEX;
    public static final Param.Flag CONSISTENT = TableOperations.CONSISTENT;

    public static final Param.Choice STREAM_VIEW = choice(
            documented(
                    "streamViewType",
                    Section.DATA,
                    "What a record of the table's stream contains; there is a stream when a function reads it."),
            "NEW_AND_OLD_IMAGES",
            "NEW_AND_OLD_IMAGES",
            "The item before and after.",
            "NEW_IMAGE",
            "The item after.",
            "OLD_IMAGE",
            "The item before.",
            "KEYS_ONLY",
            "The key only.");
    public static final Param.Law READ_LATENCY =
            latency("readLatency", "A single-item read.", "dynamodb.readP50", "dynamodb.readP99");
    public static final Param.Law WRITE_LATENCY =
            latency("writeLatency", "A single-item write.", "dynamodb.writeP50", "dynamodb.writeP99");
    public static final Param.Law QUERY_LATENCY =
            latency("queryLatency", "A query, scan or batch.", "dynamodb.queryP50", "dynamodb.queryP99");
    public static final Param.Law TRANSACT_LATENCY =
            latency("transactLatency", "A transaction.", "dynamodb.transactP50", "dynamodb.transactP99");

    private static Param.Law latency(String name, String help, String p50, String p99) {
        return Declare.time(
                Declare.limited(name, Section.BEHAVIOUR, "Time of an answer. " + help, p50),
                Declare.millisBetween(p50, p99));
    }

    @Override
    public String id() {
        return "aws.dynamodb.table";
    }

    @Override
    public String name() {
        return "DynamoDB table";
    }

    @Override
    public Category category() {
        return Category.DATA;
    }

    @Override
    public String summary() {
        return "Keeps items by key; reads and writes cost capacity units, and what exceeds them is throttled.";
    }

    @Override
    public List<Param<?>> params() {
        var all = new ArrayList<Param<?>>(TableCapacity.PARAMS);
        all.addAll(List.of(TableIndexes.GLOBAL, TableIndexes.LOCAL, TableIndexes.COLLECTION));
        all.addAll(TableKeeping.PARAMS);
        all.addAll(List.of(
                TableCapacity.ADAPTIVE,
                TableCapacity.SPLIT_DELAY,
                STREAM_VIEW,
                READ_LATENCY,
                WRITE_LATENCY,
                QUERY_LATENCY,
                TRANSACT_LATENCY));
        return List.copyOf(all);
    }

    @Override
    public List<Outlet> outlets() {
        return Calling.plain(LinkKind.STREAM, LinkKind.ON_FAILURE);
    }

    @Override
    public List<Inlet> inlets() {
        return List.of(TableOperations.inlet(), AlarmScaling.inlet());
    }

    /// A rule of AWS IoT puts items.
    @Override
    public Inlet inletFrom(NodeKind from, Inlet inlet) {
        return from instanceof IotCore && inlet.kind() == LinkKind.OPERATE ? TableOperations.puts() : inlet;
    }

    @Override
    public List<ParamComplaint> complaints(Params params) {
        return TableIndexes.complaints(params);
    }

    @Override
    public boolean reaches(LinkKind kind, NodeKind to) {
        return StreamMapping.reports(kind, to);
    }

    @Override
    public Optional<String> refusal(LinkKind kind, NodeKind to) {
        return StreamMapping.refusal(kind, to);
    }

    @Override
    public Archetype lower(Params p, String region) {
        return new Table(
                TableCapacity.of(p),
                TableCapacity.partitions(p),
                p.get(TableKeeping.TABLE_SIZE),
                p.get(READ_LATENCY),
                p.get(WRITE_LATENCY),
                p.get(QUERY_LATENCY),
                p.get(TRANSACT_LATENCY),
                stream(p),
                TableIndexes.of(p),
                Math.toIntExact(p.get(TableIndexes.LOCAL)),
                TableKeeping.of(p));
    }

    private static Table.Stream stream(Params p) {
        int images = switch (p.get(STREAM_VIEW)) {
            case "KEYS_ONLY" -> 0;
            case "NEW_AND_OLD_IMAGES" -> 2;
            default -> 1;
        };
        var delivery = Declare.millis(limit("dynamodb.stream.delivery").standard());
        return new Table.Stream(
                images,
                (long) limit("dynamodb.stream.keySize").standard(),
                (long) Unit.HOUR.toCanonical(limit("dynamodb.stream.retention").standard()),
                new PartitionedLog.Reading(
                        Declare.nanos("esm.dynamodb.poll"),
                        limit("dynamodb.stream.pollRate").standard(),
                        (int) limit("dynamodb.stream.pollRecords").standard(),
                        (long) Unit.MEGABYTE.toCanonical(
                                limit("dynamodb.stream.pollBytes").standard()),
                        Unit.MEGABYTE.toCanonical(
                                limit("dynamodb.stream.readBytes").standard()),
                        delivery,
                        delivery));
    }

    @Override
    public List<Meter> meters() {
        return TableKeeping.meters();
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                new Metric("consumedReadCapacityUnits", "units", "Read units used."),
                new Metric("consumedWriteCapacityUnits", "units", "Write units used."),
                new Metric("indexConsumedReadCapacityUnits", "units", "Read units used of global indexes."),
                new Metric("indexConsumedWriteCapacityUnits", "units", "Write units used of global indexes."),
                new Metric("readThrottleEvents", "count", "Reads refused for want of capacity."),
                new Metric("writeThrottleEvents", "count", "Writes refused for want of capacity."),
                new Metric("indexWriteThrottleEvents", "count", "Writes refused because an index lacked capacity."),
                new Metric("indexReadThrottleEvents", "count", "Queries of an index refused for want of its capacity."),
                new Metric("readProvisionedThroughputThrottleEvents", "count", "Reads refused: all units are used up."),
                new Metric(
                        "writeProvisionedThroughputThrottleEvents", "count", "Writes refused: all units are used up."),
                new Metric(
                        "readKeyRangeThroughputThrottleEvents",
                        "count",
                        "Reads refused: their partition is at its ceiling."),
                new Metric(
                        "writeKeyRangeThroughputThrottleEvents",
                        "count",
                        "Writes refused: their partition is at its ceiling."),
                new Metric(
                        "readMaxOnDemandThroughputThrottleEvents",
                        "count",
                        "Reads refused by the table's own maximum."),
                new Metric(
                        "writeMaxOnDemandThroughputThrottleEvents",
                        "count",
                        "Writes refused by the table's own maximum."),
                new Metric("partitionSplits", "count", "Partitions that were split because they were hot."),
                new Metric("provisionedReadCapacityUnits", "units", "Provisioned reads per second, mean and largest."),
                new Metric(
                        "provisionedWriteCapacityUnits", "units", "Provisioned writes per second, mean and largest."),
                new Metric("conditionalCheckFailedRequests", "count", "Conditional writes that were refused."),
                new Metric("transactionConflict", "count", "Items refused because of a transaction in progress."),
                new Metric("unprocessedItems", "count", "Items of batches that had to be sent again."),
                new Metric("userErrors", "count", "Requests refused because an item is too large."),
                new Metric("returnedItemCount", "count", "Items that queries and scans returned."),
                new Metric("timeToLiveDeletedItemCount", "count", "Items deleted because they had expired."),
                new Metric("tableSizeBytes", "B", "Size of the table, mean and largest."),
                new Metric("replicationLatency", "ms", "Time until a write has reached a replica, mean."),
                new Metric("successfulRequestLatency", "ms", "Time of an answer, mean."),
                new Metric("streamRecords", "count", "Records in the table's stream."),
                new Metric(
                        "timeToDone",
                        "ms",
                        "From writing a record to the end of the invocation that did it, with percentiles."),
                new Metric(
                        "iteratorAgeMilliseconds",
                        "ms",
                        "Age of the last record of a batch when it is handed to its consumer, mean and largest."));
    }

    @Override
    public List<String> imports() {
        return List.of("AWS::DynamoDB::Table", "AWS::Serverless::SimpleTable", "aws_dynamodb_table");
    }
}
