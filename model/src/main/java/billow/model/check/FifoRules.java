package billow.model.check;

import billow.model.archetype.Interaction;
import billow.model.archetype.MessageBuffer;
import billow.model.archetype.MessageGroups;
import billow.model.check.Wiring.Wire;
import billow.model.quota.Limits;
import billow.model.service.QueueGroups;
import billow.model.service.QueueMapping;
import billow.model.service.S3Bucket;
import billow.model.service.SnsTopic;
import billow.model.service.SqsQueue;
import billow.model.value.Quantity;
import billow.model.value.Unit;
import java.util.List;
import java.util.stream.Stream;

/// Rules about FIFO queues and who may use them. Source: Amazon SQS Developer Guide, "FIFO queues"; AWS Lambda
/// Developer Guide, "Using Lambda with SQS".
final class FifoRules {
    private FifoRules() {}

    static List<Finding> smallBatches(Wiring wiring) {
        int most = (int) Limits.limit("sqs.fifoBatch").maximum();
        return fifoPolls(wiring)
                .filter(w -> poll(w).batchSize() > most)
                .map(w -> Finding.error(
                                "esm.fifo-batch",
                                Paths.link(w.link().id(), QueueMapping.BATCH_SIZE.name()),
                                "Expected at most %d messages of a FIFO queue, received %d."
                                        .formatted(most, poll(w).batchSize()))
                        .mended(Mend.link(w, QueueMapping.BATCH_SIZE.name(), (long) most)))
                .toList();
    }

    static List<Finding> noWindow(Wiring wiring) {
        return fifoPolls(wiring)
                .filter(w -> poll(w).windowNanos() > 0)
                .map(w -> Finding.error(
                                "esm.fifo-window",
                                Paths.link(w.link().id(), QueueMapping.BATCH_WINDOW.name()),
                                "Expected no batching window with a FIFO queue, received %s s."
                                        .formatted(poll(w).windowNanos() / 1_000_000_000.0))
                        .mended(Mend.link(w, QueueMapping.BATCH_WINDOW.name(), 0L)))
                .toList();
    }

    /// Source: Amazon SQS Developer Guide, message timers.
    static List<Finding> noMessageDelay(Wiring wiring) {
        return wiring.wires().stream()
                .filter(w -> w.interaction() instanceof Interaction.Send send
                        && send.delayNanos() >= 0
                        && ordered(wiring, w.to().id()))
                .map(w -> Finding.error(
                        "sqs.fifo-message-delay",
                        Paths.link(w.link().id(), SqsQueue.MESSAGE_DELAY.name()),
                        "Expected no delay of single messages of a FIFO queue, received %s.\nMaybe set delaySeconds of the queue."
                                .formatted(Quantity.text(
                                        w.link()
                                                .params()
                                                .find(SqsQueue.MESSAGE_DELAY)
                                                .orElse(0L),
                                        Unit.SECOND))))
                .toList();
    }

    private static Stream<Wire> fifoPolls(Wiring wiring) {
        return wiring.wires().stream()
                .filter(w -> w.interaction() instanceof Interaction.Poll
                        && ordered(wiring, w.from().id()));
    }

    private static Interaction.Poll poll(Wire wire) {
        return wire.as(Interaction.Poll.class).orElseThrow();
    }

    /// Dead letters of a FIFO queue go to a FIFO queue, all others to a standard one.
    static List<Finding> deadLetterType(Wiring wiring) {
        return wiring.wires().stream()
                .filter(w -> w.interaction() instanceof Interaction.DeadLetter && queue(wiring, w.to().id()))
                .filter(w -> ordered(wiring, w.from().id()) != ordered(wiring, w.to().id()))
                .map(w -> Finding.error(
                        "sqs.dead-letter-type",
                        Paths.node(w.to().id(), QueueGroups.FIFO.name()),
                        ordered(wiring, w.from().id())
                                ? "Expected a FIFO queue for the dead letters of the FIFO queue %s, received a standard queue."
                                        .formatted(w.from().id())
                                : "Expected a standard queue for the dead letters of %s, received a FIFO queue."
                                        .formatted(w.from().id())))
                .toList();
    }

    /// Reports of functions and deliveries of standard topics can't say which group they belong to.
    static List<Finding> standardOnly(Wiring wiring) {
        return wiring.wires().stream()
                .filter(w -> ordered(wiring, w.to().id()))
                .filter(w -> w.interaction() instanceof Interaction.Report
                        || w.from().kind() instanceof S3Bucket
                        || w.from().kind() instanceof SnsTopic
                                && !w.from().params().get(SnsTopic.FIFO)
                                && w.interaction() instanceof Interaction.Deliver)
                .map(w -> Finding.error(
                        "sqs.fifo-source",
                        w.path(),
                        "Expected a standard queue, because a %s sends to no FIFO queue in this way.%s"
                                .formatted(
                                        w.from().kind().name(),
                                        w.from().kind() instanceof SnsTopic
                                                ? "\nMaybe make the topic a FIFO topic."
                                                : "")))
                .toList();
    }

    /// A FIFO queue without groups does one batch after the other.
    static List<Finding> oneGroup(Wiring wiring) {
        return wiring.all(MessageBuffer.class).entrySet().stream()
                .filter(e -> e.getValue().ordered()
                        && e.getValue().groups() instanceof MessageGroups groups
                        && groups.source() == MessageGroups.Source.ONE
                        && wiring.from(e.getKey()).anyMatch(w -> w.interaction() instanceof Interaction.Poll))
                .map(
                        e -> Finding.hint(
                                "sqs.fifo-one-group",
                                Paths.node(e.getKey(), QueueGroups.GROUP.name()),
                                "All messages are of one group, so only one batch is in work at any time. Maybe let the key be the group."))
                .toList();
    }

    private static boolean queue(Wiring wiring, String id) {
        return wiring.type(id, MessageBuffer.class) != null;
    }

    private static boolean ordered(Wiring wiring, String id) {
        return wiring.type(id, MessageBuffer.class) instanceof MessageBuffer queue && queue.ordered();
    }
}
