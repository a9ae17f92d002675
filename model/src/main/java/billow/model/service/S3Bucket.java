package billow.model.service;

import static billow.model.quota.Limits.limit;
import static billow.model.service.Declare.assumed;
import static billow.model.service.Declare.choice;
import static billow.model.service.Declare.documented;

import billow.model.archetype.Archetype;
import billow.model.archetype.CallPlan;
import billow.model.archetype.Delivery;
import billow.model.archetype.FanOut;
import billow.model.archetype.Interaction;
import billow.model.archetype.ObjectOperation;
import billow.model.archetype.ObjectStore;
import billow.model.archetype.Redelivery;
import billow.model.archetype.Redelivery.Growth;
import billow.model.archetype.Redelivery.Phase;
import billow.model.archetype.StorageClass;
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
import java.util.Optional;

/// A bucket of objects: Amazon S3. What is stored and billed over a month stands in [ObjectStorage].
public final class S3Bucket implements NodeKind {
    public static final Param.Whole PREFIXES = new Param.Whole(
            assumed(
                    "prefixes",
                    Section.CAPACITY,
                    "Prefixes that the keys are spread over; each can have a request rate of its own in time."),
            Unit.COUNT,
            1,
            10_000,
            1L);
    public static final Param.Law STORED_SIZE = Declare.size(
            assumed("averageObjectSize", Section.DATA, "Size of an object that is read, copied or deleted."),
            Declare.kilobytes(128));
    public static final Param.Law READ_LATENCY = Declare.time(
            Declare.limited("readLatency", Section.BEHAVIOUR, "Time to the first byte of an object.", "s3.getP50"),
            Declare.millisBetween("s3.getP50", "s3.getP99"));
    public static final Param.Law WRITE_LATENCY = Declare.time(
            Declare.limited(
                    "writeLatency", Section.BEHAVIOUR, "Time to store a small object or to delete one.", "s3.putP50"),
            Declare.millisBetween("s3.putP50", "s3.putP99"));
    public static final Param.Law NOTIFICATION_LATENCY = Declare.time(
            Declare.limited(
                    "notificationLatency",
                    Section.BEHAVIOUR,
                    "From the change of an object to the notification.",
                    "s3.notificationP50"),
            Declare.millisBetween("s3.notificationP50", "s3.notificationP99"));

    public static final Param.Choice OPERATION = choice(
            documented("operation", Section.LOAD, "What is done to the bucket."),
            "getObject",
            "getObject",
            "Read an object.",
            "headObject",
            "Ask about an object.",
            "listObjects",
            "List up to 1000 keys.",
            "putObject",
            "Store an object.",
            "copyObject",
            "Copy an object within the bucket.",
            "postObject",
            "Store an object from a form.",
            "multipartUpload",
            "Store an object in parts: two requests and one for each part.",
            "deleteObject",
            "Delete an object; not billed.",
            "restoreObject",
            "Ask for a copy of an archived object that can be read after a while.");
    /// What a delivery stream does.
    public static final Param.Choice DELIVERY_OPERATION = choice(
            documented("operation", Section.LOAD, "How a piece is stored."),
            "putObject",
            "putObject",
            "Store an object.",
            "multipartUpload",
            "Store an object in parts: two requests and one for each part.");
    public static final Param.Law OBJECT_SIZE = Declare.size(
            assumed(
                    "objectSize",
                    Section.DATA,
                    "Size of the object; by default what the caller hands on when it stores one, else averageObjectSize."),
            null);
    public static final Param.Size PART_SIZE = new Param.Size(
            Declare.limited("partSize", Section.DATA, "Size of a part of a multipart upload.", "s3.partSize"),
            Unit.MEGABYTE,
            (long) Unit.MEGABYTE.toCanonical(limit("s3.partSize").minimum()),
            (long) Unit.MEGABYTE.toCanonical(limit("s3.partSize").maximum()),
            (long) Unit.MEGABYTE.toCanonical(limit("s3.partSize").standard()));

    static final Param.Choice STORED_IN = ObjectStorage.classes(
            "storageClass",
            "Class in which the object is, or was, stored; by default the bucket's.",
            null,
            StorageClass.STANDARD);
    static final Param.Span AGE = new Param.Span(
            assumed(
                    "objectAge",
                    Section.DATA,
                    "How long ago an object was stored that is read, restored or deleted; a lifecycle rule may have moved it since."),
            Unit.DAY,
            0,
            (long) Unit.DAY.toCanonical(3_650),
            0L);
    static final Param.Choice SPEED = choice(
            documented("retrievalTier", Section.BEHAVIOUR, "How fast an archived object is restored."),
            "standard",
            "expedited",
            "In 1 to 5 minutes, from Glacier Flexible Retrieval only.",
            "standard",
            "In 3 to 5 hours; from Deep Archive within 12 hours.",
            "bulk",
            "In 5 to 12 hours, free; from Deep Archive within 48 hours.");
    static final Param.Span COPY_KEPT = new Param.Span(
            documented("restoreDays", Section.COST, "How long a restored copy is kept in S3 Standard."),
            Unit.DAY,
            (long) Unit.DAY.toCanonical(1),
            (long) Unit.DAY.toCanonical(3_650),
            (long) Unit.DAY.toCanonical(1));

    public static final Param.Choice EVENTS = choice(
            documented("events", Section.BEHAVIOUR, "Which changes are told."),
            "created",
            "created",
            "Objects that were stored.",
            "removed",
            "Objects that were deleted.",
            "restored",
            "Archived objects whose copy can be read now.",
            "all",
            "All of them.");

    @Override
    public String id() {
        return "aws.s3.bucket";
    }

    @Override
    public String name() {
        return "S3 bucket";
    }

    @Override
    public Category category() {
        return Category.DATA;
    }

    @Override
    public String summary() {
        return "Stores objects; more requests than a prefix can serve are refused with 503 Slow Down.";
    }

    @Override
    public List<Param<?>> params() {
        return List.of(
                PREFIXES,
                STORED_SIZE,
                ObjectStorage.CLASS,
                ObjectStorage.STOCK,
                ObjectStorage.ACCESS,
                ObjectStorage.TRANSITION,
                ObjectStorage.TRANSITION_CLASS,
                ObjectStorage.ARCHIVE,
                ObjectStorage.ARCHIVE_CLASS,
                ObjectStorage.EXPIRATION,
                READ_LATENCY,
                WRITE_LATENCY,
                NOTIFICATION_LATENCY,
                FanOuts.DUPLICATES);
    }

    @Override
    public List<Outlet> outlets() {
        return List.of(
                new Outlet(LinkKind.DELIVER, List.of(EVENTS, FanOuts.MATCH_SHARE), S3Bucket::notification),
                Outlet.plain(LinkKind.DEAD_LETTER));
    }

    private static CallPlan notification(Params p) {
        var redelivery = redelivery();
        var events = p.get(EVENTS);
        return CallPlan.of(
                events.equals("all") ? null : events,
                new Delivery(p.get(FanOuts.MATCH_SHARE), null, Delivery.Subject.EVENT, true, redelivery, redelivery));
    }

    /// The service promises delivery at least once and publishes no pauses.
    private static Redelivery redelivery() {
        long first = Declare.nanos("s3.notificationPauseMin");
        long longest = Declare.nanos("s3.notificationPauseMax");
        return new Redelivery(
                List.of(new Phase(8, first, longest, Growth.EXPONENTIAL), Phase.even(1_000, longest)),
                Integer.MAX_VALUE,
                Declare.nanos("s3.notificationAge"),
                limit("eventbridge.retryJitter").standard());
    }

    @Override
    public List<Inlet> inlets() {
        return List.of(
                new Inlet(
                        LinkKind.OPERATE,
                        List.of(OPERATION, OBJECT_SIZE, PART_SIZE, STORED_IN, AGE, SPEED, COPY_KEPT),
                        p -> new Interaction.Store(
                                operation(p.get(OPERATION)),
                                p.find(OBJECT_SIZE).orElse(null),
                                p.get(PART_SIZE),
                                aim(p))),
                new Inlet(
                        LinkKind.REQUEST,
                        List.of(OBJECT_SIZE, STORED_IN, AGE),
                        p -> new Interaction.Store(
                                ObjectOperation.GET, p.find(OBJECT_SIZE).orElse(null), p.get(PART_SIZE), aim(p))),
                new Inlet(
                        LinkKind.ON_FAILURE,
                        List.of(),
                        p -> new Interaction.Store(ObjectOperation.PUT, null, p.get(PART_SIZE))));
    }

    private static Interaction.Aim aim(Params p) {
        return new Interaction.Aim(
                p.find(STORED_IN).map(StorageClass::of).orElse(null),
                p.get(AGE),
                switch (p.get(SPEED)) {
                    case "expedited" -> Interaction.Restoring.EXPEDITED;
                    case "bulk" -> Interaction.Restoring.BULK;
                    default -> Interaction.Restoring.STANDARD;
                },
                p.get(COPY_KEPT));
    }

    private static Inlet deliver() {
        return new Inlet(
                LinkKind.OPERATE,
                List.of(DELIVERY_OPERATION, OBJECT_SIZE, PART_SIZE),
                p -> new Interaction.Store(
                        operation(p.get(DELIVERY_OPERATION)),
                        p.find(OBJECT_SIZE).orElse(null),
                        p.get(PART_SIZE),
                        Interaction.Aim.USUAL));
    }

    /// A delivery stream stores what it has gathered.
    @Override
    public Inlet inletFrom(NodeKind from, Inlet inlet) {
        return (from instanceof Firehose || from instanceof IotCore) && inlet.kind() == LinkKind.OPERATE
                ? deliver()
                : inlet;
    }

    private static ObjectOperation operation(String word) {
        return switch (word) {
            case "headObject" -> ObjectOperation.HEAD;
            case "listObjects" -> ObjectOperation.LIST;
            case "putObject" -> ObjectOperation.PUT;
            case "copyObject" -> ObjectOperation.COPY;
            case "postObject" -> ObjectOperation.POST;
            case "multipartUpload" -> ObjectOperation.MULTIPART;
            case "restoreObject" -> ObjectOperation.RESTORE;
            case "deleteObject" -> ObjectOperation.DELETE;
            default -> ObjectOperation.GET;
        };
    }

    @Override
    public boolean reaches(LinkKind kind, NodeKind to) {
        return to instanceof SqsQueue
                || kind == LinkKind.DELIVER
                        && (to instanceof LambdaFunction || to instanceof SnsTopic || to instanceof EventBus);
    }

    @Override
    public Optional<String> adviceFor(NodeKind to) {
        return Optional.of(
                "A bucket notifies functions, queues, topics and buses. Maybe put a Lambda function between the bucket and the %s."
                        .formatted(to.name()));
    }

    @Override
    public Archetype lower(Params p, String region) {
        return new ObjectStore(
                Math.toIntExact(p.get(PREFIXES)),
                limit("s3.readRate").standard(),
                limit("s3.writeRate").standard(),
                Declare.nanos("s3.split"),
                p.get(READ_LATENCY),
                p.get(WRITE_LATENCY),
                Unit.MEGABYTE.toCanonical(limit("s3.bandwidth").standard()),
                (int) limit("s3.connections").standard(),
                p.get(STORED_SIZE),
                ObjectStorage.keeping(p),
                ObjectStorage.limits(),
                ObjectStorage.restores(),
                (int) limit("s3.notificationSize").standard(),
                new FanOut.Outflow(p.get(NOTIFICATION_LATENCY), null, null, 0, 0, p.get(FanOuts.DUPLICATES)));
    }

    @Override
    public List<ParamComplaint> complaints(Params p) {
        return ObjectStorage.complaints(p);
    }

    @Override
    public List<Meter> meters() {
        return ObjectStorage.METERS;
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                new Metric("getRequests", "count", "Objects read."),
                new Metric("putRequests", "count", "Objects stored, by one request or in parts."),
                new Metric("deleteRequests", "count", "Objects deleted."),
                new Metric("headRequests", "count", "Questions about objects."),
                new Metric("listRequests", "count", "Lists of keys."),
                new Metric("restoreRequests", "count", "Archived objects asked for."),
                new Metric(
                        "4xxErrors",
                        "count",
                        "Requests refused because an object is too large, archived, or being restored already."),
                new Metric("slowDowns", "count", "Requests refused with 503 Slow Down."),
                new Metric("partitions", "partitions", "Partitions of the key space, mean and largest number."),
                new Metric("bytesUploaded", "B", "Bytes stored."),
                new Metric("bytesDownloaded", "B", "Bytes read."),
                new Metric("firstByteLatency", "ms", "Time to the first byte of a read, mean."));
    }

    @Override
    public List<String> imports() {
        return List.of("AWS::S3::Bucket", "aws_s3_bucket");
    }
}
