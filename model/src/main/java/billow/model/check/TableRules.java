package billow.model.check;

import billow.model.archetype.DataCache;
import billow.model.archetype.Interaction;
import billow.model.archetype.Interaction.Operate;
import billow.model.archetype.Table;
import billow.model.archetype.TableOperation;
import billow.model.check.Wiring.Wire;
import billow.model.quota.Limits;
import billow.model.service.DynamoTable;
import billow.model.service.StreamMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Rules about tables, their indexes and the caches before them.
final class TableRules {
    private static final int MOST_READERS = 2;

    private TableRules() {}

    /// Indexes are read by queries and scans, eventually consistent ones, and must be there.
    static List<Finding> indexes(Wiring wiring) {
        var findings = new ArrayList<Finding>();
        for (var wire : wiring.wires())
            if (wire.interaction() instanceof Operate asked && asked.index() != null) {
                var operation = asked.operation();
                boolean strong = asked.strong();
                String name = asked.index();
                var path = Paths.link(wire.link().id(), DynamoTable.INDEX.name());
                var table = table(wiring, wire.to().id());
                if (operation != TableOperation.QUERY && operation != TableOperation.SCAN)
                    findings.add(Finding.error(
                            "dynamodb.index-operation", path, "Expected a query or scan of the index " + name + "."));
                else if (strong)
                    findings.add(Finding.error(
                            "dynamodb.index-consistency",
                            Paths.link(wire.link().id(), DynamoTable.CONSISTENT.name()),
                            "Expected eventually consistent reads of the index %s; a global index has no others."
                                    .formatted(name)));
                if (table != null
                        && table.indexes().stream().noneMatch(i -> i.name().equals(name)))
                    findings.add(Finding.error(
                            "dynamodb.unknown-index",
                            path,
                            "Expected an index of the table (%s), received %s.".formatted(names(table), name)));
            }
        return findings;
    }

    /// The table itself, or the one behind a cache.
    private static @Nullable Table table(Wiring wiring, String node) {
        var own = wiring.type(node, Table.class);
        if (own != null || wiring.type(node, DataCache.class) == null) return own;
        return wiring.from(node)
                .map(w -> wiring.type(w.to().id(), Table.class))
                .findFirst()
                .orElse(null);
    }

    private static String names(Table table) {
        return table.indexes().isEmpty()
                ? "it has none"
                : String.join(
                        ", ", table.indexes().stream().map(Table.Index::name).toList());
    }

    /// An index with fewer write units than its table throttles the table.
    static List<Finding> indexBelowTable(Wiring wiring) {
        var findings = new ArrayList<Finding>();
        wiring.all(Table.class).forEach((id, table) -> {
            if (table.capacity() instanceof Table.Provisioned own)
                for (var index : table.indexes())
                    if (index.capacity() instanceof Table.Provisioned units && units.writeUnits() < own.writeUnits())
                        findings.add(Finding.warning(
                                "dynamodb.index-write-capacity",
                                Paths.node(id, DynamoTable.GLOBAL_INDEXES.name() + "." + index.name()),
                                "Expected at least as many write units as the table (%.0f), received %.0f: an index that falls behind throttles the table."
                                        .formatted(own.writeUnits(), units.writeUnits())));
        });
        return findings;
    }

    static List<Finding> tooManyItems(Wiring wiring) {
        return wiring.wires().stream()
                .flatMap(w -> w.as(Operate.class).flatMap(o -> tooMany(w, o)).stream())
                .toList();
    }

    private static Optional<Finding> tooMany(Wire wire, Operate operate) {
        double most = switch (operate.operation()) {
            case BATCH_GET -> Limits.limit("dynamodb.batchReads").standard();
            case BATCH_WRITE -> Limits.limit("dynamodb.batchWrites").standard();
            case TRANSACT_GET, TRANSACT_WRITE ->
                Limits.limit("dynamodb.transactionItems").standard();
            case GET, QUERY, SCAN, PUT, UPDATE, DELETE -> Double.MAX_VALUE;
        };
        if (operate.items() <= most) return Optional.empty();
        return Optional.of(Finding.error(
                "dynamodb.too-many-items",
                Paths.link(wire.link().id(), DynamoTable.ITEMS.name()),
                "Expected at most %.0f items, received %d.".formatted(most, operate.items())));
    }

    /// Transactions and batches of many large items: half of them would be refused, or come in parts.
    static List<Finding> tooManyBytes(Wiring wiring) {
        return wiring.wires().stream()
                .flatMap(w -> w.as(Operate.class).flatMap(o -> tooLarge(w, o)).stream())
                .toList();
    }

    private static Optional<Finding> tooLarge(Wire wire, Operate operate) {
        double most = switch (operate.operation()) {
            case BATCH_GET, BATCH_WRITE -> Limits.limit("dynamodb.batchBytes").standard();
            case TRANSACT_GET, TRANSACT_WRITE ->
                Limits.limit("dynamodb.transactionBytes").standard();
            case GET, QUERY, SCAN, PUT, UPDATE, DELETE -> Double.MAX_VALUE;
        };
        double received = operate.items() * operate.itemBytes().quantile(0.5) / (1 << 20);
        if (received <= most) return Optional.empty();
        var path = Paths.link(wire.link().id(), DynamoTable.ITEM_SIZE.name());
        var message = "Expected at most %.0f MB in one call, received %.1f MB.".formatted(most, received);
        return Optional.of(
                operate.operation() == TableOperation.BATCH_GET
                        ? Finding.warning(
                                "dynamodb.batch-in-parts",
                                path,
                                message + " What is beyond comes back unprocessed and is asked for again.")
                        : Finding.error("dynamodb.too-many-bytes", path, message));
    }

    /// A table's stream has no positions by time.
    static List<Finding> startingPositions(Wiring wiring) {
        return wiring.wires().stream()
                .filter(w -> w.interaction() instanceof Interaction.Read
                        && wiring.type(w.from().id(), Table.class) != null
                        && w.link()
                                .params()
                                .get(StreamMapping.STARTING_POSITION)
                                .equals("AT_TIMESTAMP"))
                .map(w -> Finding.error(
                        "dynamodb.starting-position",
                        Paths.link(w.link().id(), StreamMapping.STARTING_POSITION.name()),
                        "Expected LATEST or TRIM_HORIZON for the stream of a table, received AT_TIMESTAMP."))
                .toList();
    }

    static List<Finding> streamReaders(Wiring wiring) {
        return wiring.all(Table.class).keySet().stream()
                .flatMap(id -> {
                    long readers = wiring.from(id)
                            .filter(w -> w.interaction() instanceof Interaction.Read)
                            .count();
                    return readers <= MOST_READERS
                            ? Stream.empty()
                            : Stream.of(Finding.warning(
                                    "dynamodb.stream-readers",
                                    Paths.node(id),
                                    "Expected at most %d readers of the stream, received %d: more of them are throttled."
                                            .formatted(MOST_READERS, readers)));
                })
                .toList();
    }

    /// A cache stands before one table.
    static List<Finding> caches(Wiring wiring) {
        var findings = new ArrayList<Finding>();
        for (var id : wiring.all(DataCache.class).keySet()) {
            var behind = wiring.from(id).toList();
            if (behind.isEmpty())
                findings.add(Finding.error(
                        "dax.no-table",
                        Paths.node(id),
                        "Expected a link to the table it stands before, received none."));
            if (behind.size() > 1)
                findings.add(Finding.error(
                        "dax.several-tables",
                        Paths.node(id),
                        "Expected one table behind the cache, received %d.\nMaybe draw a cluster for each."
                                .formatted(behind.size())));
            for (var wire : behind)
                if (!wire.link().params().changed().isEmpty())
                    findings.add(Finding.hint(
                            "dax.link-settings",
                            wire.path(),
                            "What is set here has no effect: the table is asked what the cache is asked."));
        }
        return findings;
    }
}
