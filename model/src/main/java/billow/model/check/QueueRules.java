package billow.model.check;

import billow.model.archetype.InstancePool;
import billow.model.archetype.Interaction;
import billow.model.archetype.MessageBuffer;
import billow.model.check.Wiring.Wire;
import billow.model.edit.Edit;
import billow.model.kind.LinkKind;
import billow.model.quota.Limits;
import billow.model.service.FunctionCapacity;
import billow.model.service.LambdaFunction;
import billow.model.service.QueueMapping;
import billow.model.service.SqsQueue;
import billow.model.value.Quantity;
import billow.model.value.Unit;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// Rules about queues, their consumers and their dead-letter queues. Source: AWS Lambda Developer Guide, "Using Lambda
/// with SQS"; Amazon SQS Developer Guide, "Dead-letter queues".
final class QueueRules {
    private static final long SECOND = 1_000_000_000L;
    private static final int ADVISED_RECEIVES = 5;
    private static final int ADVISED_TIMEOUTS = 6;

    private QueueRules() {}

    static List<Finding> noConsumer(Wiring wiring) {
        return wiring.all(MessageBuffer.class).keySet().stream()
                .filter(id -> wiring.from(id).noneMatch(w -> w.interaction() instanceof Interaction.Poll))
                .filter(id -> wiring.to(id).anyMatch(w -> !w.aside()))
                .map(id -> Finding.warning(
                        "sqs.no-consumer",
                        Paths.node(id),
                        "Nothing takes messages out of this queue; they pile up until their retention ends."))
                .toList();
    }

    static List<Finding> severalDeadLetterQueues(Wiring wiring) {
        return wiring.types().keySet().stream()
                .filter(id -> deadLetters(wiring, id).count() > 1)
                .map(id -> Finding.error(
                        "sqs.several-dead-letter-queues",
                        Paths.node(id),
                        "Expected one dead-letter queue, received %d."
                                .formatted(deadLetters(wiring, id).count())))
                .toList();
    }

    private static Stream<Wire> deadLetters(Wiring wiring, String id) {
        return wiring.from(id).filter(w -> w.link().kind() == LinkKind.DEAD_LETTER);
    }

    static List<Finding> deadLettersToItself(Wiring wiring) {
        return wiring.wires().stream()
                .filter(w -> w.interaction() instanceof Interaction.DeadLetter && w.from() == w.to())
                .map(w -> Finding.error(
                                "sqs.dead-letter-itself",
                                w.path(),
                                "Expected another queue for dead letters, received the same.")
                        .mended(Mend.removeLink(w.link().id())))
                .toList();
    }

    static List<Finding> noDeadLetterQueue(Wiring wiring) {
        return wiring.all(MessageBuffer.class).keySet().stream()
                .filter(id -> wiring.from(id).anyMatch(w -> w.interaction() instanceof Interaction.Poll))
                .filter(id -> deadLetters(wiring, id).findAny().isEmpty())
                .map(id -> Finding.hint(
                                "sqs.no-dead-letter-queue",
                                Paths.node(id),
                                "A message that always fails comes back until its retention ends. Maybe add a dead-letter queue.")
                        .mended(Mend.deadLetterQueue(wiring.design(), id)))
                .toList();
    }

    static List<Finding> batchWithoutWindow(Wiring wiring) {
        int most = (int) Limits.limit("esm.batchWithoutWindow").standard();
        return polls(
                wiring,
                p -> p.poll().batchSize() > most && p.poll().windowNanos() == 0
                        ? List.of(Finding.error(
                                        "esm.batch-without-window",
                                        Paths.link(p.wire().link().id(), QueueMapping.BATCH_WINDOW.name()),
                                        "Expected at least 1 s for batches of more than %d messages, received 0 s with batches of %d."
                                                .formatted(most, p.poll().batchSize()))
                                .mended(Mend.link(p.wire(), QueueMapping.BATCH_WINDOW.name(), SECOND)))
                        : List.of());
    }

    static List<Finding> timeoutAboveVisibility(Wiring wiring) {
        return polls(
                wiring,
                p -> p.timeoutAboveVisibility()
                        ? List.of(Finding.error(
                                        "lambda.timeout-above-visibility",
                                        Paths.node(p.wire().to().id(), FunctionCapacity.TIMEOUT.name()),
                                        "Expected at most the visibility timeout of %s (%s), received %s."
                                                .formatted(
                                                        p.wire().from().id(),
                                                        time(p.queue().visibilityNanos()),
                                                        time(p.pool().timeoutNanos())))
                                .mended(p.longerVisibility()))
                        : List.of());
    }

    static List<Finding> visibilityTooShort(Wiring wiring) {
        return polls(wiring, p -> {
            long advised = p.advisedVisibility();
            if (p.timeoutAboveVisibility() || p.queue().visibilityNanos() >= advised) return List.of();
            return List.of(Finding.warning(
                            "sqs.visibility-too-short",
                            Paths.node(p.wire().from().id(), SqsQueue.VISIBILITY.name()),
                            "Expected at least %s (six times the timeout of %s, plus the batching window), received %s; throttled batches come back too early."
                                    .formatted(
                                            time(advised),
                                            p.wire().to().id(),
                                            time(p.queue().visibilityNanos())))
                    .mended(p.longerVisibility()));
        });
    }

    static List<Finding> fewReceives(Wiring wiring) {
        return wiring.wires().stream()
                .filter(w -> w.as(Interaction.DeadLetter.class)
                        .filter(d -> d.maxReceiveCount() < ADVISED_RECEIVES)
                        .isPresent())
                .filter(w -> wiring.from(w.from().id()).anyMatch(o -> o.interaction() instanceof Interaction.Poll))
                .map(w -> Finding.warning(
                                "sqs.receive-count-low",
                                Paths.link(w.link().id(), SqsQueue.MAX_RECEIVE_COUNT.name()),
                                "Expected %d or more with a Lambda consumer, received %d; throttling alone can send good messages away."
                                        .formatted(
                                                ADVISED_RECEIVES,
                                                w.link().params().get(SqsQueue.MAX_RECEIVE_COUNT)))
                        .mended(Mend.link(w.link().id(), SqsQueue.MAX_RECEIVE_COUNT, (long) ADVISED_RECEIVES)))
                .toList();
    }

    static List<Finding> deadLetterRetention(Wiring wiring) {
        return wiring.wires().stream()
                .filter(w -> w.interaction() instanceof Interaction.DeadLetter && w.from() != w.to())
                .filter(w -> wiring.type(w.from().id(), MessageBuffer.class) instanceof MessageBuffer source
                        && wiring.type(w.to().id(), MessageBuffer.class) instanceof MessageBuffer target
                        && target.retentionNanos() <= source.retentionNanos())
                .map(QueueRules::shortRetention)
                .toList();
    }

    private static Finding shortRetention(Wire w) {
        long source = w.from().params().get(SqsQueue.RETENTION);
        var finding = Finding.warning(
                "sqs.dead-letter-retention",
                Paths.node(w.to().id(), SqsQueue.RETENTION.name()),
                "Expected more than the retention of %s (%s), received %s; a dead letter keeps the age of its message."
                        .formatted(
                                w.from().id(),
                                time(source),
                                time(w.to().params().get(SqsQueue.RETENTION))));
        long most = SqsQueue.RETENTION.maxNanos();
        return source < most ? finding.mended(Mend.node(w.to().id(), SqsQueue.RETENTION, most)) : finding;
    }

    /// An event that fails three times, or gets too old, is gone unless something takes it.
    static List<Finding> lostEvents(Wiring wiring) {
        return wiring.all(InstancePool.class).keySet().stream()
                .filter(id -> wiring.to(id).anyMatch(Wire::isEvent))
                .filter(id -> wiring.from(id)
                        .map(w -> w.link().kind())
                        .noneMatch(kind -> kind == LinkKind.DEAD_LETTER || kind == LinkKind.ON_FAILURE))
                .map(id -> {
                    var hint = Finding.hint(
                            "lambda.no-dead-letter-queue",
                            Paths.node(id),
                            "It is given events that nobody waits for; what still fails after its retries is gone.\nMaybe give it a dead-letter queue or a destination for failures.");
                    return wiring.design().node(id).orElseThrow().kind() instanceof LambdaFunction
                            ? hint.mended(Mend.deadEvents(wiring.design(), id))
                            : hint;
                })
                .toList();
    }

    /// Dead letters of a function come only from asynchronous invocations.
    static List<Finding> deadLetterAtConsumer(Wiring wiring) {
        return wiring.all(InstancePool.class).keySet().stream()
                .filter(id ->
                        wiring.from(id).anyMatch(w -> w.aside() && w.link().kind() != LinkKind.WATCH))
                .filter(id -> wiring.to(id).noneMatch(Wire::isEvent))
                .map(
                        id -> Finding.warning(
                                "lambda.dead-letter-unused",
                                Paths.node(id),
                                wiring.to(id).anyMatch(w -> w.interaction() instanceof Interaction.Poll)
                                        ? "Dead letters and destinations of a function serve asynchronous invocations only. Maybe put the dead-letter queue at the queue it polls."
                                        : "Dead letters and destinations of a function serve asynchronous invocations only, and nothing invokes it so."))
                .toList();
    }

    private record Poller(Wire wire, Interaction.Poll poll, MessageBuffer queue, InstancePool pool) {
        long advisedVisibility() {
            return ADVISED_TIMEOUTS * pool.timeoutNanos() + poll.windowNanos();
        }

        Edit longerVisibility() {
            long most = SqsQueue.VISIBILITY.maxNanos();
            return Mend.node(wire.from().id(), SqsQueue.VISIBILITY, Math.min(most, advisedVisibility()));
        }

        boolean timeoutAboveVisibility() {
            return pool.timeoutNanos() > queue.visibilityNanos();
        }
    }

    private static List<Finding> polls(Wiring wiring, Function<Poller, List<Finding>> rule) {
        return wiring.wires().stream()
                .flatMap(w -> w.interaction() instanceof Interaction.Poll poll
                                && wiring.type(w.from().id(), MessageBuffer.class) instanceof MessageBuffer queue
                                && wiring.type(w.to().id(), InstancePool.class) instanceof InstancePool pool
                        ? rule.apply(new Poller(w, poll, queue, pool)).stream()
                        : Stream.empty())
                .toList();
    }

    private static String time(long nanos) {
        return Quantity.text(nanos, Unit.SECOND);
    }
}
