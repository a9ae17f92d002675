package billow.model.service;

import static billow.model.quota.Limits.limit;
import static billow.model.service.Declare.assumed;
import static billow.model.service.Declare.choice;
import static billow.model.service.Declare.documented;

import billow.model.archetype.Archetype;
import billow.model.archetype.Counter;
import billow.model.archetype.Interaction;
import billow.model.archetype.PartitionedLog;
import billow.model.archetype.Table;
import billow.model.archetype.TableOperation;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table of items: Amazon DynamoDB.
public final class DynamoTable implements NodeKind {
    public static final Param.Choice BILLING_MODE = choice(
            documented("billingMode", Section.CAPACITY, "How capacity is provided and paid."),
            "PAY_PER_REQUEST",
            "PAY_PER_REQUEST",
            "On demand: grows with the load, paid per request.",
            "PROVISIONED",
            "Fixed or auto-scaled units per second, paid by the hour.");
    public static final Param.Whole READ_UNITS = Declare.whole(
            "readCapacityUnits",
            Section.CAPACITY,
            Unit.COUNT,
            "dynamodb.units",
            "Provisioned reads per second: one of up to 4 KB strongly, two eventually consistent.");
    public static final Param.Whole WRITE_UNITS = Declare.whole(
            "writeCapacityUnits",
            Section.CAPACITY,
            Unit.COUNT,
            "dynamodb.units",
            "Provisioned writes per second of up to 1 KB.");
    public static final Param.Whole READ_MAX = new Param.Whole(
            documented("readMaxCapacity", Section.CAPACITY, "Auto scaling of reads up to this; none for no scaling."),
            Unit.COUNT,
            1,
            1_000_000,
            null);
    public static final Param.Whole WRITE_MAX = new Param.Whole(
            documented("writeMaxCapacity", Section.CAPACITY, "Auto scaling of writes up to this; none for no scaling."),
            Unit.COUNT,
            1,
            1_000_000,
            null);
    public static final Param.Real TARGET = new Param.Real(
            Declare.limited(
                    "targetUtilization",
                    Section.CAPACITY,
                    "Utilisation that auto scaling aims at.",
                    "dynamodb.scalingTarget"),
            Unit.PERCENT,
            0.2,
            0.9,
            limit("dynamodb.scalingTarget").standard() / 100);
    public static final Param.Whole MAX_READS = new Param.Whole(
            documented("maxReadRequestUnits", Section.CAPACITY, "Ceiling of on-demand reads per second."),
            Unit.COUNT,
            1,
            10_000_000,
            null);
    public static final Param.Whole MAX_WRITES = new Param.Whole(
            documented("maxWriteRequestUnits", Section.CAPACITY, "Ceiling of on-demand writes per second."),
            Unit.COUNT,
            1,
            10_000_000,
            null);
    public static final Param.Size TABLE_SIZE = new Param.Size(
            assumed("tableSize", Section.DATA, "Size of all items: storage cost, and one partition per 10 GB."),
            Unit.GIGABYTE,
            0,
            1L << 50,
            1L << 30);
    public static final Param.Flag ADAPTIVE = new Param.Flag(
            documented("adaptiveCapacity", Section.BEHAVIOUR, "Hot partitions get what others leave unused."), true);
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

    public static final Param.Choice OPERATION = choice(
            documented("operation", Section.LOAD, "What is done to the table."),
            "getItem",
            "getItem",
            "Read one item.",
            "batchGetItem",
            "Read several items, each rounded up.",
            "transactGetItems",
            "Read several items in a transaction, twice the units.",
            "query",
            "Read a range of items, rounded up in sum.",
            "scan",
            "Read everything in its way, rounded up in sum.",
            "putItem",
            "Write an item.",
            "updateItem",
            "Change an item.",
            "deleteItem",
            "Delete an item.",
            "batchWriteItem",
            "Write several items, each rounded up.",
            "transactWriteItems",
            "Write several items in a transaction, twice the units.");
    public static final Param.Law ITEM_SIZE = Declare.size(
            assumed(
                    "itemSize",
                    Section.DATA,
                    "Size of one item with its attribute names; for writes the larger of before and after."),
            Declare.kilobytes(1));
    public static final Param.Whole ITEMS = new Param.Whole(
            assumed("items", Section.DATA, "Items of one batch, query, scan or transaction."),
            Unit.COUNT,
            1,
            1_000_000,
            1L);
    public static final Param.Flag CONSISTENT = new Param.Flag(
            documented(
                    "consistentRead",
                    Section.BEHAVIOUR,
                    "Strongly consistent read: twice the units of an eventually consistent one."),
            false);
    public static final Param.Real CONDITION_FAILS = new Param.Real(
            assumed(
                    "conditionFails",
                    Section.RELIABILITY,
                    "Share of conditional writes that are refused; they are charged all the same."),
            Unit.PERCENT,
            0,
            1,
            0.0);
    public static final Param.Real MISSING = new Param.Real(
            assumed("missing", Section.DATA, "Share of reads that find no item."), Unit.PERCENT, 0, 1, 0.0);

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
        return List.of(
                BILLING_MODE,
                READ_UNITS,
                WRITE_UNITS,
                READ_MAX,
                WRITE_MAX,
                TARGET,
                MAX_READS,
                MAX_WRITES,
                TABLE_SIZE,
                ADAPTIVE,
                STREAM_VIEW,
                READ_LATENCY,
                WRITE_LATENCY,
                QUERY_LATENCY,
                TRANSACT_LATENCY);
    }

    @Override
    public List<Outlet> outlets() {
        return Calling.plain(LinkKind.STREAM, LinkKind.ON_FAILURE);
    }

    @Override
    public List<Inlet> inlets() {
        return List.of(new Inlet(
                LinkKind.OPERATE,
                List.of(OPERATION, ITEM_SIZE, ITEMS, CONSISTENT, CONDITION_FAILS, MISSING),
                DynamoTable::operate));
    }

    private static Interaction operate(Params p) {
        return new Interaction.Operate(
                operation(p.get(OPERATION)),
                p.get(ITEM_SIZE),
                Math.toIntExact(p.get(ITEMS)),
                p.get(CONSISTENT),
                p.get(CONDITION_FAILS),
                p.get(MISSING));
    }

    private static TableOperation operation(String word) {
        return switch (word) {
            case "batchGetItem" -> TableOperation.BATCH_GET;
            case "transactGetItems" -> TableOperation.TRANSACT_GET;
            case "query" -> TableOperation.QUERY;
            case "scan" -> TableOperation.SCAN;
            case "putItem" -> TableOperation.PUT;
            case "updateItem" -> TableOperation.UPDATE;
            case "deleteItem" -> TableOperation.DELETE;
            case "batchWriteItem" -> TableOperation.BATCH_WRITE;
            case "transactWriteItems" -> TableOperation.TRANSACT_WRITE;
            default -> TableOperation.GET;
        };
    }

    @Override
    public Archetype lower(Params p, String region) {
        return new Table(
                capacity(p),
                new Table.PartitionLimits(
                        limit("dynamodb.partitionReads").standard(),
                        limit("dynamodb.partitionWrites").standard(),
                        Unit.GIGABYTE.toCanonical(
                                limit("dynamodb.partitionSize").standard()),
                        limit("dynamodb.burst").standard(),
                        p.get(ADAPTIVE)),
                p.get(TABLE_SIZE),
                p.get(READ_LATENCY),
                p.get(WRITE_LATENCY),
                p.get(QUERY_LATENCY),
                p.get(TRANSACT_LATENCY),
                stream(p));
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

    private static Table.Capacity capacity(Params p) {
        if (p.get(BILLING_MODE).equals("PROVISIONED"))
            return new Table.Provisioned(
                    p.get(READ_UNITS),
                    p.get(WRITE_UNITS),
                    scaling(p, READ_UNITS, READ_MAX),
                    scaling(p, WRITE_UNITS, WRITE_MAX));
        return new Table.OnDemand(
                limit("dynamodb.onDemandReads").standard(),
                limit("dynamodb.onDemandWrites").standard(),
                limit("dynamodb.tableQuota").standard(),
                p.find(MAX_READS).orElse(0L),
                p.find(MAX_WRITES).orElse(0L));
    }

    private static Table.@Nullable Scaling scaling(Params p, Param.Whole units, Param.Whole max) {
        return p.find(max)
                .map(m -> new Table.Scaling(p.get(units), m, p.get(TARGET), Declare.nanos("dynamodb.updateTime")))
                .orElse(null);
    }

    @Override
    public List<Meter> meters() {
        return List.of(
                new Meter(
                        "dynamodb.ondemand_read",
                        "RRU",
                        "Read request units of 4 KB, half for eventually consistent reads, on demand.",
                        (p, c) -> onDemand(p) ? c.get(Counter.HALF_READ_UNITS) / 2 : 0),
                new Meter(
                        "dynamodb.ondemand_write",
                        "WRU",
                        "Write request units of 1 KB, refused conditions included, on demand.",
                        (p, c) -> onDemand(p) ? c.get(Counter.WRITE_UNITS) : 0),
                new Meter(
                        "dynamodb.provisioned_rcu_hour",
                        "RCU-hour",
                        "Provisioned read units by the hour, used or not.",
                        (p, c) -> c.get(Counter.READ_CAPACITY_MILLIS) / 3.6e6),
                new Meter(
                        "dynamodb.provisioned_wcu_hour",
                        "WCU-hour",
                        "Provisioned write units by the hour, used or not.",
                        (p, c) -> c.get(Counter.WRITE_CAPACITY_MILLIS) / 3.6e6),
                new Meter(
                        "dynamodb.storage_standard",
                        "GB-month",
                        "Size of the table for the time it is kept; a month has 730 hours.",
                        (p, c) -> Declare.gigabytes(p.get(TABLE_SIZE)) * c.seconds() / (730 * 3600)));
    }

    private static boolean onDemand(Params p) {
        return p.get(BILLING_MODE).equals("PAY_PER_REQUEST");
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                new Metric("consumedReadCapacityUnits", "units", "Read units used."),
                new Metric("consumedWriteCapacityUnits", "units", "Write units used."),
                new Metric("readThrottleEvents", "count", "Reads refused for want of capacity."),
                new Metric("writeThrottleEvents", "count", "Writes refused for want of capacity."),
                new Metric("provisionedReadCapacityUnits", "units", "Provisioned reads per second, mean and largest."),
                new Metric(
                        "provisionedWriteCapacityUnits", "units", "Provisioned writes per second, mean and largest."),
                new Metric("conditionalCheckFailedRequests", "count", "Conditional writes that were refused."),
                new Metric("successfulRequestLatency", "ms", "Time of an answer, mean."),
                new Metric("streamRecords", "count", "Records in the table's stream."),
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
