package billow.model.check;

import billow.model.archetype.DeliveryBuffer;
import billow.model.archetype.InstancePool;
import billow.model.archetype.Interaction;
import billow.model.archetype.PartitionedLog;
import billow.model.archetype.Table;
import billow.model.archetype.TrafficSource;
import billow.model.design.Node;
import billow.model.param.Param;
import billow.model.quota.Limits;
import billow.model.service.Clients;
import billow.model.service.DynamoTable;
import billow.model.service.KinesisStream;
import billow.model.service.SqsQueue;
import billow.model.value.Distribution;
import billow.model.value.Quantity;
import billow.model.value.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Rules about sizes and capacity of data.
final class DataRules {
    /// A share of draws above the limit that is worth a complaint: one in a thousand.
    private static final double TAIL = 0.999;

    private DataRules() {}

    static List<Finding> itemTooLarge(Wiring wiring) {
        double most = Limits.limit("dynamodb.itemSize").maximum();
        return wiring.wires().stream()
                .flatMap(w -> w
                        .as(Interaction.Operate.class)
                        .flatMap(o -> tooLarge(
                                "dynamodb.item-too-large",
                                o.itemBytes(),
                                most,
                                "items of a table",
                                Paths.link(w.link().id(), DynamoTable.ITEM_SIZE.name())))
                        .stream())
                .toList();
    }

    /// What clients send to a function at once or as an event.
    static List<Finding> payloadTooLarge(Wiring wiring) {
        return wiring.wires().stream()
                .filter(w -> wiring.type(w.to().id(), InstancePool.class) != null)
                .flatMap(w -> wiring.type(w.from().id(), TrafficSource.class) instanceof TrafficSource clients
                        ? payload(wiring, w, clients).stream()
                        : Stream.empty())
                .toList();
    }

    private static Optional<Finding> payload(Wiring wiring, Wiring.Wire wire, TrafficSource clients) {
        var pool = Objects.requireNonNull(wiring.type(wire.to().id(), InstancePool.class));
        boolean event = !wire.waits();
        return tooLarge(
                "lambda.payload-too-large",
                clients.payloadBytes(),
                event ? pool.asynchronous().payloadBytes() : pool.payloadBytes(),
                event ? "events" : "requests to a function",
                Paths.node(wire.from().id(), Clients.PAYLOAD.name()));
    }

    static List<Finding> messageTooLarge(Wiring wiring) {
        double most = Limits.limit("sqs.messageSize").maximum();
        return wiring.wires().stream()
                .flatMap(w -> w
                        .as(Interaction.Send.class)
                        .flatMap(s -> tooLarge(
                                "sqs.message-too-large",
                                s.messageBytes(),
                                most / s.batch(),
                                s.batch() == 1 ? "messages" : "messages in batches of " + s.batch(),
                                Paths.link(w.link().id(), SqsQueue.MESSAGE_SIZE.name())))
                        .stream())
                .toList();
    }

    static List<Finding> publishTooLarge(Wiring wiring) {
        double most = Limits.limit("sns.messageSize").maximum();
        return wiring.wires().stream()
                .flatMap(w -> w
                        .as(Interaction.Publish.class)
                        .flatMap(p -> tooLarge(
                                "fanout.message-too-large",
                                p.messageBytes(),
                                most / p.batch(),
                                p.batch() == 1 ? "messages" : "messages in batches of " + p.batch(),
                                w.path()))
                        .stream())
                .toList();
    }

    /// Source: Kinesis Data Streams and Amazon Data Firehose developer guides, quotas.
    static List<Finding> recordTooLarge(Wiring wiring) {
        var findings = new ArrayList<Finding>();
        for (var wire : wiring.wires()) {
            if (!(wire.interaction() instanceof Interaction.Put put)) continue;
            var path = Paths.link(wire.link().id(), KinesisStream.RECORD_SIZE.name());
            switch (wiring.types().get(wire.to().id())) {
                case PartitionedLog log ->
                    record(put, log.recordBytes(), "kinesis", path).ifPresent(findings::add);
                case DeliveryBuffer buffer ->
                    record(put, buffer.recordBytes(), "firehose", path).ifPresent(findings::add);
                case null, default -> {}
            }
        }
        return findings;
    }

    private static Optional<Finding> record(Interaction.Put put, long most, String service, String path) {
        double all =
                Unit.MEGABYTE.toCanonical(Limits.limit(service + ".putBytes").standard());
        return tooLarge(
                service + ".record-too-large",
                put.recordBytes(),
                Math.min(most, all / put.batch()),
                put.batch() == 1 ? "records" : "records in puts of " + put.batch(),
                path);
    }

    private static Optional<Finding> tooLarge(String code, Distribution size, double most, String what, String path) {
        double least = size.quantile(0);
        double usual = size.quantile(TAIL);
        if (usual <= most) return Optional.empty();
        var message = "Expected %s of at most %s, received up to %s."
                .formatted(what, Quantity.text(most, Unit.KILOBYTE), bytes(usual));
        return Optional.of(least > most ? Finding.error(code, path, message) : Finding.warning(code, path, message));
    }

    private static String bytes(double value) {
        return Quantity.text(Math.rint(value / 1024) * 1024, Unit.KILOBYTE);
    }

    static List<Finding> scalingBelowCapacity(Wiring wiring) {
        return wiring.all(Table.class).keySet().stream()
                .flatMap(id -> wiring.design().node(id).stream())
                .filter(n -> n.params().get(DynamoTable.BILLING_MODE).equals("PROVISIONED"))
                .flatMap(n -> Stream.concat(
                        below(n, DynamoTable.READ_UNITS, DynamoTable.READ_MAX),
                        below(n, DynamoTable.WRITE_UNITS, DynamoTable.WRITE_MAX)))
                .toList();
    }

    private static Stream<Finding> below(Node node, Param.Whole units, Param.Whole max) {
        long least = node.params().get(units);
        return node.params().find(max).filter(m -> m < least).stream()
                .map(m -> Finding.error(
                                "dynamodb.scaling-below-capacity",
                                Paths.node(node.id(), max.name()),
                                "Expected at least %s (%d), received %d.".formatted(units.name(), least, m))
                        .mended(Mend.node(node.id(), max, least)));
    }
}
