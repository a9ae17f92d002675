package billow.simulator.estimate;

import billow.model.archetype.Counter;
import billow.model.archetype.Interaction;
import billow.model.archetype.Interaction.Operate;
import billow.model.archetype.Table;
import java.util.Map;

/// Expected units of a table and its indexes per second.
final class TableUsage {
    private static final double KILOBYTE = 1024;

    private final Wires wires;
    private final Flows flows;

    TableUsage(Wires wires, Flows flows) {
        this.wires = wires;
        this.flows = flows;
    }

    void count(Map<Counter, Double> counts, String node, Table table) {
        for (var wire : wires.operations(node))
            if (wire.interaction() instanceof Operate operate) {
                double rate = flows.over(wire);
                if (operate.operation().reads()) reads(counts, table, operate, rate);
                else writes(counts, table, operate, rate);
            }
        capacity(counts, table.capacity());
        for (var index : table.indexes()) capacity(counts, index.capacity());
    }

    private static void capacity(Map<Counter, Double> counts, Table.Capacity capacity) {
        if (capacity instanceof Table.Provisioned provisioned) {
            counts.merge(Counter.READ_CAPACITY_MILLIS, provisioned.readUnits() * 1000, Double::sum);
            counts.merge(Counter.WRITE_CAPACITY_MILLIS, provisioned.writeUnits() * 1000, Double::sum);
        }
    }

    private static void reads(Map<Counter, Double> counts, Table table, Operate operate, double rate) {
        boolean indexed = table.indexes().stream().anyMatch(i -> i.name().equals(operate.index()));
        var counter = indexed ? Counter.INDEX_HALF_READ_UNITS : Counter.HALF_READ_UNITS;
        counts.merge(counter, rate * halfReadUnits(operate, operate.strong() && !indexed), Double::sum);
    }

    private static void writes(Map<Counter, Double> counts, Table table, Operate operate, double rate) {
        double units = rate * writeUnits(operate) * (1 + table.localIndexes());
        counts.merge(Counter.WRITE_UNITS, units, Double::sum);
        double done = units * (1 - operate.conditionFails());
        counts.merge(Counter.REPLICATED_WRITE_UNITS, table.keeping().replicas() * done, Double::sum);
        for (var index : table.indexes())
            counts.merge(Counter.INDEX_WRITE_UNITS, rate * items(operate) * entry(index, operate), Double::sum);
    }

    private static double entry(Table.Index index, Operate operate) {
        double bytes =
                index.entryBytes() + index.projected() * operate.itemBytes().mean();
        return index.touched() * (1 + index.keyChanges()) * Math.max(1, Math.ceil(bytes / KILOBYTE));
    }

    /// Source: Amazon DynamoDB Developer Guide, "Read and write operations": 4 KB a unit, half of it when eventual.
    private static double halfReadUnits(Operate operate, boolean strong) {
        double blocks = operate.itemBytes().mean() / (4 * KILOBYTE);
        double factor = operate.operation().transactional() ? 4 : strong ? 2 : 1;
        return factor
                * switch (operate.operation()) {
                    case QUERY, SCAN -> Math.max(1, Math.ceil(blocks * operate.items()));
                    default -> Math.max(1, Math.ceil(blocks)) * items(operate);
                };
    }

    /// Source: the same, 1 KB a unit, twice in a transaction.
    private static double writeUnits(Operate operate) {
        double units = Math.max(1, Math.ceil(operate.itemBytes().mean() / KILOBYTE)) * items(operate);
        return operate.operation().transactional() ? 2 * units : units;
    }

    private static double items(Interaction.Operate operate) {
        return switch (operate.operation()) {
            case GET, PUT, UPDATE, DELETE -> 1;
            case BATCH_GET, TRANSACT_GET, QUERY, SCAN, BATCH_WRITE, TRANSACT_WRITE -> operate.items();
        };
    }
}
