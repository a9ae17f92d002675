package billow.model.service;

import static billow.model.quota.Limits.limit;
import static billow.model.service.Declare.assumed;

import billow.model.archetype.Archetype;
import billow.model.archetype.Counter;
import billow.model.archetype.Interaction;
import billow.model.archetype.MessageBuffer;
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
import java.util.stream.Stream;

/// A queue: Amazon SQS, standard, fair or FIFO.
public final class SqsQueue implements NodeKind {
    public static final Param.Span VISIBILITY = Declare.span(
            "visibilityTimeout",
            Section.BEHAVIOUR,
            Unit.SECOND,
            "sqs.visibility",
            "How long a received message is hidden; not deleted by then, it comes back.");
    public static final Param.Span RETENTION = Declare.span(
            "messageRetentionPeriod",
            Section.BEHAVIOUR,
            Unit.SECOND,
            "sqs.retention",
            "Life of a message from its first sending.");
    public static final Param.Span DELAY = Declare.span(
            "delaySeconds", Section.BEHAVIOUR, Unit.SECOND, "sqs.delay", "Before a sent message can be received.");
    public static final Param.Law DELIVERY = Declare.time(
            Declare.limited(
                    "deliveryLatency",
                    Section.BEHAVIOUR,
                    "From a message being visible to the start of the consuming function.",
                    "sqs.toLambdaP50"),
            QueueGroups.delivery("sqs.toLambda", "sqs.slow"));
    public static final Param.Law MESSAGE_SIZE = Declare.size(
            assumed("messageSize", Section.DATA, "Size of one message; billed by 64 KB."), Declare.kilobytes(1));
    public static final Param.Whole SEND_BATCH =
            Declare.whole("sendBatch", Section.LOAD, Unit.COUNT, "sqs.batch", "Messages of one SendMessageBatch call.");
    public static final Param.Span MESSAGE_DELAY = new Param.Span(
            Declare.limited(
                    "messageDelay",
                    Section.BEHAVIOUR,
                    "Delay of these messages in place of the queue's; standard queues only.",
                    "sqs.delay"),
            Unit.SECOND,
            0,
            (long) Unit.SECOND.toCanonical(limit("sqs.delay").maximum()),
            null);
    public static final Param.Whole MAX_RECEIVE_COUNT = Declare.whole(
            "maxReceiveCount",
            Section.RELIABILITY,
            Unit.COUNT,
            "sqs.maxReceiveCount",
            "A message received more often than this goes to the dead-letter queue.");
    public static final Param.Document MESSAGE_BODY =
            Declare.data("messageBody", "What a message says; by default what the sender was given.");

    @Override
    public String id() {
        return "aws.sqs.queue";
    }

    @Override
    public String name() {
        return "SQS queue";
    }

    @Override
    public Category category() {
        return Category.MESSAGING;
    }

    @Override
    public String summary() {
        return "Keeps messages until a consumer has done them; what fails too often goes to a dead-letter queue.";
    }

    @Override
    public List<Param<?>> params() {
        return Stream.concat(
                        Stream.of(VISIBILITY, RETENTION, DELAY, DELIVERY, FanOuts.DUPLICATES),
                        QueueGroups.PARAMS.stream())
                .toList();
    }

    @Override
    public List<Outlet> outlets() {
        return Calling.plain(LinkKind.POLL, LinkKind.DEAD_LETTER);
    }

    @Override
    public List<Inlet> inlets() {
        return List.of(
                new Inlet(
                        LinkKind.SEND,
                        List.of(MESSAGE_SIZE, SEND_BATCH, MESSAGE_DELAY, MESSAGE_BODY, QueueGroups.REPEATED),
                        p -> new Interaction.Send(
                                p.get(MESSAGE_SIZE),
                                Math.toIntExact(p.get(SEND_BATCH)),
                                p.get(QueueGroups.REPEATED),
                                p.find(MESSAGE_DELAY).orElse(-1L)),
                        p -> p.find(MESSAGE_BODY).orElse(null)),
                FanOuts.target(),
                new Inlet(
                        LinkKind.DEAD_LETTER,
                        List.of(MAX_RECEIVE_COUNT),
                        p -> new Interaction.DeadLetter(Math.toIntExact(p.get(MAX_RECEIVE_COUNT)))),
                new Inlet(LinkKind.ON_SUCCESS, List.of(), p -> new Interaction.Report()),
                new Inlet(LinkKind.ON_FAILURE, List.of(), p -> new Interaction.Report()));
    }

    /// Only a queue counts receives; others send what they have given up.
    @Override
    public Inlet inletFrom(NodeKind from, Inlet inlet) {
        return inlet.kind() != LinkKind.DEAD_LETTER || from instanceof SqsQueue
                ? inlet
                : new Inlet(LinkKind.DEAD_LETTER, List.of(), p -> new Interaction.DeadLetter(0));
    }

    @Override
    public Optional<String> adviceFor(NodeKind to) {
        return Optional.of(
                "A queue does nothing by itself: a Lambda function polls it. Maybe put a function between the queue and the %s."
                        .formatted(to.name()));
    }

    @Override
    public Archetype lower(Params p, String region) {
        return new MessageBuffer(
                p.get(VISIBILITY),
                p.get(RETENTION),
                p.get(DELAY),
                (int) limit("sqs.inFlight").standard(),
                (long) Unit.KILOBYTE.toCanonical(limit("sqs.chunk").standard()),
                Declare.millisBetween("sqs.sendP50", "sqs.sendP99"),
                p.get(QueueGroups.FIFO) && !p.isSet(DELIVERY) ? QueueGroups.delivery() : p.get(DELIVERY),
                QueueGroups.of(p, region),
                p.get(QueueGroups.FIFO) ? 0 : p.get(FanOuts.DUPLICATES));
    }

    @Override
    public List<Meter> meters() {
        return List.of(
                new Meter(
                        "sqs.standard",
                        "64KB-chunk request",
                        "Every API call of standard queues: sends, receives (empty ones too) and deletes, by 64 KB.",
                        (p, c) -> p.get(QueueGroups.FIFO) ? 0 : c.get(Counter.BILLED_CHUNKS)),
                new Meter(
                        "sqs.fifo",
                        "64KB-chunk request",
                        "Every API call of FIFO queues: sends, receives (empty ones too) and deletes, by 64 KB.",
                        (p, c) -> p.get(QueueGroups.FIFO) ? c.get(Counter.BILLED_CHUNKS) : 0),
                Meter.of(
                        "sqs.fair_queue_surcharge",
                        "request",
                        "Sends to fair queues of messages with a group.",
                        Counter.GROUPED_REQUESTS));
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                new Metric("numberOfMessagesSent", "count", "Messages sent."),
                new Metric("numberOfMessagesReceived", "count", "Messages received, repeated ones included."),
                new Metric("numberOfMessagesDeleted", "count", "Messages done."),
                new Metric("numberOfEmptyReceives", "count", "Receives that found nothing; billed too."),
                new Metric(
                        "approximateNumberOfMessagesVisible", "messages", "Messages waiting, mean and largest number."),
                new Metric(
                        "approximateNumberOfMessagesNotVisible",
                        "messages",
                        "Messages in flight, mean and largest number."),
                new Metric("approximateAgeOfOldestMessage", "s", "Age of the oldest message, largest value."),
                new Metric(
                        "numberOfDeduplicatedSentMessages",
                        "count",
                        "Messages of a FIFO queue that repeated another within 5 minutes."),
                new Metric(
                        "approximateNumberOfGroupsWithInflightMessages",
                        "groups",
                        "Groups of a FIFO queue with messages in flight, mean and largest number."),
                new Metric(
                        "timeToDone",
                        "ms",
                        "From sending a message to the end of the invocation that did it, with percentiles."),
                new Metric("messagesOffered", "count", "Messages that ended or were in the queue at the end."),
                new Metric("messagesDone", "count", "Messages that a consumer has done."),
                new Metric("messagesInside", "count", "Messages in the queue at the end."),
                new Metric("messagesDeadLettered", "count", "Messages moved to the dead-letter queue."),
                new Metric("messagesExpired", "count", "Messages lost to the retention period."),
                new Metric(
                        "timeInQueue",
                        "ms",
                        "From sending to the start of the successful consumer, mean and percentiles."),
                new Metric(
                        "timeInQueueOfQuietGroups",
                        "ms",
                        "The same of groups that had less than 30 messages or a tenth of the queue when it was sent, mean."));
    }

    @Override
    public List<String> imports() {
        return List.of("AWS::SQS::Queue", "AWS::Serverless::SimpleQueue", "aws_sqs_queue");
    }
}
