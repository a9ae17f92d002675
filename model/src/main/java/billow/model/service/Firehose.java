package billow.model.service;

import static billow.model.quota.Limits.limit;

import billow.model.archetype.Archetype;
import billow.model.archetype.Counter;
import billow.model.archetype.DeliveryBuffer;
import billow.model.archetype.Interaction;
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

/// A delivery stream: Amazon Data Firehose.
public final class Firehose implements NodeKind {
    public static final Param.Whole BUFFER_SIZE = Declare.whole(
            "bufferSizeInMBs",
            Section.CAPACITY,
            Unit.MEGABYTE,
            "firehose.bufferSize",
            "Records are delivered together when there is so much of them.");
    public static final Param.Span BUFFER_INTERVAL = Declare.span(
            "bufferIntervalInSeconds",
            Section.CAPACITY,
            Unit.SECOND,
            "firehose.bufferInterval",
            "Records are delivered this long after the first at the latest.");
    public static final Param.Law RECORD_SIZE = KinesisStream.RECORD_SIZE;
    public static final Param.Whole PUT_BATCH = Declare.whole(
            "putBatch", Section.LOAD, Unit.COUNT, "kinesis.putRecords", "Records of one PutRecordBatch call.");

    @Override
    public String id() {
        return "aws.firehose.deliverystream";
    }

    @Override
    public String name() {
        return "Firehose delivery stream";
    }

    @Override
    public Category category() {
        return Category.MESSAGING;
    }

    @Override
    public String summary() {
        return "Gathers records and delivers them to a store in large pieces.";
    }

    @Override
    public List<Param<?>> params() {
        return List.of(BUFFER_SIZE, BUFFER_INTERVAL);
    }

    @Override
    public List<Outlet> outlets() {
        return Calling.plain(LinkKind.OPERATE, LinkKind.CALL);
    }

    @Override
    public boolean reaches(LinkKind kind, NodeKind to) {
        return kind != LinkKind.OPERATE || to instanceof S3Bucket;
    }

    @Override
    public List<Inlet> inlets() {
        return List.of(
                new Inlet(
                        LinkKind.PUT,
                        List.of(RECORD_SIZE, PUT_BATCH),
                        p -> new Interaction.Put(p.get(RECORD_SIZE), Math.toIntExact(p.get(PUT_BATCH)), false)),
                FanOuts.target(),
                new Inlet(
                        LinkKind.DRAIN,
                        List.of(),
                        p -> new Interaction.Read(10_000, 0, 1, -1, -1, false, false, 0, 1, 0, false)));
    }

    @Override
    public Archetype lower(Params p, String region) {
        return new DeliveryBuffer(
                (long) Unit.MEGABYTE.toCanonical(p.get(BUFFER_SIZE)),
                p.get(BUFFER_INTERVAL),
                Unit.MEGABYTE.toCanonical(limit("firehose.bytes").in(region)),
                limit("firehose.records").in(region),
                (long) Unit.KILOBYTE.toCanonical(limit("firehose.chunk").standard()),
                (long) Unit.KILOBYTE.toCanonical(limit("firehose.recordSize").standard()),
                (long) Unit.HOUR.toCanonical(limit("firehose.retention").standard()),
                Declare.millisBetween("kinesis.putP50", "kinesis.putP99"));
    }

    @Override
    public List<Meter> meters() {
        return List.of(new Meter(
                "firehose.ingest_5KB_rounded",
                "GB",
                "Records taken in, each rounded up to 5 KB.",
                (p, c) -> Declare.gigabytes(c.get(Counter.BYTES_WRITTEN))));
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                new Metric("incomingRecords", "count", "Records taken in."),
                new Metric("incomingBytes", "B", "Bytes taken in."),
                new Metric("throttledRecords", "count", "Records refused for want of throughput."),
                new Metric(
                        "recordsRejected",
                        "count",
                        "Records of puts refused because a record or the put was too large."),
                new Metric("deliveries", "count", "Pieces delivered."),
                new Metric("recordsDone", "count", "Records delivered."),
                new Metric("recordsDropped", "count", "Records given up because they could not be delivered in a day."),
                new Metric("recordsInside", "count", "Records not delivered yet at the end."),
                new Metric("dataFreshness", "s", "Age of the oldest record of a piece when it is delivered, mean."));
    }

    @Override
    public List<String> imports() {
        return List.of("AWS::KinesisFirehose::DeliveryStream", "aws_kinesis_firehose_delivery_stream");
    }
}
