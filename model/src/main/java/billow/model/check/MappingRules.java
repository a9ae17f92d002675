package billow.model.check;

import billow.model.archetype.InstancePool;
import billow.model.archetype.Interaction;
import billow.model.archetype.PartitionedLog;
import billow.model.archetype.RecordFilter;
import billow.model.archetype.Table;
import billow.model.check.Wiring.Wire;
import billow.model.event.InvalidEventPattern;
import billow.model.quota.Limits;
import billow.model.service.QueueMapping;
import billow.model.service.StreamMapping;
import java.util.List;
import java.util.stream.Stream;

/// Rules about event source mappings. Source: AWS Lambda Developer Guide, "Event source mappings", "Event filtering".
final class MappingRules {
    /// Consumers that can share the reads of a shard without slowing each other down.
    private static final int SHARED_READERS = 2;

    /// With pauses of 1, 2, 4 … up to 30 s about three minutes: longer than most disturbances, shorter than patience.
    private static final long SENSIBLE_RETRIES = 10;

    private MappingRules() {}

    static List<Finding> filters(Wiring wiring) {
        return wiring.wires().stream().flatMap(MappingRules::filter).toList();
    }

    private static Stream<Finding> filter(Wire wire) {
        RecordFilter filter = wire.interaction() instanceof Interaction.Poll poll
                ? poll.filter()
                : wire.interaction() instanceof Interaction.Read read ? read.filter() : RecordFilter.ALL;
        return problem(filter, Paths.link(wire.link().id(), QueueMapping.FILTER.name()));
    }

    /// What is wrong with the pattern of a filter.
    static Stream<Finding> problem(RecordFilter filter, String path) {
        var source = filter.source();
        if (source == null) return Stream.of();
        try {
            RecordFilter.check(source);
            return Stream.of();
        } catch (InvalidEventPattern e) {
            return Stream.of(Finding.error("esm.filter", path, "%s: %s".formatted(e.path(), e.reason())));
        }
    }

    static List<Finding> pollers(Wiring wiring) {
        return wiring.wires().stream()
                .filter(w -> w.interaction() instanceof Interaction.Poll poll
                        && poll.pollers().perPoller() > 0)
                .flatMap(MappingRules::provisioned)
                .toList();
    }

    private static Stream<Finding> provisioned(Wire wire) {
        var params = wire.link().params();
        var most = params.find(QueueMapping.MAX_POLLERS);
        var least = params.find(QueueMapping.MIN_POLLERS);
        if (params.find(QueueMapping.MAX_CONCURRENCY).isPresent())
            return Stream.of(Finding.error(
                    "esm.provisioned-with-maximum",
                    Paths.link(wire.link().id(), QueueMapping.MAX_CONCURRENCY.name()),
                    "Expected none with provisioned pollers, received %d."
                            .formatted(params.find(QueueMapping.MAX_CONCURRENCY).orElse(0L))));
        if (least.isPresent() && most.isPresent() && least.get() > most.get())
            return Stream.of(Finding.error(
                    "esm.pollers",
                    Paths.link(wire.link().id(), QueueMapping.MIN_POLLERS.name()),
                    "Expected at most the greatest number of pollers (%d), received %d."
                            .formatted(most.get(), least.get())));
        return Stream.of();
    }

    /// A record that always fails blocks its shard for as long as the stream keeps it.
    static List<Finding> endlessRetries(Wiring wiring) {
        return wiring.wires().stream()
                .filter(w -> w.interaction() instanceof Interaction.Read read
                        && read.retries() < 0
                        && read.maxAgeNanos() < 0
                        && wiring.type(w.to().id(), InstancePool.class) != null)
                .map(w -> Finding.warning(
                                "esm.endless-retries",
                                Paths.link(w.link().id(), StreamMapping.RETRIES.name()),
                                "Expected a number of retries or a greatest age; with neither, a record that always fails blocks its shard until it expires.")
                        .mended(Mend.link(w, StreamMapping.RETRIES.name(), SENSIBLE_RETRIES)))
                .toList();
    }

    static List<Finding> sharedReaders(Wiring wiring) {
        return wiring.types().keySet().stream()
                .filter(id -> wiring.type(id, PartitionedLog.class) != null || wiring.type(id, Table.class) != null)
                .filter(id -> shared(wiring, id) > SHARED_READERS)
                .map(id -> Finding.warning(
                        "esm.shared-readers",
                        Paths.node(id),
                        "Expected at most %d consumers that share the reads of a shard, received %d."
                                .formatted(SHARED_READERS, shared(wiring, id))))
                .toList();
    }

    /// Source: Kinesis Data Streams developer guide, quotas: consumers registered for enhanced fan-out.
    static List<Finding> fannedOutReaders(Wiring wiring) {
        long most = (long) Limits.limit("kinesis.consumers").maximum();
        return wiring.all(PartitionedLog.class).keySet().stream()
                .filter(id -> pushed(wiring, id) > most)
                .map(id -> Finding.error(
                        "kinesis.consumers",
                        Paths.node(id),
                        "Expected at most %d consumers with enhanced fan-out, received %d."
                                .formatted(most, pushed(wiring, id))))
                .toList();
    }

    private static long pushed(Wiring wiring, String id) {
        return wiring.from(id)
                .filter(w -> w.interaction() instanceof Interaction.Read read && read.pushed())
                .count();
    }

    private static long shared(Wiring wiring, String id) {
        return wiring.from(id)
                .filter(w -> w.interaction() instanceof Interaction.Read read && !read.pushed())
                .count();
    }
}
