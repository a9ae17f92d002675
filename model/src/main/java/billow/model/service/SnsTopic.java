package billow.model.service;

import static billow.model.quota.Limits.limit;
import static billow.model.service.Declare.assumed;
import static billow.model.service.Declare.choice;
import static billow.model.service.Declare.documented;

import billow.model.archetype.Archetype;
import billow.model.archetype.Counter;
import billow.model.archetype.FanOut;
import billow.model.archetype.Interaction;
import billow.model.data.DataTemplate;
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
import billow.model.value.Distribution;
import billow.model.value.Unit;
import java.util.List;
import java.util.Optional;

/// A topic that hands each message to all its subscriptions: Amazon SNS.
public final class SnsTopic implements NodeKind {
    public static final Param.Flag FIFO = new Param.Flag(
            documented(
                    "fifoTopic",
                    Section.CAPACITY,
                    "A FIFO topic: it delivers to queues only, what is about one key in order, and has a lower quota."),
            false);
    public static final Param.Choice THROUGHPUT_SCOPE = choice(
            documented("fifoThroughputScope", Section.CAPACITY, "What the quota of a FIFO topic counts for."),
            "Topic",
            "Topic",
            "The whole topic: 3000 messages or 20 MB a second; no message repeats another of the topic.",
            "MessageGroup",
            "High throughput: up to 30 000 messages a second by region; no message repeats another of its group.");
    public static final Param.Flag BY_CONTENT = new Param.Flag(
            documented(
                    "contentBasedDeduplication",
                    Section.BEHAVIOUR,
                    "A FIFO topic takes messages that say the same within 5 minutes for one; otherwise their ids tell, of which publishers repeat a share."),
            false);
    public static final Param.Real PUBLISH_QUOTA = FanOuts.quota(
            "publishQuota",
            "sns.publishRate",
            "Messages per second that may be published; by default the quota of the region.");
    public static final Param.Law DELIVERY = Declare.time(
            Declare.limited(
                    "deliveryLatency",
                    Section.BEHAVIOUR,
                    "From the publish to the hand-over to a subscriber.",
                    "sns.deliveryP50"),
            Declare.millisBetween("sns.deliveryP50", "sns.deliveryP99"));

    public static final Param.Law MESSAGE_SIZE = Declare.size(
            assumed("messageSize", Section.DATA, "Size of one message; publishes are billed by 64 KB."),
            Declare.kilobytes(1));
    public static final Param.Whole BATCH =
            Declare.whole("publishBatch", Section.LOAD, Unit.COUNT, "sns.batch", "Messages of one PublishBatch call.");
    public static final Param.Document SAMPLE = new Param.Document(
            assumed(
                    "sample",
                    Section.DATA,
                    "A message as an example, {\"Message\": …, \"MessageAttributes\": …}; filter policies are matched with it."),
            DataTemplate.LANGUAGE,
            null);

    @Override
    public String id() {
        return "aws.sns.topic";
    }

    @Override
    public String name() {
        return "SNS topic";
    }

    @Override
    public Category category() {
        return Category.MESSAGING;
    }

    @Override
    public String summary() {
        return "Hands a copy of each message to every subscription whose filter lets it pass.";
    }

    @Override
    public List<Param<?>> params() {
        return List.of(
                FIFO, THROUGHPUT_SCOPE, BY_CONTENT, PUBLISH_QUOTA, DELIVERY, FanOuts.DUPLICATES, Encryption.AT_REST);
    }

    @Override
    public List<Outlet> outlets() {
        return List.of(Subscriptions.outlet(), Outlet.plain(LinkKind.DEAD_LETTER));
    }

    @Override
    public Outlet outletTo(NodeKind to, Outlet outlet) {
        return outlet.kind() == LinkKind.DELIVER ? Subscriptions.outletTo(to) : outlet;
    }

    @Override
    public List<Inlet> inlets() {
        return List.of(
                new Inlet(
                        LinkKind.PUBLISH,
                        List.of(MESSAGE_SIZE, BATCH, SAMPLE, QueueGroups.REPEATED),
                        p -> new Interaction.Publish(
                                p.get(MESSAGE_SIZE),
                                Math.toIntExact(p.get(BATCH)),
                                p.find(SAMPLE).orElse(null),
                                p.get(QueueGroups.REPEATED)),
                        p -> p.find(SAMPLE).orElse(null)),
                FanOuts.target(),
                new Inlet(LinkKind.DEAD_LETTER, List.of(), p -> new Interaction.Report()),
                new Inlet(LinkKind.ON_SUCCESS, List.of(), p -> new Interaction.Report()),
                new Inlet(LinkKind.ON_FAILURE, List.of(), p -> new Interaction.Report()));
    }

    /// The dead-letter queue of a function may be a topic, that of no other.
    @Override
    public boolean isReachedBy(LinkKind kind, NodeKind from) {
        return kind != LinkKind.DEAD_LETTER || from instanceof LambdaFunction;
    }

    @Override
    public boolean reaches(LinkKind kind, NodeKind to) {
        return kind != LinkKind.DELIVER
                || to instanceof LambdaFunction
                || to instanceof SqsQueue
                || to instanceof Firehose
                || to instanceof ExternalService;
    }

    @Override
    public Optional<String> adviceFor(NodeKind to) {
        return Optional.of(
                "A topic delivers to functions, queues, delivery streams and HTTP endpoints. Maybe put a Lambda function between the topic and the %s."
                        .formatted(to.name()));
    }

    @Override
    public Archetype lower(Params p, String region) {
        boolean fifo = p.get(FIFO);
        boolean byGroup = p.get(THROUGHPUT_SCOPE).equals("MessageGroup");
        var quota = !fifo ? "sns.publishRate" : byGroup ? "sns.fifoHighRate" : "sns.fifoRate";
        return new FanOut(
                fifo ? FanOut.Service.FIFO_TOPIC : FanOut.Service.TOPIC,
                new FanOut.Intake(
                        FanOuts.bucket(p, PUBLISH_QUOTA, quota, region),
                        true,
                        FanOuts.chunk("sns.chunk"),
                        false,
                        (long) limit("sns.messageSize").maximum(),
                        Declare.millisBetween("sns.publishP50", "sns.publishP99")),
                new FanOut.Outflow(
                        delivery(p),
                        null,
                        null,
                        Declare.nanos("sns.httpTimeout"),
                        (long) limit("sns.envelope").standard(),
                        fifo ? 0 : p.get(FanOuts.DUPLICATES)),
                null,
                null,
                fifo ? fifo(p, byGroup) : null);
    }

    private static FanOut.Fifo fifo(Params p, boolean byGroup) {
        return new FanOut.Fifo(
                limit("sns.fifoGroupRate").standard(),
                byGroup ? 0 : Unit.MEGABYTE.toCanonical(limit("sns.fifoBytes").standard()),
                byGroup,
                p.get(BY_CONTENT),
                Declare.nanos("sqs.deduplication"));
    }

    private static Distribution delivery(Params p) {
        return p.get(FIFO) && !p.isSet(DELIVERY)
                ? Declare.millisBetween("sns.fifoDeliveryP50", "sns.fifoDeliveryP99")
                : p.get(DELIVERY);
    }

    @Override
    public List<Meter> meters() {
        return List.of(
                new Meter(
                        "sns.standard_publish",
                        "64KB-chunk request",
                        "Publish calls of standard topics, by 64 KB.",
                        (p, c) -> p.get(FIFO) ? 0 : c.get(Counter.BILLED_CHUNKS)),
                Meter.of(
                        "sns.http_delivery",
                        "delivery",
                        "Attempts to deliver to HTTP endpoints.",
                        Counter.OUTSIDE_DELIVERIES),
                Meter.of(
                        "sns.firehose_delivery",
                        "delivery",
                        "Attempts to deliver to delivery streams.",
                        Counter.STREAM_DELIVERIES),
                Meter.of("sns.email_delivery", "delivery", "Mails sent.", Counter.MAIL_DELIVERIES),
                Meter.of("sns.mobile_push", "delivery", "Notifications to mobile devices.", Counter.PUSH_DELIVERIES),
                Meter.of("sns.lambda_delivery", "delivery", "Deliveries to functions.", Counter.FUNCTION_DELIVERIES),
                new Meter(
                        "sns.sqs_delivery",
                        "delivery",
                        "Deliveries of standard topics to queues.",
                        (p, c) -> p.get(FIFO) ? 0 : c.get(Counter.QUEUE_DELIVERIES)),
                fifo("sns.fifo_publish", "request", "Publish calls of FIFO topics.", Counter.BILLED_REQUESTS, 1),
                fifo(
                        "sns.fifo_publish_payload",
                        "GB",
                        "Bytes published to FIFO topics.",
                        Counter.PUBLISHED_BYTES,
                        Unit.GIGABYTE.size()),
                fifo(
                        "sns.fifo_subscription_message",
                        "message",
                        "Messages FIFO topics deliver.",
                        Counter.QUEUE_DELIVERIES,
                        1),
                fifo(
                        "sns.fifo_subscription_payload",
                        "GB",
                        "Bytes FIFO topics deliver.",
                        Counter.DELIVERED_BYTES,
                        Unit.GIGABYTE.size()));
    }

    private static Meter fifo(String id, String unit, String help, Counter counter, double size) {
        return new Meter(id, unit, help, (p, c) -> p.get(FIFO) ? c.get(counter) / size : 0);
    }

    @Override
    public List<Metric> metrics() {
        return FanOuts.metrics(
                new Metric("numberOfMessagesPublished", "count", "Messages published."),
                new Metric("publishThrottled", "count", "Messages refused for the quota."),
                new Metric(
                        "messagesDeduplicated",
                        "count",
                        "Messages of a FIFO topic that repeated another within 5 minutes."),
                new Metric("numberOfNotificationsDelivered", "count", "Deliveries that a subscriber took."),
                new Metric("numberOfNotificationsFailed", "count", "Deliveries given up after all retries."),
                new Metric(
                        "numberOfNotificationsFilteredOut",
                        "count",
                        "Deliveries that a filter policy or share kept back."),
                new Metric(
                        "numberOfNotificationsRedrivenToDlq", "count", "Deliveries given up to a dead-letter queue."),
                new Metric("deliveryRetries", "count", "Attempts after the first of a delivery."),
                new Metric("timeToDelivery", "ms", "From the publish to the first attempt at a subscriber, mean."));
    }

    @Override
    public List<String> imports() {
        return List.of("AWS::SNS::Topic", "aws_sns_topic");
    }
}
