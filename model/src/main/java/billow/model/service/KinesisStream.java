package billow.model.service;

import static billow.model.quota.Limits.limit;
import static billow.model.service.Declare.assumed;
import static billow.model.service.Declare.choice;
import static billow.model.service.Declare.documented;

import billow.model.archetype.Archetype;
import billow.model.archetype.CallPlan;
import billow.model.archetype.Counter;
import billow.model.archetype.Interaction;
import billow.model.archetype.PartitionedLog;
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

/// A stream of records: Amazon Kinesis Data Streams.
public final class KinesisStream implements NodeKind {
    public static final Param.Choice MODE = choice(
            documented("streamMode", Section.CAPACITY, "Who decides how many shards there are."),
            "PROVISIONED",
            "PROVISIONED",
            "As many shards as set, paid by the hour.",
            "ON_DEMAND",
            "Shards split by themselves as the load grows; paid by the gigabyte.");
    public static final Param.Whole SHARDS = Declare.whole(
            "shardCount",
            Section.CAPACITY,
            Unit.COUNT,
            "kinesis.shards",
            "Shards of a provisioned stream, each for 1 MB and 1000 records written per second.");
    public static final Param.Whole RETENTION = Declare.whole(
            "retentionPeriodHours", Section.BEHAVIOUR, Unit.HOUR, "kinesis.retention", "Life of a record.");
    public static final Param.Whole MAX_RECORD = Declare.whole(
            "maxRecordSizeInKiB",
            Section.CAPACITY,
            Unit.KILOBYTE,
            "kinesis.recordSize",
            "Largest record that is taken; a put with a larger one is refused. Shards take large records only now and then.");
    public static final Param.Law DELIVERY = Declare.time(
            Declare.limited(
                    "pollDelivery",
                    Section.BEHAVIOUR,
                    "From a poll to the start of the consuming function; the wait for the poll comes before it.",
                    "kinesis.pollDelivery"),
            Declare.millis(limit("kinesis.pollDelivery").standard()));
    public static final Param.Law PUSH_DELIVERY = Declare.time(
            Declare.limited(
                    "enhancedFanOutDelivery",
                    Section.BEHAVIOUR,
                    "From a write to the start of a function with enhanced fan-out.",
                    "kinesis.pushP50"),
            Declare.millisBetween("kinesis.pushP50", "kinesis.pushP99"));
    public static final Param.Law RECORD_SIZE = Declare.size(
            assumed("recordSize", Section.DATA, "Size of one record with its partition key; billed by 25 KB."),
            Declare.kilobytes(1));
    public static final Param.Whole PUT_BATCH = Declare.whole(
            "putBatch", Section.LOAD, Unit.COUNT, "kinesis.putRecords", "Records of one PutRecords call.");
    public static final Param.Choice PARTITION_KEY = choice(
            documented("partitionKey", Section.LOAD, "What decides the shard of a record."),
            "request",
            "request",
            "The key the request is about: popular keys make hot shards.",
            "random",
            "A key of its own for each record: spread evenly, in no order.");
    public static final Param.Choice CONSUMER = choice(
            documented("consumer", Section.CAPACITY, "How the function gets the records."),
            "shared",
            "shared",
            "It polls each shard once a second and shares 2 MB/s with the others.",
            "enhancedFanOut",
            "Records are pushed to it within some 70 ms; it has 2 MB/s a shard of its own and is paid for.");

    private static final double FREE_HOURS = 24;
    private static final double EXTENDED_HOURS = 168;
    private static final double MONTH_SECONDS = 730 * 3600;
    public static final Param.Document DATA =
            Declare.data("data", "What a record says; by default what the producer was given.");

    @Override
    public String id() {
        return "aws.kinesis.stream";
    }

    @Override
    public String name() {
        return "Kinesis stream";
    }

    @Override
    public Category category() {
        return Category.MESSAGING;
    }

    @Override
    public String summary() {
        return "Keeps records in order by key for a time; several consumers can read all of them.";
    }

    @Override
    public List<Param<?>> params() {
        return List.of(MODE, SHARDS, RETENTION, MAX_RECORD, DELIVERY, PUSH_DELIVERY, Encryption.AT_REST);
    }

    @Override
    public List<Outlet> outlets() {
        return List.of(
                new Outlet(LinkKind.STREAM, List.of(CONSUMER), p -> CallPlan.ONCE),
                Outlet.plain(LinkKind.DRAIN),
                Outlet.plain(LinkKind.ON_FAILURE));
    }

    @Override
    public List<Inlet> inlets() {
        return List.of(
                new Inlet(
                        LinkKind.PUT,
                        List.of(RECORD_SIZE, PUT_BATCH, PARTITION_KEY, DATA),
                        p -> new Interaction.Put(
                                p.get(RECORD_SIZE),
                                Math.toIntExact(p.get(PUT_BATCH)),
                                p.get(PARTITION_KEY).equals("random")),
                        p -> p.find(DATA).orElse(null)),
                FanOuts.target(),
                AlarmScaling.inlet());
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
    public Optional<String> adviceFor(NodeKind to) {
        return Optional.of(
                "A stream does nothing by itself: a Lambda function reads it. Maybe put a function between the stream and the %s."
                        .formatted(to.name()));
    }

    @Override
    public Archetype lower(Params p, String region) {
        return new PartitionedLog(
                capacity(p, region),
                Unit.MEGABYTE.toCanonical(limit("kinesis.shardBytes").standard()),
                limit("kinesis.shardRecords").standard(),
                (long) Unit.HOUR.toCanonical(p.get(RETENTION)),
                (long) Unit.KILOBYTE.toCanonical(limit("kinesis.chunk").standard()),
                (long) Unit.KILOBYTE.toCanonical(p.get(MAX_RECORD)),
                new PartitionedLog.Reading(
                        (long) Unit.SECOND.toCanonical(limit("esm.kinesis.poll").standard()),
                        limit("kinesis.pollRate").standard(),
                        (int) limit("kinesis.pollRecords").standard(),
                        (long) Unit.MEGABYTE.toCanonical(
                                limit("kinesis.pollBytes").standard()),
                        Unit.MEGABYTE.toCanonical(limit("kinesis.readBytes").standard()),
                        p.get(DELIVERY),
                        p.get(PUSH_DELIVERY)),
                Declare.millisBetween("kinesis.putP50", "kinesis.putP99"));
    }

    private static PartitionedLog.Capacity capacity(Params p, String region) {
        if (!onDemand(p)) return new PartitionedLog.Shards(Math.toIntExact(p.get(SHARDS)));
        return new PartitionedLog.OnDemand(
                (int) limit("kinesis.onDemand.shards").standard(),
                Unit.KILOBYTE.toCanonical(limit("kinesis.onDemand.splitBytes").standard()),
                limit("kinesis.shardRecords").standard() / 2,
                (long) Unit.MINUTE.toCanonical(
                        limit("kinesis.onDemand.splitTime").standard()),
                (int) limit("kinesis.onDemand.maxShards").in(region));
    }

    private static boolean onDemand(Params p) {
        return p.get(MODE).equals("ON_DEMAND");
    }

    @Override
    public List<Meter> meters() {
        var meters = new ArrayList<Meter>();
        meters.add(provisioned(
                "kinesis.shard_hour",
                "shard-hour",
                "Shards for the time they are there.",
                Counter.SHARD_MILLIS,
                3.6e6));
        meters.add(provisioned(
                "kinesis.put_payload_unit",
                "25KB unit",
                "Records written, each by 25 KB; refused ones are free.",
                Counter.BILLED_CHUNKS,
                1));
        meters.add(provisioned(
                "kinesis.efo_consumer_shard_hour",
                "consumer-shard-hour",
                "Shards times consumers with enhanced fan-out.",
                Counter.CONSUMER_SHARD_MILLIS,
                3.6e6));
        meters.add(provisioned(
                "kinesis.efo_data", "GB", "Records pushed to consumers.", Counter.BYTES_PUSHED, Unit.GIGABYTE.size()));
        meters.add(new Meter(
                "kinesis.extended_retention",
                "shard-hour",
                "Shards of a stream that keeps records for more than a day.",
                (p, c) -> onDemand(p) || p.get(RETENTION) <= FREE_HOURS ? 0 : c.get(Counter.SHARD_MILLIS) / 3.6e6));
        meters.add(new Meter(
                "kinesis.long_retention_storage",
                "GB-month",
                "Records kept beyond seven days, as many as there are once the stream is full.",
                (p, c) -> onDemand(p) ? 0 : kept(p, c, EXTENDED_HOURS, Double.MAX_VALUE)));
        meters.add(demand("kinesis.ondemand_data_in", "Records written, each by 1 KB.", Counter.BYTES_WRITTEN));
        meters.add(demand("kinesis.ondemand_data_out", "Records read by polling consumers.", Counter.BYTES_READ));
        meters.add(demand("kinesis.ondemand_efo_out", "Records pushed to consumers.", Counter.BYTES_PUSHED));
        meters.add(new Meter(
                "kinesis.ondemand_stream_hour",
                "stream-hour",
                "The stream for the time it is there.",
                (p, c) -> onDemand(p) ? c.seconds() / 3600 : 0));
        meters.add(new Meter(
                "kinesis.ondemand_extended_retention",
                "GB-month",
                "Records kept from the second to the seventh day, as many as there are once the stream is full.",
                (p, c) -> onDemand(p) ? kept(p, c, FREE_HOURS, EXTENDED_HOURS) : 0));
        meters.add(new Meter(
                "kinesis.ondemand_long_retention",
                "GB-month",
                "Records kept beyond seven days, as many as there are once the stream is full.",
                (p, c) -> onDemand(p) ? kept(p, c, EXTENDED_HOURS, Double.MAX_VALUE) : 0));
        return List.copyOf(meters);
    }

    private static Meter provisioned(String id, String unit, String help, Counter counter, double per) {
        return new Meter(id, unit, help, (p, c) -> onDemand(p) ? 0 : c.get(counter) / per);
    }

    private static Meter demand(String id, String help, Counter counter) {
        return new Meter(id, "GB", help, (p, c) -> onDemand(p) ? Declare.gigabytes(c.get(counter)) : 0);
    }

    /// GB-months of records whose age is between two numbers of hours, in a stream that has been running for long.
    private static double kept(Params p, Meter.Counts c, double fromHours, double toHours) {
        double hours = Math.max(0, Math.min(toHours, p.get(RETENTION)) - fromHours);
        return Declare.gigabytes(c.get(Counter.BYTES_WRITTEN)) * hours * 3600 / MONTH_SECONDS;
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                new Metric("incomingRecords", "count", "Records written."),
                new Metric("incomingBytes", "B", "Bytes written."),
                new Metric(
                        "writeProvisionedThroughputExceeded",
                        "count",
                        "Records refused because their shard had no capacity left."),
                new Metric(
                        "recordsRejected",
                        "count",
                        "Records of puts refused because a record or the put was too large."),
                new Metric("recordsLost", "count", "Records refused of puts that were accepted in part."),
                new Metric("shards", "shards", "Open shards, mean and largest number."),
                new Metric(
                        "getRecordsIteratorAgeMilliseconds",
                        "ms",
                        "Age of the last record of a batch when it is handed to its consumer, mean and largest."),
                new Metric(
                        "timeInStream",
                        "ms",
                        "From writing to the start of the consumer that has done the record, mean."),
                new Metric(
                        "timeToDone",
                        "ms",
                        "From writing a record to the end of the invocation that did it, with percentiles."),
                new Metric("recordsDone", "count", "Records done, once for each consumer."),
                new Metric("recordsFiltered", "count", "Records skipped by filters."),
                new Metric("recordsDeadLettered", "count", "Records given up and reported to a destination."),
                new Metric("recordsDropped", "count", "Records given up without a destination."),
                new Metric("recordsOffered", "count", "Records that consumers had to read, once for each."),
                new Metric("recordsInside", "count", "Records that consumers had not done at the end, once for each."),
                new Metric("recordsExpired", "count", "Records that were too old before a consumer had done them."));
    }

    @Override
    public List<String> imports() {
        return List.of("AWS::Kinesis::Stream", "aws_kinesis_stream");
    }
}
